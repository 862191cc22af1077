#!/usr/bin/env python3
"""Reports in headless Chromium: they need no network, and show what is in the result file."""

import csv
import io
import json
import re
import unittest

import browser
import h5py
import numpy
import program
from program import replace

# Two trials with noise, two places, so that every kind of band and menu is there.
EXPERIMENT = replace(
    replace(
        replace(program.ON_TINY, "variants: [recurrent, feedforward]", """\
factors:
  place: {left: {disk.x_deg: -1}, right: {disk.x_deg: 1}}
variants:
  recurrent: {}
  same: {}
  feedforward: {like: feedforward}
  weak: {scale: {second_to_first: 0.5}}
  cut: {scale: {A.second: 0}, window_ms: [30, 60]}"""),
        "  maps: [A.first, A.second]\n",
        """\
  sites:
    centre: {population: A.first, at_deg: [0.25, 0.25]}
    beside: {population: A.first, at_deg: [1.25, 0.25]}
  maps: [A.first, A.second]
measure:
  side:
    at: beside
    index: {of: {place: right}, against: {place: left}, response: {window_ms: [20, 100]}}
    expect: [{value: 0.5, band: [0, 1], source: A & B 2000, hard: true}]
  onset: {at: beside, latency: {of: {place: right}, rule: half_peak}}
""",
    ),
    "experiment: On the tiny model",
    'experiment: "A report"',
)

# Names that would end an element, run a script or break a text.
HOSTILE = [
    "</script><script>window.broken = 1</script>",
    "<img src=x onerror=window.broken=1>",
    "\" onmouseover=\"window.broken=1",
    "'; window.broken = 1; //",
    "<!-- &lt;b&gt; ${window.broken = 1} `",
    "左 · слева · يسار \u202e \U0001f9e0",
    "=HYPERLINK(\"x\")",
    "\\u003c/script\\u003e \u2028 \u2029",
]


@unittest.skipUnless(browser.CHROMIUM, "chromium is not installed")
class PageTest(program.ProgramTest):
    """A page that is closed at the end and must not have complained or asked for anything."""

    def open_page(self, path, width=1280, height=800):
        page = browser.Page(width, height)
        self.addCleanup(page.close)
        page.open(path.as_uri())
        page.wait_for("window.ventral && ventral.pageState.ready")
        page.path = path
        return page

    def assert_quiet(self, page):
        self.assertEqual(page.complaints, [])
        self.assertEqual(page.evaluate("ventral.pageState.errors"), [])
        self.assertEqual([a for a in page.requests if not a.startswith("data:")], [page.path.as_uri()])

    def wait_for_maps(self, page):
        page.evaluate("document.querySelector('.map-rows').scrollIntoView()")
        page.wait_for("ventral.report.entries[0].player.panels.every((panel) => panel.codes)")

    def run_tiny(self, text=EXPERIMENT, *arguments):
        self.write("tiny.yaml", program.MODEL)
        self.write("mine.yaml", text)
        self.run_well("run", "mine.yaml", "-o", "mine.h5", "--no-figure", *arguments)
        return self.folder / "mine.html"


class Report(PageTest):
    """One result of the tiny model."""

    def setUp(self):
        super().setUp()
        self.report = self.run_tiny()
        self.file = h5py.File(self.folder / "mine.h5", "r")
        self.addCleanup(self.file.close)
        self.page = self.open_page(self.report)
        self.wait_for_maps(self.page)

    def panel(self, index, script):
        return self.page.evaluate(f"((panel) => {script})(ventral.report.entries[0].player.panels[{index}])")

    def names(self, group, key):
        return [v.decode() if isinstance(v, bytes) else v for v in group[key][()]]

    def test_it_opens_without_network_errors_or_overflow(self):
        for width, height, dark in ((1280, 800, False), (1280, 800, True), (400, 800, False)):
            self.page.resize(width, height)
            self.page.set_dark(dark)
            # Charts follow the window a moment later.
            self.page.wait_for(f"innerWidth === {width} && document.documentElement.scrollWidth <= {width}")
        self.assert_quiet(self.page)

    def test_the_slider_moves_all_maps_together(self):
        times = self.page.evaluate("ventral.clock.times")
        before = self.panel(0, "panel.shown(0).length && Array.from(panel.shown(0))")
        pictures = "[...document.querySelectorAll('canvas.map')].map((c) => c.toDataURL())"
        self.page.evaluate("ventral.clock.setIndex(0)")
        self.page.evaluate("new Promise(requestAnimationFrame).then(() => new Promise(requestAnimationFrame))")
        at_first = self.page.evaluate(pictures)
        slider = "document.getElementById('clock')"
        self.page.evaluate(f"{slider}.value = {len(times) - 1}; {slider}.dispatchEvent(new Event('input'))")
        self.page.evaluate("new Promise(requestAnimationFrame).then(() => new Promise(requestAnimationFrame))")
        at_last = self.page.evaluate(pictures)
        self.assertEqual(len(at_last), 6)
        for index, (first, last) in enumerate(zip(at_first, at_last)):
            self.assertNotEqual(first, last, f"map {index} did not move")
        for index in (0, 1):
            self.assertEqual(self.panel(index, "panel.frame()"), len(times) - 1)
        self.assertEqual(len(before), 64)
        # By keys too.
        self.page.press("Home")
        self.assertEqual(self.panel(1, "panel.frame()"), 0)
        self.page.press("ArrowRight")
        self.assertEqual(self.panel(1, "panel.frame()"), 1)

    def test_maps_hold_the_rates_of_the_file(self):
        for index, name in enumerate(("first", "second")):
            rates = self.file[f"simulation/A/{name}/map/rate"][()].mean(axis=2)
            scale = rates.max() - min(0, rates.min())
            for frame in (0, 45, 60):
                self.page.evaluate(f"ventral.clock.setIndex({frame})")
                for which, source in ((0, 0), (1, 2)):
                    shown = self.panel(index, f"Array.from(panel.shown({which}))")
                    expected = rates[source, 0, frame].ravel()
                    numpy.testing.assert_allclose(shown, expected, rtol=0, atol=scale / 65000)
        self.assertGreater(scale, 0.1)

    def test_a_click_shows_the_time_course_of_the_pixel(self):
        place = self.page.evaluate(
            "(() => { const box = document.querySelector('canvas.map').getBoundingClientRect();"
            " return [box.left + box.width * 2.5 / 8, box.top + box.height * 3.5 / 8]; })()"
        )
        self.page.click(*place)
        self.page.wait_for("ventral.report.entries[0].player.panels[0].pixel()[0] === 2")
        self.assertEqual(self.panel(0, "panel.pixel()"), [2, 4])  # row 0 is the lowest
        rates = self.file["simulation/A/first/map/rate"][()]
        text = self.panel(0, "panel.trace.csv()")
        rows = list(csv.DictReader(io.StringIO(text)))
        variants = self.names(self.file["simulation/A/first/map"], "variant")
        for v, variant in enumerate(variants):
            shown = [float(row["rate (Hz)"]) for row in rows if row["series"] == variant]
            numpy.testing.assert_allclose(shown, rates[v, 0, 0, :, 4, 2], rtol=0, atol=rates.max() / 65000)
        # The other area shows the same place of the visual field.
        self.assertEqual(self.panel(1, "panel.pixel()"), [2, 4])
        self.assertIn("(-0.75, 0.25)", self.panel(1, "panel.trace.figure.title"))

    def test_difference_maps_are_zero_where_runs_agree_and_nowhere_else(self):
        largest = "panel.findLargest() || panel.largest"
        agreeing = self.page.evaluate(
            "(() => { const p = ventral.report.entries[0].player; p.first = 0; p.second = 1; p.refresh(); })()"
        )
        self.assertIsNone(agreeing)
        for frame in (0, 50, 60):
            self.page.evaluate(f"ventral.clock.setIndex({frame})")
            for index in (0, 1):
                self.assertEqual(self.panel(index, largest), 0)
                self.assertEqual(set(self.panel(index, "Array.from(panel.shown(2))")), {0})
        self.page.evaluate("(() => { const p = ventral.report.entries[0].player; p.second = 2; p.refresh(); })()")
        rates = self.file["simulation/A/first/map/rate"][()][:, 0, 0]
        difference = rates[0] - rates[2]
        numpy.testing.assert_allclose(
            self.panel(0, "Array.from(panel.shown(2))"), difference[60].ravel(), rtol=0, atol=rates.max() / 30000
        )
        self.assertAlmostEqual(self.panel(0, largest), abs(difference).max(), 3)
        self.assertGreater(abs(difference).max(), 0.1)

    def test_time_courses_are_exported_as_they_are_in_the_file(self):
        rates = self.file["simulation/A/first/site/rate"][()]
        times = self.file["simulation/A/first/site/time"][()]
        card = "ventral.report.entries[0].traceCards.find((c) => c.view.kind === 'site')"
        self.page.evaluate(f"{card}.choose({{condition: 2, unit: 1}})")
        rows = list(csv.DictReader(io.StringIO(self.page.evaluate(f"{card}.figure.csv()"))))
        shown = [row for row in rows if row["series"] == "feedforward"]
        numpy.testing.assert_allclose([float(r["time from stimulus onset (ms)"]) for r in shown], 1000 * times, atol=1e-6)
        values = numpy.float32([row["rate (Hz)"] for row in shown])
        numpy.testing.assert_array_equal(values, rates[2, 1, 0, :, 1])
        # The mean over conditions has a band, and lies in it.
        self.page.evaluate(f"{card}.choose({{condition: 0, unit: 0}})")
        rows = list(csv.DictReader(io.StringIO(self.page.evaluate(f"{card}.figure.csv()"))))
        shown = [row for row in rows if row["series"] == "recurrent"]
        mean = [float(row["rate (Hz)"]) for row in shown]
        numpy.testing.assert_allclose(mean, rates[0, :, 0, :, 0].mean(axis=0), rtol=1e-6, atol=1e-7)
        for row, value in zip(shown, mean):
            self.assertLessEqual(float(row["band low"]), value + 1e-6)
            self.assertGreaterEqual(float(row["band high"]), value - 1e-6)
        # It is drawn too.
        pale = "rgba(0, 114, 178, 0.18)"
        self.assertIn(pale, self.page.evaluate(f"{card}.figure.svg().then((s) => s.text)"))

    def test_measures_stand_with_value_and_verdict(self):
        table = self.page.evaluate("document.querySelector('table').textContent")
        self.assertIn("in band, hard", table)
        self.assertIn("A & B 2000", table)
        value = float(self.file["measures/rows/value"][0])
        self.assertIn(f"{value:.4g}", table)
        rows = list(csv.DictReader(io.StringIO(self.page.evaluate("measureCsv(ventral.report.entries[0])"))))
        self.assertEqual([row["measure"] for row in rows], self.names(self.file["measures/rows"], "measure"))
        values = [float(row["value"] or "nan") for row in rows]
        numpy.testing.assert_array_equal(values, self.file["measures/rows/value"][()])
        self.assertEqual((rows[0]["band low"], rows[0]["band high"], rows[0]["hard"]), ("0", "1", "yes"))
        self.assertIn("1 of 1 hard targets", self.page.evaluate("document.querySelector('header').textContent"))
        marks = self.page.evaluate(
            "ventral.charts.flatMap((c) => c.figure.name.includes('onset') ? c.figure.marks.map((m) => m.x) : [])"
        )
        rows = self.file["measures/rows"]
        latency = [rows["value"][i] for i, name in enumerate(self.names(rows, "measure")) if name == "onset"]
        numpy.testing.assert_allclose(marks, latency)

    def test_figures_are_saved_as_svg_and_png(self):
        svg = self.page.evaluate("ventral.charts.find((c) => c.chart).svg().then((s) => s.text)")
        self.assertTrue(svg.startswith("<svg"))
        for part in ("recurrent", "feedforward", "rate (Hz)", "<path"):
            self.assertIn(part, svg)
        self.assertNotIn("NaN", svg)
        size = self.page.evaluate(
            "ventral.charts.find((c) => c.chart).svg().then(async (s) => {"
            " const i = new Image(); i.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(s.text);"
            " await i.decode(); return [i.width, i.height, Math.round(s.width), Math.round(s.height)]; })"
        )
        self.assertEqual(size[:2], size[2:])

    def test_the_wiring_shows_what_a_variant_switches(self):
        show = "((w, name) => { w.variant = w.wiring.variants.findIndex((v) => v.name === name); w.draw(); return w.box.innerHTML; })(ventral.report.entries[0].wiringView, '%s')"
        self.assertNotIn("data-off", self.page.evaluate(show % "recurrent"))
        cut = self.page.evaluate(show % "feedforward")
        self.assertRegex(cut, r'data-projection="second_to_first"[^>]*data-off="yes"')
        self.assertEqual(cut.count('data-off="yes"'), 1)
        self.assertIn("× 0.5", self.page.evaluate(show % "weak"))
        self.assertIn("off 30–60 ms", self.page.evaluate(show % "cut"))
        csv_text = self.page.evaluate("ventral.report.entries[0].wiringView.csv()")
        self.assertIn("second_to_first,A.second,A.first,feedback", csv_text)

    def test_the_stimulus_is_where_the_condition_puts_it(self):
        centre = (
            "((s) => { let n = 0, sum = 0; const {nx, ny} = s.stimuli; const at = s.picture() * nx * ny;"
            " for (let i = 0; i < nx * ny; i++) { if (s.pixels[at + i] > 140) { n++; sum += i % nx; } }"
            " return n ? (sum / n + 0.5) / nx : null; })(ventral.report.entries[0].player.stimulus)"
        )
        self.page.evaluate("ventral.clock.setIndex(0)")
        self.assertIsNone(self.page.evaluate(centre))  # before onset
        self.page.evaluate("ventral.clock.setIndex(50)")
        self.assertAlmostEqual(self.page.evaluate(centre), 0.25, 1)
        self.page.evaluate("(() => { const p = ventral.report.entries[0].player; p.condition = 1; return p.load(); })()")
        self.assertAlmostEqual(self.page.evaluate(centre), 0.75, 1)


class Reports(PageTest):
    """Several results, odd names, many conditions."""

    def test_names_cannot_break_or_inject(self):
        path = self.run_tiny()
        with h5py.File(self.folder / "mine.h5", "r+") as file:
            file.attrs["title"] = HOSTILE[0] + HOSTILE[5]
            for key in ("command", "notes"):
                del file[f"provenance/{key}"]
                file[f"provenance/{key}"] = "".join(HOSTILE)
            for group in [file["simulation/A/first/site"], file["simulation/A/first/map"], file["simulation/A/second/map"]]:
                group["condition"][...] = HOSTILE[:2]
            file["conditions/condition"][...] = [0, 1] if file["conditions/condition"].dtype.kind in "iuf" else HOSTILE[:2]
            file["conditions/label"][...] = HOSTILE[:2]
            file["simulation/A/first/site/site"][...] = HOSTILE[2:4]
            file["measures/rows/measure"][0] = HOSTILE[1]
            file["measures/rows/source"][0] = HOSTILE[4] + HOSTILE[7]
        self.run_well("report", "mine.h5", "--force")
        page = self.open_page(path)
        self.wait_for_maps(page)
        self.assert_quiet(page)
        self.assertEqual(page.evaluate("typeof window.broken"), "undefined")
        self.assertEqual(page.evaluate("document.title"), " ".join((HOSTILE[0] + HOSTILE[5]).split()))
        self.assertEqual(page.evaluate("document.querySelector('h1').textContent"), HOSTILE[0] + HOSTILE[5])
        self.assertEqual(page.evaluate("ventral.report.entries[0].traces.conditions.slice(1)"), HOSTILE[:2])
        self.assertEqual(page.evaluate("document.querySelectorAll('img, script').length"), 3)
        card = "ventral.report.entries[0].traceCards.find((c) => c.view.kind === 'site')"
        page.evaluate(f"{card}.choose({{condition: 1}})")
        page.evaluate(f"{card}.figure.svg()")
        self.assertIn("'=", page.evaluate("csvText(['=1+1'], [])"))
        self.assertEqual(page.evaluate("typeof window.broken"), "undefined")

    def many_conditions(self, count):
        """The small result again, with so many conditions; two variants, one map, few samples."""
        text = re.sub(r"(?s)variants:.*?time:", "variants: [recurrent, feedforward]\ntime:", EXPERIMENT)
        self.run_tiny(replace(text, "  maps: [A.first, A.second]", "  maps: [A.second]\n  site_interval_ms: 20"), "--set", "record.map_interval_ms=20")
        labels = [f"condition {i} {HOSTILE[i % len(HOSTILE)]}" for i in range(count)]
        with h5py.File(self.folder / "mine.h5", "r") as old, h5py.File(self.folder / "many.h5", "w") as new:
            def widen(name, item):
                if isinstance(item, h5py.Group):
                    new.require_group(name).attrs.update(item.attrs)
                    return
                axis = 1 if name.endswith("rate") else 0 if item.shape == (2,) and name.split("/")[-1] in ("place", "condition", "label") else None
                data = item[()]
                if axis is not None:
                    data = numpy.repeat(data[:, :1] if axis else data[:1], count, axis=axis)
                if name.split("/")[-1] in ("condition", "label"):
                    data = numpy.array(labels, dtype=object)
                new.create_dataset(name, data=data, dtype=item.dtype)
            old.visititems(widen)
            new.attrs.update(old.attrs)
            old.visititems(lambda name, item: self.copy_scales(name, item, old, new))
        return labels

    def copy_scales(self, name, item, old, new):
        if not isinstance(item, h5py.Dataset):
            return
        for key, value in item.attrs.items():
            if key not in ("DIMENSION_LIST", "REFERENCE_LIST", "CLASS", "NAME", "_Netcdf4Dimid"):
                new[name].attrs[key] = value
        for axis, dimension in enumerate(item.dims):
            for scale in dimension.values():
                if not h5py.h5ds.is_scale(new[scale.name].id):
                    new[scale.name].make_scale(scale.name.split("/")[-1])
                new[name].dims[axis].attach_scale(new[scale.name])

    def test_ten_thousand_conditions_do_not_break_it(self):
        labels = self.many_conditions(10000)
        self.run_well("report", "many.h5", "--condition", labels[7])
        report = self.folder / "many.html"
        self.assertLess(report.stat().st_size, 10_000_000)
        page = self.open_page(report)
        self.wait_for_maps(page)
        self.assert_quiet(page)
        self.assertIn("10000 conditions", page.evaluate("document.body.textContent"))
        self.assertIn(labels[7], page.evaluate("ventral.report.entries[0].maps.conditions"))
        self.assertIn("only in the mean", page.evaluate("document.body.textContent"))

    def test_two_results_stand_side_by_side(self):
        self.run_tiny()
        self.run_well("run", "mine.yaml", "-o", "other.h5", "--no-figure", "--set", "disk.luminance=0.9")
        same = self.folder / "same.h5"
        same.write_bytes((self.folder / "mine.h5").read_bytes())
        for other, agree in (("same", True), ("other", False)):
            result = self.run_program("compare", "mine.h5", f"{other}.h5", "-o", f"{other}.compare.csv")
            self.assertEqual(result.returncode, 0 if agree else 1, result.stderr)
            page = self.open_page(self.folder / f"{other}.compare.html")
            self.wait_for_maps(page)
            player = "ventral.report.entries[0].player"
            self.assertEqual(page.evaluate(f"{player}.entry.variants.slice(0, 2)"), ["mine: recurrent", f"{other}: recurrent"])
            largest = page.evaluate(f"{player}.panels.map((panel) => panel.largest)")
            self.assertEqual([size == 0 for size in largest], [agree, agree])
            self.assertIn("agrees" if agree else "differs", page.evaluate("document.querySelector('table').textContent"))
            self.assert_quiet(page)

    def test_the_scoreboard_names_missed_targets_first(self):
        self.write("tiny.yaml", program.MODEL)
        self.write("good.yaml", EXPERIMENT)
        self.write("bad.yaml", replace(EXPERIMENT, "band: [0, 1]", "band: [2, 3]"))
        result = self.run_program("reproduce", "good.yaml", "bad.yaml", "--folder", "board")
        self.assertEqual(result.returncode, 1, result.stderr)
        page = self.open_page(self.folder / "board/scoreboard.html")
        head = page.evaluate("document.querySelector('header').textContent")
        self.assertIn("1 of 2 hard targets are in their bands", head)
        self.assertIn("bad.yaml: side.index, recurrent", head)
        self.assertNotIn("good.yaml: side.index", head)
        links = page.evaluate("[...document.querySelectorAll('article a')].map((a) => a.href)")
        self.assertEqual([link.rsplit("/", 1)[1] for link in links], ["good.html", "bad.html"])
        self.assert_quiet(page)

    def test_a_report_of_several_results_has_them_all(self):
        self.run_tiny()
        (self.folder / "again.h5").write_bytes((self.folder / "mine.h5").read_bytes())
        said = json.loads(self.run_well("report", "mine.h5", "again.h5", "-o", "both.html", "--json"))
        self.assertEqual(said["bytes"], (self.folder / "both.html").stat().st_size)
        page = self.open_page(self.folder / "both.html")
        self.assertEqual(page.evaluate("ventral.report.entries.map((entry) => entry.name)"), ["mine", "again"])
        self.assert_quiet(page)

    def test_it_refuses_what_it_cannot_do(self):
        self.run_tiny()
        self.assert_fails(self.run_program("report", "mine.h5"), 3, "mine.html", "--force")
        self.assert_fails(self.run_program("report", "mine.h5", "-o", "x.pdf"), 2, "a name that ends in .html")
        self.assert_fails(
            self.run_program("report", "mine.h5", "-f", "--condition", "lift"), 2, "no such condition", "did you mean 'left'?"
        )
        self.run_well("run", "mine.yaml", "-o", "bare.h5", "--no-figure", "--no-report")
        self.assertFalse((self.folder / "bare.html").exists())

    def test_the_same_result_gives_the_same_report(self):
        path = self.run_tiny()
        first = path.read_bytes()
        self.run_well("report", "mine.h5", "--force")
        self.assertEqual(first, path.read_bytes())
        self.assertNotRegex(re.sub(r'(?s)<script type="application/json".*?</script>', "", first.decode()), r"""src=["']http""")


if __name__ == "__main__":
    unittest.main()
