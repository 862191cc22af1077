"""The rules turn red on bad trees, and stay green on a good one."""

import pathlib
import subprocess
import tempfile
import unittest

from check import RULES
from lengths import length_table, quantile
from source_tree import SourceTree

# A small project without fault.
GOOD = {
    "sim/base/CMakeLists.txt": "ventral_library(base SOURCES grid.cpp HEADERS grid.h)\n",
    "sim/base/grid.h": "#pragma once\n#include <vector>\n",
    "sim/base/grid.cpp": '#include "sim/base/grid.h"\n#include <Random123/philox.h>\n',
    "sim/config/CMakeLists.txt": "ventral_library(config SOURCES load.cpp PUBLIC ventral::base)\n",
    "sim/config/load.cpp": '#include "sim/base/grid.h"\n#include <yaml-cpp/yaml.h>\n',
    "sim/io/CMakeLists.txt": "ventral_library(io SOURCES file.cpp HEADERS png.h)\n",
    "sim/io/file.cpp": "#include <hdf5.h>\n#include <unistd.h>\n",
    "sim/io/png.h": "#pragma once\n",
    "sim/engine/CMakeLists.txt": "ventral_library(engine SOURCES step.cpp stepper.cpp)\n",
    "sim/engine/step.cpp": "// V1 may stand in a comment\nint limit = 1;\n",
    "sim/engine/stepper.cpp": "#include <boost/numeric/odeint/stepper/runge_kutta4.hpp>\n",
    "models/CMakeLists.txt": "ventral_library(models SOURCES area.cpp PRIVATE ventral::engine)\n",
    "models/area.cpp": '#include "sim/config/load.h"\n#include "sim/base/grid.h"\n',
    "sim/config/load.h": "#pragma once\n",
    "stimuli/CMakeLists.txt": "ventral_library(stimuli SOURCES photo.cpp kinds/grating.cpp)\n",
    "stimuli/photo.cpp": '#include "sim/io/png.h"\n',
    "stimuli/kinds/grating.cpp": "#include <cmath>\n",
    "analysis/CMakeLists.txt": "ventral_library(analysis SOURCES index.cpp)\n",
    "analysis/index.cpp": '#include "sim/io/png.h"\nconst char* s = "exit(1) rand() std::cout";\n',
    "app/CMakeLists.txt": "add_executable(ventral main.cpp)\n",
    "app/main.cpp": '#include <CLI/CLI.hpp>\n#include "models/area.h"\nint main() { exit(0); }\n',
    "models/area.h": "#pragma once\n",
    "tests/sim/base/CMakeLists.txt": "ventral_test(test_base SOURCES grid_test.cpp\n"
    "  ../../support/a.cpp ${PROJECT_SOURCE_DIR}/tests/support/c.cpp)\n",
    "tests/support/a.cpp": "",
    "tests/support/c.cpp": "",
    "tests/sim/base/grid_test.cpp": '#include <doctest/doctest.h>\nTEST_CASE("a (b), c") {}\n',
}
GOOD["README.md"] = "[a](models/area.h) [b](models#top) [c](https://x.org/y) [d](#here)\n"
GOOD["docs/theory.md"] = "![a](../README.md)\n"
GOOD["cmake/VentralDependencies.cmake"] = "ventral_require(PNG libpng-dev)\n"
GOOD["packaging/debian-packages.txt"] = "# package use\nlibpng-dev   build # images\n"
GOOD["sim/config/CMakeLists.txt"] += "# load.h\nset(h load.h)\n"
GOOD["models/CMakeLists.txt"] += "set(h area.h)\n"

LEFT_OVER = "TO" "DO"

# rule -> (changed or added files, words of the expected complaint)
BAD = {
    "include-directions": [
        ({"sim/base/grid.cpp": '#include "sim/config/load.h"\n'}, "must not include sim/config"),
        ({"sim/config/load.cpp": '#include "sim/io/png.h"\n'}, "must not include sim/io"),
        ({"sim/engine/step.cpp": '#include "sim/io/png.h"\n'}, "must not include sim/io"),
        ({"sim/engine/step.cpp": '#include "models/area.h"\n'}, "must not include models"),
        ({"stimuli/photo.cpp": '#include "models/area.h"\n'}, "must not include models"),
        ({"stimuli/photo.cpp": '  #  include "models/area.h"\n'}, "must not include models"),
        ({"models/area.cpp": '#include "app/main.cpp"\n'}, "must not include app"),
        ({"app/main.cpp": '#include "tests/a.h"\n', "tests/a.h": ""}, "must not include tests"),
        ({"sim/base/grid.cpp": '#include "grid.h"\n'}, "paths from its root"),
        ({"sim/base/grid.cpp": "#include <sim/base/grid.h>\n"}, "with quotes"),
        ({"app/main.cpp": '#include "models/area.cpp"\n'}, "is no header"),
        ({"lib/new.cpp": ""}, "belongs to no box"),
    ],
    "third-party-headers": [
        ({"models/area.cpp": "#include <yaml-cpp/yaml.h>\n"}, "only by sim/config/*.cpp"),
        ({"sim/config/load.h": "#include <yaml-cpp/yaml.h>\n"}, "only by sim/config/*.cpp"),
        ({"sim/io/png.h": "#include <hdf5.h>\n"}, "only by sim/io/*.cpp"),
        ({"analysis/index.cpp": "#include <hdf5_hl.h>\n"}, "only by sim/io/*.cpp"),
        ({"sim/base/grid.cpp": "#include <CLI/CLI.hpp>\n"}, "only by app/main.cpp"),
        ({"app/two.cpp": "#include <CLI/App.hpp>\n"}, "only by app/main.cpp"),
        (
            {"sim/engine/step.cpp": "#include <boost/numeric/odeint.hpp>\n"},
            "already included by sim/engine/step.cpp",
        ),
        ({"models/area.cpp": "#include <boost/numeric/odeint.hpp>\n"}, "only by sim/engine"),
        ({"stimuli/photo.cpp": "#include <Eigen/Core>\n"}, "may be included only by"),
        ({"stimuli/photo.cpp": "#include <unistd.h>\n"}, "may be included only by"),
        ({"stimuli/photo.cpp": "#include <doctest/doctest.h>\n"}, "only by tests"),
        ({"stimuli/photo.cpp": "#include <opencv2/core.hpp>\n"}, "is unknown"),
    ],
    "include-cycles": [
        ({"sim/base/grid.h": '#include "sim/base/grid.h"\n'}, "grid.h -> sim/base/grid.h"),
        (
            {
                "sim/base/grid.h": '#include "sim/base/b.h"\n',
                "sim/base/b.h": '#include "sim/base/c.h"\n',
                "sim/base/c.h": '#include "sim/base/grid.h"\n',
            },
            "include cycle",
        ),
    ],
    "link-directions": [
        ({"stimuli/CMakeLists.txt": "f(PUBLIC ventral::models)\n"}, "not link ventral::models"),
        ({"sim/base/CMakeLists.txt": "f(PUBLIC ventral_io)\n"}, "must not link ventral_io"),
    ],
    "file-lengths": [
        ({"sim/base/grid.h": "\n" * 251}, "251 lines; the limit is 250"),
        ({"sim/base/grid.cpp": "\n" * 501}, "501 lines; the limit is 500"),
        ({"app/main.cpp": "\n" * 301}, "301 lines; the limit is 300"),
        ({"tests/sim/base/grid_test.cpp": "\n" * 601}, "601 lines; the limit is 600"),
        ({path: "\n" * 140 for path in GOOD if path.endswith(".cpp")}, "50% quantile"),
        ({f"models/m{i}.cpp": "\n" * 400 for i in range(4)}, "90% quantile"),
    ],
    "file-sizes": [({"models/weights.yaml": "1" * (256 * 1024 + 1)}, "the limit is 262144")],
    "forbidden-tokens": [
        ({"models/area.cpp": "int a = rand();\n"}, "'rand('"),
        ({"tests/sim/base/grid_test.cpp": "int a = rand ();\n"}, "'rand ('"),
        ({"models/area.cpp": "auto a = Eigen::ArrayXd::Random(3);\n"}, "RandomStream"),
        ({"models/area.cpp": "std::random_device device;\n"}, "'random_device'"),
        ({"stimuli/photo.cpp": "std::mt19937 engine;\n"}, "'mt19937'"),
        ({"models/area.h": "using namespace std;\n"}, "'using namespace'"),
        ({"models/area.cpp": "std::exit(1);\n"}, "'exit('"),
        ({"models/area.cpp": 'std::cerr << "x";\n'}, "do not print"),
        ({"models/area.cpp": 'std::printf("x");\n'}, "do not print"),
        ({"models/area.cpp": "std::chrono::steady_clock::now();\n"}, "do not read the clock"),
        ({"models/area.cpp": 'std::getenv("HOME");\n'}, "no environment"),
        ({"tests/sim/base/grid_test.cpp": "CHECK(a == doctest::Approx(1));\n"}, "'Approx'"),
        ({"models/area.cpp": f"// {LEFT_OVER}: later\n"}, f"'{LEFT_OVER}'"),
        ({"README.md": f"{LEFT_OVER}\n"}, f"'{LEFT_OVER}'"),
        ({"sim/engine/step.cpp": "int V1_units = 1;\n"}, "'V1'"),
        ({"sim/engine/step.cpp": 'auto s = "area IT";\n'}, "'IT'"),
        ({"sim/engine/step.cpp": "struct UnitGrating {};\n"}, "'Grating'"),
        ({"sim/engine/step.cpp": "double tuning_deg = 1, latency_ms = 2;\n"}, "'tuning'"),
        ({"sim/engine/step.cpp": "double response_latency_ms = 2;\n"}, "'latency'"),
        ({"models/CMakeLists.txt": "file(GLOB sources *.cpp)\n"}, "by name"),
        ({"models/CMakeLists.txt": 'set(CMAKE_CXX_FLAGS "-O3")\n'}, "INTERFACE"),
    ],
    "sources-are-listed": [
        ({"models/orphan.cpp": ""}, "no CMakeLists.txt names it"),
        ({"models/orphan.h": ""}, "no CMakeLists.txt names it"),
        ({"sim/base/CMakeLists.txt": "f(big_grid.cpp grid.h) # grid.cpp\n"}, "names it"),
        ({"tests/sim/base/b_test.cpp": ""}, "no CMakeLists.txt names it"),
        ({"tests/support/b.cpp": ""}, "no CMakeLists.txt names it"),
    ],
    "file-names": [
        ({"models/BigArea.cpp": ""}, "lower_snake_case"),
        ({"tests/sim/base/grid.cpp": 'TEST_CASE("a") {}\n'}, "*_test.cpp"),
        ({"tests/sim/base/grid_test.cpp": 'TEST_CASE("x in [0, 1)") {}\n'}, "has '['"),
        ({"tests/sim/base/grid_test.cpp": 'TEST_CASE("a; b") {}\n'}, "has ';'"),
        ({"tests/sim/base/grid_test.cpp": 'TEST_CASE(" a") {}\n'}, "with a space"),
    ],
    "packages-are-listed": [
        ({"cmake/a.cmake": "ventral_require(ZLIB zlib1g-dev)\n"}, "zlib1g-dev is not in"),
        ({"cmake/a.cmake": 'message("... apt-get install libzip-dev")\n'}, "libzip-dev is not in"),
    ],
    "links-lead-somewhere": [
        ({"README.md": "see ![it](docs/images/a.png)\n"}, "links to docs/images/a.png"),
        ({"docs/theory.md": "see [it](models/area.h)\n"}, "links to models/area.h"),
    ],
    "droppings": [
        ({"models/area.cpp.orig": ""}, "left behind"),
        ({"models/area.cpp~": ""}, "left behind"),
        ({"experiments/square.h5": ""}, "left behind"),
        ({"sim/io/CMakeFiles/x.txt": ""}, "left behind"),
    ],
}


def write_tree(folder, contents):
    for path, text in contents.items():
        target = pathlib.Path(folder, path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return SourceTree(folder)


class RulesTest(unittest.TestCase):
    def setUp(self):
        self._folder = tempfile.TemporaryDirectory()
        self.addCleanup(self._folder.cleanup)
        self.folder = self._folder.name

    def test_a_good_tree_passes_every_rule(self):
        tree = write_tree(self.folder, GOOD)
        for name, rule in RULES.items():
            with self.subTest(rule=name):
                self.assertEqual([str(violation) for violation in rule(tree)], [])

    def test_every_rule_has_bad_trees(self):
        self.assertEqual(set(BAD), set(RULES))

    def test_bad_trees_turn_their_rule_red_and_say_why(self):
        for name, cases in BAD.items():
            for changes, words in cases:
                with self.subTest(rule=name, changes=list(changes), words=words):
                    with tempfile.TemporaryDirectory() as folder:
                        tree = write_tree(folder, {**GOOD, **changes})
                        complaints = "\n".join(map(str, RULES[name](tree)))
                    self.assertIn(words, complaints)

    def test_a_violation_names_its_file_and_line(self):
        text = "// rand()\n\nint a = rand();\n"
        tree = write_tree(self.folder, {**GOOD, "models/area.cpp": text})
        found = list(RULES["forbidden-tokens"](tree))
        self.assertEqual([(v.path, v.line) for v in found], [("models/area.cpp", 3)])

    def test_raw_strings_and_digit_separators_do_not_confuse(self):
        text = "int a = 1'000;\nauto b = R\"(rand() \" // )\";\nchar c = '\"';\nint d = rand();\n"
        tree = write_tree(self.folder, {**GOOD, "models/area.cpp": text})
        self.assertEqual([v.line for v in RULES["forbidden-tokens"](tree)], [4])

    def test_a_result_that_was_committed_although_ignored_is_found(self):
        write_tree(self.folder, {**GOOD, ".gitignore": "*.csv\n", "models/table.csv": "1\n"})
        git = ["git", "-C", self.folder]
        subprocess.run([*git, "init", "-q"], check=True)
        subprocess.run([*git, "add", "-f", "."], check=True)
        complaints = "\n".join(map(str, RULES["droppings"](SourceTree(self.folder))))
        self.assertIn("models/table.csv: committed although", complaints)

    def test_files_that_git_ignores_are_not_checked(self):
        ignored = {".gitignore": "/mine/\n", "mine/models.cpp": "int a = rand();\n"}
        write_tree(self.folder, {**GOOD, **ignored})
        subprocess.run(["git", "-C", self.folder, "init", "-q"], check=True)
        self.assertNotIn("mine/models.cpp", SourceTree(self.folder))

    def test_the_table_shows_quantiles_per_box(self):
        table = length_table(write_tree(self.folder, GOOD))
        self.assertRegex(table, r"sim/base +2 +2 ")
        self.assertEqual(quantile(list(range(1, 102)), 0.9), 91)
        self.assertEqual(quantile([], 0.5), 0)


if __name__ == "__main__":
    unittest.main()
