#!/usr/bin/env python3
"""Attention to a feature: a gain of the channels that prefer it, and nothing while none is attended."""

import unittest

import h5py
import program
from program import replace

ATTENTION = """\
  Attention:
    samples_per_deg: 2
    populations:
      feature:
        source: definition
        input: attention
        channels: [orientation]
        rate_unit: dimensionless
"""
GAIN = """\
  feature_to_first:
    from: Attention.feature
    to: A.first
    class: feedback
    port: {gain: input}
    source: chosen
    weight: 0.5
    kernel: {gaussian: {sigma_deg: 0.3}}
"""
TUNED = replace(
    program.MODEL,
    "areas:\n",
    "axes: {orientation: {count: 4, period_deg: 180}}\nareas:\n",
)
TUNED = TUNED.replace(
    "        source: chosen\n        tau_ms: 10\n",
    "        source: chosen\n        channels: [orientation]\n        tau_ms: 10\n",
)
TUNED = replace(TUNED, "weight: 0.3", "weight: 0")  # a loop would multiply the gain
ATTENDING = replace(TUNED, "areas:\n", "areas:\n" + ATTENTION)
ATTENDING = replace(ATTENDING, "projections:\n", "projections:\n" + GAIN)


class FeatureAttention(program.ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("without.yaml", TUNED)
        self.write("with.yaml", ATTENDING)

    def rates(self, name, model, attention=""):
        """Of both populations: (variant, condition, trial, time, channel, y, x)."""
        text = replace(program.ON_TINY, "model: tiny.yaml", f"model: {model}.yaml")
        text = replace(text, "maps: [A.first, A.second]", "maps: []\n  cubes: [A.first, A.second]")
        self.write(f"{name}.yaml", text + attention)
        self.run_well("run", f"{name}.yaml", "-o", f"{name}.h5", "--no-figure", "--no-report")
        with h5py.File(self.folder / f"{name}.h5") as file:
            return [file[f"simulation/A/{unit}/cube/rate"][...] for unit in ("first", "second")]

    def test_nothing_changes_while_no_feature_is_attended(self):
        none = self.rates("none", "without")
        place = "attention: {sigma_deg: 1}\n"
        off = "attention: {feature: {value_deg: 0}, strength: 0}\n"
        for name, attention in (("absent", ""), ("place", place), ("off", off)):
            for expected, found in zip(none, self.rates(name, "with", attention)):
                self.assertGreater(expected.max(), 0.1)
                self.assertEqual(expected.tobytes(), found.tobytes())

    def test_the_attended_channel_gains_by_the_weight_and_the_orthogonal_one_does_not(self):
        text = """\
attention: {feature: {value_deg: 0, width_deg: 20}}
factors:
  attended: {none: {attention.strength: 0}, horizontal: {}, vertical: {attention.feature.value_deg: 90}}
"""
        first, _ = self.rates("attended", "with", text)
        middle = first.shape[-1] // 2
        late = first[:, :, 0, -1, :, middle, middle]
        none, horizontal, vertical = late[0]
        for channel in (0, 2):
            attended, other = (horizontal, vertical) if channel == 0 else (vertical, horizontal)
            self.assertAlmostEqual(attended[channel] / none[channel], 1.5, delta=0.03)
            self.assertAlmostEqual(other[channel] / none[channel], 1, delta=0.03)
        for condition in (1, 2):  # without feedback there is no attention
            self.assertEqual(late[1][condition].tobytes(), late[1][0].tobytes())


if __name__ == "__main__":
    unittest.main()
