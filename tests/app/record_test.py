#!/usr/bin/env python3
"""What is recorded: populations, parts of the visual field, times and intervals."""

import json
import pathlib
import subprocess
import time
import unittest

import h5py
import numpy
import program
from program import replace

WHOLE = program.ON_TINY + "  cubes: [A.first]\n  sites: {centre: {population: A.first}}\n"
PART = (
    WHOLE
    + "  fields:\n"
    + "    A.first: {interval_ms: 2, x_deg: [-0.8, 0.3], y_deg: [0, 5], from_ms: -10, until_ms: 40}\n"
)


class Record(program.ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("tiny.yaml", program.MODEL)

    def run_text(self, name, text):
        self.write(f"{name}.yaml", text)
        self.run_well("run", f"{name}.yaml", "-o", f"{name}.h5", "--no-figure")
        file = h5py.File(self.folder / f"{name}.h5")
        self.addCleanup(file.close)
        return file["simulation/A"]

    def test_a_part_of_a_population_holds_the_numbers_of_the_whole(self):
        every = replace(WHOLE, "  cubes:", "  map_interval_ms: 1\n  cube_interval_ms: 1\n  cubes:")
        whole, part = self.run_text("whole", every), self.run_text("part", PART)
        for kind in ("map", "cube"):
            view, all_of_it = part[f"first/{kind}"], whole[f"first/{kind}"]
            numpy.testing.assert_allclose(view["x"], [-0.75, -0.25, 0.25])
            numpy.testing.assert_allclose(view["y"], [0.25, 0.75, 1.25, 1.75])
            numpy.testing.assert_allclose(view["time"], numpy.arange(-10, 41, 2) / 1000)
            x = numpy.searchsorted(all_of_it["x"], view["x"])
            y = numpy.searchsorted(all_of_it["y"], view["y"])
            times = slice(190, 241, 2)
            cut = all_of_it["rate"][:, :, :, times]
            cut = cut[..., y[0] : y[-1] + 1, x[0] : x[-1] + 1]
            numpy.testing.assert_array_equal(view["rate"], cut)
        self.assertEqual(part["second/map/time"].shape, (61,))
        self.assertEqual(part["second/map/rate"].shape[-2:], (8, 8))
        self.assertEqual(part["first/site/time"].shape, (301,))

    def test_an_array_has_a_unit_at_each_electrode(self):
        array = "at_deg: [0.25, 0.5], array: {columns: 3, rows: 2, spacing_deg: 0.5}}"
        text = replace(WHOLE, "  cubes:", "  cube_interval_ms: 1\n  cubes:")
        text = replace(text, "A.first}}", f"A.first, {array}}}")
        recorded = self.run_text("array", text)["first"]
        site, cube = recorded["site"], recorded["cube"]
        names = [name.decode() for name in site["site"][...]]
        self.assertEqual(names, [f"centre/e{i}" for i in range(1, 7)])
        x = numpy.searchsorted(cube["x"], [-0.25 - 1e-9, 0.25 - 1e-9, 0.75 - 1e-9])
        y = numpy.searchsorted(cube["y"], [0.25 - 1e-9, 0.75 - 1e-9])
        for i in range(6):                   # row by row from the lowest left
            of_map = cube["rate"][:, :, :, :, y[i // 3], x[i % 3]]
            numpy.testing.assert_array_equal(site["rate"][..., i], of_map)
        self.assertGreater(numpy.ptp(site["rate"][...].max(axis=(0, 1, 2, 3))), 0)

    def test_electrodes_on_one_sample_are_one(self):
        array = "at_deg: [0.25, 0.25], array: {columns: 2, rows: 3, spacing_deg: 0.05}}"
        text = replace(WHOLE, "A.first}}", f"A.first, {array}}}")
        site = self.run_text("array", text)["first/site"]
        self.assertEqual([name.decode() for name in site["site"][...]], ["centre"])

    def test_an_array_outside_of_the_field_is_refused(self):
        array = "array: {columns: 40, rows: 1, spacing_deg: 1}}"
        self.write("far.yaml", replace(WHOLE, "A.first}}", f"A.first, {array}}}"))
        result = self.run_program("run", "far.yaml")
        self.assert_fails(result, 2, "the position lies outside the field of A.first")

    def test_all_may_be_recorded_for_a_shorter_time(self):
        text = replace(WHOLE, "  cubes:", "  from_ms: 0\n  until_ms: 50\n  cubes:")
        short, whole = self.run_text("short", text), self.run_text("whole", WHOLE)
        for view in ("first/map", "first/site", "first/cube"):
            times = short[view]["time"][...]
            self.assertAlmostEqual(times[0], 0)
            self.assertAlmostEqual(times[-1], 0.05)
            first = numpy.searchsorted(whole[view]["time"], -1e-9)
            cut = whole[view]["rate"][:, :, :, first : first + len(times)]
            numpy.testing.assert_array_equal(short[view]["rate"], cut)

    def test_the_size_is_told_before_the_run(self):
        self.write("whole.yaml", WHOLE)
        self.write("part.yaml", PART)
        sizes = []
        for name in ("whole", "part"):
            said = json.loads(self.run_well("run", f"{name}.yaml", "-n", "--json"))
            sizes.append(said["file_bytes"])
        # 2 cells of 61 x 64 for the whole map and cube; 26 x 12 for the part
        self.assertEqual(sizes[0] - sizes[1], 2 * 4 * 2 * (61 * 64 - 26 * 12))
        self.assertIn("size", self.run_well("run", "part.yaml", "-n"))

    def test_wrong_choices_are_refused_with_their_place(self):
        cases = {
            "A.first: {x_deg: [9, 10]}": "no sample lies within the range",
            "A.first: {x_deg: [1, -1]}": "the range ends before it begins",
            "A.first: {from_ms: -300}": "the time does not lie within what is recorded",
            "A.first: {interval_ms: 1.5}": "the time is no whole multiple of the time step",
            "A.frist: {interval_ms: 2}": "did you mean",
        }
        for choice, message in cases.items():
            self.write("bad.yaml", WHOLE + f"  fields: {{{choice}}}\n")
            result = self.run_program("run", "bad.yaml", "-o", "bad.h5")
            self.assert_fails(result, 2, "bad.yaml:", message)
        text = replace(WHOLE, "maps: [A.first, A.second]", "maps: [A.first]")
        self.write("bad.yaml", text + "  fields: {A.second: {interval_ms: 2}}\n")
        result = self.run_program("run", "bad.yaml", "-o", "bad.h5")
        self.assert_fails(result, 2, "neither a map nor a cube of this population is recorded")
        self.assert_nothing_written("bad.h5")

    def test_memory_does_not_grow_with_the_simulated_time(self):
        self.write("tiny.yaml", program.MODEL.replace("samples_per_deg: 2", "samples_per_deg: 4"))
        sparse = replace(WHOLE, "  cubes:", "  site_interval_ms: 5\n  cubes:")

        def peak_kb(duration_ms):
            text = replace(sparse, "duration_ms: 100", f"duration_ms: {duration_ms}")
            self.write("long.yaml", text)
            command = [program.PROGRAM, "run", "long.yaml", "-o", "long.h5", "-j1", "-f", "-q"]
            run = subprocess.Popen(
                [*command, "--no-figure"], cwd=self.folder, stdout=subprocess.DEVNULL
            )
            peak = 0
            parts = self.folder / "long.parts"
            while run.poll() is None:
                if parts.exists():  # afterwards the result is read as a whole and summarized
                    status = (pathlib.Path("/proc") / str(run.pid) / "status").read_text()
                    peak = max(peak, int(status.split("VmHWM:")[1].split()[0]))
                time.sleep(0.01)
            self.assertEqual(run.returncode, 0)
            return peak

        # The longer run records 52 MB more in each cell; blocks that wait for the disk are 16 MB at most.
        self.assertLess(peak_kb(104000) - peak_kb(4000), 34000)


if __name__ == "__main__":
    unittest.main(verbosity=2)
