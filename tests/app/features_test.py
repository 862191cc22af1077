#!/usr/bin/env python3
"""Features from files in the place of a population's rates."""

import unittest

import h5py
import numpy as np
import program
import xarray as xr
from program import replace

ROWS, COLUMNS, CHANNELS, IMAGES = 2, 4, 3, 5
MODEL = """\
format: ventral-model/1
model: encoded
seed: 1
field: {width_deg: 4, height_deg: 2, border: zero}
axes: {feature: {count: 3}}
areas:
  Encoder:
    samples_per_deg: 1
    populations:
      units: {source: definition, input: features, channels: [feature], rate_unit: dimensionless}
  A:
    samples_per_deg: 1
    populations:
      follower: {source: chosen, channels: [feature], algebraic: true, transfer: linear, drives: {input: {}}}
projections:
  units_to_follower:
    {from: Encoder.units, to: A.follower, class: feedforward, port: {drive: input}, source: chosen, weight: 2}
"""
EXPERIMENT = """\
format: ventral-experiment/1
experiment: Features from a file
model: encoded.yaml
display: {background: 0.5, elements: {}}
features: {Encoder.units: {file: features.npy, onset_ms: 20, offset_ms: 60}}
factors: {image: {features.Encoder.units.image: [0, 3]}}
variants: [feedforward]
time: {settle_ms: 0, baseline_ms: 200, duration_ms: 100, step_ms: 1}
record: {cubes: [A.follower], maps: [], cube_interval_ms: 10}
"""


class Features(program.ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("encoded.yaml", MODEL)
        self.write("mine.yaml", EXPERIMENT)
        generator = np.random.default_rng(1)
        self.values = generator.normal(size=(IMAGES, CHANNELS, ROWS, COLUMNS)).astype("float32")
        np.save(self.folder / "features.npy", self.values)

    def rates(self, text=EXPERIMENT):
        """[image, time, feature, y, x]"""
        self.write("mine.yaml", text)
        self.run_well("run", "mine.yaml", "-f", "--no-report", "--no-figure", "-o", "out.h5")
        with xr.open_dataset(
            self.folder / "out.h5", group="/simulation/A/follower/cube", engine="h5netcdf"
        ) as cube:
            rate = cube.rate.isel(variant=0, trial=0).load()
        return rate.transpose("condition", "time", "preferred_feature", "y", "x") if (
            "preferred_feature" in rate.dims
        ) else rate.transpose("condition", "time", "feature", "y", "x")  # fmt: skip

    def check(self, rate, values):
        """The images' values, first row on top, times the weight, between onset and offset."""
        for condition, image in enumerate((0, 3)):
            shown = 2 * values[image][:, ::-1, :]
            for time in (0.02, 0.05):
                np.testing.assert_allclose(
                    rate[condition].sel(time=time, method="nearest"), shown, rtol=1e-6
                )
            for time in (-0.1, 0.01, 0.06, 0.1):
                self.assertEqual(
                    float(abs(rate[condition].sel(time=time, method="nearest")).max()), 0
                )

    def test_a_map_of_channels_drives_its_population(self):
        self.check(self.rates(), self.values)

    def test_double_precision_and_other_orders_of_axes(self):
        np.save(
            self.folder / "features.npy",
            np.ascontiguousarray(self.values.transpose(2, 0, 3, 1)).astype("float64"),
        )
        text = replace(EXPERIMENT, "onset_ms: 20", "axes: [y, image, x, channel], onset_ms: 20")
        self.check(self.rates(text), self.values)

    def test_tokens_lie_on_the_grid_row_by_row(self):
        tokens = self.values.reshape(IMAGES, CHANNELS, ROWS * COLUMNS).transpose(0, 2, 1)
        with_class = np.concatenate([np.full((IMAGES, 1, CHANNELS), 9), tokens], axis=1)
        np.save(self.folder / "features.npy", np.ascontiguousarray(with_class, dtype="float32"))
        text = replace(EXPERIMENT, "onset_ms: 20", "leading_tokens: 1, onset_ms: 20")
        self.check(self.rates(text), self.values)

    def test_hdf5_with_named_axes_needs_no_order(self):
        array = xr.DataArray(
            self.values,
            dims=("image", "channel", "y", "x"),
            coords={"image": range(IMAGES), "channel": range(CHANNELS), "y": range(ROWS), "x": range(COLUMNS)},
            name="features",
        ).transpose("channel", "image", "x", "y")  # fmt: skip
        array.to_netcdf(self.folder / "features.h5", engine="h5netcdf")
        self.check(self.rates(replace(EXPERIMENT, "features.npy", "features.h5")), self.values)

    def test_first_row_and_gain(self):
        text = replace(EXPERIMENT, "onset_ms: 20", "first_row: bottom, gain: 0.5, onset_ms: 20")
        self.check(self.rates(text), 0.5 * self.values[:, :, ::-1, :])

    def refused(self, values=None, text=EXPERIMENT, name="features.npy"):
        if values is not None:
            np.save(self.folder / "features.npy", values)
        self.write("mine.yaml", replace(text, "features.npy", name))
        return self.run_program("run", "mine.yaml", "-o", "out.h5")

    def test_what_does_not_fit_is_refused_with_both_sides(self):
        cases = {
            "the array has 2 axes (5 x 3)": self.values[:, :, 0, 0],
            "the file has 2 channels (image 5 x channel 2 x y 2 x x 4), Encoder.units has 3":
                self.values[:, :2],
            "the file has another resolution: 1 rows x 4 columns": self.values[:, :, :1],
            "the file has another resolution: 7 tokens, 0 of them leading":
                np.zeros((5, 7, 3), "float32"),
            "the file has no such image": self.values[:2],
            "its values are of type <i8, not float32 or float64": self.values.astype("int64"),
            "its values are in Fortran order": np.asfortranarray(self.values),
        }  # fmt: skip
        for message, values in cases.items():
            with self.subTest(message):
                self.assert_fails(self.refused(values), 2, "mine.yaml:", message)
        self.assert_nothing_written()

    def test_the_first_value_that_is_not_finite_is_named(self):
        values = self.values.copy()
        values[3, 1, 0, 2] = np.nan
        self.assert_fails(
            self.refused(values), 2, "a feature is NaN: channel 1 at 0.5, 0.5 deg", "finite numbers"
        )

    def test_files_that_cannot_be_read_are_told(self):
        self.assert_fails(self.refused(name="none.npy"), 2, "there is no such file")
        self.write("text.npy", "hello, this is no array")
        self.assert_fails(self.refused(name="text.npy"), 2, "it is not a NumPy array file")
        with h5py.File(self.folder / "other.h5", "w") as file:
            file["embedding"] = self.values
        self.assert_fails(
            self.refused(name="other.h5"), 2, "there is no dataset 'features' in it, but embedding"
        )
        (self.folder / "short.npy").write_bytes((self.folder / "features.npy").read_bytes()[:-8])
        text = replace(EXPERIMENT, "image: [0, 3]", "image: [0, 4]")
        self.assert_fails(
            self.refused(text=text, name="short.npy"), 2, "the file ends before its values do"
        )

    def test_names_and_axes_are_checked(self):
        self.assert_fails(
            self.refused(text=replace(EXPERIMENT, "onset_ms: 20", "axes: [image, channel, y]")),
            2,
            "an axis is missing",
            "image, channel, y, x or image, token, channel",
        )
        other = EXPERIMENT.replace("Encoder.units", "A.follower")
        self.assert_fails(
            self.refused(text=other), 2, "A.follower does not take its rates from features"
        )

    def test_another_file_makes_another_run(self):
        first = self.rates()
        np.save(self.folder / "features.npy", 2 * self.values)
        again = self.run_program(
            "run", "mine.yaml", "--resume", "--no-report", "--no-figure", "-o", "out.h5"
        )
        second = self.rates()
        np.testing.assert_allclose(second, 2 * first, rtol=1e-6)
        self.assertIsNotNone(again)


if __name__ == "__main__":
    unittest.main()
