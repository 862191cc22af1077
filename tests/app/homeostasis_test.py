#!/usr/bin/env python3
"""`ventral calibrate` from outside, on a model whose responses are linear."""

import csv
import json
import unittest

import program
import yaml
from program import replace

# No loop, no rectification: responses are linear in what is shown.
LINEAR = replace(
    program.MODEL,
    """\
      first:
        source: chosen
""",
    """\
      first:
        source: chosen
        transfer: linear
""",
)
STIMULI = replace(
    program.ON_TINY,
    "variants: [recurrent, feedforward]",
    "factors: {contrast: {disk.luminance: [0.55, 0.6, 0.75, 0.9, 1]}}\nvariants: [recurrent, feedforward]",
)
CALIBRATE = ("--population", "A.first", "--variant", "feedforward", "--window", "40,100", "-q")


class Homeostasis(program.ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("tiny.yaml", LINEAR)
        self.write("stimuli.yaml", STIMULI)

    def calibrate(self, model, *arguments):
        return self.run_program(
            "calibrate", model, "--on", "stimuli.yaml", *CALIBRATE, *arguments
        )

    def epochs(self, name):
        with open(self.folder / f"{name}.epochs.csv", encoding="utf-8") as file:
            return [
                {key: row[key] if key == "population" else float(row[key]) for key in row}
                for row in csv.DictReader(file)
            ]

    def test_a_linear_map_gets_the_statistics_of_batch_normalization(self):
        target = {"mean": 3.0, "sd": 2.0}
        result = self.calibrate(
            "tiny.yaml", "--mean", 3, "--sd", 2, "--rate", 1, "--tolerance", 1e-4, "--json",
            "-o", "calibrated.yaml",
        )  # fmt: skip
        self.assertEqual(result.returncode, 0, result.stderr)
        answer = json.loads(result.stdout)
        epochs = self.epochs("calibrated")
        start, end = epochs[0], epochs[-1]
        self.assertEqual(start["threshold"], 0)
        self.assertEqual(start["gain"], 1)
        # r = gamma (u - mean(u)) / SD(u) + beta with gamma, beta the targets
        gain = target["sd"] / start["sd"]
        self.assertAlmostEqual(end["gain"] / gain, 1, delta=1e-4)
        self.assertAlmostEqual(
            end["threshold"], start["mean"] - target["mean"] / gain, delta=1e-4 * start["mean"]
        )
        self.assertAlmostEqual(end["mean"], target["mean"], delta=3e-4)
        self.assertAlmostEqual(end["sd"], target["sd"], delta=2e-4)
        self.assertEqual(answer["overshoots"], 0)
        self.assertEqual(answer["stimuli"], 5)

    def test_the_derived_model_is_frozen_at_what_was_found(self):
        self.calibrate("tiny.yaml", "--mean", 3, "--sd", 2, "-o", "calibrated.yaml")
        model = yaml.safe_load((self.folder / "calibrated.yaml").read_text(encoding="utf-8"))
        self.assertEqual(model["model"], "tiny_calibrated")
        homeostasis = model["areas"]["A"]["populations"]["first"]["homeostasis"]
        self.assertEqual(set(homeostasis), {"thresholds", "gains"})
        # Measured again it is where it was left: nothing moves in a run.
        again = self.calibrate(
            "calibrated.yaml", "--mean", 3, "--sd", 2, "--tolerance", 0.02, "-o", "again.yaml"
        )
        self.assertEqual(again.returncode, 0, again.stderr)
        first, last = self.epochs("again")[0], self.epochs("calibrated")[-1]
        self.assertAlmostEqual(first["mean"], last["mean"], places=4)
        self.assertEqual(len(self.epochs("again")), 1)
        # Without calibration the channels are as they were.
        self.run_well(
            "run", "stimuli.yaml", "--set", "model=calibrated.yaml", "--no-report", "--no-figure",
            "-o", "out.h5",
        )  # fmt: skip

    def test_equal_numbers_for_any_number_of_threads(self):
        for jobs in (1, 3):
            self.calibrate("tiny.yaml", "--mean", 3, "--sd", 2, "-j", jobs, "-o", f"j{jobs}.yaml")
        self.assertEqual(*[(self.folder / f"j{j}.epochs.csv").read_bytes() for j in (1, 3)])

    def test_kept_out_stimuli_are_measured_with_what_was_found(self):
        self.write("others.yaml", replace(STIMULI, "[0.55, 0.6, 0.75, 0.9, 1]", "[0.65, 0.85]"))
        result = self.calibrate(
            "tiny.yaml", "--test", "others.yaml", "--mean", 3, "--sd", 2, "--json"
        )
        answer = json.loads(result.stdout)
        self.assertEqual(answer["kept_out_stimuli"], 2)
        channel = answer["populations"][0]["channels"][0]
        # linear: gain (mean before - threshold)
        self.assertAlmostEqual(
            channel["kept_out_mean"],
            channel["gain"] * (channel["kept_out_mean_before"] - channel["threshold"]),
            places=3,
        )

    def test_what_was_not_reached_is_told_by_the_exit_code(self):
        result = self.calibrate("tiny.yaml", "--mean", 30, "--sd", 20, "--epochs", 1)
        self.assertEqual(result.returncode, 1, result.stderr)

    def test_bad_choices_are_refused(self):
        refused = lambda *arguments: self.run_program(
            "calibrate", "tiny.yaml", "--on", "stimuli.yaml", *arguments
        )
        self.assert_fails(
            refused("--population", "A.frist"), 2, "A.frist", "did you mean 'A.first'"
        )
        self.assert_fails(
            refused("--population", "Display.image"),
            2,
            "an input population has no threshold and no gain",
        )
        self.assert_fails(
            refused("--population", "A.first", "--window", "50,150"),
            2,
            "the window of the responses does not lie within the run",
            "0 <= from < until <= 100 ms",
        )
        self.write("bad.yaml", LINEAR.replace(
            "        transfer: linear\n",
            "        transfer: linear\n        homeostasis: {gains: [1, 2]}\n",
        ))  # fmt: skip
        self.assert_fails(
            self.run_program("validate", "stimuli.yaml", "--set", "model=bad.yaml"),
            2,
            "2 numbers for 1 channels",
            "bad.yaml:",
        )
        self.assertEqual(list(self.folder.glob("*calibrated*")), [])


if __name__ == "__main__":
    unittest.main()
