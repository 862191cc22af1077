#!/usr/bin/env python3
"""Shipped experiments on a coarse network in coarse steps: their result files and their reports."""

import csv
import io
import sys
import unittest

import browser
import h5py
import numpy
import program
import report_test

sys.path.insert(0, str(program.ROOT / "tests/sim/io"))
import nwb_requirements as nwb  # noqa: E402

# The shipped model with a ninth of the pixels of its early areas, in steps of 4 ms.
COARSE = ["time.step_ms=4", "time.settle_ms=20", "record.site_interval_ms=4"]
COARSE += ["record.map_interval_ms=8", "record.cube_interval_ms=8"]
COARSE += [f"model.areas.{area}.samples_per_deg=2" for area in ("Display", "Retina", "LGN", "V1")]
COARSE += [
    f"model.projections.{name}.delay_ms=4"
    for name in (
        "ganglion_to_local_contrast", "ganglion_to_relay", "relay_to_simple", "complex_to_inhibitory", "trace_to_trace"
    )
]
FRAMES = "new Promise(requestAnimationFrame).then(() => new Promise(requestAnimationFrame))"

# A figure of full height with its curves, which are unpacked once it is seen.
DRAWN = "(one) => one.chart?.legend.legendItems?.length && one.height === 230"


def blocks(rates, view):
    """A frame of the file as the report has it: means of whole blocks of pixels."""
    block, nx, ny = view["block"], len(view["x"]), len(view["y"])
    rows = [rates[i * block : (i + 1) * block] for i in range(ny)]
    return numpy.array([[row[:, j * block : (j + 1) * block].mean() for j in range(nx)] for row in rows])


class ShippedReport:
    """An open report, held against its result file; `case` is the test that asserts."""

    def __init__(self, case, page, path):
        self.case, self.page, self.path = case, page, path
        self.entry = "ventral.report.entries[0]"
        self.views = page.evaluate(
            f"({self.entry}.maps?.views || []).map(({{codes, ...view}}) => view)"
        )

    def check(self):
        if self.views:
            page = self.page
            page.evaluate("document.querySelector('.map-rows').scrollIntoView()")
            page.wait_for(f"{self.entry}.player.panels.every((panel) => panel.codes)")
            self.check_slider()
            self.check_click()
            self.check_no_difference()
        self.check_layout()
        self.check_legends()
        self.check_measures()

    def panel(self, index, script):
        return self.page.evaluate(f"((panel) => {script})({self.entry}.player.panels[{index}])")

    def cube(self, view):
        """Means over trials and channels of the chosen condition: (variant, time, y, x)."""
        area, population = view["name"].split(".")
        with h5py.File(self.path) as file:
            group = file[f"simulation/{area}/{population}/{view['kind']}"]
            labels = list(group["condition"].asstr()[...])
            shown = self.page.evaluate(f"{self.entry}.maps.conditions[{self.entry}.player.condition]")
            rates = group["rate"][:, labels.index(shown)].mean(axis=1)
            times = 1000 * group["time"][...]
        while rates.ndim > 4:
            rates = rates.mean(axis=2)
        return rates, times

    def check_slider(self):
        times = self.page.evaluate("ventral.clock.times")
        slider = "document.getElementById('clock')"
        pictures = "[...document.querySelectorAll('canvas.map')].map((c) => c.toDataURL())"
        seen = []
        for index in (0, int(numpy.searchsorted(times, 120))):
            self.page.evaluate(f"{slider}.value = {index}; {slider}.dispatchEvent(new Event('input'))")
            self.page.evaluate(FRAMES)
            seen.append(self.page.evaluate(pictures))
            for i, view in enumerate(self.views):
                frame = self.panel(i, "panel.frame()")
                self.case.assertLessEqual(view["times"][frame], times[index] + 1e-6)
                rates, recorded = self.cube(view)
                sample = int(numpy.argmin(abs(recorded - view["times"][frame])))
                wanted = blocks(rates[self.page.evaluate(f"{self.entry}.player.first")][sample], view)
                shown = self.panel(i, "Array.from(panel.shown(0))")
                scale = view["high"] - view["low"]
                numpy.testing.assert_allclose(shown, wanted.ravel(), rtol=0, atol=scale / 60000 + 1e-6)
        maps = len(seen[0]) // len(self.views)
        for i, view in enumerate(self.views):
            if self.cube(view)[0][:, -1].any():
                self.case.assertNotEqual(seen[0][maps * i], seen[1][maps * i], view["name"])

    def check_click(self):
        """A click in the upper right of the first map."""
        view = self.views[0]
        box = self.page.evaluate(
            "(() => { const box = document.querySelector('canvas.map').getBoundingClientRect();"
            " return [box.left, box.top, box.width, box.height]; })()"
        )
        self.page.click(box[0] + 0.61 * box[2], box[1] + 0.34 * box[3])
        ix, iy = self.panel(0, "panel.pixel()")
        self.case.assertEqual(ix, int(0.61 * len(view["x"])))
        self.case.assertAlmostEqual(iy, 0.66 * len(view["y"]), delta=1)
        rows = list(csv.DictReader(io.StringIO(self.panel(0, "panel.trace.csv()"))))
        rates, recorded = self.cube(view)
        samples = [int(numpy.argmin(abs(recorded - time))) for time in view["times"]]
        block = view["block"]
        pixel = rates[:, :, iy * block : (iy + 1) * block, ix * block : (ix + 1) * block].mean(axis=(2, 3))
        scale = view["high"] - view["low"]
        for v, variant in enumerate(self.page.evaluate(f"{self.entry}.variants")):
            shown = [float(row["rate (" + view["unit"] + ")"]) for row in rows if row["series"] == variant]
            numpy.testing.assert_allclose(shown, pixel[v][samples], rtol=0, atol=scale / 60000 + 1e-6)

    def check_no_difference(self):
        self.page.evaluate(
            f"(() => {{ const p = {self.entry}.player; p.kept = p.second; p.second = p.first; p.refresh(); }})()"
        )
        for i in range(len(self.views)):
            self.case.assertEqual(set(self.panel(i, "Array.from(panel.shown(2))")), {0})
            self.case.assertEqual(self.panel(i, "panel.largest"), 0)
        self.page.evaluate(f"(() => {{ const p = {self.entry}.player; p.second = p.kept; p.refresh(); }})()")

    def check_layout(self):
        """Nothing is wider than the window; at the width of a laptop no table is either."""
        for width, height, dark in ((1280, 800, True), (400, 800, False), (1280, 800, False)):
            self.page.resize(width, height)
            self.page.set_dark(dark)
            self.page.wait_for(f"innerWidth === {width} && document.documentElement.scrollWidth <= {width}")
        wide = self.page.evaluate(
            "[...document.querySelectorAll('article > section .scroll')]"
            ".filter((box) => box.scrollWidth > box.clientWidth).map((box) => box.textContent.slice(0, 200))"
        )
        self.case.assertEqual(wide, [])

    def check_legends(self):
        """However many names there are, the axes keep their size and each variant is named."""
        self.page.evaluate("document.querySelector('.cards').scrollIntoView()")
        self.page.wait_for(f"ventral.charts.some({DRAWN})")
        drawn = self.page.evaluate(
            f"ventral.charts.filter({DRAWN}).map(({{chart}}) =>"
            " [chart.chartArea.bottom - chart.chartArea.top, chart.legend.bottom,"
            "  Math.max(...chart.legend.legendHitBoxes.map((box) => box.top + box.height)),"
            "  chart.legend.legendItems.map((item) => item.text)])"
        )
        variants = self.page.evaluate(f"{self.entry}.variants")
        for height, bottom, last, names in drawn:
            self.case.assertGreater(height, 90, names)
            self.case.assertLessEqual(last, bottom + 1, names)
            if len(variants) > 12:
                self.case.assertEqual(names, variants)

    def check_measures(self):
        with h5py.File(self.path) as file:
            if "measures" not in file:
                return
            values = file["measures/rows/value"][...]
            names = file["measures/rows/measure"].asstr()[...]
        rows = list(csv.DictReader(io.StringIO(self.page.evaluate(f"measureCsv({self.entry})"))))
        self.case.assertEqual([row["measure"] for row in rows], list(names))
        shown = numpy.array([float(row["value"] or "nan") for row in rows])
        numpy.testing.assert_allclose(shown, values, rtol=1e-12)


class ShippedReports(report_test.PageTest):
    """One experiment of each kind of display and measure; the others differ in numbers alone."""

    def check(self, experiment, *arguments):
        result = self.run_program(
            "run", experiment, "-o", "run.h5", "--quick", "--no-figure",
            *arguments, *(part for change in COARSE for part in ("--set", change)),
        )
        self.assertIn("report: ", result.stdout, result.stderr)
        path = self.folder / "run.h5"
        page = self.open_page(self.folder / "run.html")
        ShippedReport(self, page, path).check()
        self.assert_quiet(page)
        units = {name: unit for name, (unit, _) in nwb.series_of_views(path).items()}
        self.assertEqual(nwb.missing(path, units, {"/intervals/trials": "TimeIntervals"}), [])

    def test_border_ownership(self):
        self.check("border_ownership/outline_square", "--variant", "recurrent", "--variant", "feedforward")

    def test_two_objects_with_scatter(self):
        self.check("object_averaging/contrast", "--variant", "recurrent")

    def test_contrast_tuning_with_its_fit(self):
        self.check("generalization/contrast_other_frequency", "--variant", "recurrent")

    def test_eighteen_lesions(self):
        self.check("lesions/border_ownership")


if __name__ == "__main__":
    unittest.main(verbosity=2)
