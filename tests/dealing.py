"""Deals the tests out to workers side by side, so that these end together and start little twice.

A plugin of pytest. The files that share something dear (a lab, a server of moto) go to one worker. Those
that are long come first, in a fixed shuffle: what waits is mixed with what computes. Where only the
serial tests are wanted, the files that have none are not even imported.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest

_ROOT = Path(__file__).parents[1]
_SHARED: Mapping[str, tuple[re.Pattern[str], int]] = {
    "lab": (re.compile(r"\b(?:lab: Lab|started_lab: StartedLab)\b"), 2),
    "moto": (re.compile(r"\bmoto: str\b"), 1),
    "postgres": (re.compile(r"\bpostgres: PostgresServer\b"), 1),
}
"""What is dear to start: how a test file asks for it, and how many workers start one."""
_LONG = ("console", "data/providers", "screens", "sessions", "terminal")
_SERIAL = "mark.serial"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:  # noqa: ANN401 - xdist's own
    """What deals out whole files with ``--dist loadfile``: those together that share something."""
    if config.getoption("dist") != "loadfile":
        return None
    from xdist.scheduler import LoadFileScheduling

    config.option.loadscopereorder = False
    dealing = LoadFileScheduling(config, log)
    dealing._split_scope = lambda nodeid: unit(nodeid.split("::", 1)[0])
    return dealing


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Order them as they are to be dealt; and hold that every serial test is found by its word."""
    for item in items:
        if item.get_closest_marker("serial") and not _says(item.path, _SERIAL):
            raise pytest.UsageError(f"{item.path}: write @pytest.{_SERIAL} in the file itself")
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: _turn(item.nodeid.split("::", 1)[0]))


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Whether a file need not be read where only the serial tests run."""
    wanted = config.getoption("markexpr") == "serial" and collection_path.name.startswith("test_")
    return True if wanted and collection_path.is_file() and not _says(collection_path, _SERIAL) else None


@cache
def unit(file: str) -> str:
    """The name of what is dealt out as one: the file's own, or that of what it shares."""
    for name, (asks, workers) in _SHARED.items():
        if asks.search(_text(_ROOT / file)):
            return f"{name} {crc32(file.encode()) % workers}"
    return file


@cache
def _turn(file: str) -> tuple[int, str, int]:
    """When a file has its turn."""
    whole = unit(file)
    if whole != file:
        return 0, whole, 0
    return (
        (1 if file.startswith(tuple(f"tests/{folder}/" for folder in _LONG)) else 2),
        "",
        crc32(file.encode()),
    )


def _says(path: Path, word: str) -> bool:
    return word in _text(path)


@cache
def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""
