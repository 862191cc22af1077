"""The format gate, the lint gate and the header check turn red on bad sources."""

import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import gate

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parents[1]

CLEAN = "int half(int x) {\n    return x / 2;\n}\n"
BAD_NAME = CLEAN.replace("half", "HalfOf")
# A fault that only a path-sensitive check can see.
NULL_POINTER = "int read(bool b) {\n    int* p = nullptr;\n    return b ? *p : 1;\n}\n"
# Two such files cannot stand in one translation unit.
CLASHING = "namespace {\nint local() { return 1; }\n}  // namespace\nint %s() { return local(); }\n"


class GateTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        shutil.copy(ROOT / ".clang-format", self.root)
        shutil.copy(ROOT / ".clang-tidy", self.root)
        (self.root / "sim/base").mkdir(parents=True)

    def write(self, **sources):
        commands = []
        for name, text in sources.items():
            path = self.root / f"sim/base/{name}.cpp"
            path.write_text(text, encoding="utf-8")
            command = f"/usr/bin/c++ -I{self.root} -std=gnu++20 -o {name}.o -c {path}"
            commands.append({"directory": str(self.root), "file": str(path), "command": command})
        (self.root / "build").mkdir(exist_ok=True)
        database = self.root / "build/compile_commands.json"
        database.write_text(json.dumps(commands), encoding="utf-8")

    def run_script(self, script, *arguments):
        command = [sys.executable, HERE / script, "--root", self.root, *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    def lint(self):
        return self.run_script("clang_tidy.py", "--build", self.root / "build", "sim/base")

    def test_bad_format_is_found_and_fixed(self):
        self.write(good=CLEAN, bad=CLEAN.replace("x / 2", "x/2"))
        result = self.run_script("clang_format.py")
        self.assertNotEqual(result.returncode, 0)
        self.assertIn("bad.cpp", result.stderr)
        self.assertNotIn("good.cpp", result.stderr)
        self.run_script("clang_format.py", "--fix")
        self.assertEqual(self.run_script("clang_format.py").returncode, 0)

    def test_clean_sources_pass_the_lint(self):
        self.write(one=CLEAN, two=CLEAN.replace("half", "third"))
        result = self.lint()
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        self.assertIn("2 sources, 1 units", result.stdout)

    def test_a_bad_name_is_found_in_whichever_source_of_a_unit(self):
        self.write(one=CLEAN, two=BAD_NAME)
        result = self.lint()
        self.assertEqual(result.returncode, 1)
        self.assertRegex(result.stdout, r"two\.cpp:1:5: error: invalid case style for function")

    def test_path_sensitive_checks_see_every_source_of_a_unit(self):
        self.write(one=CLEAN, two=NULL_POINTER)
        self.assertRegex(self.lint().stdout, r"two\.cpp:3:16: error: Dereference of null pointer")

    def test_sources_that_clash_are_checked_apart(self):
        self.write(one=CLASHING % "first", two=CLASHING % "SecondOne")
        result = self.lint()
        self.assertRegex(result.stdout, r"two\.cpp:4:5: error: invalid case style")
        self.assertNotIn("redefinition", result.stdout)

    def test_a_source_that_passed_is_checked_again_once_its_header_changed(self):
        header = self.root / "sim/base/limit.h"
        header.write_text("#pragma once\n", encoding="utf-8")
        self.write(one='#include "sim/base/limit.h"\n' + CLEAN)
        self.assertEqual(self.lint().returncode, 0)
        header.write_text("#pragma once\nstruct bad_name {};\n", encoding="utf-8")
        self.assertRegex(self.lint().stdout, r"limit\.h:2:8: error: invalid case style for struct")


class HeaderTest(unittest.TestCase):
    def test_a_header_that_leans_on_its_includer_does_not_pass(self):
        project = (
            "cmake_minimum_required(VERSION 3.25)\nproject(probe CXX)\n"
            f'foreach(name warnings numerics sanitizers)\nadd_library(ventral_${{name}} INTERFACE)\n'
            f'endforeach()\ninclude("{ROOT}/cmake/VentralTargets.cmake")\n'
            "ventral_library(probe SOURCES probe.cpp HEADERS probe.h)\n"
        )
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            (root / "CMakeLists.txt").write_text(project)
            (root / "probe.cpp").write_text('#include <vector>\n#include "probe.h"\n')
            (root / "probe.h").write_text("#pragma once\nstd::vector<int> probe();\n")
            configure = ["cmake", "-G", "Ninja", "-S", root, "-B", root / "build"]
            subprocess.run(configure, check=True, capture_output=True)
            build = ["cmake", "--build", root / "build", "--target"]
            library = subprocess.run([*build, "ventral_probe"], capture_output=True, check=False)
            self.assertEqual(library.returncode, 0)
            headers = subprocess.run(
                [*build, "all_verify_interface_header_sets"], capture_output=True, check=False
            )
            self.assertNotEqual(headers.returncode, 0)


if __name__ == "__main__":
    gate.require_tool("clang-format-14")
    gate.require_tool("clang-tidy-16")
    unittest.main()
