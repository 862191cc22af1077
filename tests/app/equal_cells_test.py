#!/usr/bin/env python3
"""Cells that record the same are computed once, and the file is that of computing each."""

import itertools
import unittest

import program
import xarray
from program import replace

# A probe beside a disk. Where the probe is hidden its place does not matter, and without feedback
# neither does attention.
ATTENTION = """\
  Attention:
    samples_per_deg: 2
    populations:
      spotlight: {source: definition, input: attention, rate_unit: dimensionless}
"""
FROM_ATTENTION = """\
  spotlight_to_first:
    from: Attention.spotlight
    to: A.first
    class: feedback
    port: {gain: input}
    source: chosen
    weight: 1
"""
MODEL = replace(program.MODEL, "areas:\n", "areas:\n" + ATTENTION)
MODEL = replace(MODEL, "projections:\n", "projections:\n" + FROM_ATTENTION)
MODEL = MODEL.replace("drives: {input: {}}", "drives: {input: {gain_max: 3}}")
EXPERIMENT = replace(
    replace(
        program.ON_TINY,
        "disk: {disk: {diameter_deg: 1, luminance: 0.8}}",
        """disk: {disk: {diameter_deg: 1, luminance: 0.8}}
    probe: {bar: {length_deg: 1, width_deg: 0.5, luminance: 0.9}}""",
    ),
    "variants: [recurrent, feedforward]",
    """attention: {x_deg: 0, y_deg: 0, sigma_deg: 1}
factors:
  place: {left: {probe.x_deg: -1}, right: {probe.x_deg: 1}}
  shown: {both: {}, disk: {probe.opacity: 0}}
  attend: {disk: {}, away: {attention.x_deg: 5}}
trials: 2
variants: [recurrent, no_feedback]""",
)
# 2 variants x 8 conditions x 2 trials. Recurrent: 6 sights, no_feedback: 3.
COMPUTED, CELLS = 6 + 3, 32


class EqualCells(program.ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("tiny.yaml", MODEL)
        self.write("mine.yaml", EXPERIMENT)

    def rates(self, name, **labels):
        with xarray.open_dataset(
            self.folder / name, group="/simulation/A/first/map", engine="h5netcdf"
        ) as data:
            return data.rate.sel(**labels).values

    def test_what_is_hidden_or_not_felt_is_not_computed_again(self):
        result = self.run_program("run", "mine.yaml", "-o", "mine.h5", "--no-figure")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn(f"{CELLS - COMPUTED} cells record the same as others", result.stderr)

    def test_every_cell_is_that_of_a_run_of_its_own(self):
        self.run_well("run", "mine.yaml", "-o", "mine.h5", "--no-figure")
        for variant, place, shown, attend in itertools.product(
            ("recurrent", "no_feedback"), ("left", "right"), ("both", "disk"), ("disk", "away")
        ):
            self.check_alone(f"{place}/{shown}/{attend}", variant)

    def check_alone(self, chosen, variant):
        text = replace(EXPERIMENT, "trials: 2", "trials: 1")
        place, shown, attend = chosen.split("/")
        x = {"left": -1, "right": 1}[place]
        text = replace(text, "length_deg: 1,", f"x_deg: {x}, length_deg: 1,")
        if shown == "disk":
            text = replace(text, "luminance: 0.9}}", "luminance: 0.9}, opacity: 0}")
        if attend == "away":
            text = replace(text, "attention: {x_deg: 0,", "attention: {x_deg: 5,")
        begin, end = text.index("factors:\n"), text.index("trials:")
        self.write("alone.yaml", text[:begin] + text[end:])
        self.run_well("run", "alone.yaml", "-o", "alone.h5", "--no-figure", "--variant", variant, "-f")
        alone = self.rates("alone.h5", variant=variant)
        for trial in (0, 1):
            together = self.rates("mine.h5", variant=variant, condition=chosen)[trial]
            self.assertEqual(together.tobytes(), alone.reshape(together.shape).tobytes())

    def test_variants_that_do_the_same_to_what_is_recorded_are_computed_once(self):
        variants = "variants: {feedforward: {}, lesioned: {like: feedforward, scale: {A.second: 0.5}}}"
        text = replace(EXPERIMENT, "variants: [recurrent, no_feedback]", variants)
        # Nothing of A.second reaches A.first without feedback; where it is recorded, it matters.
        for maps, computed in (("[A.first]", 3), ("[A.first, A.second]", 6)):
            self.write("mine.yaml", replace(text, "maps: [A.first, A.second]", f"maps: {maps}"))
            result = self.run_program("run", "mine.yaml", "-o", "mine.h5", "--no-figure", "-f")
            self.assertEqual(result.returncode, 0, result.stderr)
            self.assertIn(f"{CELLS - computed} cells record the same as others", result.stderr)
            self.run_well("run", "mine.yaml", "-o", "own.h5", "--no-figure", "-f", "--variant", "lesioned")
            own, together = (self.rates(name, variant="lesioned") for name in ("own.h5", "mine.h5"))
            self.assertEqual(own.tobytes(), together.tobytes())

    def test_noise_makes_every_trial_its_own(self):
        noisy = replace(MODEL, "      first:\n        source: chosen\n        tau_ms: 10\n",
                        "      first:\n        source: chosen\n        tau_ms: 10\n"
                        "        noise: {sigma: 1, tau_ms: 5}\n")
        self.write("tiny.yaml", noisy)
        result = self.run_program("run", "mine.yaml", "-o", "mine.h5", "--no-figure")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertNotIn("record the same", result.stderr)
        rates = self.rates("mine.h5", variant="recurrent", condition="left/both/disk")
        self.assertNotEqual(rates[0].tobytes(), rates[1].tobytes())

    def test_new_displays_in_every_trial_are_all_computed(self):
        noise = "noise: {spectral_noise: {size_deg: 4, rms_contrast: 0.3}}"
        text = replace(EXPERIMENT, "trials: 2", "trials: 2\ntrial_displays: new")
        self.write("mine.yaml", replace(text, "disk: {disk: {diameter_deg: 1, luminance: 0.8}}", noise))
        result = self.run_program("run", "mine.yaml", "-o", "mine.h5", "--no-figure")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn(f"{CELLS - 2 * COMPUTED} cells record the same as others", result.stderr)


if __name__ == "__main__":
    unittest.main()
