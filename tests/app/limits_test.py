#!/usr/bin/env python3
"""What a file may ask for: each limit has one message, and costs no time or memory."""

import os
import pathlib
import resource
import shutil
import subprocess
import tempfile
import unittest

import program
from program import replace


class Limits(program.ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("tiny.yaml", program.MODEL)

    def make_folder(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        return folder.name

    def run_in(self, folder, *arguments):
        return subprocess.run(
            [program.PROGRAM, *arguments], cwd=folder, capture_output=True, text=True, check=False
        )

    def refuse(self, experiment, *parts, model=program.MODEL, code=2, command=("validate",)):
        """Within half a gigabyte and ten seconds of processor time."""
        self.write("tiny.yaml", model)
        self.write("e.yaml", experiment)

        def limit():
            resource.setrlimit(resource.RLIMIT_AS, (1 << 29, 1 << 29))
            resource.setrlimit(resource.RLIMIT_CPU, (10, 10))

        result = subprocess.run(
            [program.PROGRAM, *command, "e.yaml"], cwd=self.folder, capture_output=True, text=True,
            check=False, preexec_fn=limit,
        )  # fmt: skip
        self.assert_fails(result, code, *parts)
        self.assertEqual(result.stderr.count("ventral: "), 1, result.stderr)

    def test_conditions(self):
        factors = "".join(f"  f{i}: {{disk.x_deg: {list(range(40))}}}\n" for i in range(12))
        text = replace(program.ON_TINY, "variants:", f"factors:\n{factors}variants:")
        self.refuse(text, "too many conditions", "at most 100000", "make several experiments of it")

    def test_cells(self):
        factor = f"factors: {{place: {{disk.x_deg: {[i / 100 for i in range(100)]}}}}}\n"
        text = replace(program.ON_TINY, "variants:", f"trials: 100000\n{factor}variants:")
        self.refuse(text, "too many cells: 2 variants x 100 conditions x 100000 trials", "at most 1000000")

    def test_grid(self):
        for density in ("8192", "1e9", "1e300"):
            model = replace(
                program.MODEL, "A:\n    samples_per_deg: 2", f"A:\n    samples_per_deg: {density}"
            )
            self.refuse(program.ON_TINY, "the map is too large", "16384 samples along a side", model=model)

    def test_channels(self):
        axes = "axes: {a: {count: 4096}, b: {count: 4096}, c: {count: 4096}}\n"
        model = replace(program.MODEL, "areas:", f"{axes}areas:")
        model = model.replace(
            "      first:\n        source: chosen", "      first:\n        channels: [a, b, c]\n        source: chosen"
        )
        self.refuse(program.ON_TINY, "too many channels", "at most 65536", model=model)

    def test_disk(self):
        text = replace(program.ON_TINY, "duration_ms: 100", "duration_ms: 10000").replace(
            "variants:", "trials: 100000\nvariants:"
        )
        free = shutil.disk_usage(self.folder).free
        self.assertLess(free, 1e12, "this disk is too large for the test")
        text = text.replace("duration_ms: 10000", f"duration_ms: {10000 * (1 + free // 10**10)}")
        self.refuse(
            text, "the result does not fit on the disk", "before compression", "that are free there", "-o on another disk",
            command=("run",),
        )  # fmt: skip

    def test_paths_of_other_files(self):
        """A file names what lies in its own folder, in the working folder, or in one that is allowed."""
        outside = pathlib.Path(self.make_folder())
        (outside / "secret.csv").write_text("disk.x_deg\n0\n")
        (outside / "tiny.yaml").write_text(program.MODEL)
        inside = self.folder / "sub"
        inside.mkdir()
        os.symlink(outside, inside / "link")
        table = "factors: {{place: {{csv: {}}}}}\nvariants:"
        for name in (outside / "secret.csv", f"../../{outside.name}/secret.csv", "link/secret.csv"):
            self.write("sub/e.yaml", replace(program.ON_TINY, "variants:", table.format(name)))
            self.write("sub/tiny.yaml", program.MODEL)
            for folder, path in ((self.folder, "sub/e.yaml"), (inside, "e.yaml")):
                result = self.run_in(folder, "validate", path)
                self.assert_fails(result, 2, "may not name what lies outside", "secret.csv", f"--allow-path {outside}")
                allowed = self.run_in(folder, "validate", path, "--allow-path", str(outside))
                self.assertNotIn("may not name", allowed.stderr)
        for key, path in (("model: tiny.yaml", f"model: {outside}/tiny.yaml"),):
            self.write("sub/e.yaml", replace(program.ON_TINY, key, path))
            self.assert_fails(self.run_in(inside, "validate", "e.yaml"), 2, "may not name", "tiny.yaml")
            self.run_well("validate", "sub/e.yaml", "--allow-path", str(outside))
        self.write("sub/e.yaml", f"extends: {outside}/base.yaml\n" + program.ON_TINY)
        self.assert_fails(self.run_in(inside, "validate", "e.yaml"), 2, "may not name", "base.yaml")
        # From its own folder anything above that the working folder holds too.
        self.write("beside.csv", "disk.x_deg\n0\n")
        self.write("sub/e.yaml", replace(program.ON_TINY, "variants:", table.format("../beside.csv")))
        self.assertNotIn("may not name", self.run_program("validate", "sub/e.yaml").stderr)

    def test_aliases(self):
        """A billion laughs: nine lists of ten of the list before."""
        lines = ["a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]"]
        lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 10)]
        self.refuse(program.ON_TINY + "\n".join(lines) + "\n", "aliases make the file too large")

    def test_nesting(self):
        self.refuse(program.ON_TINY + "deep: " + "[" * 5000 + "]" * 5000 + "\n", "deep")

    def test_texts_and_keys(self):
        self.refuse(program.ON_TINY + f"cites: {'x' * 100000}\n", "a text is too long")
        self.refuse(program.ON_TINY + f"{'k' * 1000}: 1\n", "a key is too long")


if __name__ == "__main__":
    unittest.main()
