"""Programs from the operating system that some tests use for real."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

PLUGINS = Path("/usr/lib/nagios/plugins")


def needs(program: str) -> str:
    """The path of a program; without it the test is skipped, but under CI it fails."""
    found = shutil.which(program) or shutil.which(program, path=f"/usr/sbin:{PLUGINS}")
    if found is None:
        reason = f"{program} is not installed"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found
