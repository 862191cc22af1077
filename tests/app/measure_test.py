#!/usr/bin/env python3
"""Measures and published values of an experiment file, from outside."""

import csv
import json
import re
import unittest

import h5py
import program
import xarray
from program import replace

# The tiny model does the same for both polarities of contrast but for the sign of its drive.
EXPERIMENT = replace(
    replace(
        program.ON_TINY,
        "variants:",
        """\
factors:
  contrast: {low: {disk.luminance: 0.6}, high: {disk.luminance: 0.9}}
variants:""",
    ).replace("experiment: On the tiny model", 'experiment: "Low & high <b>contrast</b>"'),
    "  maps: [A.first, A.second]\n",
    """\
  sites:
    centre: {population: A.first, at_deg: [0, 0]}
    beside: {population: A.first, at_deg: [1, 0]}
measure:
  gain:
    at: centre
    index: {of: {contrast: high}, against: {contrast: low}, response: {window_ms: [50, 100]}}
    expect: [{value: 0.5, n: 12 cells, source: A & B 2000, band: [BAND], hard: true}]
  rate: {response: {response: {window_ms: [50, 100]}}, where: {contrast: high}}
  halved: {formula: {expression: gain.index / 2}}
quick:
  time: {duration_ms: 60}
""",
)
HARD = EXPERIMENT.replace("BAND", "0.99, 1.0")
EASY = EXPERIMENT.replace("BAND", "0, 1")


class Measures(program.ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("tiny.yaml", program.MODEL)
        self.write("mine.yaml", EASY)

    def rows(self, name="mine.measures.csv"):
        with open(self.folder / name, encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def run_mine(self, *arguments):
        return self.run_well("run", "mine.yaml", "-o", "mine.h5", "--no-figure", *arguments)

    def test_a_run_prints_and_writes_what_it_measured(self):
        said = self.run_mine()
        for part in ("gain", "index", "recurrent", "feedforward", "0.5", "0..1", "in band", "hard"):
            self.assertIn(part, said)
        self.assertIn("gain: mean rate 50-100 ms", said)
        rows = self.rows()
        self.assertEqual(
            [(row["measure"], row["quantity"], row["variant"]) for row in rows],
            [
                (measure, quantity, variant)
                for measure, quantity in (("gain", "index"), ("rate", "response"), ("halved", "value"))
                for variant in ("recurrent", "feedforward")
            ],
        )
        self.assertEqual([row["verdict"] for row in rows], ["in band"] + 5 * [""])
        self.assertEqual(rows[0]["source"], "A & B 2000")
        self.assertEqual(rows[2]["count"], "2")
        # The index of both is the site's own, from the file.
        with xarray.open_dataset(
            self.folder / "mine.h5", group="/simulation/A/first/site", engine="h5netcdf"
        ) as data:
            late = data.rate.sel(site="centre", variant="feedforward").isel(trial=0)
            late = late.where((late.time >= 0.05) & (late.time < 0.1), drop=True).mean("time")
            low, high = late.sel(condition="low"), late.sel(condition="high")
            self.assertAlmostEqual(float(rows[1]["value"]), float((high - low) / (high + low)), 5)
        self.assertAlmostEqual(float(rows[5]["value"]), float(rows[1]["value"]) / 2, 9)
        self.assertTrue((self.folder / "mine.measures.png").exists())

    def test_the_tables_open_as_datasets(self):
        self.run_mine()
        with xarray.open_dataset(
            self.folder / "mine.h5", group="/measures/rows", engine="h5netcdf"
        ) as data:
            self.assertEqual(dict(data.sizes), {"row": 6})
            self.assertEqual(list(data.measure.values[:2]), ["gain", "gain"])
            self.assertEqual([str(v) for v in data.value.values], [str(float(r["value"])) for r in self.rows()])
        with xarray.open_dataset(
            self.folder / "mine.h5", group="/measures/values", engine="h5netcdf"
        ) as data:
            frame = data.to_dataframe()
            chosen = frame[(frame.measure == "rate") & (frame.variant == "recurrent")]
            self.assertEqual(list(chosen.instance), ["centre", "beside"])

    def test_a_missed_hard_target_is_exit_code_1_of_measure(self):
        self.write("mine.yaml", HARD)
        said = self.run_mine()  # the run itself went well
        self.assertIn("outside", said)
        self.assertEqual(self.rows()[0]["verdict"], "outside")
        again = self.run_program("measure", "mine.h5")
        self.assertEqual(again.returncode, 1, again.stderr)
        self.assertIn("outside", again.stdout)
        self.write("soft.yaml", HARD.replace(", hard: true", ""))
        self.run_well("measure", "mine.h5", "--from", "soft.yaml")

    def test_an_existing_file_is_measured_again_in_other_ways(self):
        self.run_mine()
        own = self.run_well("measure", "mine.h5")
        self.assertIn("in band", own)
        text = "peak: {at: beside, latency: {of: {contrast: high}, rule: half_peak}}"
        said = self.run_well("measure", "mine.h5", "--measure", text, "-o", "peak.csv")
        self.assertIn("half of the peak above baseline", said)
        rows = self.rows("peak.csv")
        self.assertEqual([row["measure"] for row in rows], ["peak", "peak"])
        self.assertGreater(float(rows[1]["value"]), 5)  # the delay
        self.assertLess(float(rows[1]["value"]), 40)
        with h5py.File(self.folder / "mine.h5") as file:
            self.assertEqual(len(file["measures/rows/row"]), 2)
            self.assertIn("simulation/A/first/site/rate", file)
        self.write("other.yaml", replace(EASY, "rate: {response", "mean_rate: {response"))
        answer = json.loads(self.run_well("measure", "mine.h5", "--from", "other.yaml", "--json"))
        self.assertEqual([row["measure"] for row in answer["rows"]][2], "mean_rate")
        self.assertEqual((answer["hard_targets"], answer["hard_targets_in_band"]), (1, 1))
        refused = self.run_program("measure", "mine.h5", "--measure", "m: {at: centr, response: {}}")
        self.assert_fails(refused, 2, "no recorded site has this name", "did you mean 'centre'?")

    def test_what_cannot_be_measured_is_refused_before_anything_is_run(self):
        self.write("mine.yaml", replace(EASY, "at: centre\n", "at: centr\n"))
        result = self.run_program("run", "mine.yaml", "-o", "mine.h5")
        self.assert_fails(result, 2, "mine.yaml:", "did you mean 'centre'?")
        self.assert_nothing_written("mine.h5")
        overlay = "measure:\n  psth: {overlay: {csv: psth.csv}}\n"
        self.write("mine.yaml", replace(EASY, "measure:\n", overlay))
        self.assert_fails(self.run_program("run", "mine.yaml", "-o", "mine.h5"), 3, "psth.csv")
        self.assert_nothing_written("mine.h5")

    def test_a_laboratory_curve_lies_over_the_simulated_one(self):
        overlay = "of: {contrast: high}, csv: psth.csv"
        text = replace(
            EASY, "measure:\n", f"measure:\n  psth: {{at: centre, overlay: {{{overlay}}}}}\n"
        )
        self.write("mine.yaml", text)
        self.write("psth.csv", "time_ms,rate_hz\n0,0\n50,10\n90,12\n")
        self.run_mine()
        with xarray.open_dataset(
            self.folder / "mine.h5", group="/simulation/A/first/site", engine="h5netcdf"
        ) as data:
            rate = data.rate.sel(site="centre", variant="recurrent", condition="high").isel(trial=0)
            at = rate.interp(time=[0, 0.05, 0.09]).values - [0, 10, 12]
        row = next(row for row in self.rows() if row["quantity"] == "rms")
        self.assertAlmostEqual(float(row["value"]), float((at**2).mean() ** 0.5), 3)
        self.assertIn("against psth.csv", row["estimator"])

    def test_quick_lays_the_reduced_design_over_the_experiment(self):
        self.write("mine.yaml", EASY.replace("duration_ms: 60", "duration_ms: 120"))
        self.run_mine("--quick")
        with xarray.open_dataset(
            self.folder / "mine.h5", group="/simulation/A/first/site", engine="h5netcdf"
        ) as data:
            self.assertAlmostEqual(float(data.time[-1]), 0.12, 2)
            self.assertGreater(float(data.time[-1]), 0.11)
        self.assertEqual(self.rows()[0]["verdict"], "in band")

    def test_a_window_outside_the_recording_has_no_value_and_a_reason(self):
        said = self.run_mine("--quick")  # ends at 60 ms
        self.assertIn("does not lie within the recording", said)
        self.assertEqual(self.rows()[0]["verdict"], "no value")
        self.assertEqual(self.run_program("measure", "mine.h5").returncode, 1)


class Reproduce(program.ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("tiny.yaml", program.MODEL)

    def test_results_are_taken_over_and_the_page_escapes_titles(self):
        self.write("mine.yaml", EASY)
        said = self.run_well("reproduce", "mine.yaml", "--folder", "board")
        self.assertIn("1 of 1 hard targets are in their bands", said)
        result = self.folder / "board/mine.h5"
        with h5py.File(result) as file:
            before = file["simulation/A/first/site/rate"][()]
        page = (self.folder / "board/scoreboard.html").read_text(encoding="utf-8")
        self.assertIn("Low &amp; high &lt;b&gt;contrast&lt;/b&gt;", page)
        self.assertNotIn("<b>", page)
        self.assertIn("A &amp; B 2000", page)
        self.assertIn("1 of 1 hard targets are in their bands.", page)
        image = re.search(r'src="([^"]+)"', page).group(1)
        self.assertTrue((self.folder / "board" / image).exists())
        with open(self.folder / "board/scoreboard.csv", encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual({row["experiment"] for row in rows}, {"mine.yaml"})
        self.assertEqual(len(rows), 6)
        again = self.run_program("reproduce", "mine.yaml", "--folder", "board")
        self.assertEqual(again.returncode, 0, again.stderr)
        self.assertIn("mine.h5 is complete: nothing is left to run", again.stderr)
        with h5py.File(result) as file:
            self.assertEqual(before.tobytes(), file["simulation/A/first/site/rate"][()].tobytes())
        # Another design under the same name is run anew.
        self.write("mine.yaml", replace(EASY, "disk.luminance: 0.9", "disk.luminance: 0.95"))
        other = self.run_program("reproduce", "mine.yaml", "--folder", "board")
        self.assertEqual(other.returncode, 0, other.stderr)
        self.assertNotIn("is complete", other.stderr)
        with h5py.File(result) as file:
            self.assertNotEqual(
                before.tobytes(), file["simulation/A/first/site/rate"][()].tobytes()
            )

    def test_a_missed_hard_target_stands_on_top_of_the_page(self):
        self.write("good.yaml", EASY)
        self.write("bad.yaml", HARD)
        result = self.run_program("reproduce", "good.yaml", "bad.yaml", "--folder", "board", "--json")
        self.assertEqual(result.returncode, 1, result.stderr)
        answer = json.loads(result.stdout)
        self.assertEqual((answer["hard_targets"], answer["hard_targets_in_band"]), (2, 1))
        page = (self.folder / "board/scoreboard.html").read_text(encoding="utf-8")
        self.assertIn("Hard targets outside their bands", page)
        self.assertIn("bad.yaml: gain.index, recurrent", page)
        self.assertNotIn("good.yaml: gain.index", page)

    def test_an_experiment_that_fails_does_not_take_the_others_with_it(self):
        self.write("good.yaml", EASY)
        self.write("bad.yaml", replace(EASY, "at: centre\n", "at: centr\n"))
        (self.folder / "board").mkdir()
        (self.folder / "board/blocked.h5").mkdir()
        self.write("blocked.yaml", EASY)
        names = ("bad.yaml", "blocked.yaml", "good.yaml")
        result = self.run_program("reproduce", *names, "--folder", "board", "--json")
        self.assertEqual(result.returncode, 1, result.stderr)
        answer = json.loads(result.stdout)
        self.assertEqual((answer["hard_targets"], answer["hard_targets_in_band"]), (1, 1))
        faults = {entry["experiment"]: entry["fault"] for entry in answer["experiments"]}
        self.assertIn("did you mean 'centre'?", faults["bad.yaml"])
        self.assertIn("blocked.h5", faults["blocked.yaml"])
        self.assertEqual(faults["good.yaml"], "")
        page = (self.folder / "board/scoreboard.html").read_text(encoding="utf-8")
        self.assertIn("no recorded site has this name", page)

    def test_quick_is_named_on_the_page(self):
        self.write("mine.yaml", EASY.replace("duration_ms: 60", "duration_ms: 120"))
        self.run_well("reproduce", "mine.yaml", "--folder", "board", "--quick")
        page = (self.folder / "board/scoreboard.html").read_text(encoding="utf-8")
        self.assertIn("Scoreboard, quick designs", page)


if __name__ == "__main__":
    unittest.main(verbosity=2)
