"""Which files there are: listed in CMake, well named, and no droppings."""

import fnmatch
import posixpath
import re

from source_tree import Violation, box_of, line_of

DROPPINGS = (
    "*~",
    "*.orig",
    "*.rej",
    "*.swp",
    "*.o",
    "*.a",
    "*.so",
    "*.pyc",
    "*.h5",
    "*.nwb",
    "*/CMakeFiles/*",
    "*CMakeCache.txt",
    "*.DS_Store",
    "core",
)
PACKAGE_LIST = "packaging/debian-packages.txt"
_ASKED_PACKAGE = re.compile(
    r"apt-get install ([a-z][a-z0-9.+-]+)|\bventral_require\s*\(\s*\S+\s+([a-z][a-z0-9.+-]+)"
)
# [text](path) and ![text](path), without anchors, pages of the web and addresses.
_MARKDOWN_LINK = re.compile(r"\]\((?![a-z]+:|#)([^)#\s]+)[^)]*\)")
# Characters on which CMake's test discovery breaks: the case would then never run.
BAD_IN_TEST_NAMES = re.compile(r"[;\[\]\\]")
_TEST_CASE = re.compile(r'\bTEST_CASE(?:_FIXTURE|_TEMPLATE)?\s*\([^"]*"((?:\\.|[^"\\])*)"')


def check_sources_are_listed(tree):
    """Each source and header is named in a CMakeLists.txt of its folder or of one above.
    Headers of tests are not: nothing verifies them."""
    for path in tree.cpp_files():
        if not box_of(path) or (box_of(path) == "tests" and path.endswith(".h")):
            continue
        lists = _lists_of_tests(tree) if path.startswith("tests/support/") else ()
        if not any(_names(tree, each, path) for each in (*lists, *_lists_above(tree, path))):
            yield Violation(path, 0, "no CMakeLists.txt names it: it is neither built nor checked")


def _lists_of_tests(tree):
    """What tests share may be named by any of them."""
    return [path for path in tree.files if fnmatch.fnmatchcase(path, "tests/*CMakeLists.txt")]


def _lists_above(tree, path):
    folder = posixpath.dirname(path)
    while folder:
        if f"{folder}/CMakeLists.txt" in tree:
            yield f"{folder}/CMakeLists.txt"
        folder = posixpath.dirname(folder)


def _names(tree, lists, path):
    relative = posixpath.relpath(path, posixpath.dirname(lists))
    text = re.sub(r"#[^\n]*", "", tree.text(lists))
    text = text.replace("${PROJECT_SOURCE_DIR}/" + path, relative)
    return re.search(rf"(?<![\w.-]){re.escape(relative)}(?![\w.-])", text) is not None


def check_file_names(tree):
    """Lower snake case; test files end in _test.cpp; test names survive their discovery."""
    for path in tree.cpp_files():
        name = posixpath.basename(path)
        if not re.fullmatch(r"[a-z][a-z0-9_]*\.(h|cpp)", name):
            yield Violation(path, 0, "file names are lower_snake_case")
        if box_of(path) == "tests":
            yield from _check_test_names(tree, path)


def _check_test_names(tree, path):
    code = tree.code(path)
    for match in _TEST_CASE.finditer(code):
        line = line_of(code, match.start())
        name = re.sub(r"\\(.)", r"\1", match.group(1))
        bad = BAD_IN_TEST_NAMES.search(name)
        if bad or name != name.strip():
            fault = f"has '{bad.group()}'" if bad else "starts or ends with a space"
            yield Violation(path, line, f"test name '{name}' {fault}: ctest cannot find it")
        if not path.endswith("_test.cpp"):
            yield Violation(path, line, "test cases stand in files named *_test.cpp")


def check_droppings(tree):
    """Nothing that a build, a run or an editor left behind."""
    for path in tree.files:
        if any(fnmatch.fnmatchcase(path, pattern) for pattern in DROPPINGS):
            yield Violation(path, 0, "left behind by a build, a run or an editor")
    for path in tree.committed_but_ignored():
        yield Violation(path, 0, "committed although .gitignore names it")


def check_packages_are_listed(tree):
    """A package that CMake asks for when it is missing is one that ./quickstart installs."""
    listed = set(re.findall(r"(?m)^([a-z][a-z0-9.+-]+)\s", tree.text(PACKAGE_LIST)))
    for path in tree.files:
        if not path.endswith(("CMakeLists.txt", ".cmake")):
            continue
        text = re.sub(r"#[^\n]*", "", tree.text(path))
        for match in _ASKED_PACKAGE.finditer(text):
            package = match.group(1) or match.group(2)
            if package not in listed:
                message = f"{package} is not in {PACKAGE_LIST}"
                yield Violation(path, line_of(text, match.start()), message)


def check_links_lead_somewhere(tree):
    """Files and folders that the documentation links to exist."""
    folders = {posixpath.dirname(path) for path in tree.files}
    for path in tree.files:
        if not path.endswith(".md"):
            continue
        text = tree.text(path)
        for match in _MARKDOWN_LINK.finditer(text):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), match.group(1)))
            if target not in tree and target not in folders:
                line = line_of(text, match.start())
                yield Violation(path, line, f"links to {match.group(1)}, which does not exist")
