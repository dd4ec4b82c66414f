"""Folders are listed seldom, and nothing that appears in one is missed."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from data.journal import listing
from data.journal.listing import Listing

LONG_AGO = 10**9
LATER = 2 * 10**9


def touch(folder: Path, name: str, changed: int) -> None:
    """A file, in a folder that last changed at a moment, in nanoseconds."""
    (folder / name).touch()
    os.utime(folder, ns=(changed, changed))


def test_a_folder_that_has_not_changed_is_not_listed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    touch(tmp_path, "one", LONG_AGO)
    known = Listing()
    assert known.names_in(tmp_path) == ["one"]
    with monkeypatch.context() as patch:
        patch.setattr(listing, "names_in", lambda folder: pytest.fail(f"{folder} is listed again"))
        assert known.names_in(tmp_path) == ["one"]
    touch(tmp_path, "two", LATER)
    assert sorted(known.names_in(tmp_path)) == ["one", "two"]


def test_a_file_is_seen_that_appears_in_the_same_tick_as_another(tmp_path: Path) -> None:
    known, now = Listing(), time.time_ns()
    for count in range(1, 4):
        touch(tmp_path, f"file-{count}", now)
        assert len(known.names_in(tmp_path)) == count


def test_a_folder_that_cannot_be_read_holds_nothing(tmp_path: Path) -> None:
    assert Listing().names_in(tmp_path / "missing") == []
