"""The table of bias and spread in the documentation is the one that the estimators give now.

Usage: check_docs_table.py WRITE_BIAS DOCUMENT.md
"""

import pathlib
import re
import subprocess
import sys

NUMBER = re.compile(r"[+-]?\d+\.\d+")


def main(program, document):
    printed = subprocess.run([program], check=True, capture_output=True, text=True).stdout
    documented = pathlib.Path(document).read_text(encoding="utf-8").splitlines()
    rows = {tuple(line.split("|")[1:4]): line for line in documented if line.startswith("|")}
    missing = 0
    for line in printed.splitlines()[2:]:
        row = rows.get(tuple(line.split("|")[1:4]))
        # Rounding may differ between machines by one in the last digit, fits under noise by more.
        same = row is not None and all(
            abs(float(a) - float(b)) <= 0.002 + 0.02 * abs(float(b))
            for a, b in zip(NUMBER.findall(row), NUMBER.findall(line), strict=True)
        )
        if not same:
            print(f"now:        {line}\ndocumented: {row}")
            missing += 1
    print(f"{missing} of {len(printed.splitlines()) - 2} rows differ")
    return 1 if missing else 0


sys.exit(main(*sys.argv[1:]))
