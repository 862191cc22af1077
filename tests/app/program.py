"""Runs the built `ventral` in a folder of its own."""

import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

PROGRAM = os.environ["VENTRAL"]
ROOT = pathlib.Path(__file__).resolve().parents[2]

# The smallest experiment: one condition, one site.
SMALL = """\
format: ventral-experiment/1
experiment: A small one
model: two_areas
seed: 1
display:
  background: 0.5
  elements:
    bar: {bar: {length_deg: 4, width_deg: 0.4, orientation_deg: 90, luminance: 0.8}}
variants: [recurrent, feedforward]
time: {settle_ms: 20, baseline_ms: 200, duration_ms: 100, step_ms: 1}
record:
  sites:
    vertical: {population: V1.complex, select: {orientation_deg: 90}, at_deg: [0, 0]}
  maps: [V2.pooled]
"""

# A model that needs no more than a moment.
MODEL = """\
format: ventral-model/1
model: tiny
doc: Two populations and a loop.
seed: 1
field: {width_deg: 4, height_deg: 4, border: periodic}
areas:
  Display:
    samples_per_deg: 2
    populations:
      image: {source: definition, input: display, rate_unit: dimensionless}
  A:
    samples_per_deg: 2
    populations:
      first:
        source: chosen
        tau_ms: 10
        drives: {input: {}}
      second:
        source: chosen
        tau_ms: 10
        drives: {input: {}}
projections:
  image_to_first:
    from: Display.image
    to: A.first
    class: feedforward
    port: {drive: input}
    source: chosen
    weight: 10
    delay_ms: 5
    kernel: {gaussian: {sigma_deg: 0.3}}
  first_to_second:
    from: A.first
    to: A.second
    class: feedforward
    port: {drive: input}
    source: chosen
    weight: 1
    delay_ms: 5
  second_to_first:
    from: A.second
    to: A.first
    class: feedback
    port: {drive: input}
    source: chosen
    weight: 0.3
    delay_ms: 5
"""

ON_TINY = """\
format: ventral-experiment/1
experiment: On the tiny model
model: tiny.yaml
display:
  background: 0.5
  elements:
    disk: {disk: {diameter_deg: 1, luminance: 0.8}}
variants: [recurrent, feedforward]
time: {settle_ms: 20, baseline_ms: 200, duration_ms: 100, step_ms: 1}
record:
  maps: [A.first, A.second]
"""


class ProgramTest(unittest.TestCase):
    """A test with a folder of its own, removed at the end."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="ventral-test-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    @classmethod
    def share_folder(cls):
        """A folder for all tests of the class, `cls.home`; what is returned writes and runs in it."""
        case = ProgramTest()
        case.setUp()
        cls.addClassCleanup(case.doCleanups)
        cls.home = case.folder
        return case

    def write(self, name, text):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def run_program(self, *arguments, **options):
        return subprocess.run(
            [PROGRAM, *map(str, arguments)],
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=500,
            check=False,
            **options,
        )

    def run_well(self, *arguments):
        """The standard output of a call that must succeed."""
        result = self.run_program(*arguments)
        self.assertEqual(result.returncode, 0, result.stderr)
        return result.stdout

    def assert_fails(self, result, code, *parts):
        """The exit code, and every part in the message."""
        self.assertEqual(result.returncode, code, result.stderr)
        message = re.sub(r"\s+", " ", result.stderr)
        for part in parts:
            self.assertIn(re.sub(r"\s+", " ", part), message)

    def assert_nothing_written(self, name="out"):
        left = sorted(path.name for path in self.folder.glob(f"{name}*"))
        self.assertEqual(left, [])


def replace(text, old, new):
    """The text with one part changed, which must be there once."""
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
    return text.replace(old, new)
