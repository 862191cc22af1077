"""Builds the module by CMake, from the source tree around this folder.

VENTRAL_BUILD names a build folder to use and to keep; otherwise setuptools' own is used.
"""

import os
import pathlib
import re
import subprocess
import sys

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

ROOT = pathlib.Path(__file__).resolve().parent.parent
VERSION = re.search(r"VERSION ([\d.]+)", (ROOT / "CMakeLists.txt").read_text()).group(1)


class CMakeBuild(build_ext):
    def build_extension(self, ext):
        build = pathlib.Path(os.environ.get("VENTRAL_BUILD") or pathlib.Path(self.build_temp).resolve())
        package = pathlib.Path(self.get_ext_fullpath(ext.name)).resolve().parent
        options = ["-DVENTRAL_PYTHON=ON", f"-DPython3_EXECUTABLE={sys.executable}"]
        if not (build / "CMakeCache.txt").exists():
            options += ["-DCMAKE_BUILD_TYPE=Release", "-DVENTRAL_TESTS=OFF", "-DVENTRAL_BENCH=OFF"]
        subprocess.run(["cmake", "-S", ROOT, "-B", build, *options], check=True)
        subprocess.run(["cmake", "--build", build, "-j", "2", "-t", "ventral_core"], check=True)
        command = ["cmake", "--install", build, "--component", "python", "--prefix"]
        folder = package / ".cmake"
        subprocess.run([*command, folder], check=True)
        installed = next(folder.glob("**/ventral/__init__.py")).parent
        for item in installed.iterdir():
            target = package / item.name
            if not target.exists():
                item.rename(target)


setup(
    version=VERSION,
    packages=["ventral"],
    ext_modules=[Extension("ventral._core", sources=[])],
    cmdclass={"build_ext": CMakeBuild},
)
