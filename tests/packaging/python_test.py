#!/usr/bin/env python3
"""The Python module `ventral`: runs, single trials, messages, and its installation by pip."""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import numpy
import ventral

ROOT = pathlib.Path(__file__).resolve().parents[2]
SHORT = [
    "time.settle_ms=20",
    "time.duration_ms=60",
    "time.step_ms=1",
]


class PythonModule(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="ventral-test-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def test_a_run_gives_datasets_and_the_same_numbers_as_the_file(self):
        path = self.folder / "two.h5"
        views = ventral.run("two_areas", set=SHORT, variants=["recurrent"], output=path)
        self.assertEqual(sorted(views), sorted(ventral.open_result(path)))
        site = views["V1.complex/site"]
        self.assertEqual(site.rate.dims, ("variant", "condition", "trial", "time", "site"))
        self.assertEqual(list(site.variant.values), ["recurrent"])
        arrays = ventral.run("two_areas", set=SHORT, variants=["recurrent"], xarray=False)
        numpy.testing.assert_array_equal(arrays["V1.complex/site"]["rate"], site.rate.values)
        self.assertGreater(float(site.rate.max()), 0.1)

    def test_a_trial_goes_on_step_by_step_to_the_numbers_of_the_run(self):
        whole = ventral.run("two_areas", set=SHORT, variants=["recurrent"])
        trial = ventral.Trial("two_areas", condition="90", variant="recurrent", set=SHORT)
        self.assertEqual((trial.begin_ms, trial.end_ms), (-200, 60))
        parts = []
        while trial.time_ms < trial.end_ms:
            before = trial.time_ms
            parts.append(trial.advance(26))
            self.assertGreater(trial.time_ms, before)
        self.assertEqual(len(parts), 10)
        for name, view in whole.items():
            rates = numpy.concatenate([part[name].rate.values for part in parts])
            wanted = view.rate.sel(variant="recurrent", condition="90", trial=0).values
            numpy.testing.assert_array_equal(rates, wanted)
            times = numpy.concatenate([part[name].time.values for part in parts])
            numpy.testing.assert_array_equal(times, view.time.values)

    def test_a_trial_may_be_left_before_its_end(self):
        trial = ventral.Trial("two_areas", set=SHORT)
        first = trial.advance(10)["V1.complex/site"]
        self.assertAlmostEqual(float(first.time[-1]), -0.19)
        del trial

    def test_errors_are_pythons_own_with_the_programs_message(self):
        with self.assertRaisesRegex(ValueError, "did you mean 'two_areas'"):
            ventral.run("two_area")
        with self.assertRaisesRegex(ventral.ConfigError, "no such condition"):
            ventral.Trial("two_areas", condition="45", set=SHORT)
        with self.assertRaises(OSError):
            ventral.run("two_areas", set=SHORT, output=self.folder / "no/where.h5")

    def test_pip_installs_it_from_the_source_tree(self):
        target = self.folder / "site"
        command = [sys.executable, "-m", "pip", "install", "--no-build-isolation", "--no-deps"]
        command += ["--no-index", "--target", target, ROOT / "python"]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=800)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        code = "import ventral; print(ventral.__file__, ventral.__version__)"
        environment = {**os.environ, "PYTHONPATH": str(target)}
        said = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env=environment,
            cwd=self.folder,
        ).stdout
        self.assertTrue(said.startswith(str(target)), said)
        self.assertTrue((target / "ventral/share/models/macaque.yaml").exists())


if __name__ == "__main__":
    unittest.main(verbosity=2)
