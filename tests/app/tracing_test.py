#!/usr/bin/env python3
"""The form of the macaque's tracing on a small model: what spreads is gated by what is shown."""

import unittest

import h5py
import numpy as np
import program

MODEL = """\
format: ventral-model/1
model: tracing
seed: 1
field: {width_deg: 12, height_deg: 6, border: zero}
axes: {task: {values_deg: [0, 90]}}
areas:
  Display:
    samples_per_deg: 4
    populations:
      image: {source: definition, input: display, rate_unit: dimensionless}
  Attention:
    samples_per_deg: 4
    populations:
      trace: {source: definition, input: attention, channels: [task], rate_unit: dimensionless}
  A:
    samples_per_deg: 4
    populations:
      line:
        source: definition
        algebraic: true
        ceiling: {kind: hard, rate_hz: 1}
        drives: {input: {}}
      trace:
        source: as in the macaque
        tau_ms: 20
        threshold: 1.5
        transfer: {rectified_linear: {gain: 5}}
        ceiling: {kind: hard, rate_hz: 1}
        drives: {contour: {gain_max: 3}}
projections:
  image_to_line: {from: Display.image, to: A.line, class: feedforward, port: {drive: input}, source: definition, weight: 10}
  line_to_trace: {from: A.line, to: A.trace, class: local, port: {drive: contour}, source: definition}
  attention_to_trace: {from: Attention.trace, to: A.trace, class: feedback, port: {gain: contour}, source: definition, weight: 4, channels: {task: sum}}
  trace_to_trace: {from: A.trace, to: A.trace, class: lateral, port: {gain: contour}, source: definition, weight: 8, delay_ms: 1, kernel: {gaussian: {sigma_deg: 0.4}}}
"""
EXPERIMENT = """\
format: ventral-experiment/1
experiment: Two lines, one of them traced
model: tracing.yaml
display:
  background: 0.5
  elements:
    upper: {rectangle: {y_deg: 1.5, width_deg: 10, height_deg: 0.5, luminance: 1}}
    lower: {rectangle: {y_deg: -1.5, width_deg: 10, height_deg: 0.5, luminance: 1}}
    gap: {rectangle: {x_deg: 2, y_deg: 1.5, width_deg: 2, height_deg: 1, luminance: 0.5}, opacity: 0}
attention: {x_deg: -4.5, y_deg: 1.5, sigma_deg: 0.4, feature: {axis: task}}
factors: {line: {whole: {}, broken: {gap.opacity: 1}, place_only: {attention: {x_deg: -4.5, y_deg: 1.5, sigma_deg: 0.4}}}}
variants: [recurrent, feedforward]
time: {settle_ms: 0, baseline_ms: 200, duration_ms: 400, step_ms: 1}
record: {maps: [A.trace], map_interval_ms: 5}
"""


class Tracing(program.ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("tracing.yaml", MODEL)
        self.write("mine.yaml", EXPERIMENT)
        self.run_well("run", "mine.yaml", "--no-figure", "--no-report", "-o", "out.h5")
        with h5py.File(self.folder / "out.h5") as file:
            view = file["simulation/A/trace/map"]
            self.rate = view["rate"][:, :, 0]  # variant, condition, time, y, x
            self.time, self.x, self.y = (view[name][...] for name in ("time", "x", "y"))

    def onset(self, condition, x, y):
        """The time at which half of the ceiling is reached (s), or infinity."""
        trace = self.rate[0, condition, :, abs(self.y - y).argmin(), abs(self.x - x).argmin()]
        reached = np.nonzero(trace > 0.5)[0]
        return self.time[reached[0]] if len(reached) else np.inf

    def test_the_trace_spreads_along_the_line_at_one_speed(self):
        onsets = np.array([self.onset(0, x, 1.5) for x in (-3, -1, 1, 3)])
        steps = np.diff(onsets)
        self.assertTrue((steps > 0.01).all(), onsets)
        self.assertLess(steps.max() - steps.min(), 0.0101)  # two samples

    def test_it_is_nowhere_but_on_what_is_shown(self):
        upper = abs(self.y - 1.5) < 0.3
        self.assertEqual(abs(self.rate[0, 0][:, ~upper]).max(), 0)
        self.assertEqual(abs(self.rate[0, 0][self.time < 0]).max(), 0)

    def test_it_does_not_pass_a_gap_wider_than_its_step(self):
        self.assertLess(self.onset(1, 0, 1.5), 0.4)
        self.assertEqual(self.onset(1, 4, 1.5), np.inf)

    def test_attention_to_a_place_alone_traces_nothing(self):
        self.assertEqual(abs(self.rate[0, 2]).max(), 0)

    def test_the_feedforward_sweep_traces_nothing(self):
        self.assertEqual(abs(self.rate[1]).max(), 0)


if __name__ == "__main__":
    unittest.main()
