#!/usr/bin/env python3
"""The commands that do not run an experiment, and the options of `run`."""

import json
import os
import pty
import subprocess
import unittest

import h5py
import jsonschema
import program
import yaml
from program import ON_TINY, SMALL, replace


class Commands(program.ProgramTest):
    def test_help_and_version_go_to_stdout(self):
        for arguments in (["--help"], ["run", "--help"], ["--version"]):
            self.assertIn("ventral", self.run_well(*arguments))

    def test_list_names_what_there_is(self):
        for what, name in (
            ("models", "macaque"),
            ("experiments", "quickstart"),
            ("stimuli", "grating"),
            ("variants", "no_feedback"),
        ):
            self.assertIn(name, self.run_well("list", what))
            names = [entry["name"] for entry in json.loads(self.run_well("list", what, "--json"))]
            self.assertIn(name, names)

    def schema(self, what):
        schema = json.loads(self.run_well("schema", what))
        jsonschema.Draft7Validator.check_schema(schema)
        return jsonschema.Draft7Validator(schema)

    def test_shipped_files_satisfy_their_schema(self):
        for what, folder in (("experiment", "experiments"), ("model", "models"), ("fit", "models")):
            validator = self.schema(what)
            for path in sorted((program.ROOT / folder).rglob("*.yaml")):
                if (what == "fit") != path.name.endswith(".fit.yaml"):
                    continue
                with self.subTest(path.name):
                    validator.validate(yaml.safe_load(path.read_text(encoding="utf-8")))

    def test_schema_marks_unknown_keys_and_wrong_values(self):
        validator = self.schema("experiment")
        for old, new in (
            ("  maps:", "  mpas:"),
            ("[recurrent, feedforward]", "[recurrent, feedfoward]"),
            ("baseline_ms: 200", "baseline_ms: 20"),
            ("step_ms: 1}", "step_ms: fast}"),
            ("length_deg: 4", "length: 4"),
        ):
            with self.subTest(new):
                text = replace(SMALL, old, new)
                self.assertFalse(validator.is_valid(yaml.safe_load(text)))
        self.assertTrue(validator.is_valid(yaml.safe_load(SMALL)))

    def test_schema_is_written_to_a_file(self):
        self.run_well("schema", "model", "-o", "model.json")
        self.assertIn("draft-07", json.loads((self.folder / "model.json").read_text())["$schema"])

    def test_validate_tells_every_file_and_the_worst_exit_code(self):
        self.write("good.yaml", SMALL)
        self.write("bad.yaml", replace(SMALL, "seed: 1", "sede: 1"))
        result = self.run_program("validate", "bad.yaml", "good.yaml", "two_areas")
        self.assert_fails(result, 2, "bad.yaml:4:1: unknown key 'sede'")
        self.assertIn("good.yaml: valid", result.stdout)
        self.assertEqual(sorted(p.name for p in self.folder.iterdir()), ["bad.yaml", "good.yaml"])

    def test_shipped_files_are_valid(self):
        experiments = sorted((program.ROOT / "experiments").rglob("*.yaml"))
        models = sorted((program.ROOT / "models").glob("*.yaml"))
        stdout = self.run_well("validate", *experiments, *models)
        self.assertEqual(len(stdout.splitlines()), len(experiments) + len(models))

    def test_dry_run_prints_the_plan_and_writes_nothing(self):
        stdout = self.run_well("run", "two_areas", "-n", "-o", "out.h5")
        for part in ("recurrent, no_feedback, feedforward", "6 (3 variants x 2 conditions", "MB"):
            self.assertIn(part, stdout)
        plan = json.loads(self.run_well("run", "two_areas", "--dry-run", "--json"))
        self.assertEqual(plan["cells"], 6)
        self.assertEqual(plan["conditions"], ["0", "90"])
        self.assertGreater(plan["units"], 1000)
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_figures_are_drawn_as_png_and_svg(self):
        for what, subject in (
            ("stimulus", "two_areas"),
            ("kernel", "two_areas"),
            ("wiring", "two_areas"),
            ("wiring", "macaque"),
        ):
            for suffix, head in (("png", b"\x89PNG"), ("svg", b"<?xml")):
                name = f"{what}.{suffix}"
                self.run_well("show", what, subject, "-o", name, "--force")
                self.assertEqual((self.folder / name).read_bytes()[: len(head)], head)
        self.assertIn("pooled_to_complex", self.run_well("show", "model", "two_areas"))
        plan = self.run_well("show", "plan", "two_areas")
        self.assertRegex(plan, r"ms a step on one core, by the table of costs \(\w+, single precision\)")
        self.assertRegex(plan, r"pooled_to_complex .*spectra")

    def test_show_names_the_nearest_projection_and_condition(self):
        kernel = self.run_program("show", "kernel", "two_areas", "image_to_simpl")
        self.assert_fails(kernel, 2, "no such projection", "did you mean 'image_to_simple'?")
        stimulus = self.run_program("show", "stimulus", "two_areas", "--condition", "45")
        self.assert_fails(stimulus, 2, "no such condition", "allowed: 0, 90")

    def test_set_changes_the_display_by_its_short_name_and_the_model(self):
        self.write("small.yaml", SMALL)
        stdout = self.run_well(
            *("run", "small.yaml", "-o", "out.h5", "--json", "--variant", "recurrent"),
            *("--set", "bar.length_deg=0.5", "--set", "time.duration_ms=50"),
            *("--set", "model.areas.V1.populations.complex.tau_ms=20"),
        )
        result = json.loads(stdout)
        self.assertEqual(result["cells"], 1)
        stored = self.run_well("plot", "out.h5", "-o", "again.png")
        self.assertIn("again.png", stored)
        with h5py.File(self.folder / "out.h5") as file:
            texts = {name: file[f"provenance/{name}"][()].decode() for name in file["provenance"]}
        self.assertIn("length_deg: 0.5", texts["conditions"])
        self.assertIn("--set bar.length_deg=0.5", texts["command"])
        self.assertIn("tau_ms: 20", texts["model_resolved"])

    def test_quiet_says_nothing_and_results_go_to_stdout(self):
        self.write("small.yaml", SMALL)
        result = self.run_program("run", "small.yaml", "-q", "-o", "out.h5")
        self.assertEqual(result.returncode, 0)
        self.assertEqual(result.stderr, "")
        self.assertIn("result: ", result.stdout)

    def test_progress_is_plain_lines_where_there_is_no_terminal(self):
        self.write("small.yaml", SMALL)
        result = self.run_program("run", "small.yaml", "-o", "out.h5")
        self.assertIn("2/2 cells", result.stderr)
        self.assertNotIn("\r", result.stderr)

    def test_progress_is_a_bar_on_a_terminal(self):
        self.write("small.yaml", SMALL)
        try:
            ours, theirs = pty.openpty()
        except OSError as error:
            self.skipTest(f"no terminal to be had: {error}")
        process = subprocess.Popen(
            [program.PROGRAM, "run", "small.yaml", "-o", "out.h5"],
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=theirs,
        )
        os.close(theirs)
        shown = b""
        while True:
            try:
                part = os.read(ours, 4096)
            except OSError:  # the other side is closed
                break
            if not part:
                break
            shown += part
        os.close(ours)
        self.assertEqual(process.wait(timeout=60), 0)
        self.assertIn(b"[####", shown)
        self.assertIn(b"100 %  2/2 cells", shown)

    def test_a_run_that_does_not_fit_in_memory_is_refused_before_it_starts(self):
        self.write("small.yaml", SMALL)
        result = self.run_program(
            *("run", "small.yaml", "-o", "out.h5", "--set", "trials=100000", "-j", "4096"),
        )
        self.assert_fails(result, 2, "the run does not fit in memory", "GB", "-j 1")
        self.assert_nothing_written()

    def test_an_experiment_extends_another(self):
        self.write("small.yaml", SMALL)
        self.write(
            "derived.yaml",
            "format: ventral-experiment/1\nextends: small.yaml\nexperiment: A derived one\n"
            "time: {duration_ms: 50}\n",
        )
        plan = json.loads(self.run_well("run", "derived.yaml", "-n", "--json"))
        self.assertEqual(plan["variants"], ["recurrent", "feedforward"])
        self.run_well("run", "derived.yaml", "-o", "out.h5")
        with h5py.File(self.folder / "out.h5") as file:
            self.assertEqual(file["provenance/experiment_file_2"][()].decode(), SMALL)

    def test_names_resolve_from_any_folder(self):
        for name in ("two_areas", "two_areas.yaml", "experiments/two_areas.yaml"):
            self.run_well("run", name, "-n")

    def test_force_replaces_a_result(self):
        self.write("small.yaml", SMALL)
        self.run_well("run", "small.yaml", "-o", "out.h5")
        first = (self.folder / "out.h5").read_bytes()
        self.run_well("run", "small.yaml", "-o", "out.h5", "--force")
        self.assertEqual(first, (self.folder / "out.h5").read_bytes())

    def test_one_variant_runs_and_has_nothing_to_compare(self):
        self.write("small.yaml", SMALL)
        self.run_well("run", "small.yaml", "-o", "out.h5", "--variant", "feedforward")
        result = self.run_program("compare", "out.h5")
        self.assert_fails(result, 2, "there is only one variant")

    def test_place_on_shifts_the_display_to_the_unit(self):
        base = replace(SMALL, "at_deg: [0, 0]", "at_deg: [2.75, -1.25]")
        self.write("shifted.yaml", base + "place_on: {population: V1.complex, at_deg: [2.75, -1.25]}\n")
        self.write("centred.yaml", SMALL + "place_on: {population: V1.complex, at_deg: [0.25, 0.25]}\n")
        shifted = self.peak("shifted.yaml")
        elsewhere = self.peak("centred.yaml", "--set", "record.sites.vertical.at_deg=[-3, 3]")
        self.assertGreater(shifted, 2 * elsewhere)

    def peak(self, name, *arguments):
        result = json.loads(
            self.run_well("run", name, "-o", "out.h5", "--json", "--force", *arguments)
        )
        rows = [row for row in result["rows"] if row["view"] == "site"]
        return rows[0]["peak"]

    def test_a_silenced_population_takes_its_effect_away(self):
        self.write("tiny.yaml", program.MODEL)
        variants = "{whole: {like: recurrent}, cut: {scale: {A.second: 0}}, feedforward: {}}"
        self.write(
            "cut.yaml", replace(ON_TINY, "[recurrent, feedforward]", variants)
        )
        result = json.loads(self.run_well("run", "cut.yaml", "-o", "out.h5", "--json"))
        first = {
            row["variant"]: row["sustained"]
            for row in result["rows"]
            if row["population"] == "first"
        }
        self.assertGreater(first["whole"], 1.05 * first["cut"])
        self.assertAlmostEqual(first["cut"], first["feedforward"], places=5)


if __name__ == "__main__":
    unittest.main(verbosity=2)
