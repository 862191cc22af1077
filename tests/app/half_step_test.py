#!/usr/bin/env python3
"""--check: the same run at half the step, what is reported of it, and the exit code."""

import json
import unittest

import h5py
import numpy
import program
from program import replace

LONG_STEP = replace(
    replace(program.ON_TINY, "step_ms: 1}", "step_ms: 5, solver: forward_euler}"),
    "record:\n",
    "record:\n  site_interval_ms: 5\n",
)


class HalfStep(program.ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("tiny.yaml", program.MODEL)

    def check(self, text, *arguments):
        self.write("e.yaml", text)
        return self.run_program(
            "run", "e.yaml", "-o", "out.h5", "--check", "--no-figure", "--no-report", *arguments
        )

    def rates(self, name, view):
        with h5py.File(self.folder / name) as file:
            return file[f"simulation/A/{view}/map/rate"][...]

    def test_a_step_that_is_short_enough(self):
        result = self.check(program.ON_TINY)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("once more, at half the step: 0.5 ms", result.stderr)
        for part in ("at half the step, 0.5 ms:", "the step is short enough: differences stay within 0.01", "half step: "):
            self.assertIn(part, result.stdout)
        for view in ("A.first/map", "A.second/map"):
            for variant in ("recurrent", "feedforward"):
                self.assertRegex(result.stdout, rf"{view} +{variant} +\d")
        with h5py.File(self.folder / "out.half_step.h5") as file:
            self.assertEqual(file.attrs["complete"], 1)
            self.assertIn("step_ms: 0.5", file["provenance/experiment_resolved"][()].decode())

    def test_a_step_that_is_too_long_is_exit_code_1(self):
        result = self.check(LONG_STEP)
        self.assertEqual(result.returncode, 1, result.stderr)
        self.assertIn("the step is too long: differences exceed 0.01 of the largest value", result.stdout)
        self.assertRegex(result.stdout, r"result: .*out\.h5")  # the run itself stands

    def test_the_report_says_how_far_the_two_files_differ(self):
        result = self.check(LONG_STEP, "--json")
        self.assertEqual(result.returncode, 1, result.stderr)
        told = json.loads(result.stdout)["check"]
        self.assertEqual((told["step_ms"], told["tolerance"], told["agrees"]), (2.5, 0.01, False))
        self.assertTrue(told["file"].endswith("out.half_step.h5"))
        rows = {(row["view"], row["variant"]): row for row in told["rows"]}
        self.assertEqual(len(rows), 4)
        for number, variant in enumerate(("recurrent", "feedforward")):
            for view in ("first", "second"):
                whole, half = (self.rates(name, view)[number] for name in ("out.h5", "out.half_step.h5"))
                row = rows[f"A.{view}/map", variant]
                self.assertAlmostEqual(row["largest"], float(numpy.abs(whole - half).max()), 5)
                self.assertEqual(row["agrees"], row["relative"] <= 0.01)
                self.assertGreater(row["first_time_ms"], 0)  # nothing differs before onset

    def test_resuming_runs_neither_again(self):
        self.check(program.ON_TINY)
        before = [(self.folder / name).stat().st_mtime_ns for name in ("out.h5", "out.half_step.h5")]
        result = self.check(program.ON_TINY, "--resume")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("the step is short enough", result.stdout)
        after = [(self.folder / name).stat().st_mtime_ns for name in ("out.h5", "out.half_step.h5")]
        self.assertEqual(before, after)

    def test_a_shard_alone_is_not_checked(self):
        result = self.check(program.ON_TINY, "--shard", "1/2")
        self.assert_fails(result, 2, "a shard alone cannot be checked", "got: --shard 1/2", "--check with a whole run")
        self.assert_nothing_written()


if __name__ == "__main__":
    unittest.main()
