#!/usr/bin/env python3
"""The examples of docs/results.md, run on a result as they stand there."""

import importlib.util
import re
import shutil
import subprocess
import sys
import unittest

import program

PAGE = (program.ROOT / "docs/results.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^## (.+?)$|^```(\w+)(?: (\w+))?\n(.*?)^```", PAGE, re.M | re.S)


def examples(language):
    """(heading, what it needs, text) of every example in the language."""
    heading = ""
    for title, spoken, needs, text in BLOCKS:
        heading = title or heading
        if spoken == language:
            yield heading, needs, text


class ResultsPage(program.ProgramTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        case = cls.share_folder()
        changes = ("--set", "time.duration_ms=120", "--set", "time.settle_ms=50")
        changes += ("--set", "record.spikes={refractory_ms: 2}", "--set", "record.stimulus_movie={}")
        case.run_well("run", "two_areas", "-o", "run.h5", "--no-figure", *changes)

    def call(self, *command):
        done = subprocess.run(
            command, cwd=self.home, capture_output=True, text=True, timeout=300, check=False
        )
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout

    def test_python_examples_run(self):
        ran = []
        for heading, needs, text in examples("python"):
            if needs in ("live", "module"):
                continue  # LiveRuns and PythonModule do this
            if needs not in ("", "spikes", "movie") and not importlib.util.find_spec(needs):
                continue
            with self.subTest(heading):
                self.assertTrue(self.call(sys.executable, "-c", text).strip())
                ran.append(heading)
        self.assertLessEqual({"xarray", "pandas", "h5py"}, set(ran))

    @unittest.skipUnless(shutil.which("Rscript"), "r-base-core is not installed")
    def test_the_r_example_runs(self):
        if subprocess.run(["Rscript", "-e", "library(hdf5r)"], capture_output=True).returncode:
            self.skipTest("r-cran-hdf5r is not installed")
        ((_, _, text),) = examples("r")
        self.assertRegex(self.call("Rscript", "-e", text), r"\[1\] 0\.\d+")

    def test_the_yaml_example_is_valid(self):
        ((_, _, text),) = examples("yaml")
        head = program.SMALL.split("record:")[0].replace("two_areas", "macaque")
        self.write("mine.yaml", head.replace("duration_ms: 100", "duration_ms: 400") + text)
        self.assertIn("V4.grouping/cube", self.run_well("run", "mine.yaml", "-n"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
