#!/usr/bin/env python3
"""Puts the scoreboard of a reproduction into docs/scoreboard.md.

    ventral reproduce --quick --folder reproduction
    docs/make_scoreboard.py reproduction/scoreboard.csv
"""
import csv
import sys

import page_table


def number(text):
    """Three significant digits, as the program prints them; empty for what is no number."""
    try:
        value = float(text)
    except ValueError:
        return ""
    if value != value:
        return ""
    return f"{value:.0f}" if 100 <= abs(value) < float("inf") else f"{value:.3g}"


def band(row):
    low, high = number(row["band_low"]), number(row["band_high"])
    relative = f" of `{row['relative_to']}`" if row["relative_to"] else ""
    return f"{low} .. {high}{relative}" if low or high else ""


def line(row):
    value = row["compared"] if row["relative_to"] else row["value"]
    published = number(row["published"]) + (f" ({row['spread']})" if row["spread"] else "")
    return (
        f"| {row['experiment']} | {row['measure']}, {row['quantity']} | {row['variant']} "
        f"| {number(value) or '-'} | {published} | {band(row)} "
        f"| {row['verdict']}{', hard' if row['hard'] else ''} |\n"
    )


def main():
    with open(sys.argv[1], newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["verdict"] or number(row["published"])]
    hard = [row for row in rows if row["hard"]]
    passed = sum(row["verdict"] == "in band" for row in hard)
    table = f"{passed} of {len(hard)} hard targets are in their bands.\n\n"
    table += "| experiment | measure | variant | value | published | band | verdict |\n"
    table += "| --- | --- | --- | --- | --- | --- | --- |\n"
    table += "".join(line(row) for row in rows)
    page_table.replace("scoreboard.md", table)


if __name__ == "__main__":
    main()
