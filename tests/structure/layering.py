"""Who may include and link whom."""

import fnmatch
import re

from source_tree import LIBRARIES, Violation, box_of, line_of

# The arrows between boxes: app -> models, stimuli, analysis -> sim, and inside sim
# engine, io -> config -> base. The three siblings never include one another.
MAY_INCLUDE = {
    "sim/base": (),
    "sim/config": ("sim/base",),
    "sim/io": ("sim/base", "sim/config"),
    "sim/engine": ("sim/base", "sim/config"),
    "models": ("sim/base", "sim/config", "sim/io", "sim/engine"),
    "stimuli": ("sim/base", "sim/config"),
    "analysis": ("sim/base", "sim/config", "sim/io"),
    "app": LIBRARIES,
    "bench": LIBRARIES + ("app",),
    "tests": LIBRARIES + ("app",),
    "python": LIBRARIES + ("app",),
    "docs/example": LIBRARIES,
}
# Single headers beyond the arrows.
MAY_ALSO_INCLUDE = {"stimuli": ("sim/io/png.h",)}

# Headers of other projects: pattern -> files that may include them. Tests may include any of them.
THIRD_PARTY = {
    "yaml-cpp/*": ("sim/config/*.cpp",),
    "hdf5*.h": ("sim/io/*.cpp",),
    "H5*.h": ("sim/io/*.cpp",),
    "png.h": ("sim/io/*.cpp",),
    "zip.h": ("sim/io/*.cpp",),
    "zlib.h": ("sim/io/*.cpp",),
    "cairo*.h": ("app/*.cpp",),
    "cminpack.h": ("analysis/fit/*.cpp",),
    "CLI/*": ("app/main.cpp", "app/command/command_*.cpp", "bench/workloads/main.cpp"),
    "muParser*.h": ("sim/config/*.cpp",),
    "boost/numeric/odeint*": ("sim/engine/*.cpp",),
    "boost/random/sobol.hpp": ("app/sweep/*.cpp",),
    "boost/*": ("sim/engine/*.cpp", "analysis/*.cpp"),
    "nlohmann/json_fwd.hpp": ("sim/*", "models/*", "stimuli/*", "analysis/*", "app/*"),
    "nlohmann/json.hpp": ("sim/*", "models/*.cpp", "stimuli/*.cpp", "analysis/*.cpp", "app/*"),
    "Random123/*": ("sim/base/*.cpp",),
    "unsupported/Eigen/*": (),
    "Eigen/*": ("sim/*", "models/*", "analysis/*"),
    "benchmark/*": ("bench/*",),
    "pybind11/*": ("python/*.cpp",),
    "doctest/*": (),
}
# Of these, one file only may carry the cost of compiling them.
ONE_FILE_ONLY = ("muParser*.h", "boost/numeric/odeint*")
# The operating system's and the processor's own headers.
SYSTEM = {
    "*intrin.h": ("sim/engine/*",),
    "cpuid.h": ("sim/engine/*.cpp", "app/*.cpp"),
    "*.h": ("sim/io/*.cpp", "app/*.cpp"),
}


def check_include_directions(tree):
    """Boxes include only what lies below them, by paths from the root."""
    for path in tree.cpp_files():
        box = box_of(path)
        if not box:
            yield Violation(path, 0, "belongs to no box; the boxes are " + ", ".join(MAY_INCLUDE))
            continue
        for include in tree.includes(path):
            if include.quoted:
                yield from _check_project_include(tree, path, box, include)
            elif box_of(include.name):
                yield Violation(path, include.line, f'write "{include.name}" with quotes')


def _check_project_include(tree, path, box, include):
    if include.name not in tree:
        message = f'"{include.name}" is no file of the project; write paths from its root'
        yield Violation(path, include.line, message)
        return
    other = box_of(include.name)
    allowed = other == box or other in MAY_INCLUDE[box]
    if not allowed and include.name not in MAY_ALSO_INCLUDE.get(box, ()):
        may = ", ".join(MAY_INCLUDE[box]) or "nothing"
        message = f"{box} must not include {include.name}; it may include {may}"
        yield Violation(path, include.line, message)
    elif not include.name.endswith(".h"):
        yield Violation(path, include.line, f"{include.name} is no header")


def check_third_party_headers(tree):
    """A library from outside is seen by the files that need it, and by no header above them."""
    carriers = {pattern: set() for pattern in ONE_FILE_ONLY}
    for path in tree.cpp_files():
        for include in tree.includes(path):
            if include.quoted or _is_standard(include.name):
                continue
            message = _third_party_fault(path, include.name)
            if message:
                yield Violation(path, include.line, message)
            for pattern in ONE_FILE_ONLY:
                if fnmatch.fnmatchcase(include.name, pattern) and box_of(path) != "tests":
                    carriers[pattern].add(path)
    for pattern, paths in carriers.items():
        first, *others = sorted(paths) or [""]
        for path in others:
            message = f"<{pattern}> is already included by {first}; one file only"
            yield Violation(path, 0, message)


def _is_standard(name):
    return "/" not in name and "." not in name


def _third_party_fault(path, name):
    table = {**THIRD_PARTY, **SYSTEM}
    pattern = next((p for p in table if fnmatch.fnmatchcase(name, p)), None)
    if pattern is None:
        return f"<{name}> is unknown; say in tests/structure/layering.py who may include it"
    if box_of(path) == "tests" or any(fnmatch.fnmatchcase(path, p) for p in table[pattern]):
        return None
    return f"<{name}> may be included only by " + (", ".join(table[pattern]) or "tests")


def check_include_cycles(tree):
    """No header includes itself by way of others."""
    graph = {
        path: [i.name for i in tree.includes(path) if i.quoted and i.name in tree]
        for path in tree.cpp_files()
    }
    finished, on_path = set(), []

    def visit(path):
        if path in on_path:
            cycle = on_path[on_path.index(path) :] + [path]
            yield Violation(path, 0, "include cycle: " + " -> ".join(cycle))
        elif path not in finished:
            on_path.append(path)
            for other in graph.get(path, ()):
                yield from visit(other)
            on_path.pop()
            finished.add(path)

    for path in graph:
        yield from visit(path)


def check_link_directions(tree):
    """The targets of the boxes link along the same arrows."""
    targets = {box.split("/")[-1]: box for box in MAY_INCLUDE}
    may_link = {**MAY_INCLUDE, "stimuli": MAY_INCLUDE["stimuli"] + ("sim/io",)}  # for sim/io/png.h
    for path in tree.files:
        box = box_of(path)
        if not path.endswith("CMakeLists.txt") or box in ("", "tests", "bench", "python", "docs/example"):
            continue
        text = re.sub(r"#[^\n]*", "", tree.text(path))
        for match in re.finditer(r"\bventral(?:::|_)(\w+)", text):
            other = targets.get(match.group(1))
            if other and other != box and other not in may_link[box]:
                line = line_of(text, match.start())
                yield Violation(path, line, f"{box} must not link {match.group()}")
