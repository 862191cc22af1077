#!/usr/bin/env python3
"""Runs clang-tidy over the sources that a build folder compiles.

Most of clang-tidy's time goes into the headers of the standard library and of other projects, so
several sources of one target are checked in one translation unit. Where they clash, e.g. by equal
names in their anonymous namespaces, the unit is halved until it compiles. A unit that passed is not
checked again until a file that it includes, its flags or the configuration change.

The path-sensitive checks (clang-analyzer-*) take ten times longer when deep than when shallow: the
test runs them shallow, the tidy preset deep.
"""

import argparse
import concurrent.futures
import hashlib
import json
import os
import pathlib
import shlex
import subprocess
import sys
import time

import gate
from source_tree import SourceTree, box_of

TOOL = "clang-tidy-16"
SOURCES_PER_UNIT = 24
# The path-sensitive checks look into included sources only under a main file of this name.
UNIT_NAME = "UnifiedSource"
CLANG_FLAGS = ("-Wno-unknown-warning-option", "-Wno-everything")
# Flags of g++ that clang refuses.
GCC_FLAGS = ("-fno-tree-loop-distribute-patterns",)
SHALLOW_FLAGS = ("-Xclang", "-analyzer-config", "-Xclang", "mode=shallow")


class Linter:
    def __init__(self, tree, build, boxes, deep):
        self.tree = tree
        self.flags = (f"-I{tree.root}", *CLANG_FLAGS, *(() if deep else SHALLOW_FLAGS))
        self.folder = build / "clang-tidy"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.tool = gate.require_tool(TOOL)
        self.config = tree.root / ".clang-tidy"
        self.commands = self._compile_commands(build / "compile_commands.json", boxes)

    def _compile_commands(self, database, boxes):
        """Source -> compiler and flags, without output and input."""
        commands = {}
        for entry in json.loads(database.read_text(encoding="utf-8")):
            path = os.path.relpath(os.path.join(entry["directory"], entry["file"]), self.tree.root)
            if path in self.tree and box_of(path) in boxes:
                words = shlex.split(entry["command"])
                if os.path.basename(words[0]) == "ccache":
                    words = words[1:]
                commands[path] = tuple(words[: words.index("-o")])
        return commands

    def units(self):
        """Lists of sources that share their flags."""
        groups = {}
        for path in sorted(self.commands):
            groups.setdefault((box_of(path), self.commands[path]), []).append(path)
        for paths in groups.values():
            for start in range(0, len(paths), SOURCES_PER_UNIT):
                yield paths[start : start + SOURCES_PER_UNIT]

    def check(self, paths):
        """The findings in these sources as text; empty if there are none."""
        stamp = self.folder / f"{self._fingerprint(paths)}.passed"
        if stamp.exists():
            return ""
        unit = self._write_unit(paths)
        if len(paths) > 1 and not self._compiles(unit, paths):
            half = len(paths) // 2
            return self.check(paths[:half]) + self.check(paths[half:])
        found = self._lint(unit, paths)
        if not found:
            stamp.touch()
        return found

    def _write_unit(self, paths):
        if len(paths) == 1:
            return self.tree.root / paths[0]
        name = hashlib.sha256("\n".join(paths).encode()).hexdigest()[:16]
        unit = self.folder / f"{UNIT_NAME}-{name}.cpp"
        unit.write_text("".join(f'#include "{path}"\n' for path in paths), encoding="utf-8")
        return unit

    def _compiles(self, unit, paths):
        compiler = [*self.commands[paths[0]], "-w", f"-I{self.tree.root}"]
        command = [*compiler, "-fsyntax-only", str(unit)]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0

    def _lint(self, unit, paths):
        flags = [flag for flag in self.commands[paths[0]][1:] if flag not in GCC_FLAGS]
        flags += self.flags
        command = [self.tool, "--quiet", f"--config-file={self.config}", str(unit), "--", *flags]
        result = subprocess.run(command, capture_output=True, text=True, check=False)
        return result.stdout if result.returncode else ""  # stderr only counts suppressed warnings

    def _fingerprint(self, paths):
        digest = hashlib.sha256(self.config.read_bytes())
        digest.update(repr((TOOL, self.commands[paths[0]], self.flags, paths)).encode())
        for path in sorted(self._reached_from(paths)):
            digest.update(self.tree.text(path).encode())
        return digest.hexdigest()[:32]

    def _reached_from(self, paths):
        """The sources and all headers of the project that they include."""
        found, pending = set(), list(paths)
        while pending:
            path = pending.pop()
            if path in self.tree and path not in found:
                found.add(path)
                pending += [include.name for include in self.tree.includes(path)]
        return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("boxes", nargs="+", help="e.g. sim/base models tests")
    parser.add_argument("--root", type=pathlib.Path, default=pathlib.Path(__file__).parents[2])
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--deep", action="store_true", help="let the analyzer take its time")
    arguments = parser.parse_args()

    start = time.monotonic()
    tree = SourceTree(arguments.root.resolve())
    linter = Linter(tree, arguments.build.resolve(), arguments.boxes, arguments.deep)
    units = list(linter.units())
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        findings = [found for found in pool.map(linter.check, units) if found]
    for found in findings:
        print(found)
    seconds = time.monotonic() - start
    print(f"{len(linter.commands)} sources, {len(units)} units, {seconds:.0f} s: ", end="")
    print("findings above" if findings else "no findings")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
