#!/usr/bin/env python3
"""Two objects in a receptive field of the shipped model's V4, and attention to one of them (Reynolds et al. 1999)."""

import unittest

import h5py
import program

# The bar that the cell prefers (probe) and one at right angles (reference), of the published experiment.
BARS = f"""\
format: ventral-experiment/1
extends: {program.ROOT}/experiments/attention/biased_competition.yaml
experiment: Two bars in a receptive field
factors:
  reference_deg: {{reference.orientation_deg: [0]}}
  probe_deg: {{probe.orientation_deg: [90]}}
variants: [recurrent]
time: {{settle_ms: 50, baseline_ms: 200, duration_ms: 200, step_ms: 1}}
measure: null
"""


class TwoObjects(program.ProgramTest):
    def test_the_response_to_a_pair_goes_over_to_the_attended_object(self):
        self.write("bars.yaml", BARS)
        self.run_well("run", "bars.yaml", "-o", "bars.h5", "--no-figure", "--no-report")
        with h5py.File(self.folder / "bars.h5") as file:
            labels = [label.decode() for label in file["conditions/label"][()]]
            late = file["simulation/V4/texture/site/rate"][0, :, 0, 300:400, 0].mean(axis=-1)
        rate = {label.removeprefix("0/90/"): value for label, value in zip(labels, late)}
        probe, reference = rate["probe/away"], rate["reference/away"]
        self.assertGreater(probe, 3 * reference)

        def weight_of_probe(attended):
            return (rate[f"pair/{attended}"] - reference) / (probe - reference)

        # Neither the sum, which is 1, nor one of the two alone.
        self.assertGreater(weight_of_probe("away"), 0.5)
        self.assertLess(weight_of_probe("away"), 0.9)
        self.assertGreater(weight_of_probe("probe"), weight_of_probe("away") + 0.2)
        self.assertLess(weight_of_probe("reference"), weight_of_probe("away"))


if __name__ == "__main__":
    unittest.main()
