#!/usr/bin/env python3
"""Bad input: the message, its place, the exit code, and that nothing is left behind."""

import os
import re
import unittest

import h5py
import numpy
import program
from program import MODEL, ON_TINY, SMALL, replace

IMAGE = "cat: {photograph: {file: picture.png, width_deg: 4}}"
BAR = "bar: {bar: {length_deg: 4, width_deg: 0.4, orientation_deg: 90, luminance: 0.8}}"
WITH_IMAGE = replace(SMALL, BAR, IMAGE)


class BadInput(program.ProgramTest):
    def refuse(self, text, *parts, code=2, arguments=()):
        """Runs an experiment that must be refused with all these parts in the message."""
        self.write("bad.yaml", text)
        result = self.run_program("run", "bad.yaml", "-o", "out.h5", *arguments)
        self.assert_fails(result, code, *parts)
        self.assertEqual(result.stdout, "")
        self.assert_nothing_written()

    def refuse_model(self, old, new, *parts, code=2, experiment=ON_TINY, arguments=()):
        self.write("tiny.yaml", replace(MODEL, old, new))
        self.refuse(experiment, *parts, code=code, arguments=arguments)

    # --- The experiment file. -----------------------------------------------------------------

    def test_unknown_key(self):
        self.refuse(
            replace(SMALL, "  maps:", "  mpas:"),
            "bad.yaml:14:3: unknown key 'mpas'",
            "at: record.mpas",
            "sites, maps, cubes",
            "did you mean 'maps'?",
        )

    def test_missing_key(self):
        self.refuse(
            replace(SMALL, "model: two_areas\n", ""),
            "bad.yaml:1:1: missing key 'model'",
            "at: model",
        )

    def test_duplicate_key(self):
        self.refuse(
            replace(SMALL, "seed: 1\n", "seed: 1\nseed: 2\n"),
            "bad.yaml:5:1: duplicate key 'seed', first given in line 4",
            "at: seed",
        )

    def test_ill_typed_value(self):
        self.refuse(
            replace(SMALL, "step_ms: 1}", "step_ms: fast}"),
            "bad.yaml:10:68: expected a number in ms",
            "at: time.step_ms",
            "got: fast",
        )

    def test_value_out_of_range(self):
        self.refuse(
            replace(SMALL, "baseline_ms: 200", "baseline_ms: 20"),
            "bad.yaml:10:36: 'baseline_ms' is out of range",
            "at: time.baseline_ms",
            "got: 20",
            "allowed: 200 <= baseline_ms",
        )

    def test_key_without_its_unit(self):
        self.refuse(
            replace(SMALL, "settle_ms: 20", "settle: 20"),
            "bad.yaml:10:8: unknown key 'settle'",
            "at: time.settle",
            "settle_ms",
        )

    def test_key_of_an_element_without_its_unit(self):
        self.refuse(
            replace(SMALL, "length_deg: 4", "length: 4"),
            "bad.yaml:8:17: unknown key 'length'",
            "at: display.elements.bar.bar.length",
            "length_deg",
        )

    def test_dangling_population(self):
        self.refuse(
            replace(SMALL, "population: V1.complex", "population: V1.compelx"),
            "bad.yaml:13:28: unknown population 'V1.compelx'",
            "at: record.sites.vertical.population",
            "V1.simple, V1.complex",
            "did you mean 'V1.complex'?",
        )

    def test_dangling_property(self):
        self.refuse(
            replace(SMALL, "{orientation_deg: 90}, at", "{side: left}, at"),
            "bad.yaml:13:",
            "have no property 'side'",
            "orientation_deg",
        )

    def test_dangling_model(self):
        self.refuse(
            replace(SMALL, "model: two_areas", "model: two_area"),
            "bad.yaml:3:8: no such model",
            "got: two_area",
            "two_areas",
            "did you mean 'two_areas'?",
        )

    def test_dangling_variant(self):
        self.refuse(
            replace(SMALL, "[recurrent, feedforward]", "[recurrent, feedfoward]"),
            "bad.yaml:9:23: unknown variant 'feedfoward'",
            "recurrent, no_feedback, feedforward",
            "did you mean 'feedforward'?",
        )

    def test_dangling_projection_in_a_variant(self):
        self.refuse(
            replace(SMALL, "[recurrent, feedforward]", "{cut: {scale: {pooled_to_complx: 0}}}"),
            "bad.yaml:9:",
            "unknown projection or population 'pooled_to_complx'",
            "at: variants.cut.scale.pooled_to_complx",
            "did you mean 'pooled_to_complex'?",
        )

    def test_dangling_element_in_a_factor(self):
        self.refuse(
            SMALL + "factors: {side: {left: {baar.x_deg: -1}}}\n",
            "bad.yaml:15:25: 'baar' is neither an element of the display nor a key",
            "did you mean 'bar'?",
        )

    def test_factor_that_changes_the_time(self):
        self.refuse(
            SMALL + "factors: {step: {fine: {time.step_ms: 0.5}}}\n",
            "bad.yaml:15:25: a factor cannot change 'time'",
            "allowed: an element of the display, display, place_on, attention, features",
        )

    def test_position_outside_the_field(self):
        self.refuse(
            replace(SMALL, "at_deg: [0, 0]", "at_deg: [9, 0]"),
            "bad.yaml:13:",
            "the position lies outside the field of V1.complex",
            "at: record.sites.vertical.at_deg",
            "got: [9, 0]",
            "x -6 ... 6 deg",
        )

    def test_interval_that_is_no_multiple_of_the_step(self):
        self.refuse(
            SMALL + "  map_interval_ms: 2.5\n",
            "bad.yaml:15:20: the interval is no whole multiple of the time step",
            "at: record.map_interval_ms",
            "got: 2.5",
            "allowed: a multiple of 1 ms",
        )

    def test_another_format_version(self):
        self.refuse(
            replace(SMALL, "ventral-experiment/1", "ventral-experiment/7"),
            "bad.yaml:1:9: the file has another version of its format",
            "got: ventral-experiment/7",
            "allowed: ventral-experiment/1",
        )

    def test_a_model_where_an_experiment_belongs(self):
        self.refuse(
            MODEL,
            "bad.yaml:1:9: this is another kind of file",
            "got: ventral-model/1",
            "allowed: ventral-experiment/1",
        )

    def test_broken_yaml(self):
        self.refuse(replace(SMALL, "[recurrent, feedforward]", "[recurrent, "), "bad.yaml:", "YAML")

    def test_missing_file(self):
        result = self.run_program("run", "quickstrat")
        self.assert_fails(
            result, 2, "there is no such experiment", "got: quickstrat", "did you mean 'quickstart'?"
        )

    # --- Pictures. ----------------------------------------------------------------------------

    def test_missing_image(self):
        self.refuse(
            WITH_IMAGE, "bad.yaml:8:", "picture.png", "there is no such file", "at: display.elements.cat.photograph.file"
        )

    def test_truncated_image(self):
        whole = (program.ROOT / "experiments/images/cat.png").read_bytes()
        (self.folder / "picture.png").write_bytes(whole[: len(whole) // 2])
        self.refuse(WITH_IMAGE, "bad.yaml:8:", "picture.png", "the file ends before the image does")

    def test_file_that_is_no_image(self):
        self.write("picture.png", "no picture")
        self.refuse(WITH_IMAGE, "bad.yaml:8:", "it is not a PNG image")

    # --- The model. ---------------------------------------------------------------------------

    def test_kernel_wider_than_the_grid(self):
        self.refuse_model(
            "sigma_deg: 0.3",
            "sigma_deg: 3",
            "tiny.yaml:31:24: the kernel is wider than the field",
            "at: projections.image_to_first.kernel.gaussian",
            "got: {sigma_deg: 3}",
            "allowed: <= 4 deg",
        )

    def test_negative_delay(self):
        self.refuse_model(
            "weight: 10\n    delay_ms: 5",
            "weight: 10\n    delay_ms: -5",
            "tiny.yaml:30:15: 'delay_ms' is out of range",
            "at: projections.image_to_first.delay_ms",
            "got: -5",
            "allowed: 0 <= delay_ms <=",
        )

    def test_time_constant_of_zero(self):
        self.refuse_model(
            "tau_ms: 10\n        drives: {input: {}}\n      second",
            "tau_ms: 0\n        drives: {input: {}}\n      second",
            "tiny.yaml:16:17: ",
            "at: areas.A.populations.first.tau_ms",
            "got: 0",
        )

    def test_cycle_of_algebraic_populations(self):
        text = MODEL.replace("        tau_ms: 10\n", "        algebraic: true\n")
        self.write("tiny.yaml", text.replace("weight: 1\n    delay_ms: 5", "weight: 1").replace(
            "weight: 0.3\n    delay_ms: 5", "weight: 0.3"))
        self.refuse(
            ON_TINY,
            "tiny.yaml:",
            "algebraic populations form a cycle without delay",
            "A.first",
            "A.second",
        )

    def test_dangling_source_of_a_projection(self):
        self.refuse_model(
            "from: A.second",
            "from: A.secnd",
            "tiny.yaml:41:11: unknown population",
            "A.secnd",
            "did you mean 'A.second'?",
        )

    # --- Time. --------------------------------------------------------------------------------

    def test_unstable_explicit_step(self):
        self.write("tiny.yaml", MODEL.replace("delay_ms: 5", "delay_ms: 50"))
        self.refuse(
            replace(ON_TINY, "step_ms: 1", "step_ms: 20, solver: forward_euler").replace(
                "maps: [A.first, A.second]",
                "maps: [A.first]\n  map_interval_ms: 20\n  site_interval_ms: 20\n"
                "  cube_interval_ms: 20",
            ),
            "step is unstable with forward_euler",
            "got: step_ms: 20",
            "allowed: step_ms < 20 ms",
            code=4,
        )

    def test_step_longer_than_a_delay(self):
        self.refuse_model(
            "weight: 1\n    delay_ms: 5",
            "weight: 1\n    delay_ms: 0.5",
            "bad.yaml:9:",
            "the step exceeds the shortest conduction delay",
            "at: time.step_ms",
            "allowed: step_ms <= 0.5 ms",
        )

    def test_noise_under_an_adaptive_solver(self):
        self.refuse_model(
            "drives: {input: {}}\n      second",
            "noise: {tau_ms: 10, sigma: 1}\n        drives: {input: {}}\n      second",
            "bad.yaml:9:",
            "an adaptive solver cannot integrate noise",
            "at: time.solver",
            "A.first",
            experiment=replace(ON_TINY, "step_ms: 1", "step_ms: 1, solver: dormand_prince"),
        )

    def test_model_that_diverges(self):
        self.write("tiny.yaml", replace(MODEL, "weight: 0.3", "weight: 30"))
        self.write("bad.yaml", ON_TINY)
        result = self.run_program("run", "bad.yaml", "-o", "out.h5", "-j2")
        self.assert_fails(
            result,
            4,
            "rate diverges at t = ",
            "A.",
            "channel 0, y",
            "the last steps before it, all populations: out.diverged.h5",
        )
        self.assertEqual([p.name for p in self.folder.glob("out.*")], ["out.diverged.h5"])
        began_ms = float(re.search(r"at t = (\S+) ms", result.stderr)[1])
        with h5py.File(self.folder / "out.diverged.h5") as file:
            self.assertIn("A/second", file["simulation"])
            time = file["simulation/A/first/cube/time"][...]
            rate = numpy.abs(file["simulation/A/first/cube/rate"][...]).max(axis=(-2, -1)).ravel()
        self.assertEqual(len(time), 8)
        self.assertAlmostEqual(1000 * time[-1], began_ms - 1)  # a step of 1 ms
        self.assertTrue(numpy.isfinite(rate).all())
        self.assertGreater(rate[-1], 2 * rate[0])
        self.assertLess(rate[-1], 1e4)
        self.run_well("plot", "out.diverged.h5", "-o", "out.png")

    # --- Files to write. ----------------------------------------------------------------------

    def test_existing_output(self):
        self.write("small.yaml", SMALL)
        self.write("out.h5", "precious")
        result = self.run_program("run", "small.yaml", "-o", "out.h5")
        self.assert_fails(result, 3, "out.h5", "exists", "--force")
        self.assertEqual((self.folder / "out.h5").read_text(), "precious")

    def test_existing_picture(self):
        self.write("small.yaml", SMALL)
        self.write("out.png", "precious")
        result = self.run_program("run", "small.yaml", "-o", "out.h5")
        self.assert_fails(result, 3, "out.png", "exists", "--force")
        self.assertFalse((self.folder / "out.h5").exists())

    def test_unwritable_output(self):
        self.write("small.yaml", SMALL)
        result = self.run_program("run", "small.yaml", "-o", "nowhere/out.h5")
        self.assert_fails(result, 3, "nowhere")
        self.assertFalse((self.folder / "nowhere").exists())

    @unittest.skipIf(os.geteuid() == 0, "root may write everywhere")
    def test_folder_without_permission(self):
        self.write("small.yaml", SMALL)
        locked = self.folder / "locked"
        locked.mkdir(mode=0o500)
        result = self.run_program("run", "small.yaml", "-o", "locked/out.h5")
        self.assert_fails(result, 3, "locked")

    def test_full_disk(self):
        self.write("small.yaml", SMALL)
        result = self.run_program("run", "small.yaml", "-o", "/dev/full/out.h5")
        self.assert_fails(result, 3, "/dev/full")

    def test_output_of_another_kind(self):
        self.write("small.yaml", SMALL)
        result = self.run_program("run", "small.yaml", "-o", "out.txt")
        self.assert_fails(result, 2, "a name that ends in .h5", "out.txt")

    # --- Result files to read. ----------------------------------------------------------------

    def test_truncated_result(self):
        self.write("small.yaml", SMALL)
        self.run_well("run", "small.yaml", "-o", "whole.h5", "--no-figure", "--no-report")
        whole = (self.folder / "whole.h5").read_bytes()
        (self.folder / "half.h5").write_bytes(whole[: len(whole) // 2])
        result = self.run_program("compare", "half.h5")
        self.assert_fails(result, 3, "half.h5")
        self.assertFalse((self.folder / "half.compare.h5").exists())

    def test_foreign_result(self):
        self.write("foreign.h5", "this is text")
        self.assert_fails(self.run_program("compare", "foreign.h5"), 3, "foreign.h5")
        self.assert_fails(self.run_program("compare", "absent.h5"), 3, "absent.h5")

    # --- The command line. --------------------------------------------------------------------

    def test_unknown_command(self):
        self.assert_fails(
            self.run_program("rnu", "x.yaml"),
            2,
            "unknown command 'rnu'",
            "run, sweep, merge, reproduce, fit, compare, measure",
            "did you mean 'run'?",
        )

    def test_unknown_option(self):
        self.assert_fails(
            self.run_program("run", "two_areas", "--dryrun"),
            2,
            "unknown option '--dryrun'",
            "did you mean '--dry-run'?",
        )

    def test_no_command(self):
        self.assert_fails(self.run_program(), 2, "subcommand")

    def test_set_without_a_value(self):
        self.refuse(SMALL, "--set seed", "an override needs a key and a value",
                    arguments=("--set", "seed"))

    def test_set_of_an_unknown_path(self):
        self.refuse(
            SMALL,
            "--set time.stepms=1",
            "stepms",
            "did you mean 'step_ms'?",
            arguments=("--set", "time.stepms=1"),
        )

    def test_set_of_an_unknown_path_in_the_model(self):
        self.refuse(
            SMALL,
            "--set",
            "taums",
            "did you mean 'tau_ms'?",
            arguments=("--set", "model.areas.V1.populations.complex.taums=1"),
        )

    def test_unknown_variant_on_the_command_line(self):
        self.refuse(
            SMALL,
            "--variant recurrnt",
            "did you mean 'recurrent'?",
            arguments=("--variant", "recurrnt"),
        )

    def test_one_output_for_two_experiments(self):
        self.write("small.yaml", SMALL)
        result = self.run_program("run", "small.yaml", "small.yaml", "-o", "out.h5")
        self.assert_fails(result, 2, "-o names one file")
        self.assert_nothing_written()


if __name__ == "__main__":
    unittest.main(verbosity=2)
