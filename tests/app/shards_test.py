#!/usr/bin/env python3
"""One run in several pieces, merged; two runs that want one file."""

import subprocess
import time
import unittest

import h5py
import program
from program import replace
from same_data import differences

NOISY = replace(
    program.MODEL,
    "        drives: {input: {}}\n      second:",
    "        drives: {input: {}}\n        noise: {tau_ms: 10, sigma: 0.5}\n      second:",
)
MEASURED = (
    replace(
        program.ON_TINY,
        "model: tiny.yaml",
        "model: tiny.yaml\ntrials: 2\nfactors: {place: {disk.x_deg: [-1, 0, 1]}}",
    ).replace(
        "  maps: [A.first, A.second]",
        "  maps: [A.first]\n  sites: {middle: {population: A.first, at_deg: [0, 0]}}",
    )
    + "measure:\n  level: {at: middle, response: {response: {window_ms: [0, 100]}}}\n"
)
NO_PICTURES = ("--no-figure", "--no-report")


class Shards(program.ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("tiny.yaml", NOISY)
        self.write("e.yaml", MEASURED)

    def run_whole(self, name="whole.h5", *arguments):
        self.run_well("run", "e.yaml", "-o", name, *NO_PICTURES, *arguments)
        return self.folder / name

    def run_shards(self, count, *arguments):
        for number in range(count, 0, -1):  # in any order
            self.run_well("run", "e.yaml", "-o", "out.h5", "--shard", f"{number}/{count}", *arguments)
        return [f"out.shard-{number}-of-{count}.h5" for number in range(1, count + 1)]

    def test_merged_shards_hold_the_bytes_of_the_whole_run(self):
        whole = self.run_whole("whole.h5", "-j1")
        for count, merging in ((3, ()), (3, ("--virtual",)), (1, ()), (12, ())):
            names = self.run_shards(count, "-j2", "--force")
            self.run_well("merge", *reversed(names), "-o", "merged.h5", "--force", "--no-report", *merging)
            self.assertEqual(
                differences(whole, self.folder / "merged.h5", without=("shards",)), [], (count, merging)
            )
        csv = (self.folder / "whole.measures.csv").read_text()
        self.assertEqual(csv, (self.folder / "merged.measures.csv").read_text())

    def test_a_shard_computes_its_share_alone(self):
        names = self.run_shards(3)
        cells = []
        for name in names:
            with h5py.File(self.folder / name) as file:
                self.assertEqual(file.attrs["complete"], 0)
                cells += list(file["shard/cells"][...])
        self.assertEqual(sorted(cells), list(range(12)))

    def test_spikes_and_movie_are_those_of_the_whole_run(self):
        text = MEASURED.replace("record:\n", "record:\n  spikes: {}\n  stimulus_movie: {interval_ms: 20}\n")
        self.write("e.yaml", text)
        whole = self.run_whole()
        names = self.run_shards(2)
        self.run_well("merge", *names, "-o", "merged.h5", "--no-report")
        self.assertEqual(differences(whole, self.folder / "merged.h5"), [])
        refused = self.run_program("merge", *names, "-o", "virtual.h5", "--virtual", "--no-report")
        self.assert_fails(refused, 3, "movie", "without --virtual")

    def test_merge_says_what_does_not_fit(self):
        names = self.run_shards(2)
        merge = lambda *files: self.run_program("merge", *files, "-o", "m.h5", "--no-report")
        self.assert_fails(merge(names[0]), 3, "shards are missing: 2/2", "--shard 2/2")
        self.assert_fails(merge(names[0], names[0]), 3, "it is shard 1, as is " + names[0])
        whole = self.run_whole().name
        self.assert_fails(merge(whole), 3, "it is not a shard", "--shard K/N")
        self.run_well("run", "e.yaml", "-o", "other.h5", "--shard", "2/2", "--seed", "9")
        self.assert_fails(
            merge(names[0], "other.shard-2-of-2.h5"), 3, "belongs to another run than the first file"
        )
        self.run_shards(3)
        self.assert_fails(merge(names[0], "out.shard-2-of-3.h5"), 3, "shard 2 of 3, the first file is one of 2")
        self.assertFalse((self.folder / "m.h5").exists())

    def test_a_virtual_file_misses_its_shards(self):
        names = self.run_shards(2)
        self.run_well("merge", *names, "-o", "merged.h5", "--virtual", "--no-report")
        (self.folder / names[1]).unlink()
        gone = self.run_program("measure", "merged.h5")
        self.assert_fails(gone, 3, "one is gone: " + names[1], "merge without --virtual")

    def test_bad_shards_are_refused(self):
        for text in ("0/3", "4/3", "1", "a/b", "1/3x", "-1/3", "1/99999999999999999999999"):
            result = self.run_program("run", "e.yaml", "--shard=" + text)
            self.assert_fails(result, 2, "a shard is a number and how many there are", text, "1 <= K <= N")
        many = self.run_program("run", "e.yaml", "--shard", "1/13")
        self.assertEqual(many.returncode, 0, many.stderr)  # the first of 13 has one cell
        many = self.run_program("run", "e.yaml", "--shard", "13/13")
        self.assert_fails(many, 2, "more shards than things to compute", "at most 12 shards")


class Locks(program.ProgramTest):
    def test_a_second_run_of_one_file_is_refused_until_the_first_ends(self):
        self.write("tiny.yaml", program.MODEL)
        self.write("long.yaml", replace(MEASURED, "duration_ms: 100", "duration_ms: 60000"))
        command = [program.PROGRAM, "run", "long.yaml", "-o", "out.h5", "-j1", *NO_PICTURES]
        with subprocess.Popen(
            command, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as first:
            deadline = time.monotonic() + 60
            while not (self.folder / "out.parts").exists():
                self.assertLess(time.monotonic(), deadline)
                time.sleep(0.01)
            for option in ("--resume", "--force"):
                second = self.run_program("run", "long.yaml", "-o", "out.h5", *NO_PICTURES, option)
                self.assert_fails(
                    second, 3, "another run is writing it", f"process {first.pid} on", "another file with -o"
                )
            first.kill()
        self.assertTrue((self.folder / "out.lock").exists())  # of a dead process: it holds nothing
        self.write("long.yaml", MEASURED)
        self.run_well("run", "long.yaml", "-o", "out.h5", "--force", *NO_PICTURES)
        self.assertFalse((self.folder / "out.lock").exists())


if __name__ == "__main__":
    unittest.main()
