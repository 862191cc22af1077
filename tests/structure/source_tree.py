"""The files of the project as the structure tests see them."""

import functools
import os
import pathlib
import re
import subprocess
from typing import NamedTuple

# From the ground up; the box of a file is the longest of these that its path starts with.
LIBRARIES = ("sim/base", "sim/config", "sim/io", "sim/engine", "models", "stimuli", "analysis")
BOXES = LIBRARIES + ("app", "bench", "tests", "python", "docs/example")

CPP_SUFFIXES = (".h", ".cpp")
NEVER_LISTED_FOLDERS = (".git", "build", "out", "__pycache__")

_LITERAL_OR_COMMENT = re.compile(
    r"""//[^\n]*
      | /\*.*?\*/
      | R"(?P<delimiter>[^()\s\\]*)\(.*?\)(?P=delimiter)"
      | "(?:\\.|[^"\\\n])*"
      | (?<![0-9a-fA-F])'(?:\\[^\n']+|\\'|[^'\\\n])'""",
    re.VERBOSE | re.DOTALL,
)
_INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)


class Violation(NamedTuple):
    """One fault; line 0 means the whole file."""

    path: str
    line: int
    message: str

    def __str__(self):
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.message}"


class Include(NamedTuple):
    line: int
    quoted: bool
    name: str


class SourceTree:
    """Paths are relative to the root, with slashes. Git decides which files belong to the tree;
    without git every file does, but for build folders."""

    def __init__(self, root):
        self.root = pathlib.Path(root)
        self.files = sorted(self._listed_by_git() or self._walked())
        self._file_set = set(self.files)

    def __contains__(self, path):
        return path in self._file_set

    def _git(self, *arguments):
        """Standard output, or None where git is absent or this is no work tree of its own."""
        if not (self.root / ".git").exists():
            return None
        command = ["git", "-C", str(self.root), *arguments]
        try:
            return subprocess.run(command, check=True, capture_output=True, text=True).stdout
        except (OSError, subprocess.CalledProcessError):
            return None

    def _listed_by_git(self):
        listed = self._git("ls-files", "-z", "--cached", "--others", "--exclude-standard")
        if listed is None:
            return None
        return {path for path in listed.split("\0") if path and (self.root / path).is_file()}

    def _walked(self):
        found = set()
        for folder, subfolders, names in os.walk(self.root):
            subfolders[:] = [name for name in subfolders if name not in NEVER_LISTED_FOLDERS]
            relative = pathlib.Path(folder).relative_to(self.root)
            found.update((relative / name).as_posix() for name in names)
        return found

    def committed_but_ignored(self):
        """Files that .gitignore names and that were committed all the same."""
        listed = self._git("ls-files", "-z", "--cached", "--ignored", "--exclude-standard")
        return [path for path in (listed or "").split("\0") if path]

    def size(self, path):
        return (self.root / path).stat().st_size

    @functools.lru_cache(maxsize=None)
    def text(self, path):
        return (self.root / path).read_text(encoding="utf-8", errors="replace")

    def num_lines(self, path):
        return len(self.text(path).splitlines())

    def cpp_files(self, *boxes):
        """Sources and headers, of the given boxes or of all."""
        return [
            path
            for path in self.files
            if path.endswith(CPP_SUFFIXES) and (not boxes or box_of(path) in boxes)
        ]

    @functools.lru_cache(maxsize=None)
    def code(self, path, strings=True):
        """The text with comments, and on request strings, blanked; lines keep their numbers."""

        def blank(match):
            if strings and not match.group().startswith(("//", "/*")):
                return match.group()
            return re.sub(r"[^\n]", " ", match.group())

        return _LITERAL_OR_COMMENT.sub(blank, self.text(path))

    def includes(self, path):
        code = self.code(path)
        return [
            Include(line_of(code, match.start(1)), match.group(1) == '"', match.group(2))
            for match in _INCLUDE.finditer(code)
        ]


def box_of(path):
    """The box of a file, or an empty string."""
    owners = [box for box in BOXES if path.startswith(box + "/")]
    return max(owners, key=len, default="")


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1
