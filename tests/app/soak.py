#!/usr/bin/env python3
"""Random experiments without end: what is valid runs, what is not is refused, and nothing crashes or leaks.

    cmake --preset fuzz && cmake --build --preset fuzz --target ventral
    python3 tests/app/soak.py --minutes 60 --seed 1 build/fuzz/app/ventral

Every case writes a random model and a random experiment (soak_files.py), valid, changed or damaged, and gives
them to `validate`, `show`, `run` (threads, shards, interruption and resumption), `sweep`, `measure`, ...
A signal, a report of a sanitizer, an exit code that is not documented, a failure with no message or more than
one, a hang, and memory that grows are findings; they end the script with 1. The counts are printed at the end.
"""

import argparse
import collections
import os
import pathlib
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

import soak_files as files
from schema_words import schema_words

SANITIZERS = {
    "ASAN_OPTIONS": "exitcode=99:detect_leaks=1:quarantine_size_mb=8:malloc_context_size=8",
    "UBSAN_OPTIONS": "exitcode=99:print_stacktrace=1",
    "LSAN_OPTIONS": f"suppressions={files.SOURCES}/tests/support/leaks.txt:print_suppressions=0",
}
DOCUMENTED = (0, 1, 2, 3, 4)
DIFFERS = {"compare", "measure", "sweep"}  # commands that may end with 1
PLACE = re.compile(r"ventral: (\S+:\d+:\d+: |--\w|[^\n]*\.(yaml|yml|h5|csv|png)\b|[^\n]*\n +(in|at|got|allowed|hint): )")
PATIENCE_S = 90  # of a command that must end by itself
RUN_S = 15  # after which a run is told to end


class Soak:
    def __init__(self, program, seed, folder):
        self.program, self.folder = str(pathlib.Path(program).resolve()), folder
        self.draw = files.seeded(seed)
        self.counts = collections.Counter()
        self.peaks = collections.defaultdict(list)
        self.findings = []
        self.case, self.is_valid = 0, False
        self.names = schema_words(program)
        self.shipped = [pair for kind in ("models", "experiments") for pair in files.load_sources(kind)]

    def find(self, what, command, said):
        kept = self.folder.parent / f"finding-{len(self.findings)}"
        shutil.copytree(self.folder, kept, dirs_exist_ok=True)
        self.findings.append(f"case {self.case}: {what}: ventral {' '.join(command)}\n  in {kept}\n{said[-3000:]}")
        print(self.findings[-1], file=sys.stderr, flush=True)

    def call(self, *command, interrupt_s=None):
        """Runs the program and holds its end against the rules. Returns code and standard output."""
        command = [str(word) for word in command]
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            process = subprocess.Popen(
                [self.program, *command], cwd=self.folder, stdout=out, stderr=err, env={**os.environ, **SANITIZERS}
            )
            code, usage, sent = self.wait(process, interrupt_s)
            texts = []
            for file in (out, err):
                file.seek(0)
                texts.append(file.read().decode(errors="replace"))
        self.counts[f"{command[0]}: exit code {code}"] += 1
        self.peaks[command[0]].append(usage.ru_maxrss)
        self.judge(command, code, texts[1], sent)
        return code, texts[0]

    def wait(self, process, interrupt_s):
        begin, sent = time.monotonic(), False
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                process.returncode = os.waitstatus_to_exitcode(status)
                return process.returncode, usage, sent
            passed = time.monotonic() - begin
            if interrupt_s is not None and not sent and passed > interrupt_s:
                process.send_signal(signal.SIGTERM)
                sent = True
            if passed > PATIENCE_S + (interrupt_s or 0):
                process.kill()
            time.sleep(0.002 if passed < 0.5 else 0.02)

    def judge(self, command, code, said, sent):
        messages = len(re.findall(r"^ventral: ", said, re.M))
        if "Sanitizer" in said or "runtime error:" in said or code == 99:
            self.find("a sanitizer's report", command, said)
        elif sent and code == -signal.SIGTERM:
            pass  # it came before the run had begun
        elif code < 0:
            self.find(f"ended by signal {-code}" + (", after it hung" if code == -signal.SIGKILL else ""), command, said)
        elif "internal error" in said or "out of memory" in said:
            self.find("an error that is not the user's", command, said)
        elif code not in DOCUMENTED and not (sent and code == 130):
            self.find(f"exit code {code}", command, said)
        elif code == 1 and command[0] not in DIFFERS:
            self.find("exit code 1", command, said)
        elif code in (2, 3, 4, 130) and messages != 1:
            self.find(f"{messages} messages", command, said)
        elif code in (2, 3, 4) and not PLACE.search(said):
            self.find("a message without a place", command, said)
        elif code == 2 and command[0] == "run" and self.is_valid and not re.search("does not fit|more shards", said):
            self.find("valid, then refused", command, said)

    # --- One case. ----------------------------------------------------------------------------

    def write(self, name, content):
        (self.folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())

    def write_case(self):
        """Returns the files to check, and whether they may be run."""
        draw = self.draw
        model, experiment = files.make_model(draw), files.make_experiment(draw)
        kind = draw.choice(["valid"] * 5 + ["changed"] * 4 + ["damaged", "shipped"])
        self.counts[f"cases: {kind}"] += 1
        if kind == "shipped":
            path, tree = draw.choice(self.shipped)
            folder = "two_areas" in str(tree.get("model"))
            self.write("e.yaml", files.to_text(files.mutate(draw, tree, self.names)))
            return folder
        if kind == "changed" and draw.random() < 0.5:
            model = files.mutate(draw, model, self.names)
        elif kind == "changed":
            experiment = files.mutate(draw, experiment, self.names)
        texts = [files.to_text(model), files.to_text(experiment)]
        if kind == "damaged":
            which = draw.randrange(2)
            texts[which] = files.damage(draw, texts[which])
        self.write("model.yaml", texts[0])
        self.write("e.yaml", texts[1])
        return True

    def one_case(self):
        for path in self.folder.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        self.case += 1
        draw = self.draw
        may_run = self.write_case()
        code, _ = self.call("validate", "e.yaml")
        self.is_valid = code == 0
        if draw.random() < 0.2:
            self.call(*draw.choice([("show", "stimulus", "e.yaml", "-o", "s.png"), ("show", "model", "model.yaml"), ("show", "plan", "e.yaml")]))  # fmt: skip
        if not may_run or (code != 0 and draw.random() < 0.8):
            return
        draw.choice([self.run_whole, self.run_whole, self.run_shards, self.run_twice, self.run_sweep])()

    def run(self, *options, interrupt_s=RUN_S):
        quiet = [] if self.draw.random() < 0.05 else ["--no-figure", "--no-report"]
        jobs = f"-j{self.draw.choice([1, 1, 2, 3])}"
        return self.call("run", "e.yaml", "-o", "out.h5", jobs, *quiet, *options, interrupt_s=interrupt_s)[0]

    def run_whole(self):
        options = self.draw.choice([(), (), ("--dry-run",), ("--live",), ("--seed", "7"), ("--checkpoint", "0.05"), ("--quick",)])
        if self.run(*options) == 0 and (self.folder / "out.h5").exists():
            self.use_result()

    def run_shards(self):
        count = self.draw.choice([1, 2, 3])
        codes = [self.run("--shard", f"{number}/{count}") for number in range(1, count + 1)]
        if codes == [0] * count:
            shards = sorted(path.name for path in self.folder.glob("out.shard-*.h5"))
            how = self.draw.choice([(), ("--virtual",)])
            if self.call("merge", *shards, "-o", "out.h5", "--no-report", *how)[0] == 0:
                self.use_result()

    def run_twice(self):
        """Interrupted, then resumed."""
        options = ("--checkpoint", "0.05")
        self.run(*options, interrupt_s=self.draw.uniform(0.05, 1))
        if self.run("--resume", *options) == 0:
            self.use_result()

    def run_sweep(self):
        values = self.draw.choice(["5,10", "range:0:20:2", "1,1e300", "log:1:100:2", "x,1", "random:0:10", "sobol:1:20:log"])
        samples = ("--samples", "2") if "random" in values or "sobol" in values else ()
        path = self.draw.choice(["model.projections.in.weight", "model.areas.A.populations.first.tau_ms", "display.background"])
        self.call("sweep", "e.yaml", "--vary", f"{path}={values}", *samples, "--no-figure", "-j2", interrupt_s=2 * RUN_S)

    def use_result(self):
        draw = self.draw
        if draw.random() < 0.25:  # a result that was damaged, as by a bad disk
            data = bytearray((self.folder / "out.h5").read_bytes())
            for _ in range(draw.choice([1, 4])):
                data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
            self.write("bad.h5", bytes(data[: draw.choice([len(data), draw.randrange(len(data))])]))
            self.call(draw.choice(["measure", "compare", "export"]), "bad.h5")
        for command in draw.sample([("measure", "out.h5"), ("compare", "out.h5"), ("plot", "out.h5"), ("report", "out.h5"), ("export", "out.h5", "-o", "t.csv")], 2):  # fmt: skip
            self.call(*command)

    # --- Memory. ------------------------------------------------------------------------------

    def many_cells(self, trials):
        """Resident memory of one process, in kB, while it computes many cells."""
        draw = files.seeded(2)
        self.write("model.yaml", files.to_text(files.make_model(draw)))
        experiment = files.make_experiment(draw)
        experiment["trials"] = trials
        experiment["record"]["cubes"] = []
        self.write("e.yaml", files.to_text(experiment))
        command = [self.program, "run", "e.yaml", "-o", "many.h5", "-j2", "--force", "--no-figure", "--no-report", "-q"]
        process = subprocess.Popen(
            command, cwd=self.folder, stdout=subprocess.DEVNULL, env={**os.environ, **SANITIZERS}
        )
        seen = []
        while process.poll() is None:
            text = pathlib.Path(f"/proc/{process.pid}/status").read_text()
            found = re.search(r"VmRSS:\s+(\d+)", text)
            if found and list(self.folder.glob("many.parts/0*.h5")):
                seen.append(int(found[1]))
            time.sleep(0.02)
        if process.returncode != 0:
            self.find(f"exit code {process.returncode}", command[1:], "")
        return seen

    def flat(self, name, values, tolerance):
        quarter = len(values) // 4
        if quarter < 10:
            return
        first, last = statistics.median(values[:quarter]), statistics.median(values[-quarter:])
        print(f"{name}: {first / 1024:.0f} MB in the first quarter of {len(values)}, {last / 1024:.0f} MB in the last")
        if last > tolerance * first:
            self.findings.append(f"memory of {name} grows from {first:.0f} to {last:.0f} kB")

    def report(self):
        for what, count in sorted(self.counts.items()):
            print(f"{count:7d}  {what}")
        commands = sum(count for what, count in self.counts.items() if "exit code" in what)
        for kind, values in sorted(self.peaks.items()):
            self.flat(f"peak memory of {kind}", values, 1.3)
        print(f"{self.case} cases, {commands} commands, {len(self.findings)} findings")
        return 1 if self.findings else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--minutes", type=float, default=0, help="go on for so long, whatever --cases says")
    parser.add_argument("--cases", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--trials", type=int, default=20, help="of the run whose memory is watched, six cells each")
    options = parser.parse_args()
    home = pathlib.Path(tempfile.mkdtemp(prefix="ventral-soak-"))
    (home / "case").mkdir()
    soak = Soak(options.program, options.seed, home / "case")
    begin, told = time.monotonic(), 0
    while soak.case < options.cases if options.minutes == 0 else time.monotonic() - begin < 60 * options.minutes:
        soak.one_case()
        if time.monotonic() - begin > told + 60:
            told = time.monotonic() - begin
            print(f"{told / 60:.0f} min, {soak.case} cases, {len(soak.findings)} findings", file=sys.stderr, flush=True)
    soak.flat("memory of one process", soak.many_cells(options.trials), 1.1)
    code = soak.report()
    if code == 0:
        shutil.rmtree(home)
    sys.exit(code)


if __name__ == "__main__":
    main()
