"""Files stay small: limits, and the distribution to watch."""

import statistics

from source_tree import BOXES, LIBRARIES, Violation, box_of

MAX_SOURCE_LINES = 500
MAX_HEADER_LINES = 250
MAX_TEST_LINES = 600
MAX_APP_LINES = 300
MAX_SCRIPT_LINES = 500
LIBRARY_MEDIAN_LINES = 130
LIBRARY_P90_LINES = 350
MAX_BYTES = 256 * 1024


def line_limit(path):
    """The hard stop for a file, or None where there is none."""
    if path.endswith(".py") or path in ("quickstart", ".ci/run"):
        return MAX_SCRIPT_LINES
    if not path.endswith((".h", ".cpp")):
        return None
    if box_of(path) == "tests":
        return MAX_TEST_LINES
    if path.endswith(".h"):
        return MAX_HEADER_LINES
    return MAX_APP_LINES if box_of(path) == "app" else MAX_SOURCE_LINES


def check_file_lengths(tree):
    """No file is over its limit; the libraries as a whole stay near their targets."""
    for path in tree.files:
        limit = line_limit(path)
        if limit and tree.num_lines(path) > limit:
            message = f"{tree.num_lines(path)} lines; the limit is {limit}: split it"
            yield Violation(path, 0, message)
    lengths = [tree.num_lines(path) for path in tree.cpp_files(*LIBRARIES)]
    for share, target in ((0.5, LIBRARY_MEDIAN_LINES), (0.9, LIBRARY_P90_LINES)):
        if quantile(lengths, share) > target:
            found = f"{share:.0%} quantile of lines is {quantile(lengths, share):.0f}"
            yield Violation("libraries", 0, f"{found}; at most {target}")


def check_file_sizes(tree):
    """Nothing large is committed."""
    for path in tree.files:
        if tree.size(path) > MAX_BYTES:
            yield Violation(path, 0, f"{tree.size(path)} bytes; the limit is {MAX_BYTES}")


def quantile(values, share):
    """Linear between neighbours; 0 for no values."""
    if len(values) < 2:
        return float(sum(values))
    cuts = statistics.quantiles(values, n=100, method="inclusive")
    return cuts[round(100 * share) - 1]


def length_table(tree):
    """The distribution of lines per box, as text."""
    rows = [("lines in", "files", "median", "p75", "p90", "max", "longest")]
    groups = {box: tree.cpp_files(box) for box in BOXES}
    groups["libraries"] = tree.cpp_files(*LIBRARIES)
    for name, paths in groups.items():
        if paths:
            lengths = [tree.num_lines(path) for path in paths]
            shares = [f"{quantile(lengths, share):.0f}" for share in (0.5, 0.75, 0.9)]
            longest = max(paths, key=tree.num_lines)
            rows.append((name, str(len(paths)), *shares, str(max(lengths)), longest))
    layout = "{:<12}{:>6}{:>8}{:>6}{:>6}{:>6}  {}"
    return "\n".join(layout.format(*row) for row in rows)
