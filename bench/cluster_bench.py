#!/usr/bin/env python3
"""What threads and ranks gain, and what the queue costs.

    python3 bench/cluster_bench.py build/release/app/ventral [--rounds 5]

Sixteen conditions of one network on one thread, on two, and on two MPI ranks of one thread each, in turn;
then many conditions of next to nothing, which are all queue. Times are those of the fastest round, ratios
those of the median round: on a machine that others use, neither is what an idle one would give.
"""

import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import tempfile
import time

MODEL = """
format: ventral-model/1
model: sheet
doc: Excitation and inhibition on a sheet.
seed: 1
field: {width_deg: 16, height_deg: 16, border: periodic}
areas:
  Display:
    samples_per_deg: DENSITY
    populations: {image: {source: definition, input: display, rate_unit: dimensionless}}
  A:
    samples_per_deg: DENSITY
    populations:
      cells: {source: chosen, tau_ms: 10, drives: {input: {}}}
      others: {source: chosen, tau_ms: 5, drives: {input: {}}}
projections:
  in: {from: Display.image, to: A.cells, class: feedforward, port: {drive: input}, source: chosen, weight: 10,
       delay_ms: 5, kernel: {gaussian: {sigma_deg: 0.3}}}
  to: {from: A.cells, to: A.others, class: local, port: {drive: input}, source: chosen, weight: 1, delay_ms: 2,
       kernel: {gaussian: {sigma_deg: 1}}}
  from: {from: A.others, to: A.cells, class: local, port: {drive: input}, source: chosen, weight: -0.5, delay_ms: 2,
         kernel: {gaussian: {sigma_deg: 1}}}
"""
EXPERIMENT = """
format: ventral-experiment/1
experiment: Many conditions
model: sheet.yaml
factors: {place: {disk.x_deg: PLACES}}
display:
  background: 0.5
  elements: {disk: {disk: {diameter_deg: 1, luminance: 0.8}}}
variants: [recurrent]
time: {settle_ms: 20, baseline_ms: 200, duration_ms: DURATION, step_ms: 1}
record: {sites: {middle: {population: A.cells, at_deg: [0, 0]}}, maps: []}
"""
RANKS = ["mpirun", "--oversubscribe", "--bind-to", "none", "-np", "2"]
ENVIRONMENT = {**os.environ, "OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1"}


def run(folder, program, launcher, jobs):
    """Seconds of one run."""
    command = [*launcher, program, "run", "e.yaml", "-o", "out.h5", "-f", "-q", f"-j{jobs}"]
    begin = time.monotonic()
    subprocess.run(
        [*command, "--no-figure", "--no-report"], cwd=folder, check=True, env=ENVIRONMENT, stdout=subprocess.DEVNULL
    )
    return time.monotonic() - begin


def measure(folder, ways, rounds):
    """Seconds of each way, one list each, the ways in turn."""
    times = {name: [] for name in ways}
    for _ in range(rounds):
        for name, (launcher, jobs) in ways.items():
            times[name].append(run(folder, PROGRAM, launcher, jobs))
    return times


def write(folder, density, count, duration):
    (folder / "sheet.yaml").write_text(MODEL.replace("DENSITY", str(density)), encoding="utf-8")
    places = [round(-4 + 8 * i / count, 4) for i in range(count)]
    text = EXPERIMENT.replace("PLACES", str(places)).replace("DURATION", str(duration))
    (folder / "e.yaml").write_text(text, encoding="utf-8")


def main():
    global PROGRAM
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--duration-ms", type=int, default=1000)
    options = parser.parse_args()
    PROGRAM = str(pathlib.Path(options.program).resolve())
    ways = {"1 thread": ([], 1), "2 threads": ([], 2)}
    if shutil.which("mpirun"):
        ways |= {"1 rank": ([*RANKS[:-1], "1"], 1), "2 ranks": (RANKS, 1)}
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        write(folder, 8, 16, options.duration_ms)
        times = measure(folder, ways, options.rounds)
        print("16 conditions, 32,768 units")
        for way, seconds in times.items():
            ratios = [one / this for one, this in zip(times["1 thread"], seconds)]
            print(f"  {way:10} {min(seconds):7.2f} s   1 thread / this: {statistics.median(ratios):5.2f}, best {max(ratios):5.2f}")
        counts = (20, 520)
        seconds = {}
        for count in counts:
            write(folder, 1, count, 20)
            for way, list_of in measure(folder, ways, options.rounds).items():
                seconds.setdefault(way, []).append(min(list_of))
        print(f"each further condition of next to nothing ({counts[1]} against {counts[0]})")
        for way, (few, many) in seconds.items():
            print(f"  {way:10} {1e3 * (many - few) / (counts[1] - counts[0]):7.2f} ms")


if __name__ == "__main__":
    main()
