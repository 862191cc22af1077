#!/usr/bin/env python3
"""The YAML files that the documentation shows are valid: readme_examples.py VENTRAL FILE..."""

import pathlib
import re
import subprocess
import sys
import tempfile

FENCED_YAML = re.compile(r"^```yaml\n(.*?)^```", re.MULTILINE | re.DOTALL)
WHOLE_FILE = re.compile(r"^format: ventral-", re.MULTILINE)


def main(ventral, *documents):
    texts = [
        (document, text)
        for document in documents
        for text in FENCED_YAML.findall(pathlib.Path(document).read_text(encoding="utf-8"))
        if WHOLE_FILE.search(text)
    ]
    if not texts:
        print("no example found")
        return 1
    worst = 0
    for document, text in texts:
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "example.yaml")
            path.write_text(text, encoding="utf-8")
            status = subprocess.run([ventral, "validate", path], check=False).returncode
        print(f"{document}: {text.splitlines()[1]}: exit {status}")
        worst = max(worst, status)
    return worst


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
