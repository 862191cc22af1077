#!/usr/bin/env python3
"""Figures without a browser, and the report that grows while a run goes on."""

import json
import os
import re
import signal
import subprocess
import time
import unittest
import urllib.error
import urllib.request

import h5py
import numpy
import program
import report_test
from program import replace


class Plots(program.ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("tiny.yaml", program.MODEL)
        self.write("mine.yaml", report_test.EXPERIMENT)
        self.run_well("run", "mine.yaml", "-o", "mine.h5", "--no-figure", "--no-report")

    def plot(self, name, *arguments):
        self.run_well("plot", "mine.h5", "-o", name, *arguments)
        return (self.folder / name).read_bytes()

    def test_every_figure_is_drawn_in_every_format(self):
        for what in ("overview", "traces", "maps", "measures", "wiring"):
            for suffix, begin in (("png", b"\x89PNG"), ("pdf", b"%PDF"), ("svg", b"<?xml")):
                drawn = self.plot(f"{what}.{suffix}", "--what", what)
                self.assertTrue(drawn.startswith(begin), f"{what}.{suffix}")
                self.assertEqual(drawn, self.plot(f"again.{suffix}", "--what", what, "--force"))

    def test_latencies_are_marked_by_triangles_on_the_time_axis(self):
        drawn = self.plot("m.svg", "--what", "measures").decode()
        corner = r" L (\S+) (\S+)"
        found = re.findall(rf'd="M (\S+) (\S+){corner}{corner} Z', drawn)
        outlines = [[float(number) for number in outline] for outline in found]
        tips = [x for x, _, left, low, right, other in outlines if low == other and abs(right - left - 7) < 0.01]
        with h5py.File(self.folder / "mine.h5") as file:
            rows = file["measures/rows"]
            onsets = [v for v, name in zip(rows["value"], rows["measure"].asstr()) if name == "onset"]
        self.assertEqual(len(tips), len(onsets))
        slope, offset = numpy.polyfit(onsets, tips, 1)
        numpy.testing.assert_allclose(tips, slope * numpy.array(onsets) + offset, atol=0.01)

    def test_a_heading_of_many_names_takes_more_lines(self):
        names = [f"a_variant_with_a_long_name_{i}" for i in range(12)]
        begin, rest = report_test.EXPERIMENT.split("variants:")
        variants = "variants:\n" + "".join(f"  {name}: {{}}\n" for name in names)
        self.write("many.yaml", begin + variants + rest[rest.index("time:") :])
        self.run_well("run", "many.yaml", "-o", "many.h5", "--no-figure", "--no-report")
        self.run_well("plot", "many.h5", "--what", "traces", "-o", "many.svg")
        self.plot("few.svg", "--what", "traces")
        few, many = (
            float(re.search(r'height="([\d.]+)', (self.folder / name).read_text())[1])
            for name in ("few.svg", "many.svg")
        )
        self.assertGreaterEqual(many, few + 32)

    def test_options_change_what_is_drawn(self):
        pictures = [
            self.plot("a.png", "--what", "maps"),
            self.plot("b.png", "--what", "maps", "--at", "0,50,100"),
            self.plot("c.png", "--what", "maps", "--condition", "right"),
            self.plot("d.png", "--what", "maps", "--variant", "weak", "--reference", "recurrent"),
            self.plot("e.png", "--what", "traces"),
            self.plot("f.png", "--what", "traces", "--condition", "right"),
        ]
        self.assertEqual(len(set(pictures)), len(pictures))

    def test_it_refuses_what_it_cannot_draw(self):
        for arguments, *parts in (
            (("-o", "x.gif"), "a name that ends in .png, .svg or .pdf"),
            (("--what", "maps", "--variant", "weka"), "no such variant", "did you mean 'weak'?"),
            (("--what", "maps", "--condition", "lift"), "no such condition", "did you mean 'left'?"),
        ):
            self.assert_fails(self.run_program("plot", "mine.h5", *arguments), 2, *parts)
        self.write("bare.yaml", replace(report_test.EXPERIMENT.split("measure:")[0], "maps: [A.first, A.second]", "maps: []"))
        self.run_well("run", "bare.yaml", "-o", "bare.h5", "--no-figure", "--no-report")
        self.assert_fails(self.run_program("plot", "bare.h5", "--what", "maps"), 2, "the file has no maps")
        self.assert_fails(self.run_program("plot", "bare.h5", "--what", "measures"), 2, "measures nothing")


class Watching(program.ProgramTest):
    """A run that is watched: many short cells."""

    def setUp(self):
        super().setUp()
        self.write("tiny.yaml", program.MODEL)
        levels = ", ".join(f"c{i}: {{disk.luminance: {0.6 + 0.001 * i:.3f}}}" for i in range(150))
        text = replace(program.ON_TINY, "variants:", f"factors:\n  light: {{{levels}}}\nvariants:")
        text = replace(text, "duration_ms: 100", "duration_ms: 2000")
        self.write("long.yaml", text)

    def start(self, *arguments):
        command = [program.PROGRAM, "run", "long.yaml", "-o", "out.h5", "-j1", "--no-figure", "--no-report"]
        process = subprocess.Popen(
            [*command, *arguments], cwd=self.folder, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
        )
        self.addCleanup(lambda: (process.kill(), process.wait(), process.stderr.close()))
        return process

    def test_the_growing_report_is_served_on_loopback_alone(self):
        process = self.start("--watch")
        address = None
        while address is None:
            line = process.stderr.readline()
            self.assertTrue(line, "the run ended before it said where to watch")
            found = re.search(r"watch: (http://127\.0\.0\.1:(\d+)/)", line)
            address = found and found[1]
        port = int(found[2])
        limit = time.monotonic() + 60
        state = {"finished": 0}
        while state["finished"] < 2 and time.monotonic() < limit:
            state = json.load(urllib.request.urlopen(address + "state", timeout=20))
            time.sleep(0.02)
        self.assertGreaterEqual(state["finished"], 2)
        self.assertEqual(state["total"], 300)
        self.assertRegex(state["text"], r"\d+/300 cells.*peak [\d.]+ Hz in A\.")
        page = urllib.request.urlopen(address, timeout=60).read().decode()
        data = json.loads(re.search(r'(?s)id="data">(.*?)</script>', page)[1])
        self.assertGreaterEqual(data["watched_cells"], 2)
        self.assertFalse(data["entries"][0]["complete"])
        self.assertEqual(list(self.folder.glob("*.watch*")), [])
        for path, headers, code in (("none", {}, 404), ("state", {"Host": f"evil.example:{port}"}, 403)):
            with self.assertRaises(urllib.error.HTTPError) as caught:
                urllib.request.urlopen(urllib.request.Request(address + path, headers=headers), timeout=20)
            self.assertEqual(caught.exception.code, code)
            caught.exception.close()
        listening = [
            line.split()[1] for line in open("/proc/net/tcp", encoding="ascii") if line.split()[3] == "0A"
        ]
        self.assertIn(f"0100007F:{port:04X}", listening)
        self.assertNotIn(f"00000000:{port:04X}", listening)
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(timeout=60), 130)

    def test_progress_tells_rate_and_the_state_of_the_network(self):
        process = self.start("--set", "time.duration_ms=200")
        said = process.stderr.read()
        self.assertEqual(process.wait(timeout=120), 0)
        self.assertRegex(said, r"300/300 cells .*peak [\d.]+ Hz in A\.(first|second)")
        self.assertNotIn("at ceiling", said)
        self.write("tiny.yaml", replace(program.MODEL, "      second:\n        source: chosen\n", "      second:\n        source: chosen\n        ceiling: {kind: hard, rate_hz: 0.5}\n"))
        os.remove(self.folder / "out.h5")
        process = self.start("--set", "time.duration_ms=200")
        said = process.stderr.read()
        self.assertEqual(process.wait(timeout=120), 0, said)
        self.assertIn("at ceiling: A.second", said)


if __name__ == "__main__":
    unittest.main()
