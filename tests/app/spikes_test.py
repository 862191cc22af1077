#!/usr/bin/env python3
"""Spikes and the stimulus movie in a result file: what they hold, and what is refused."""

import unittest

import h5py
import numpy
import program
import xarray
from program import replace

TRIALS = 60
DRIFTING = replace(
    program.SMALL.split("record:")[0],
    "bar: {bar: {length_deg: 4, width_deg: 0.4, orientation_deg: 90, luminance: 0.8}}",
    "bar: {offset_ms: 60, grating: {spatial_frequency_cpd: 1.5, motion: drifting, temporal_frequency_hz: 10, diameter_deg: 3,"
    " orientation_deg: 90, michelson_contrast: 0.8}}",
)
RECORD = """\
record:
  sites:
    near: {population: V1.complex, at_deg: [0, 0]}
    far: {population: V1.complex, select: {orientation_deg: 90}, at_deg: [5, 5]}
    pooled: {population: V2.pooled, select: {orientation_deg: 90}, at_deg: [0, 0]}
  maps: [V1.complex, V2.pooled]
  cubes: [Display.image]
  cube_interval_ms: 10
  spikes: {refractory_ms: 3}
  stimulus_movie: {interval_ms: 10}
"""


class Spikes(program.ProgramTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        case = cls.share_folder()
        text = replace(DRIFTING, "seed: 1\n", f"seed: 1\ntrials: {TRIALS}\n")
        text = replace(text, "variants:", "factors: {grey: {bar.opacity: [1, 0]}}\nvariants:")
        variants = "{recurrent: {like: recurrent}, feedforward: {like: feedforward}, same: {like: recurrent}}"
        text = replace(text, "[recurrent, feedforward]", variants)
        case.write("drift.yaml", text + RECORD)
        cls.text = (case.folder / "drift.yaml").read_text(encoding="utf-8")
        case.run_well("run", "drift.yaml", "-o", "drift.h5", "--no-figure", "--no-report")
        cls.path = cls.home / "drift.h5"

    def trains(self, path=None):
        """Unit name -> [variant][condition][trial], each spike times from stimulus onset, s."""
        with h5py.File(path or self.path) as file:
            table = file["units"]
            names, ends = table["unit_name"].asstr()[...], table["spike_times_index"][...]
            self.populations = dict(zip(names, table["population"].asstr()[...]))
            times, onsets = table["spike_times"][...], file["intervals/trials/stimulus_onset"][...]
            edges = numpy.append(
                file["intervals/trials/start_time"][...], file["intervals/trials/stop_time"][-1]
            )
        found = {}
        for name, train in zip(names, numpy.split(times, ends[:-1])):
            self.assertTrue((numpy.diff(train) > 0).all())
            cuts = numpy.searchsorted(train, edges[1:-1])
            cells = [cell - onset for cell, onset in zip(numpy.split(train, cuts), onsets)]
            found[name] = [
                [cells[(v * 2 + c) * TRIALS :][:TRIALS] for c in range(2)] for v in range(3)
            ]
        return found

    def test_spikes_follow_the_rates_and_keep_the_refractory_period(self):
        trains = self.trains()
        self.assertEqual(len(trains), 10)
        checked = 0
        for name, cells in trains.items():
            group = "/simulation/" + self.populations[name].replace(".", "/") + "/site"
            site = xarray.open_dataset(self.path, group=group)
            for v in range(2):
                for c in range(2):
                    rate = site.rate.sel(site=name).values[v, c, 0]
                    for begin, end in ((-0.2, 0.0), (0.0, 0.06), (0.06, 0.1)):
                        lies = (site.time.values > begin - 1e-6) & (site.time.values < end - 1e-6)
                        expected = TRIALS * rate[lies].sum() / 1000
                        counts = [((t >= begin) & (t < end)).sum() for t in cells[v][c]]
                        # Counts with refractoriness vary less than Poisson's.
                        limit = 4.5 * numpy.sqrt(expected) + 1
                        self.assertLess(abs(sum(counts) - expected), limit, (name, v, c, begin))
                        checked += expected > 40
                    gaps = numpy.concatenate([numpy.diff(t) for t in cells[v][c]])
                    self.assertTrue((gaps > 0.003 - 1e-9).all())
        self.assertGreater(checked, 4)

    def test_trials_differ_and_variants_that_agree_have_the_same_spikes(self):
        trains = self.trains()
        near = trains["near/orientation 90 deg"]
        self.assertGreater(len({tuple(t) for t in near[0][0]}), TRIALS // 2)
        recurrent, feedforward, same = (numpy.concatenate(cells[0]) for cells in near)
        self.assertGreater(len(same), TRIALS)
        numpy.testing.assert_allclose(recurrent, same, atol=1e-9)
        self.assertNotEqual(len(recurrent), len(feedforward))

    def test_the_seed_makes_the_spikes_and_nothing_else_does(self):
        short = replace(self.text, f"trials: {TRIALS}\n", "trials: 2\n")
        self.write("short.yaml", short)
        for name, more in (("a", ["-j1"]), ("b", ["-j3"]), ("c", ["--seed", "2"])):
            call = ["run", "short.yaml", "-o", f"{name}.h5", "--no-figure", "--no-report", *more]
            self.run_well(*call)
        self.assertEqual(*((self.folder / f"{name}.h5").read_bytes() for name in "ab"))
        with h5py.File(self.folder / "a.h5") as a, h5py.File(self.folder / "c.h5") as c:
            self.assertEqual(a["simulation/V1/complex/site/rate"][...].tolist(),
                             c["simulation/V1/complex/site/rate"][...].tolist())
            self.assertNotEqual(a["units/spike_times"][...].tolist(), c["units/spike_times"][...].tolist())

    def test_what_cannot_have_spikes_is_refused_with_its_place(self):
        self.write("none.yaml", program.SMALL.split("record:")[0] + "record:\n  spikes: {}\n")
        result = self.run_program("run", "none.yaml", "-o", "out.h5")
        self.assert_fails(result, 2, "none.yaml:12:11", "none is recorded", "`sites:`")
        sites = "record:\n  sites: {pixel: {population: Display.image}}\n  spikes: {}\n"
        self.write("pixel.yaml", program.SMALL.split("record:")[0] + sites)
        result = self.run_program("run", "pixel.yaml", "-o", "out.h5")
        self.assert_fails(result, 2, "pixel.yaml", "Display.image", "another unit than Hz")
        self.assert_nothing_written()

    def test_rates_beyond_what_can_be_drawn_are_told(self):
        self.write("slow.yaml", replace(self.text, "refractory_ms: 3", "refractory_ms: 50"))
        call = ["run", "slow.yaml", "-o", "slow.h5", "--no-figure", "--no-report"]
        result = self.run_program(*call, "--set", "trials=1")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertRegex(result.stderr, r"spikes: \d+ samples of rates below 0 or above 19 Hz")

    def test_the_movie_is_what_the_network_saw(self):
        movie = xarray.open_dataset(self.path, group="/stimulus_movie")
        seen = xarray.open_dataset(self.path, group="/simulation/Display/image/cube")
        self.assertEqual(movie.shown.shape, (2, TRIALS, 30))
        for condition in ("1", "0"):
            frames = movie.luminance[movie.shown.sel(condition=condition, trial=TRIALS - 1)]
            weber = seen.rate.sel(variant="recurrent", condition=condition).isel(trial=0)
            numpy.testing.assert_allclose(
                frames.values, 0.5 * (1 + weber.values[:30].reshape(frames.shape)), atol=1e-6
            )
            numpy.testing.assert_allclose(frames.x.values, weber.x.values)
        # A period of 100 ms, of which six pictures are seen, and the background.
        self.assertEqual(movie.luminance.shape[0], 7)
        self.assertGreater(float(movie.luminance.max()), 0.85)


if __name__ == "__main__":
    unittest.main(verbosity=2)
