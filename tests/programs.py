"""Programs from the operating system that some tests use for real."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.missing import missing

PLUGINS = Path("/usr/lib/nagios/plugins")


def needs(program: str) -> str:
    """The path of a program; without it the test is skipped, but under CI it fails."""
    found = shutil.which(program) or shutil.which(program, path=f"/usr/sbin:{PLUGINS}")
    if found is None:
        missing(f"{program} is not installed")
    return found
