#!/usr/bin/env python3
"""Calibrations from outside, on a model whose responses are known in closed form."""

import csv
import json
import signal
import subprocess
import time
import unittest

import program
import yaml
from program import replace

# In the steady state second = w first and first = input + b second: second / first is w, and the
# loop multiplies first by 1 / (1 - w b), which is 1 in the feedforward variant.
W = 1.5
B = 0.2
LOOP = 1 / (1 - W * B)

EXPERIMENT = replace(
    replace(program.ON_TINY, "duration_ms: 100", "duration_ms: 400"),
    "  maps: [A.first, A.second]\n",
    f"""\
  sites:
    first: {{population: A.first}}
    second: {{population: A.second}}
measure:
  first:
    at: first
    response: {{response: {{window_ms: [350, 400]}}}}
    expect: [{{relative_to: feedforward, band: [{LOOP - 0.1}, {LOOP + 0.1}]}}]
  second: {{at: second, response: {{response: {{window_ms: [350, 400]}}}}}}
  ratio:
    formula: {{expression: second.response / first.response}}
    expect: [{{band: [{W - 0.1}, {W + 0.1}]}}]
quick: {{variants: [recurrent]}}
""",
)

FIT = """\
format: ventral-fit/1
model: tiny.yaml
free:
  projections.first_to_second.weight: {}
  projections.second_to_first.weight: {from: 0.1, to: 0.6}
experiments: [mine.yaml]
calibration_seeds: [1]
kept_out_seeds: [2]
evaluations: 110
random_points: 8
"""

# What is shown differs from seed to seed; its response should be that at twice the drive.
ON_TEXTURE = replace(
    replace(
        replace(program.ON_TINY, "    disk: {disk: {diameter_deg: 1, luminance: 0.8}}\n", """\
    lines: {line_texture: {element_length_deg: 1, element_width_deg: 0.2, density_per_deg2: 1, luminance: 1, orientation_deg: 90}}
"""),
        "variants: [recurrent, feedforward]",
        "variants: [feedforward]",
    ),
    "  maps: [A.first, A.second]\n",
    """\
  sites:
    first: {population: A.first}
measure:
  first:
    response: {response: {window_ms: [50, 100]}}
    expect: [{variant: feedforward, band: [4, 8]}]
""",
)
TEXTURE_FIT = """\
format: ventral-fit/1
model: tiny.yaml
free: {projections.image_to_first.weight: {}}
experiments: [mine.yaml]
calibration_seeds: [1, 2]
kept_out_seeds: [3]
evaluations: 8
random_points: 4
"""


class Calibration(program.ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("tiny.yaml", program.MODEL)
        self.write("mine.yaml", EXPERIMENT)
        self.write("mine.fit.yaml", FIT)

    def rows(self, folder):
        path = self.folder / folder / "evaluations.csv"
        with open(path, encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def test_the_values_known_in_closed_form_are_found(self):
        answer = json.loads(self.run_well("fit", "mine.fit.yaml", "--folder", "out", "--json"))
        start, best = answer["points"][:2]
        self.assertEqual((answer["evaluations"], answer["targets"]), (110, 2))
        self.assertEqual(
            start["values"],
            {"projections.first_to_second.weight": 1, "projections.second_to_first.weight": 0.3},
        )
        # 5 half widths from the ratio, cut at 4; the loop's gain is the same at the start.
        self.assertAlmostEqual(start["loss"], (4 + 0) / 2, 2)
        self.assertLess(best["loss"], 0.05)
        self.assertAlmostEqual(best["values"]["projections.first_to_second.weight"] / W, 1, 1)
        self.assertLess(abs(best["values"]["projections.first_to_second.weight"] - W), 0.03)
        self.assertLess(abs(best["values"]["projections.second_to_first.weight"] - B), 0.01)
        # Nothing is random here.
        self.assertEqual(best["kept_out_loss"], best["loss"])
        self.assertLessEqual(len(answer["points"]), 4)
        losses = [point["loss"] for point in answer["points"][1:]]
        self.assertEqual(losses, sorted(losses))
        rows = self.rows("out")
        fitted = [row for row in rows if row["instances"] == "calibration"]
        self.assertLessEqual(len(fitted), 110)
        self.assertEqual([row["phase"] for row in fitted[:9]], ["start"] + 8 * ["random"])
        self.assertEqual(min(float(row["loss"]) for row in fitted), best["loss"])
        for row in fitted:
            self.assertTrue(0.5 <= float(row["projections.first_to_second.weight"]) <= 2)
            self.assertTrue(0.1 <= float(row["projections.second_to_first.weight"]) <= 0.6)
            ratio = row["mine.yaml ratio.value, recurrent value"]
            if ratio and float(row["mine.yaml ratio.value, recurrent loss"]) < 1:
                self.assertLess(abs(float(ratio) - W), 0.1)
        # The best is a model file of its own, and the report names it as options.
        self.run_well("run", "mine.yaml", "--set", "model=out/best.yaml", "-o", "best.h5", "--no-figure")
        with open(self.folder / "best.measures.csv", encoding="utf-8", newline="") as file:
            verdicts = {row["verdict"] for row in csv.DictReader(file)} - {""}
        self.assertEqual(verdicts, {"in band"})
        report = (self.folder / "out/fit.txt").read_text(encoding="utf-8")
        self.assertIn("--set model.projections.first_to_second.weight=1.", report)

    def test_values_along_are_scaled_by_the_same_factor(self):
        along = "{along: [projections.second_to_first.weight]}"
        text = replace(FIT, "weight: {}\n", f"weight: {along}\n")
        text = replace(text, "  projections.second_to_first.weight: {from: 0.1, to: 0.6}\n", "")
        text = replace(text, "evaluations: 110", "evaluations: 12\nvariants: [recurrent]")
        self.write("mine.fit.yaml", text)
        self.run_well("fit", "mine.fit.yaml", "--folder", "out")
        best = yaml.safe_load((self.folder / "out/best.yaml").read_text(encoding="utf-8"))
        projections = best["projections"]
        self.assertEqual(set(projections), {"first_to_second", "second_to_first"})
        w = projections["first_to_second"]["weight"]
        self.assertLess(abs(w - W), 0.1)
        self.assertAlmostEqual(projections["second_to_first"]["weight"], 0.3 * w, 5)

    def test_a_killed_search_goes_on_with_the_same_numbers(self):
        self.write("mine.yaml", ON_TEXTURE)
        self.write("mine.fit.yaml", TEXTURE_FIT)
        self.run_well("fit", "mine.fit.yaml", "--folder", "whole", "-j", "1")
        command = [program.PROGRAM, "fit", "mine.fit.yaml", "--folder", "killed", "-j", "2"]
        with subprocess.Popen(command, cwd=self.folder, stderr=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL) as process:
            log = self.folder / "killed/evaluations.csv"
            while process.poll() is None and (
                not log.exists() or len(log.read_bytes().splitlines()) < 4
            ):
                time.sleep(0.005)
            process.send_signal(signal.SIGKILL)
        refused = self.run_program("fit", "mine.fit.yaml", "--folder", "killed")
        self.assert_fails(refused, 3, "evaluations.csv", "--resume")
        self.run_well("fit", "mine.fit.yaml", "--folder", "killed", "-j", "2", "--resume")
        for name in ("evaluations.csv", "best.yaml", "fit.txt"):
            with self.subTest(name):
                whole = (self.folder / "whole" / name).read_bytes()
                self.assertEqual((self.folder / "killed" / name).read_bytes(), whole)
        rows = self.rows("whole")
        kept_out = [row for row in rows if row["instances"] == "kept_out"]
        fitted = {row["projections.image_to_first.weight"]: row for row in rows if row["instances"] == "calibration"}
        self.assertGreaterEqual(len(kept_out), 2)
        for row in kept_out:
            other = fitted[row["projections.image_to_first.weight"]]
            self.assertNotEqual(row["mine.yaml first.response, feedforward value"],
                                other["mine.yaml first.response, feedforward value"])

    def test_resuming_takes_what_was_evaluated_and_may_go_on_longer(self):
        self.write("mine.fit.yaml", replace(FIT, "evaluations: 110", "evaluations: 3"))
        self.run_well("fit", "mine.fit.yaml", "--folder", "out")
        before = [row for row in self.rows("out") if row["instances"] == "calibration"]
        self.assertEqual(len(before), 3)
        self.write("mine.fit.yaml", replace(FIT, "evaluations: 110", "evaluations: 5"))
        self.run_well("fit", "mine.fit.yaml", "--folder", "out", "--resume")
        after = [row for row in self.rows("out") if row["instances"] == "calibration"]
        self.assertEqual(len(after), 5)
        self.assertEqual(after[:3], before)
        # What the table says is believed: it is not run again.
        path = self.folder / "out/evaluations.csv"
        lines = path.read_text(encoding="utf-8").split("\n")
        lines[1] = replace(lines[1], f",start,1,0.3,{before[0]['loss']},", ",start,1,0.3,0.125,")
        path.write_text("\n".join(lines), encoding="utf-8")
        answer = json.loads(self.run_well("fit", "mine.fit.yaml", "--folder", "out", "--resume", "--json"))
        self.assertEqual(answer["points"][0]["loss"], 0.125)
        # Another band is another calibration.
        self.write("mine.yaml", replace(EXPERIMENT, f"[{W - 0.1},", f"[{W - 0.2},"))
        refused = self.run_program("fit", "mine.fit.yaml", "--folder", "out", "--resume")
        self.assert_fails(refused, 3, "another calibration", "--force")
        self.run_well("fit", "mine.fit.yaml", "--folder", "out", "--force")

    def test_faults_are_told_at_their_line_before_anything_is_run(self):
        second = "projections.first_to_second.weight: {}"
        for old, new, parts in (
            ("kept_out_seeds: [2]", "kept_out_seeds: [2, 1]", (":8:17:", "seed 1 is calibrated on")),
            (second, "projections.first_to_secnd.weight: {}", (":4:3:", "did you mean 'first_to_second'?")),
            (second, "projections.first_to_second.tau_syn_ms: {}", (":4:", "writes no value")),
            ("{from: 0.1,", "{from: 0.2,", (":5:", "from <= 0.15, half of 0.3")),
            ("to: 0.6}", "to: 0.5}", (":5:", "narrower than half to twice", "to >= 0.6, twice 0.3")),
            ("{from: 0.1,", "{along: [projections.first_to_second.weight],", (":5:", "is free twice")),
            ("[mine.yaml]", "[mine.yml]", (":6:15:", "there is no such experiment")),
            ("evaluations: 110", "evaluation: 110", (":9:1:", "did you mean 'evaluations'?")),
            ("random_points: 8", "variants: [no_feedback]", (":6:15:", "has a band", "no_feedback")),
        ):
            with self.subTest(new):
                self.write("mine.fit.yaml", replace(FIT, old, new))
                result = self.run_program("fit", "mine.fit.yaml", "--folder", "out")
                self.assert_fails(result, 2, "mine.fit.yaml" + parts[0], *parts[1:])
                self.assertEqual(result.stderr.count("mine.fit.yaml:"), 1)
                self.assert_nothing_written()
                self.assert_fails(self.run_program("validate", "mine.fit.yaml"), 2, *parts[1:])
        self.write("mine.fit.yaml", FIT)
        self.assertIn("2 free values, 2 targets", self.run_well("validate", "mine.fit.yaml"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
