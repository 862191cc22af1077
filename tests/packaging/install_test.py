#!/usr/bin/env python3
"""What is installed: the program with its page and completions, and the libraries for other projects."""

import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

BUILD = pathlib.Path(os.environ["VENTRAL_BUILD"])
ROOT = pathlib.Path(__file__).resolve().parents[2]


def call(*command, cwd=None):
    done = subprocess.run(
        [*map(str, command)], cwd=cwd, capture_output=True, text=True, timeout=900, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


class Installed(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="ventral-test-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        cls.prefix = cls.folder / "prefix"
        call("cmake", "--install", BUILD, "--prefix", cls.prefix)

    def test_the_installed_program_finds_its_experiments(self):
        program = self.prefix / "bin/ventral"
        self.assertIn("border_ownership/isolated_square", call(program, "list", "experiments"))
        self.assertTrue((self.prefix / "share/ventral/models/macaque.yaml").exists())

    def test_an_outside_project_finds_the_libraries_and_reads_rates(self):
        example = self.folder / "example"
        shutil.copytree(ROOT / "docs/example", example)
        options = [f"-DCMAKE_PREFIX_PATH={self.prefix}", "-DCMAKE_BUILD_TYPE=Debug"]
        call("cmake", "-S", example, "-B", example / "build", *options)
        call("cmake", "--build", example / "build")
        lines = call(example / "build/two_areas").splitlines()
        rates = [[float(x) for x in re.findall(r"([\d.]+) Hz", line)] for line in lines]
        self.assertEqual(len(rates), 11)
        # Nothing at onset. Without feedback at the centre of the disk 20 (1 - exp(-R^2 / 2 s^2)) = 15.1
        # with R = 1.5 and s^2 = 0.4^2 + 0.8^2, and less at the unit, which is 0.35 deg away from it.
        # The loop of weight 0.5 doubles it at most.
        self.assertEqual(rates[0], [0, 0])
        with_feedback, without = rates[-1]
        self.assertGreater(without, 14)
        self.assertLess(without, 15.1)
        self.assertGreater(with_feedback, 1.3 * without)
        self.assertLess(with_feedback, 2 * without)
        length = len((example / "two_areas.cpp").read_text().splitlines())
        self.assertLessEqual(length, 75)

    def test_the_man_page_and_the_completions_name_every_command(self):
        program = self.prefix / "bin/ventral"
        help_text = call(program, "--help")
        commands = re.findall(r"^  ([a-z]+) +\S", help_text.split("Subcommands:")[1], re.M)
        self.assertGreaterEqual(len(commands), 9)
        page = self.prefix / "share/man/man1/ventral.1.gz"
        page_text = call("gzip", "-dc", page)
        share = self.prefix / "share"
        texts = {
            "man": page_text,
            "bash": (share / "bash-completion/completions/ventral").read_text(),
            "zsh": (share / "zsh/vendor-completions/_ventral").read_text(),
            "fish": (share / "fish/vendor_completions.d/ventral.fish").read_text(),
        }
        for kind, text in texts.items():
            for command in commands:
                self.assertIn(command, text, kind)
        self.assertNotIn("completion  ", help_text)
        self.assertIn(".SH EXIT STATUS", page_text)
        if shutil.which("man"):
            shown = call("man", "--warnings", "-l", page)
            self.assertIn("ventral run", shown)

    def test_bash_completes_commands_and_options(self):
        script = self.prefix / "share/bash-completion/completions/ventral"
        code = f"source {script}; COMP_WORDS=(ventral %s); COMP_CWORD=%d; _ventral; echo ${{COMPREPLY[@]}}"
        self.assertEqual(call("bash", "-c", code % ("rep", 1)).split()[:1], ["reproduce"])
        self.assertIn("--resume", call("bash", "-c", code % ("run --res", 2)).split())

    @unittest.skipUnless(shutil.which("dpkg-deb"), "dpkg-deb is not installed")
    def test_the_debian_package_holds_what_policy_asks_for(self):
        out = self.folder / "packages"
        call("cpack", "--config", BUILD / "CPackConfig.cmake", "-B", out)
        packages = {path.name.split("_")[0]: path for path in out.glob("*.deb")}
        self.assertEqual(sorted(packages), ["libventral-dev", "ventral"])
        listing = call("dpkg-deb", "-c", packages["ventral"])
        for name in (
            "usr/bin/ventral",
            "usr/share/man/man1/ventral.1.gz",
            "usr/share/doc/ventral/copyright",
            "usr/share/doc/ventral/changelog.gz",
            "usr/share/bash-completion/completions/ventral",
            "usr/share/ventral/models/macaque.yaml",
        ):
            self.assertIn(f"./{name}\n", listing)
        needed = call("dpkg-deb", "-f", packages["ventral"], "Depends")
        self.assertIn("libhdf5", needed)
        # Built with MPI, the program does not start without its library: the package asks for it.
        self.assertEqual("libmpi" in call("ldd", self.prefix / "bin/ventral"), "libopenmpi" in needed, needed)
        listing = call("dpkg-deb", "-c", packages["libventral-dev"])
        self.assertIn("ventral-config.cmake", listing)
        self.assertIn("include/ventral/sim/engine/simulator.h", listing)
        unpacked = self.folder / "unpacked"
        call("dpkg-deb", "-x", packages["ventral"], unpacked)
        self.assertIn("ventral 0", call(unpacked / "usr/bin/ventral", "--version"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
