#!/usr/bin/env python3
"""Checks the format of all sources, or with --fix corrects it."""

import argparse
import pathlib
import subprocess
import sys

import gate
from source_tree import SourceTree


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=pathlib.Path, default=pathlib.Path(__file__).parents[2])
    parser.add_argument("--fix", action="store_true")
    arguments = parser.parse_args()

    tool = gate.require_tool("clang-format-14")
    paths = SourceTree(arguments.root).cpp_files()
    mode = ["-i"] if arguments.fix else ["--dry-run", "--Werror"]
    return subprocess.run([tool, *mode, *paths], cwd=arguments.root, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
