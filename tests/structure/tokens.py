"""Words that must not stand in certain files."""

import re
from typing import Callable, NamedTuple

from source_tree import LIBRARIES, Violation, box_of, line_of

# Spelt in two halves, so that this file does not find itself.
_LEFT_OVERS = "|".join(("TO" "DO", "FIX" "ME", "XX" "X", "HA" "CK"))


class ForbiddenToken(NamedTuple):
    """`kind` is "code" (no comments, no strings), "strings" (no comments) or "text" (all)."""

    pattern: str
    applies: Callable[[str], bool]
    reason: str
    kind: str = "code"


def in_cpp(path):
    return path.endswith((".h", ".cpp"))


def in_libraries(path):
    return in_cpp(path) and box_of(path) in LIBRARIES


def in_headers(path):
    return path.endswith(".h")


def in_tests(path):
    return in_cpp(path) and box_of(path) == "tests"


def in_engine(path):
    return in_cpp(path) and box_of(path) == "sim/engine"


def in_cmake(path):
    return path.endswith(("CMakeLists.txt", ".cmake"))


def in_project_text(path):
    return path.endswith((".h", ".cpp", ".py", ".yaml", ".md", ".txt", ".cmake")) or "." not in path


STANDARD_RANDOM = "|".join(
    (
        r"mt19937(_64)?",
        r"minstd_rand0?",
        r"default_random_engine",
        r"(normal|uniform_real|uniform_int)_distribution",
    )
)
CORTEX_WORDS = (
    r"(?<![A-Za-z0-9])(V1|V2|V4|IT|LGN)(?![A-Za-z0-9])|(?i:grating|tuning|latency|latencies)"
)
PRINTING = r"\bstd::(cout|cerr|clog)\b|\bf?(printf|puts)\s*\(|\bputchar\s*\("
CLOCKS = r"\b(system|steady|high_resolution)_clock\b|\bstd::time\s*\(|\bgettimeofday\s*\("
SURROUNDINGS = r"\bgetenv\s*\(|\bsetlocale\s*\(|\blocale::global\b"

FORBIDDEN = (
    ForbiddenToken(r"\bs?rand\s*\(", in_cpp, "draw from base::RandomStream"),
    ForbiddenToken(r"::Random\s*\(|\bsetRandom\s*\(", in_cpp, "draw from base::RandomStream"),
    ForbiddenToken(r"\brandom_device\b", in_cpp, "every stream is seeded"),
    ForbiddenToken(
        rf"\b({STANDARD_RANDOM})\b",
        in_libraries,
        "its numbers differ between standard libraries: draw from base::RandomStream",
    ),
    ForbiddenToken(r"\busing\s+namespace\b", in_headers, "it reaches all who include the header"),
    ForbiddenToken(r"\b(exit|_Exit|quick_exit)\s*\(", in_libraries, "throw; the app decides"),
    ForbiddenToken(PRINTING, in_libraries, "libraries do not print"),
    ForbiddenToken(CLOCKS, in_libraries, "libraries do not read the clock"),
    ForbiddenToken(SURROUNDINGS, in_libraries, "libraries read no environment and no locale"),
    ForbiddenToken(r"\bApprox\b", in_tests, "its tolerance is hidden: tests/support/close.h"),
    ForbiddenToken(rf"\b({_LEFT_OVERS})\b", in_project_text, "finish it now", "text"),
    ForbiddenToken(
        CORTEX_WORDS,
        in_engine,
        "the engine is ignorant of cortex and of experiments",
        "strings",
    ),
    ForbiddenToken(r"\bfile\s*\(\s*GLOB", in_cmake, "list sources by name", "text"),
    ForbiddenToken(r"\bset\s*\(\s*CMAKE_CXX_FLAGS", in_cmake, "use an INTERFACE target", "text"),
)


def check_forbidden_tokens(tree):
    """None of the words above stands where it must not."""
    for path in tree.files:
        for token in FORBIDDEN:
            if token.applies(path):
                yield from _find(tree, path, token)


def _find(tree, path, token):
    if token.kind == "text":
        text = tree.text(path)
    else:
        text = tree.code(path, strings=token.kind == "strings")
        # An include names a file of another box, which may have its own words.
        text = re.sub(r"(?m)^(\s*#\s*include)[^\n]*", r"\1", text)
    for match in re.finditer(token.pattern, text):
        found = match.group().strip()
        yield Violation(path, line_of(text, match.start()), f"'{found}': {token.reason}")
