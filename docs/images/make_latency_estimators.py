"""Draws the same traces with their latencies by four estimators.

    build/release/tests/analysis/write_bias estimators.json
    python3 docs/images/make_latency_estimators.py estimators.json docs/images/latency_estimators.png

Needs python3-matplotlib.
"""

import json
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

COLOURS = ["#E69F00", "#CC79A7", "#0072B2", "#009E73"]


def main(data, picture):
    with open(data, encoding="utf-8") as file:
        panels = json.load(file)
    figure, axes = plt.subplots(1, len(panels), figsize=(12, 3.9), sharey=True)
    for axis, panel in zip(axes, panels):
        axis.plot(panel["times_ms"], panel["mean"], color="0.7", lw=1, label="mean of 25 trials")
        axis.plot(panel["times_ms"], panel["fit"], color="k", lw=1.2, label="fit")
        for row, (latency, colour) in enumerate(zip(panel["latencies"], COLOURS)):
            style = "--" if row == 1 else "-"  # two of them often fall on one bin
            axis.axvline(latency["ms"], color=colour, lw=1.8, ls=style, label=latency["estimator"])
            axis.text(192, 4 + 3.2 * row, f"{latency['ms']:.0f} ms", color=colour, ha="right")
        spread = f"onsets {panel['mean_onset_ms']:.0f} ± {panel['sigma_ms']:.0f} ms"
        axis.set(title=spread, xlim=(0, 195), xlabel="time from stimulus onset (ms)")
        axis.spines[["top", "right"]].set_visible(False)
    axes[0].set_ylabel("rate (Hz)")
    handles, labels = axes[0].get_legend_handles_labels()
    figure.legend(handles, labels, ncols=3, frameon=False, loc="lower center", fontsize=9)
    figure.tight_layout(rect=(0, 0.14, 1, 1))
    figure.savefig(picture, dpi=110)


main(*sys.argv[1:])
