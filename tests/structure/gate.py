"""What the format gate and the lint gate share."""

import os
import shutil
import sys

SKIPPED = 77  # ctest's SKIP_RETURN_CODE


def require_tool(name):
    """The tool's path. Without it the check is skipped, but in CI it fails."""
    path = shutil.which(name)
    if path is None:
        print(f"{name} is missing (Debian package {name}); ./quickstart test installs it")
        sys.exit(1 if os.environ.get("CI") == "true" else SKIPPED)
    return path
