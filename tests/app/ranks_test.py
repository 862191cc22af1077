#!/usr/bin/env python3
"""Work shared by the ranks of an MPI job, and the scripts for clusters."""

import os
import re
import shutil
import subprocess
import sys
import unittest

import kills
import program
from program import replace
from same_data import differences
from shards_test import MEASURED, NOISY, NO_PICTURES

HAS_MPI = shutil.which("mpirun") is not None and os.environ.get("VENTRAL_WITH_MPI") == "1"
SCRIPTS = program.ROOT / "packaging" / "cluster"


class RankTest(program.ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("tiny.yaml", NOISY)
        self.write("e.yaml", MEASURED)

    def start(self, ranks, *arguments):
        return subprocess.run(
            [*kills.MPI[:-1], str(ranks), program.PROGRAM, *arguments],
            cwd=self.folder, capture_output=True, text=True, timeout=300, check=False,
            env={**os.environ, **kills.MPI_ENVIRONMENT},
        )  # fmt: skip


@unittest.skipUnless(HAS_MPI, "built without MPI")
class Ranks(RankTest):
    def test_any_number_of_ranks_gives_the_bytes_of_one_process(self):
        self.run_well("run", "e.yaml", "-o", "alone.h5", *NO_PICTURES)
        alone = (self.folder / "alone.h5").read_bytes()
        for ranks in (1, 2, 4):
            result = self.start(ranks, "run", "e.yaml", "-o", f"{ranks}.h5", "-j1", *NO_PICTURES)
            self.assertEqual(result.returncode, 0, result.stderr)
            self.assertEqual(alone, (self.folder / f"{ranks}.h5").read_bytes(), ranks)
            self.assertEqual(result.stdout.count("result: "), 1)
            if ranks > 1:
                self.assertIn(f"of each of {ranks} ranks", result.stderr)

    def test_ranks_share_the_points_of_a_sweep(self):
        vary = ("--vary", "model.projections.image_to_first.weight=5,10,1e300,15")
        alone = self.run_program("sweep", "e.yaml", *vary, "--folder", "alone")
        shared = self.start(3, "sweep", "e.yaml", *vary, "--folder", "shared", "-j1")
        self.assertEqual((alone.returncode, shared.returncode), (1, 1), shared.stderr)
        for name in ("measures.csv", "points.csv", "sweep.h5"):
            self.assertEqual(
                (self.folder / "alone" / name).read_bytes(), (self.folder / "shared" / name).read_bytes(), name
            )

    def test_one_message_for_what_is_wrong(self):
        result = self.start(2, "run", "e.yaml", "--set", "trials=0")
        self.assertEqual(result.returncode, 2, result.stderr)
        self.assertEqual(len(re.findall(r"\bventral: ", result.stderr)), 1, result.stderr)
        self.write("e.yaml", replace(MEASURED, "model: tiny.yaml", "model: bad.yaml"))
        self.write("bad.yaml", replace(NOISY, "    weight: 0.3", "    weight: 1e6"))
        result = self.start(2, "run", "e.yaml", "-o", "out.h5", *NO_PICTURES)
        self.assertEqual(result.returncode, 4, result.stderr)
        self.assertIn("A.", result.stderr)
        self.assertFalse((self.folder / "out.h5").exists())


class Kills(unittest.TestCase):
    """A short, seeded form of kills.py."""

    def test_killed_runs_resume_to_equal_files(self):
        command = [sys.executable, str(program.ROOT / "tests/app/kills.py")]
        command += ["--kills", "9", "--failed-writes", "4", "--full-disks", "3"]
        if not HAS_MPI:
            command.append("--no-mpi")
        result = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        count = 16 if kills.can_mount() else 13
        self.assertIn(f"{count}  resumed, every file equal by h5diff", result.stdout)


class Scripts(RankTest):
    """The scripts of packaging/cluster, as far as this machine has what they call."""

    def run_script(self, *command, **environment):
        result = subprocess.run(
            list(command), cwd=self.folder, capture_output=True, text=True, timeout=300, check=False,
            env={**os.environ, "EXPERIMENT": "e.yaml", "OUTPUT": "out.h5", "SHARDS": "3", **environment},
        )  # fmt: skip
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        return result.stdout

    def assert_whole(self):
        self.run_well("run", "e.yaml", "-o", "whole.h5", *NO_PICTURES)
        self.assertEqual(differences(self.folder / "whole.h5", self.folder / "out.h5"), [])

    @unittest.skipUnless(shutil.which("parallel"), "no GNU parallel")
    def test_gnu_parallel(self):
        self.run_script(str(SCRIPTS / "gnu_parallel.sh"), MERGE_OPTIONS="--no-report")
        self.assert_whole()

    @unittest.skipUnless(shutil.which("snakemake"), "no Snakemake")
    def test_snakemake(self):
        settings = ["experiment=e.yaml", "shards=3", "output=out", f"ventral={program.PROGRAM}"]
        self.run_script("snakemake", "-s", str(SCRIPTS / "Snakefile"), "-j", "2", "--config", *settings)
        self.assert_whole()

    def test_slurm(self):
        """With a stand-in for sbatch that runs what it is given: the order of jobs and their commands."""
        stand_in = """#!/bin/sh
for last; do :; done
case "$*" in
*--array=1-3*) for id in 1 2 3; do SLURM_ARRAY_TASK_ID=$id sh -c "$last" >&2 || exit 1; done; echo 17 ;;
*--dependency=afterok:17*) sh -c "$last --no-report" >&2 || exit 1; echo 18 ;;
*) exit 1 ;;
esac
"""
        (self.folder / "bin").mkdir()
        path = self.write("bin/sbatch", stand_in)
        path.chmod(0o755)
        search = f"{path.parent}:{os.environ['PATH']}"
        said = self.run_script(str(SCRIPTS / "slurm_array.sh"), VENTRAL=program.PROGRAM, PATH=search)
        self.assertEqual(said.split(), ["18"])
        self.assert_whole()
        result = subprocess.run(["sh", "-n", str(SCRIPTS / "slurm_mpi.sh")], check=False)
        self.assertEqual(result.returncode, 0)


if __name__ == "__main__":
    unittest.main()
