#!/usr/bin/python3
"""Times the engine on the workloads of definition.py, beside the rivals that are installed.

    workloads.py compare BINARY [--rounds N] [--threads 1 2]   the engine against its rivals
    workloads.py scaling BINARY                                how the cost grows
    workloads.py check BINARY                                  the engine against the definition

BINARY is bench_workloads. Contenders take turns, one process each, so that all meet the same
machine. A time is printed with the error of what it computed: the relative error in the L2 norm at
step 100 (the engine: and 1000) against float64.
"""
import argparse
import importlib.util
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

import numpy as np

import definition

FOLDER = pathlib.Path(__file__).parent
CACHE = pathlib.Path(tempfile.gettempdir()) / "ventral_workloads"
LARGEST_ERROR = 1e-4
RIVALS = {
    "pyfftw": "pyfftw",
    "scipy_fft": "scipy",
    "torch_fft": "torch",
    "torch_convolutions": "torch",
}


def reference(workload):
    """{step: rates}; computed once, in a minute."""
    CACHE.mkdir(exist_ok=True)
    path = CACHE / f"{workload}.npz"
    if not path.exists():
        rates = definition.run(zero_edges=workload == "w1z")
        np.savez(path, **{str(step): values for step, values in rates.items()})
    with np.load(path) as file:
        return {int(step): file[step] for step in file.files}


def run_command(command):
    """What the process printed, and its peak memory."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=FOLDER)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{' '.join(map(str, command))} failed")
    return {**json.loads(output), "peak_kb": usage.ru_maxrss}


def run_engine(binary, *options):
    return run_command([binary, *options])


def engine_rates(path, n):
    """[population][step 100, last][orientation][y][x]"""
    return np.fromfile(path, np.float32).reshape(2, 2, definition.NUM_ORIENTATIONS, n, n)


def per_condition(result, batch=1):
    """Milliseconds per step and condition of every block, all threads at work."""
    blocks = min(len(b) for b in result["blocks_ms"])
    share = len(result["blocks_ms"]) * batch
    return [max(b[i] for b in result["blocks_ms"]) / share for i in range(blocks)]


def measure_engine(binary, workload, threads, rates, isa):
    options = ["--workload", workload, "--threads", str(threads), "--rates", rates]
    result = run_engine(binary, *options, *(["--isa", isa] if isa else []))
    values, wanted = engine_rates(rates, 128), reference(workload)
    errors = [definition.relative_error(values[:, i], wanted[s]) for i, s in enumerate((100, 1000))]
    return per_condition(result), errors, result


def measure_rival(name, workload, threads, rates):
    command = [sys.executable, FOLDER / "rivals.py", name, workload, str(threads), "6", rates]
    result = run_command(command)
    values = np.fromfile(rates, np.float32).reshape(2, definition.NUM_ORIENTATIONS, 128, 128)
    return result["blocks_ms"][0], [definition.relative_error(values, reference(workload)[100])], result


def compare(arguments):
    installed = [r for r, module in RIVALS.items() if importlib.util.find_spec(module)]
    missing = [r for r in RIVALS if r not in installed]
    if missing:
        print(f"not installed, left out: {', '.join(missing)}")
    with tempfile.TemporaryDirectory() as folder:
        rates = str(pathlib.Path(folder) / "rates")
        for workload in arguments.workloads:
            for threads in arguments.threads:
                blocks, errors, facts = {}, {}, {}
                for _ in range(arguments.rounds):
                    for contender in ["engine", *installed]:
                        if contender == "engine":
                            measured = measure_engine(
                                arguments.binary, workload, threads, rates, arguments.isa
                            )
                        else:
                            measured = measure_rival(contender, workload, threads, rates)
                        blocks.setdefault(contender, []).append(measured[0])
                        errors[contender], facts[contender] = measured[1:]
                print_comparison(workload, threads, blocks, errors, facts)


def print_comparison(workload, threads, blocks, errors, facts):
    units = 2 * definition.NUM_ORIENTATIONS * 128 * 128
    print(f"\n{workload}, {threads} thread{'s' if threads > 1 else ''}, {facts['engine']['isa']}")
    print("| | ms per step: median (min - max) | ns per unit-step | MB | error | against the engine |")
    print("| --- | --- | --- | --- | --- | --- |")
    own = [statistics.median(b) for b in blocks["engine"]]
    for contender, rounds in blocks.items():
        everything = [ms for b in rounds for ms in b]
        median = statistics.median(everything)
        # Round by round: both met the same machine.
        ratio = statistics.median(statistics.median(b) / o for b, o in zip(rounds, own))
        error = ", ".join(f"{e:.1e}" for e in errors[contender])
        failed = " FAILS" if max(errors[contender]) > LARGEST_ERROR else ""
        print(
            f"| {contender} | {median:.3f} ({min(everything):.3f} - {max(everything):.3f}) "
            f"| {median * 1e6 / units:.2f} | {facts[contender]['peak_kb'] / 1024:.0f} "
            f"| {error}{failed} | {ratio:.2f} |"
        )


def scaling(arguments):
    def ms(*options, batch=1):
        result = run_engine(arguments.binary, "--steps", "208", *options)
        return min(per_condition(result, batch)), result

    print("| what | ms per step and condition, minimum | state, MB |\n| --- | --- | --- |")

    def row(what, *options, batch=1):
        best, result = ms(*options, batch=batch)
        print(f"| {what} | {best:.3f} | {result['state_bytes'] * batch / 2**20:.1f} |", flush=True)

    for grid in (64, 128, 256):
        row(f"w1, {grid} x {grid}", "--grid", str(grid))
    for sigma in (1, 2, 4, 8, 16):
        row(f"one kernel, sigma {sigma} px", "--workload", "kernel", "--sigma", str(sigma))
    for batch in (1, 2, 4, 8):
        row(f"w1, batch of {batch}", "--batch", str(batch), batch=batch)
    for threads in (1, 2):
        row(f"w1, {threads} conditions on {threads} threads", "--threads", str(threads))
    row("w1, double precision", "--double")
    row("w1z, zero edges", "--workload", "w1z")


def check(arguments):
    """A few steps, both edges: the engine's network is the definition's."""
    n, failed = 128, 0
    with tempfile.TemporaryDirectory() as folder:
        rates = str(pathlib.Path(folder) / "rates")
        for workload in ("w1", "w1z"):
            options = ["--workload", workload, "--first", "20", "--steps", "40"]
            run_engine(arguments.binary, *options, "--rates", rates)
            wanted = definition.run(n, workload == "w1z", (20, 40))
            for i, step in enumerate((20, 40)):
                error = definition.relative_error(engine_rates(rates, n)[:, i], wanted[step])
                print(f"{workload}, step {step}: relative error {error:.1e}")
                failed += error > 1e-5
    return 1 if failed else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("mode", choices=("compare", "scaling", "check"))
    parser.add_argument("binary", type=os.path.abspath, help="bench_workloads")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--workloads", nargs="+", default=["w1", "w1z"])
    parser.add_argument("--isa", default="", help="of the engine; the machine's widest")
    arguments = parser.parse_args()
    return {"compare": compare, "scaling": scaling, "check": check}[arguments.mode](arguments)


if __name__ == "__main__":
    sys.exit(main())
