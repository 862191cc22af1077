"""The NWB view of what write_sample wrote: every object that NWB requires, and every series by name.

Usage: nwb_view_test.py WRITE_SAMPLE
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import h5py
import numpy as np
import nwb_requirements as nwb

WRITE_SAMPLE = os.environ["WRITE_SAMPLE"]
TYPE = ("namespace", "neurodata_type", "object_id")
TABLES = {
    "/intervals/trials": "TimeIntervals",
    "/intervals/stimulus_presentations": "TimeIntervals",
    "/analysis/V2_border_ownership_site_units": "DynamicTable",
}


class NwbView(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="ventral-test-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        subprocess.run([WRITE_SAMPLE, str(self.folder)], check=True)
        self.path = self.folder / "sample.h5"
        self.series = nwb.series_of_views(self.path)

    def missing(self):
        units = {name: unit for name, (unit, _) in self.series.items()}
        return nwb.missing(self.path, units, TABLES)

    def test_every_required_object_and_attribute_is_there(self):
        self.assertEqual(
            sorted(self.series),
            [
                "/acquisition/V1_E_map",
                "/acquisition/V2_border_ownership_cube",
                "/acquisition/V2_border_ownership_site",
                "/acquisition/V2_border_ownership_site_input_feedforward",
            ],
        )
        self.assertEqual(self.missing(), [])

    def test_the_check_sees_whatever_is_taken_away(self):
        attributes = [("/", name) for name in nwb.ROOT_ATTRIBUTES]
        objects = [f"/{name}" for name in (*nwb.ROOT_TEXTS, *nwb.ROOT_GROUPS, "file_create_date")]
        for series in self.series:
            attributes += [(series, name) for name in TYPE]
            attributes += [(f"{series}/data", "unit")]
            attributes += [(f"{series}/starting_time", name) for name in ("rate", "unit")]
            objects += [series, f"{series}/data", f"{series}/starting_time"]
        with h5py.File(self.path) as file:
            for table in TABLES:
                attributes += [(table, name) for name in (*TYPE, "description", "colnames")]
                attributes += [(f"{table}/id", name) for name in TYPE]
                columns = [f"{table}/{name}" for name in file[table].attrs["colnames"]]
                attributes += [(column, name) for column in columns for name in (*TYPE, "description")]
                objects += [table, f"{table}/id", *columns]
        self.assertGreater(len(attributes) + len(objects), 100)
        whole = self.path.read_bytes()
        for place, name in [*attributes, *((place, None) for place in objects)]:
            self.path.write_bytes(whole)
            with h5py.File(self.path, "r+") as file:
                if name:
                    del file[place].attrs[name]
                else:
                    del file[place]
            self.assertNotEqual(self.missing(), [], (place, name))

    def test_a_series_of_another_type_is_seen(self):
        series = "/acquisition/V1_E_map"
        with h5py.File(self.path, "r+") as file:
            file[series].attrs["neurodata_type"] = "ImageSeries"
        self.assertEqual(self.missing(), [f"{series}: a TimeSeries"])

    def test_series_hold_the_cubes_and_store_nothing(self):
        with h5py.File(self.path) as file:
            for name, (_, cube) in self.series.items():
                data = file[name + "/data"]
                self.assertTrue(data.is_virtual, name)
                self.assertEqual(data.id.get_storage_size(), 0, name)
                samples = data.shape[0] // 12
                np.testing.assert_array_equal(data[...], nwb.joined(file[cube], samples))
            self.assertEqual(file["/acquisition/V1_E_map/data"].shape, (12 * 8, 3, 5))
            self.assertEqual(file["/acquisition/V2_border_ownership_cube/data"].ndim, 4)
            self.assertEqual(
                file["/acquisition/V2_border_ownership_site/data"].shape, (12 * 40, 2)
            )

    def test_all_series_share_the_clock_of_the_trials(self):
        with h5py.File(self.path) as file:
            trials = file["/intervals/trials"]
            np.testing.assert_allclose(trials["start_time"][...], 0.04 * np.arange(12), atol=1e-12)
            np.testing.assert_allclose(trials["stop_time"][...], 0.04 * np.arange(1, 13), atol=1e-12)
            onset = trials["stimulus_onset"][...] - trials["start_time"][...]
            np.testing.assert_allclose(onset, 0.01, atol=1e-12)
            for name, rate in (("V1_E_map", 200), ("V2_border_ownership_site", 1000)):
                start = file[f"/acquisition/{name}/starting_time"]
                self.assertEqual((start[()], start.attrs["rate"]), (0, rate))
                length = file[f"/acquisition/{name}/data"].shape[0] / rate
                self.assertAlmostEqual(length, trials["stop_time"][-1], 12)

    def test_trials_and_presentations_name_what_was_shown(self):
        with h5py.File(self.path) as file:
            trials = file["/intervals/trials"]
            variants = trials["variant"].asstr()[...]
            self.assertEqual(list(variants), ["recurrent"] * 6 + ["feedforward"] * 6)
            self.assertEqual(list(trials["side"].asstr()[:6]), ["left"] * 4 + ["right"] * 2)
            np.testing.assert_array_equal(trials["contrast"][:6], [0.1, 0.1, 0.9, 0.9, 0.1, 0.1])
            shown = file["/intervals/stimulus_presentations"]
            # Of condition 0 one element, from onset on; of condition 2 two.
            self.assertEqual(len(shown["id"]), 2 * 2 * 3)
            self.assertEqual(shown["stimulus_name"].asstr()[0], "static_gratings")
            np.testing.assert_allclose(shown["start_time"][:4], [0.01, 0.05, 0.16, 0.19], atol=1e-12)
            np.testing.assert_allclose(shown["stop_time"][:4], [0.04, 0.08, 0.18, 0.195], atol=1e-12)
            np.testing.assert_array_equal(shown["orientation"][:3], [0, 0, 90])
            self.assertEqual(list(shown["condition"].asstr()[2:4]), ["right, weak"] * 2)


if __name__ == "__main__":
    unittest.main(verbosity=2)
