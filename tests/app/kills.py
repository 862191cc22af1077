#!/usr/bin/env python3
"""Kills runs at random moments, resumes them, and holds what they write against uninterrupted runs.

    VENTRAL=build/release/app/ventral python3 tests/app/kills.py --kills 200

Every trial starts a run, a sweep or an MPI run, ends it at a random moment (SIGKILL to all of its processes,
SIGKILL to one rank, a limit on the size of its files, or a disk that is full, on which its writes fail), goes on
with --resume, and compares every result with h5diff. The count is printed at the end; a difference ends the
script with 1.
"""

import argparse
import os
import pathlib
import random
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time

PROGRAM = os.environ["VENTRAL"]
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

MPI = ["mpirun", "--oversubscribe", "--bind-to", "none", "-np", "2"]
# A shell with mounts of its own, which nobody else sees and which end with it.
SMALL_DISK = ["unshare", "--map-root-user", "--mount", "sh", "-ec"]
MPI_ENVIRONMENT = {"OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1"}


class Job:
    """A command, its results, and what an uninterrupted run of it writes."""

    def __init__(self, name, command, results, folder, launcher=()):
        self.name, self.command, self.results, self.launcher = name, command, results, launcher
        self.home = folder
        self.reference = folder / f"reference-{name}"
        self.seconds = 0.0

    def fresh_folder(self, name):
        folder = self.home / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for source in self.home.glob("*.yaml"):
            shutil.copy(source, folder)
        return folder

    def start(self, folder, *options, limit=None):
        """The limit, in bytes, holds for every file of the program, not for those of its launcher."""
        launcher = list(self.launcher)
        if limit is not None:
            if launcher:  # shared memory of MPI is a file, and would be limited as files are
                launcher += ["--mca", "btl", "self,tcp"]
            launcher += ["prlimit", f"--fsize={limit}"]
        with open(folder / "said.txt", "a", encoding="utf-8") as said:
            return subprocess.Popen(
                [*launcher, *self.command, *options],
                cwd=folder,
                stdout=said,
                stderr=said,
                start_new_session=True,
                env={**os.environ, **MPI_ENVIRONMENT},
            )

    def fill_disk(self, folder, size):
        """Runs on a disk of so many bytes, and goes on when it has grown. Returns the first exit code."""
        command = shlex.join([*self.launcher, *self.command])
        script = f"""
            mkdir disk && mount -t tmpfs -o size={size} none disk && cp *.yaml disk && cd disk
            code=0; {command} >../said.txt 2>&1 || code=$?
            mount -o remount,size=1g "$PWD"
            {command} --resume >../resumed.txt 2>&1 || {{ cat ../resumed.txt >&2; exit 1; }}
            cp -r . .. && echo $code
        """
        done = subprocess.run(
            [*SMALL_DISK, script], cwd=folder, capture_output=True, text=True, timeout=600, check=False,
            env={**os.environ, **MPI_ENVIRONMENT},
        )  # fmt: skip
        assert done.returncode == 0, f"--resume failed after a full disk:\n{done.stderr}"
        return int(done.stdout)

    def make_reference(self):
        folder = self.fresh_folder(self.reference.name)
        begin = time.monotonic()
        process = self.start(folder)
        assert process.wait(timeout=300) == 0, (folder / "said.txt").read_text()
        self.seconds = time.monotonic() - begin

    def resume(self, folder):
        process = self.start(folder, "--resume")
        code = process.wait(timeout=300)
        if code != 0:
            raise AssertionError(f"--resume ended with {code}:\n{(folder / 'said.txt').read_text()}")

    def compare(self, folder):
        for result in self.results:
            for path in (self.reference / result, folder / result):
                assert path.exists(), f"{path} is missing"
            difference = subprocess.run(
                ["h5diff", str(self.reference / result), str(folder / result)],
                capture_output=True, text=True, check=False,
            )  # fmt: skip
            if difference.returncode != 0:
                raise AssertionError(f"{result} differs:\n{difference.stdout}{difference.stderr}")
        left = [p.name for p in folder.rglob("*") if p.name.endswith((".tmp", ".parts", ".lock"))]
        assert not left, f"left behind: {left}"


def can_mount():
    try:
        return subprocess.run([*SMALL_DISK, "mount -t tmpfs none /mnt"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def processes_where(field, value):
    """The living processes that have this parent or session: fields of /proc/PID/stat after the name."""
    found = []
    for entry in pathlib.Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            except (OSError, IndexError):
                continue
            if int(fields[field]) == value and fields[0] != "Z":
                found.append(int(entry.name))
    return found


def ranks_of(process):
    """The processes that mpirun has started."""
    return processes_where(1, process.pid)


def kill_all(process):
    """Kills the process group. Ranks are in groups of their own, and end when mpirun is gone."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    deadline = time.monotonic() + 60
    while processes_where(3, process.pid):
        process.poll()
        assert time.monotonic() < deadline, "what was killed does not end"
        time.sleep(0.02)


def stop(process, whole, delay, generator):
    """True if it was ended before it was done."""
    try:
        process.wait(timeout=delay)
        return False
    except subprocess.TimeoutExpired:
        pass
    ranks = [] if whole else ranks_of(process)
    if ranks:
        try:
            os.kill(generator.choice(ranks), signal.SIGKILL)
        except ProcessLookupError:
            pass
        try:
            process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            pass
        ended = process.poll() != 0
        kill_all(process)
    else:
        kill_all(process)
        ended = True
    process.wait(timeout=60)
    return ended


class Stress:
    def __init__(self, jobs, seed):
        self.jobs = jobs
        self.random = random.Random(seed)
        self.counts = {}

    def count(self, what):
        self.counts[what] = self.counts.get(what, 0) + 1

    def kill_once(self, number):
        """One trial; repeated until the run was really ended before it was done."""
        job = self.jobs[number % len(self.jobs)]
        one_rank = job.name == "mpi" and self.random.random() < 0.5
        while True:
            folder = job.fresh_folder("trial")
            delay = self.random.uniform(0, job.seconds)
            if stop(job.start(folder), not one_rank, delay, self.random):
                break
            job.compare(folder)  # it was faster: that result must be right too
        if self.random.random() < 0.25:  # the resumed run is killed as well
            stop(job.start(folder, "--resume"), True, self.random.uniform(0, job.seconds), self.random)
        job.resume(folder)
        job.compare(folder)
        self.count(f"{job.name}, {'one rank killed' if one_rank else 'killed'}")

    def fail_writes_once(self, number):
        """Writes fail beyond a random size."""
        job = self.jobs[number % len(self.jobs)]
        largest = max((job.reference / result).stat().st_size for result in job.results)
        folder = job.fresh_folder("trial")
        process = job.start(folder, limit=self.random.randrange(20000, largest))
        code = process.wait(timeout=300)
        said = (folder / "said.txt").read_text()
        assert code != 0, "writes failed, and nothing was said:\n" + said
        assert "internal error" not in said, said
        if job.name != "sweep":  # a sweep goes on with its other points
            assert code == 3, f"exit code {code}:\n{said}"
            assert 1 <= said.count(": cannot write") <= (2 if job.launcher else 1), said
        job.resume(folder)
        job.compare(folder)
        self.count(f"{job.name}, files limited in size")

    def fill_disk_once(self, number):
        """The disk is full before the run is done; repeated until it is."""
        job = self.jobs[number % len(self.jobs)]
        whole = sum(path.stat().st_size for path in job.reference.rglob("*.*"))
        while True:
            folder = job.fresh_folder("trial")
            code = job.fill_disk(folder, self.random.randrange(20000, 2 * whole))
            job.compare(folder)
            if code != 0:
                break
        said = (folder / "said.txt").read_text()
        assert "internal error" not in said, said
        if job.name != "sweep":
            assert code == 3, f"exit code {code}:\n{said}"
            assert "No space left on device" in said or "does not fit on the disk" in said, said
        self.count(f"{job.name}, disk full")


def make_jobs(folder, with_mpi):
    from shards_test import MEASURED, NOISY  # the tests' own small model

    (folder / "tiny.yaml").write_text(NOISY, encoding="utf-8")
    (folder / "e.yaml").write_text(MEASURED.replace("duration_ms: 100", "duration_ms: 3000"), encoding="utf-8")
    quiet = ["--no-figure", "--no-report", "-j1"]
    run = [PROGRAM, "run", "e.yaml", "-o", "out.h5", *quiet]
    sweep = [PROGRAM, "sweep", "e.yaml", "--vary", "model.projections.image_to_first.weight=5,10,20", "-j2"]
    points = [f"e.sweep/points/{point:06d}.h5" for point in range(3)]
    jobs = [
        Job("run", run, ["out.h5"], folder),
        Job("sweep", [*sweep, "--no-figure"], ["e.sweep/sweep.h5", *points], folder),
    ]
    if with_mpi:
        jobs.append(Job("mpi", run, ["out.h5"], folder, MPI))
    for job in jobs:
        job.make_reference()
    return jobs


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--failed-writes", type=int, default=20)
    parser.add_argument("--full-disks", type=int, default=20, help="none where mounting is refused")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-mpi", action="store_true")
    options = parser.parse_args()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="ventral-kills-"))
    try:
        jobs = make_jobs(folder, with_mpi=not options.no_mpi and shutil.which("mpirun") is not None)
        stress = Stress(jobs, options.seed)
        for number in range(options.kills):
            stress.kill_once(number)
            if number % 20 == 19:
                print(f"{number + 1} of {options.kills} kills", file=sys.stderr, flush=True)
        for number in range(options.failed_writes):
            stress.fail_writes_once(number)
        for number in range(options.full_disks if can_mount() else 0):
            stress.fill_disk_once(number)
        for what, count in sorted(stress.counts.items()):
            print(f"{count:5d}  {what}")
        print(f"{sum(stress.counts.values()):5d}  resumed, every file equal by h5diff")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
