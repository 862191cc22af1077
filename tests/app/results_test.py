#!/usr/bin/env python3
"""Results: equal bytes, other seeds, interruption, resumption, and how they open."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import unittest

import h5py
import numpy
import program
import xarray
from program import replace

NOISY = replace(
    program.MODEL,
    "        drives: {input: {}}\n      second:",
    "        drives: {input: {}}\n        noise: {tau_ms: 10, sigma: 0.5}\n      second:",
)
LONG = replace(
    replace(program.ON_TINY, "duration_ms: 100", "duration_ms: 20000"),
    "model: tiny.yaml",
    "model: tiny.yaml\ntrials: 2\nfactors: {place: {disk.x_deg: [-1, 0, 1]}}",
)


def rates(path, view="A/first/map"):
    with h5py.File(path) as file:
        return file[f"simulation/{view}/rate"][...]


class EqualRuns(program.ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("tiny.yaml", NOISY)
        self.write(
            "noisy.yaml", replace(program.ON_TINY, "model: tiny.yaml", "model: tiny.yaml\ntrials: 3")
        )

    def bytes_of(self, name, *arguments):
        self.run_well("run", "noisy.yaml", "-o", name, "--no-figure", "--no-report", *arguments)
        return (self.folder / name).read_bytes()

    def test_repeats_and_numbers_of_threads_give_equal_bytes(self):
        first = self.bytes_of("a.h5", "-j1")
        self.assertEqual(first, self.bytes_of("b.h5", "-j1"))
        self.assertEqual(first, self.bytes_of("c.h5", "-j2"))
        self.assertEqual(first, self.bytes_of("d.h5", "-j5"))

    def test_another_seed_gives_other_noise(self):
        self.bytes_of("a.h5")
        self.bytes_of("b.h5", "--seed", "2")
        a, b = rates(self.folder / "a.h5"), rates(self.folder / "b.h5")
        self.assertEqual(a.shape, b.shape)
        self.assertGreater(numpy.abs(a - b).max(), 0.01)
        with h5py.File(self.folder / "b.h5") as file:
            self.assertEqual(file["provenance/seed"][()].decode(), "2")

    def test_trials_differ_and_variants_share_their_noise(self):
        self.bytes_of("a.h5")
        values = rates(self.folder / "a.h5")  # variant, condition, trial, time, y, x
        self.assertGreater(numpy.abs(values[:, :, 0] - values[:, :, 1]).max(), 0.01)
        baseline = values[..., :3, :, :]  # the loop has hardly any drive before onset
        between_variants = numpy.abs(baseline[0] - baseline[1]).mean()
        between_trials = numpy.abs(baseline[:, :, 0] - baseline[:, :, 1]).mean()
        self.assertLess(between_variants, 0.5 * between_trials)

    def test_compare_of_equal_runs_agrees_and_of_others_differs(self):
        self.bytes_of("a.h5")
        self.bytes_of("b.h5")
        self.bytes_of("c.h5", "--seed", "2")
        same = self.run_program("compare", "a.h5", "b.h5", "-o", "same.h5")
        self.assertEqual(same.returncode, 0, same.stderr)
        self.assertIn("the files agree", same.stdout)
        other = self.run_program("compare", "a.h5", "c.h5", "-o", "other.csv")
        self.assertEqual(other.returncode, 1, other.stderr)
        self.assertIn("the files differ", other.stdout)
        self.assertTrue((self.folder / "other.csv").read_text().startswith("view,variant,time_ms"))


class StoppedRuns(program.ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("tiny.yaml", program.MODEL)
        self.write("long.yaml", LONG)

    def start(self):
        command = [program.PROGRAM, "run", "long.yaml", "-o", "out.h5", "-j1", "--no-figure", "--no-report"]
        return subprocess.Popen(
            command, cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def wait_for_cells(self, process, count):
        """Until so many cells are finished; parts are named by number."""
        deadline = time.monotonic() + 120
        while len(list(self.folder.glob("out.parts/0*.h5"))) < count:
            self.assertIsNone(process.poll(), "the run ended before it could be stopped")
            self.assertLess(time.monotonic(), deadline, "no cell was finished in time")
            time.sleep(0.01)

    def finish(self, *arguments):
        self.run_well("run", "long.yaml", "-o", "out.h5", "--no-figure", "--no-report", *arguments)
        return (self.folder / "out.h5").read_bytes()

    def test_interrupt_leaves_a_readable_partial_file(self):
        process = self.start()
        self.wait_for_cells(process, 2)
        process.send_signal(signal.SIGINT)
        _, talk = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130, talk)
        self.assertIn("out.partial.h5", talk)
        self.assertIn("--resume", talk)
        self.assertFalse((self.folder / "out.h5").exists())
        values = rates(self.folder / "out.partial.h5")
        finished = numpy.isfinite(values).all(axis=(3, 4, 5))
        self.assertGreaterEqual(finished.sum(), 2)
        self.assertLess(finished.sum(), finished.size)
        with h5py.File(self.folder / "out.partial.h5") as file:
            self.assertEqual(file.attrs["complete"], 0)
        self.finish("--resume")
        self.assertFalse((self.folder / "out.partial.h5").exists())

    def test_termination_is_like_an_interrupt(self):
        process = self.start()
        self.wait_for_cells(process, 1)
        process.terminate()
        _, talk = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130, talk)
        self.assertTrue((self.folder / "out.partial.h5").exists())

    def test_killed_run_resumes_to_the_same_bytes(self):
        process = self.start()
        self.wait_for_cells(process, 2)
        process.kill()
        process.communicate(timeout=60)
        self.assertFalse((self.folder / "out.h5").exists())
        kept = {path.name: path.stat().st_mtime_ns for path in self.folder.glob("out.parts/0*.h5")}
        self.assertGreaterEqual(len(kept), 2)
        resumed = self.finish("--resume")
        self.assertFalse((self.folder / "out.parts").exists())
        os.remove(self.folder / "out.h5")
        self.assertEqual(resumed, self.finish())

    def test_left_parts_are_not_run_over_without_a_word(self):
        process = self.start()
        self.wait_for_cells(process, 1)
        process.kill()
        process.communicate(timeout=60)
        refused = self.run_program("run", "long.yaml", "-o", "out.h5")
        self.assert_fails(refused, 3, "--resume")
        other = self.run_program("run", "long.yaml", "-o", "out.h5", "--resume", "--seed", "7")
        self.assert_fails(other, 3, "out.parts")
        self.assertFalse((self.folder / "out.h5").exists())

    def test_resuming_a_complete_result_runs_nothing(self):
        self.write("tiny_run.yaml", program.ON_TINY)
        self.run_well("run", "tiny_run.yaml", "-o", "done.h5")
        before = (self.folder / "done.h5").read_bytes()
        result = self.run_program("run", "tiny_run.yaml", "-o", "done.h5", "--resume")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("is complete", result.stderr)
        self.assertEqual(before, (self.folder / "done.h5").read_bytes())

    def test_resuming_a_run_that_was_killed_while_it_tidied_up_does_the_rest(self):
        # The result stands; of its parts one is gone already.
        process = self.start()
        self.wait_for_cells(process, 2)
        process.kill()
        process.communicate(timeout=60)
        whole = self.finish("--resume")
        (self.folder / "out.parts").mkdir()
        shutil.copy(self.folder / "out.h5", self.folder / "out.parts" / "layout.h5")
        (self.folder / "out.lock").write_text("a process that is gone")
        self.assertEqual(whole, self.finish("--resume"))
        self.assertEqual([p.name for p in self.folder.glob("out.*")], ["out.h5"])


class LongConditions(program.ProgramTest):
    """A single condition that takes long is kept on its way."""

    def setUp(self):
        super().setUp()
        self.write("tiny.yaml", NOISY)
        self.write("long.yaml", replace(program.ON_TINY, "duration_ms: 100", "duration_ms: 60000"))
        self.kept = self.folder / "out.parts" / "000000.checkpoint"

    def arguments(self, *more):
        return ["run", "long.yaml", "-o", "out.h5", "-j1", "--no-figure", "--no-report", *more]

    def stop_when_kept(self, *arguments, signal_sent=signal.SIGKILL):
        """Starts a run and ends it once its condition is kept, further than it was before."""
        before = self.kept.stat().st_mtime_ns if self.kept.exists() else 0
        process = subprocess.Popen(
            [program.PROGRAM, *self.arguments(*arguments)],
            cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        deadline = time.monotonic() + 120
        while not self.kept.exists() or self.kept.stat().st_mtime_ns == before:
            self.assertIsNone(process.poll(), "the run ended before it was kept")
            self.assertLess(time.monotonic(), deadline, "nothing was kept in time")
            time.sleep(0.01)
        process.send_signal(signal_sent)
        return process.communicate(timeout=60)[1]

    def finish(self, *arguments):
        result = self.run_program(*self.arguments("--resume", *arguments))
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual([p.name for p in self.folder.glob("out.*")], ["out.h5"])
        return result.stderr, (self.folder / "out.h5").read_bytes()

    def whole(self):
        self.run_well(*self.arguments("--force"))
        return (self.folder / "out.h5").read_bytes()

    def test_a_killed_condition_goes_on_from_the_middle_to_the_same_bytes(self):
        self.stop_when_kept("--checkpoint", "0.1")
        for _ in range(2):  # killed again and again
            self.assertIn("goes on at t = ", self.stop_when_kept("--checkpoint", "0.1", "--resume"))
        said, resumed = self.finish()
        self.assertRegex(said, r"goes on at t = \d")
        self.assertEqual(resumed, self.whole())

    def test_an_interrupted_condition_is_kept(self):
        process = subprocess.Popen(
            [program.PROGRAM, *self.arguments()],
            cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        while not list(self.folder.glob("out.parts/000000.h5.*.tmp")):
            self.assertIsNone(process.poll())
            time.sleep(0.01)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130)
        said, resumed = self.finish("--live")
        self.assertIn("goes on at t = ", said)
        self.assertEqual(resumed, self.whole())

    def test_nothing_is_kept_that_is_not_to_be(self):
        self.run_well(*self.arguments("--checkpoint", "0"))
        self.assertFalse(self.kept.exists())

    def test_what_another_build_kept_is_left_aside(self):
        self.stop_when_kept("--checkpoint", "0.1")
        with h5py.File(self.kept, "r+") as file:
            file["checkpoint"].attrs["program"] = "another"
        said, resumed = self.finish()
        self.assertIn("another build", said)
        self.assertEqual(resumed, self.whole())


class LiveRuns(program.ProgramTest):
    """A result that is read while it is written."""

    READER = """
import sys, time, h5py, numpy
path, final, count = sys.argv[1], sys.argv[2], 0
deadline = time.monotonic() + 120
while count < 3:
    assert time.monotonic() < deadline, "too little was seen in time"
    try:
        file = h5py.File(path, "r", swmr=True)
        break
    except (OSError, FileNotFoundError):
        time.sleep(0.005)
rate = file["simulation/A/first/map/rate"]
seen = []
while len(seen) < 3:
    assert time.monotonic() < deadline, "too little was seen in time"
    rate.refresh()
    finite = int(numpy.isfinite(rate[..., 0, 0]).sum())
    if finite > (seen[-1] if seen else 0):
        seen.append(finite)
        kept = rate[...]
    time.sleep(0.01)
numpy.save("seen.npy", kept)
print(seen, rate[..., 0, 0].size)
"""

    def test_values_grow_while_the_run_goes_on_and_are_those_of_the_result(self):
        self.write("tiny.yaml", program.MODEL)
        self.write("long.yaml", replace(LONG, "duration_ms: 20000", "duration_ms: 60000"))
        command = [program.PROGRAM, "run", "long.yaml", "-o", "out.h5", "-j1", "--no-figure", "--live"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "text": True}
        run = subprocess.Popen(command, cwd=self.folder, **quiet)
        reader = subprocess.run(
            [sys.executable, "-c", self.READER, "out.live.h5", "out.h5"],
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=200,
            check=False,
        )
        self.assertEqual(reader.returncode, 0, reader.stderr)
        _, talk = run.communicate(timeout=300)
        self.assertEqual(run.returncode, 0, talk)
        self.assertIn("swmr=True", talk)
        self.assertFalse((self.folder / "out.live.h5").exists())
        seen = numpy.load(self.folder / "seen.npy")
        finite = numpy.isfinite(seen)
        self.assertGreater(finite.sum(), 0)
        self.assertLess(finite.sum(), finite.size)
        final = rates(self.folder / "out.h5")
        numpy.testing.assert_array_equal(seen[finite], final[finite])


class SharedBeginnings(program.ProgramTest):
    """Conditions settle together; each must be as if it had been run alone."""

    LEVELS = {
        "plain": "{disk.x_deg: 0}",
        "shifted": "{disk.x_deg: 1}",
        "early": "{disk.onset_ms: -100.5}",
        "always": "{disk.onset_ms: -.inf}",
        "never": "{disk.opacity: 0}",
        "moving": (
            "{disk.onset_ms: -.inf,"
            " disk.movement: {direction_deg: 0, speed_deg_per_s: 5, from_ms: -210}}"
        ),
    }

    def setUp(self):
        super().setUp()
        self.write("tiny.yaml", program.MODEL)

    def run_levels(self, levels, name, *arguments, solver="exponential_euler"):
        lines = "".join(f"    {level}: {self.LEVELS[level]}\n" for level in levels)
        text = replace(program.ON_TINY, "variants:", f"factors:\n  level:\n{lines}variants:")
        text = replace(text, "step_ms: 1}", f"step_ms: 1, solver: {solver}}}")
        self.write(f"{name}.yaml", text)
        self.run_well("run", f"{name}.yaml", "-o", f"{name}.h5", "--no-figure", "--no-report", *arguments)
        return self.folder / f"{name}.h5"

    def test_conditions_run_together_and_alone_give_equal_bytes(self):
        for solver in ("exponential_euler", "runge_kutta_4", "dormand_prince"):
            together = self.run_levels(self.LEVELS, "together", "--force", solver=solver)
            for condition, level in enumerate(self.LEVELS):
                alone = self.run_levels([level], level, "--force", solver=solver)
                for view in ("A/first/map", "A/second/map"):
                    part = rates(together, view)[:, condition]
                    self.assertEqual(
                        part.tobytes(), rates(alone, view)[:, 0].tobytes(), (solver, level)
                    )

    def test_numbers_of_threads_change_nothing(self):
        first = self.run_levels(self.LEVELS, "first", "-j1").read_bytes()
        self.assertEqual(first, self.run_levels(self.LEVELS, "first", "-j5", "--force").read_bytes())

    def test_the_estimate_of_memory_holds_what_is_shared(self):
        def memory(levels):
            self.run_levels(levels, "counted", "--force")
            said = self.run_well("run", "counted.yaml", "-n", "--json", "-j1")
            return json.loads(said)["memory_bytes"]

        self.assertEqual(memory(["plain"]), memory(["plain", "always"]))
        self.assertLess(memory(["plain"]), memory(["plain", "shifted"]))


class OpenedResults(program.ProgramTest):
    """One run of the shipped experiment two_areas."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        case = cls.share_folder()
        cls.stdout = case.run_well("run", "two_areas", "-o", "two.h5")

    def open(self, group):
        return xarray.open_dataset(self.home / "two.h5", group=group)

    def test_run_prints_a_table_and_writes_a_picture(self):
        for part in ("V1.complex", "V2.pooled", "recurrent", "no_feedback", "feedforward", "two.h5"):
            self.assertIn(part, self.stdout)
        picture = (self.home / "two.png").read_bytes()
        self.assertEqual(picture[:4], b"\x89PNG")

    def test_xarray_opens_groups_without_options_and_variants_subtract(self):
        with self.open("/simulation/V1/complex/map") as data:
            self.assertEqual(
                data.rate.dims, ("variant", "condition", "trial", "time", "y", "x")
            )
            difference = data.rate.sel(variant="recurrent") - data.rate.sel(variant="feedforward")
            during = difference.where(difference.time > 0.1, drop=True)
            self.assertGreater(float(abs(during).max()), 0.01)
            self.assertEqual(data.rate.attrs["units"], "Hz")

    def test_factors_and_properties_are_labelled_coordinates(self):
        with self.open("/simulation/V1/complex/site") as data:
            self.assertEqual(list(data.site.values), ["vertical"])
            self.assertEqual(float(data.preferred_orientation.values[0]), 90)
            self.assertEqual(list(data.orientation_deg.values), [0, 90])
            for name in ("feedforward", "local", "lateral", "feedback", "modulating", "normalizing"):
                self.assertIn(f"input_{name}", data)
        with xarray.open_dataset(self.home / "two.h5", group="/conditions") as table:
            self.assertEqual(list(table.orientation_deg.values), [0, 90])

    def test_open_channels_make_one_site_each(self):
        with self.open("/simulation/V2/pooled/site") as data:
            self.assertEqual(data.sizes["site"], 8)
            self.assertEqual(list(data.preferred_orientation.values), [22.5 * i for i in range(8)])

    def test_the_vertical_cell_prefers_the_vertical_bar(self):
        with self.open("/simulation/V1/complex/site") as data:
            rate = data.rate.sel(variant="recurrent", site="vertical").isel(trial=0)
            late = rate.where(rate.time > 0.1, drop=True).mean("time")
            self.assertGreater(float(late[1]), 2 * float(late[0]))

    def test_provenance_is_complete(self):
        with h5py.File(self.home / "two.h5") as file:
            texts = {name: file[f"provenance/{name}"][()].decode() for name in file["provenance"]}
        for name in ("program", "git_revision", "compiler", "libraries", "instruction_set", "seed"):
            self.assertTrue(texts[name], name)
        source = (program.ROOT / "experiments/two_areas.yaml").read_text(encoding="utf-8")
        self.assertEqual(texts["experiment_file"], source)
        self.assertEqual(texts["command"], "ventral run two_areas")
        self.assertIn("solver: exponential_euler", texts["experiment_resolved"])
        self.assertIn("feedback", texts["model_resolved"])

    def test_the_stored_experiment_and_model_repeat_the_run(self):
        with h5py.File(self.home / "two.h5") as file:
            for what in ("experiment", "model"):
                text = file[f"provenance/{what}_resolved"][()].decode()
                (self.home / f"again_{what}.yaml").write_text(text, encoding="utf-8")
        case = program.ProgramTest()
        case.folder = self.home
        case.run_well(
            "run", "again_experiment.yaml", "--set", "model=again_model.yaml", "-o", "again.h5"
        )
        case.run_well("compare", "two.h5", "again.h5", "--tolerance", "0", "-o", "diff.h5")

    def test_compare_reports_when_variants_come_apart(self):
        case = program.ProgramTest()
        case.folder = self.home
        text = case.run_well("compare", "two.h5", "--force")
        self.assertIn("V1.complex/map", text)
        self.assertIn("divergence from feedforward", text)
        with xarray.open_dataset(
            self.home / "two.compare.h5", group="/comparison/V1/complex/map"
        ) as data:
            self.assertEqual(data["size"].dims, ("variant", "time"))
            onset = data.onset.sel(variant="recurrent")
            self.assertGreater(float(onset), 0.03)
            self.assertLess(float(onset), 0.2)

    def test_export_writes_what_the_result_holds(self):
        case = program.ProgramTest()
        case.folder = self.home
        case.run_well("export", "two.h5", "-o", "two.csv", "--population", "V1.complex", "--force")
        lines = (self.home / "two.csv").read_text().splitlines()
        self.assertEqual(
            lines[0].split(",")[:7],
            ["population", "variant", "condition", "orientation_deg", "trial", "site", "time_ms"],
        )
        with self.open("/simulation/V1/complex/site") as data:
            self.assertEqual(len(lines) - 1, data.rate.size)
            self.assertAlmostEqual(
                float(lines[1].split(",")[7]), float(data.rate.values.flat[0]), places=6
            )
            case.run_well("export", "two.h5", "-o", "two.npz", "--force")
            arrays = numpy.load(self.home / "two.npz")
            numpy.testing.assert_array_equal(arrays["V1.complex/rate"], data.rate.values)
            chosen = ("--variant", "feedforward", "--condition", "90")
            case.run_well("export", "two.h5", "-o", "part.npz", "--force", *chosen)
            part = numpy.load(self.home / "part.npz")
            self.assertEqual(list(part["V1.complex/variant"]), ["feedforward"])
            self.assertEqual(list(part["V1.complex/condition"]), ["90"])
            wanted = data.rate.sel(variant=["feedforward"], condition=["90"])
            numpy.testing.assert_array_equal(part["V1.complex/rate"], wanted.values)


if __name__ == "__main__":
    unittest.main(verbosity=2)
