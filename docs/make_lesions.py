#!/usr/bin/env python3
"""Puts what each lesion leaves of each finding into docs/lesions.md.

    ventral reproduce lesions/border_ownership lesions/figure_ground lesions/surround lesions/size_tuning \
        lesions/object_averaging --folder lesions
    docs/make_lesions.py lesions/scoreboard.csv
"""
import csv
import sys

import page_table

# Experiment, measure, quantity and what stands above the column.
COLUMNS = (
    ("border_ownership", "border_ownership", "index", "border ownership"),
    ("border_ownership", "border_ownership_early", "index", "its first 40 ms"),
    ("figure_ground", "v1_centre", "percent", "figure centre, V1 (%)"),
    ("figure_ground", "v2_centre", "percent", "V2 (%)"),
    ("figure_ground", "v4_centre", "percent", "V4 (%)"),
    ("surround", "near_on_high", "percent", "near surround (%)"),
    ("surround", "far_on_high", "percent", "far surround (%)"),
    ("surround", "far_on_low", "percent", "the same, weak centre (%)"),
    ("size_tuning", "size", "suppression_index", "size tuning, suppression"),
    ("object_averaging", "pairs", "slope", "pairs in IT, slope"),
    ("border_ownership", "border_response", "response", "V2 to an edge (Hz)"),
    ("surround", "v1_response", "response", "V1 to a patch (Hz)"),
)


def number(text):
    """Two decimals below 10, none above; a dash for what has no value."""
    value = float(text)
    if value != value:
        return "-"
    return f"{value:.0f}" if abs(value) >= 10 else f"{value + 0:.2f}".replace("-0.00", "0.00")


def main():
    values, variants = {}, []
    with open(sys.argv[1], newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            experiment = row["experiment"].removeprefix("lesions/")
            values[experiment, row["measure"], row["quantity"], row["variant"]] = row["value"]
            if row["variant"] not in variants:
                variants.append(row["variant"])
    table = "| variant | " + " | ".join(column[3] for column in COLUMNS) + " |\n"
    table += "| --- |" + " --- |" * len(COLUMNS) + "\n"
    for variant in variants:
        cells = (number(values.get((*column[:3], variant), "nan")) for column in COLUMNS)
        table += f"| `{variant}` | " + " | ".join(cells) + " |\n"
    page_table.replace("lesions.md", table)


if __name__ == "__main__":
    main()
