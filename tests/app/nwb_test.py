#!/usr/bin/env python3
"""Result files as readers of NWB, silx and Neo see them."""

import json
import sys
import unittest
import warnings

import h5py
import numpy
import program
import xarray
from program import replace

sys.path.insert(0, str(program.ROOT / "tests/sim/io"))
import nwb_requirements as nwb  # noqa: E402

SITES = """\
record:
  sites:
    vertical: {population: V1.complex, select: {orientation_deg: 90}, at_deg: [0, 0], inputs: true}
    pooled: {population: V2.pooled, at_deg: [1, 0]}
  spikes: {refractory_ms: 3}
  stimulus_movie: {interval_ms: 10}
"""


def missing_package(name, package):
    """The sentence of a skip, or nothing."""
    try:
        __import__(name)
    except ImportError:
        return f"{package} is not installed"
    return ""


class Nwb(program.ProgramTest):
    """One short run of two areas, in both names."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        case = cls.share_folder()
        text = program.SMALL.split("record:")[0] + SITES + "  maps: [V2.pooled]\n"
        text = replace(text, "seed: 1\n", "seed: 1\ntrials: 2\ndate: 2026-01-31T09:30:00+01:00\n")
        text = replace(text, "variants:", "factors: {angle: {bar.orientation_deg: [0, 90]}}\nvariants:")
        case.write("mine.yaml", text)
        case.run_well("run", "mine.yaml", "-o", "mine.h5", "--no-figure")
        case.run_well("run", "mine.yaml", "-o", "mine.nwb", "--no-figure", "--no-report")
        cls.path = cls.home / "mine.nwb"
        cls.series = nwb.series_of_views(cls.path)

    def test_every_series_and_table_reads_back_by_name(self):
        self.assertEqual(len(self.series), 7 + 1 + 1)
        tables = {
            "/intervals/trials": "TimeIntervals",
            "/intervals/stimulus_presentations": "TimeIntervals",
            "/analysis/V1_complex_site_units": "DynamicTable",
            "/analysis/V2_pooled_site_units": "DynamicTable",
            "/units": "Units",
        }
        units = {name: unit for name, (unit, _) in self.series.items()}
        units["/stimulus/presentation/stimulus_movie"] = "N/A"
        units["/stimulus/templates/stimulus_movie"] = "1"
        self.assertEqual(nwb.missing(self.path, units, tables), [])
        with h5py.File(self.path) as file:
            for name, (_, cube) in self.series.items():
                data = file[name]["data"]
                samples = data.shape[0] // 8
                numpy.testing.assert_array_equal(data[...], nwb.joined(file[cube], samples))
                rate = 200 if name.endswith("_map") else 1000
                self.assertEqual(file[name]["starting_time"].attrs["rate"], rate)
            self.assertEqual(file["acquisition/V1_complex_site/data"].shape, (8 * 300, 1))
            self.assertEqual(file["acquisition/V2_pooled_site/data"].shape, (8 * 300, 8))
            names = file["analysis/V1_complex_site_units/unit_name"].asstr()[...]
            self.assertEqual(list(names), ["vertical"])

    def test_the_names_h5_and_nwb_hold_the_same_bytes(self):
        self.assertEqual(self.path.read_bytes(), (self.home / "mine.h5").read_bytes())

    def test_the_date_is_the_experiments_and_never_the_clocks(self):
        with h5py.File(self.path) as file:
            for name in ("session_start_time", "timestamps_reference_time"):
                self.assertEqual(file[name].asstr()[()], "2026-01-31T09:30:00+01:00")
            self.assertEqual(file["file_create_date"].asstr()[0], "2026-01-31T09:30:00+01:00")
        self.write("tiny.yaml", program.MODEL)
        self.write("bad.yaml", replace(program.ON_TINY, "model:", "date: 2026-02-30\nmodel:"))
        result = self.run_program("run", "bad.yaml", "-o", "bad.h5")
        self.assert_fails(result, 2, "bad.yaml:3:7", "this is no date", "YYYY-MM-DD")

    def test_presentations_bear_the_allen_institutes_names(self):
        with xarray.open_dataset(self.path, group="/presentations") as data:
            table = data.to_dataframe()
        self.assertEqual(list(table.condition), ["0", "90"])
        self.assertEqual(list(table.orientation), [0, 90])
        self.assertEqual(list(table.stimulus_name), ["bar", "bar"])
        for name in ("spatial_frequency", "temporal_frequency", "phase", "contrast", "size"):
            self.assertIn(name, table)
        with h5py.File(self.path) as file:
            shown = file["intervals/stimulus_presentations"]
            self.assertEqual(list(shown["orientation"][:4]), [0, 0, 90, 90])
            numpy.testing.assert_allclose(shown["start_time"][:2], [0.2, 0.5], atol=1e-9)
            numpy.testing.assert_allclose(shown["stop_time"][:2], [0.3, 0.6], atol=1e-9)

    def test_views_of_other_lengths_have_timestamps(self):
        self.write("tiny.yaml", program.MODEL)
        text = replace(program.ON_TINY, "  maps:", "  map_interval_ms: 7\n  maps:")
        text += "  sites: {centre: {population: A.first}}\n"
        self.write("odd.yaml", text)
        self.run_well("run", "odd.yaml", "-o", "odd.h5", "--no-figure")
        with h5py.File(self.folder / "odd.h5") as file:
            times = file["acquisition/A_first_map/timestamps"][...]
            trials = file["intervals/trials"]
            samples = len(times) // 2
            cube = file["simulation/A/first/map/time"][...]
            numpy.testing.assert_allclose(times[:samples], cube[:samples] + 0.2, atol=1e-9)
            second = trials["start_time"][1] + cube[:samples] + 0.2
            numpy.testing.assert_allclose(times[samples:], second, atol=1e-9)
            self.assertTrue((numpy.diff(times) > 0).all())

    @unittest.skipIf(missing_package("silx", "python3-silx"), "python3-silx is not installed")
    def test_silx_plots_the_default_and_every_view(self):
        from silx.io import nxdata

        with h5py.File(self.path) as file:
            default = nxdata.get_default(file)
            self.assertTrue(default.is_valid)
            self.assertEqual(default.signal_dataset_name, "rate")
            for area in file["simulation"].values():
                for population in area.values():
                    for view in population.values():
                        plot = nxdata.NXdata(view)
                        self.assertTrue(plot.is_valid, (view.name, plot.issues))
                        axes = plot.axes_dataset_names
                        self.assertEqual(axes[3], "time")

    @unittest.skipIf(missing_package("neo", "python3-neo"), "python3-neo is not installed")
    def test_neo_reads_every_series_as_a_signal(self):
        import pynwb_by_type

        warnings.simplefilter("ignore")
        with pynwb_by_type.in_place():
            from neo.io import NWBIO

            block = NWBIO(str(self.path), "r").read_all_blocks()[0]
        signals = {signal.name: signal for signal in block.segments[0].analogsignals}
        movie = signals.pop("stimulus_movie")
        self.assertEqual(sorted(signals), sorted(name.split("/")[-1] for name in self.series))
        with h5py.File(self.path) as file:
            shown = file["stimulus/presentation/stimulus_movie/data"][...]
            numpy.testing.assert_array_equal(numpy.asarray(movie)[:, 0], shown)
            trains = block.segments[0].spiketrains
            times = numpy.concatenate([train.magnitude for train in trains])
            numpy.testing.assert_array_equal(times, file["units/spike_times"][...])
            self.assertEqual(len(trains), 9)
            for name, signal in signals.items():
                data = file[f"acquisition/{name}/data"][...]
                numpy.testing.assert_array_equal(numpy.asarray(signal), data)
            site = signals["V1_complex_site"]
            self.assertEqual(float(site.sampling_rate.rescale("Hz")), 1000)
            self.assertEqual(str(site.dimensionality), "Hz")
        self.assertEqual(json.loads(json.dumps(block.segments[0].name)), "session")


if __name__ == "__main__":
    unittest.main(verbosity=2)
