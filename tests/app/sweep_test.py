#!/usr/bin/env python3
"""Sweeps: points, tables, figures, failed points, resumption, shards."""

import csv
import json
import math
import unittest

import h5py
import numpy
import program
import xarray
from program import replace
from shards_test import MEASURED, NOISY

SWEPT = replace(MEASURED, "\ntrials: 2\nfactors: {place: {disk.x_deg: [-1, 0, 1]}}", "")
WEIGHT = "model.projections.image_to_first.weight"
TAU = "model.areas.A.populations.first.tau_ms"


class Sweeps(program.ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("tiny.yaml", program.MODEL)
        self.write("e.yaml", SWEPT)

    def sweep(self, *arguments):
        return self.run_program("sweep", "e.yaml", *arguments)

    def table(self, name="measures.csv", folder="e.sweep"):
        with open(self.folder / folder / name, encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def planned(self, *arguments):
        said = self.run_well("sweep", "e.yaml", "--dry-run", "--json", *arguments)
        return json.loads(said)["points"]

    def test_every_level_meets_every_other_and_every_seed(self):
        self.write("tiny.yaml", NOISY)
        result = self.sweep("--vary", f"{WEIGHT}=5,10", "--vary", f"{TAU}=log:5:20:3", "--seeds", "1,3", "-j2")
        self.assertEqual(result.returncode, 0, result.stderr)
        points = self.table("points.csv")
        self.assertEqual(
            [(row[WEIGHT], row[TAU], row["seed"]) for row in points],
            [(w, t, s) for w in ("5", "10") for t in ("5", "10", "20") for s in ("1", "3")],
        )
        self.assertEqual({row["status"] for row in points}, {"done"})
        rows = self.table()
        self.assertEqual(len(rows), 12 * 2)  # two variants
        levels = {(row["point"], row["variant"]): float(row["value"]) for row in rows}
        self.assertNotEqual(levels["0", "recurrent"], levels["1", "recurrent"])  # seeds
        with xarray.open_dataset(self.folder / "e.sweep/sweep.h5", group="/sweep") as data:
            self.assertEqual(dict(data.sizes), {"variant": 2, "point": 12})
            column = data["level.response"].sel(variant="recurrent").values
            self.assertEqual(list(column), [levels[str(i), "recurrent"] for i in range(12)])
            self.assertEqual(list(data[WEIGHT].values), [5] * 6 + [10] * 6)
            self.assertEqual(list(data.seed.values), [1, 3] * 6 if data.seed.dtype != object else ["1", "3"] * 6)
        for name in ("lines.png", "maps.png"):
            self.assertEqual((self.folder / "e.sweep" / name).read_bytes()[:4], b"\x89PNG")
        # Each point is a result of its own, equal to a run with its values.
        self.run_well(
            "run", "e.yaml", "-o", "one.h5", "--set", f"{WEIGHT}=10", "--set", f"{TAU}=5",
            "--seed", "3", "--no-figure", "--no-report",
        )  # fmt: skip
        with h5py.File(self.folder / "one.h5") as one, h5py.File(
            self.folder / "e.sweep/points/000007.h5"
        ) as other:
            name = "simulation/A/first/map/rate"
            self.assertEqual(one[name][...].tobytes(), other[name][...].tobytes())

    def test_sensitivity_of_a_measure_that_is_known(self):
        """Without the loop the rate is proportional to the weight."""
        result = self.sweep(
            "--vary", f"{WEIGHT}=range:4:8:5", "--vary", "model.projections.second_to_first.delay_ms=5,6",
            "--variant", "feedforward", "--json",
        )  # fmt: skip
        self.assertEqual(result.returncode, 0, result.stderr)
        rows = {row["parameter"]: row for row in json.loads(result.stdout)["sensitivity"]}
        weight = rows[WEIGHT]
        self.assertAlmostEqual(weight["explained"], 1, places=6)
        self.assertAlmostEqual(weight["rank_correlation"], 1, places=6)
        self.assertAlmostEqual(weight["elasticity"], 1, places=3)
        self.assertAlmostEqual(weight["by_chance"], 4 / 9)
        self.assertEqual(weight["count"], 10)
        delay = rows["model.projections.second_to_first.delay_ms"]
        self.assertAlmostEqual(delay["explained"], 0, places=6)
        self.assertEqual(float(self.table("sensitivity.csv")[0]["explained"]), weight["explained"])

    def test_drawn_values(self):
        arguments = ("--vary", f"{WEIGHT}=sobol:0:16", "--vary", f"{TAU}=sobol:1:16:log", "--samples", "64")
        points = [dict(f.split("=") for f in p.split(", ")) for p in self.planned(*arguments)]
        weights = numpy.array([float(p["weight"]) for p in points])
        taus = numpy.log2([float(p["tau_ms"]) for p in points])
        # 64 Sobol points have one in each of 64 equal strips, and one in each cell of 8 x 8;
        # shifted, at most one more on each side.
        counts = numpy.histogram2d(weights, taus, bins=4, range=((0, 16), (0, 4)))[0]
        self.assertLessEqual(counts.max(), 7)
        self.assertGreaterEqual(counts.min(), 2)
        self.assertAlmostEqual(weights.mean(), 8, delta=0.3)
        random = [f"{WEIGHT}=random:0:1", "--samples", "20"]
        first = self.planned("--vary", *random)
        self.assertEqual(first, self.planned("--vary", *random))
        self.assertNotEqual(first, self.planned("--vary", *random, "--sample-seed", "2"))
        self.assertNotEqual(self.planned(*arguments), self.planned(*arguments, "--sample-seed", "2"))
        # Another axis shifts none of the draws.
        both = self.planned("--vary", *random, "--vary", f"{TAU}=random:1:2")
        self.assertEqual(first, [text.split(", ")[0] for text in both])

    def test_points_that_diverge_are_rows_with_a_reason(self):
        text = replace(program.MODEL, "    weight: 0.3", "    weight: 0.3")
        self.write("tiny.yaml", text)
        loop = "model.projections.second_to_first.weight"
        result = self.sweep("--vary", f"{loop}=0.1,1e6,0.2", "--variant", "recurrent")
        self.assertEqual(result.returncode, 1, result.stderr)
        points = self.table("points.csv")
        self.assertEqual([row["status"] for row in points], ["done", "diverged", "done"])
        self.assertIn("A.", points[1]["reason"])  # the population
        self.assertEqual(points[1]["file"], "")
        self.assertIn("2 done", result.stdout)
        self.assertIn("1 diverged", result.stdout)
        rows = self.table()
        self.assertEqual([row["status"] for row in rows], ["done", "diverged", "done"])
        with xarray.open_dataset(self.folder / "e.sweep/sweep.h5", group="/sweep") as data:
            values = data["level.response"].values[0]
            self.assertTrue(math.isnan(values[1]) and not math.isnan(values[2]))
            self.assertEqual(data.status.values[1], "diverged")
        # It would diverge again: nothing is left to resume.
        again = self.sweep("--vary", f"{loop}=0.1,1e6,0.2", "--variant", "recurrent", "--resume")
        self.assertEqual(again.returncode, 1, again.stderr)
        self.assertIn("3 points, 0 of them", again.stderr)

    def test_resumed_and_sharded_sweeps_give_the_same_tables(self):
        vary = ("--vary", f"{WEIGHT}=range:1:5:5", "--seeds", "1:2")
        self.assertEqual(self.sweep(*vary, "--folder", "whole", "-j1").returncode, 0)
        self.assertEqual(self.sweep(*vary, "--folder", "pieces", "--shard", "2/3").returncode, 0)
        self.assertFalse((self.folder / "pieces/sweep.h5").exists())
        self.assertEqual(self.sweep(*vary, "--folder", "pieces", "--shard", "1/3").returncode, 0)
        (self.folder / "pieces/points/000001.measures.csv").unlink()
        last = self.sweep(*vary, "--folder", "pieces", "--resume", "-j2")
        self.assertEqual(last.returncode, 0, last.stderr)
        self.assertIn("10 points, 4 of them", last.stderr)
        for name in ("measures.csv", "points.csv", "sensitivity.csv", "sweep.h5"):
            self.assertEqual(
                (self.folder / "whole" / name).read_bytes(), (self.folder / "pieces" / name).read_bytes(), name
            )

    def test_another_sweep_in_the_folder_is_refused(self):
        self.assertEqual(self.sweep("--seeds", "1").returncode, 0)
        self.assert_fails(self.sweep("--seeds", "1"), 3, "a sweep was begun there", "--resume goes on with it")
        self.assert_fails(self.sweep("--seeds", "2", "--resume"), 3, "it is another sweep's", "--force")
        self.write("tiny.yaml", replace(program.MODEL, "weight: 10", "weight: 11"))
        self.assert_fails(self.sweep("--seeds", "1", "--resume"), 3, "the model")
        self.assertEqual(self.sweep("--seeds", "3", "--force").returncode, 0)
        self.assertEqual([row["seed"] for row in self.table("points.csv")], ["3"])

    def test_mistakes_are_told_before_anything_runs(self):
        cases = [
            ((), "nothing is varied"),
            (("--vary", f"{WEIGHT}=range:1:2"), "not a range"),
            (("--vary", f"{WEIGHT}=range:1:2:1"), "a range has from 2 to 1000000 values"),
            (("--vary", f"{WEIGHT}=log:0:2:3"), "two numbers above 0 that differ"),
            (("--vary", f"{WEIGHT}=range:a:2:3"), "an end of a range is a number"),
            (("--vary", f"{WEIGHT}=1,,2"), "a value of the list is empty"),
            (("--vary", f"{WEIGHT}=1,1"), "a value stands twice"),
            (("--vary", f"{WEIGHT}=1", "--vary", f"{WEIGHT}=2"), "a path is varied twice"),
            (("--vary", f"{WEIGHT}=sobol:0:1"), "need a number of samples"),
            (("--vary", f"{WEIGHT}=1", "--samples", "3"), "samples are of random and sobol axes"),
            (("--seeds", "3:1"), "not a list of seeds"),
            (("--seeds", "1,1"), "not a list of seeds"),
            (("--vary", f"{WEIGHT}=range:0:1:10000", "--seeds", "1:1000"), "too many points"),
            (("--vary", "model.projections.image_to_frist.weight=1,2"), "image_to_first"),
            (("--vary", f"{TAU}=10,-1"), "tau_ms"),
        ]
        for arguments, message in cases:
            result = self.sweep(*arguments)
            self.assert_fails(result, 2, message)
            self.assertFalse((self.folder / "e.sweep").exists(), arguments)
        self.write("e.yaml", program.ON_TINY)
        self.assert_fails(self.sweep("--seeds", "1:2"), 2, "the experiment measures nothing", "measure:")


if __name__ == "__main__":
    unittest.main()
