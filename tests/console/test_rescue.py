"""Words that the journal could not take."""

from __future__ import annotations

import stat
import tempfile
import tomllib
from pathlib import Path

import pytest

from console.rescue import rescued
from tests.journal_helpers import notes, sealed_file


def test_they_lie_beside_the_journal_for_their_owner_only(tmp_path: Path) -> None:
    _, entries = sealed_file(notes(2))
    error = rescued(entries, tmp_path / "journal")
    assert error.message == "2 entries are not on disk"
    file = Path(error.remedy.removeprefix("kept in "))
    assert file.parent == tmp_path / "unsaved"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    kept = tomllib.loads(file.read_text())["entry"]
    assert [each["note"] for each in kept] == ["number 0", "number 1"]


def test_where_that_disk_is_full_they_lie_with_the_temporary_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    (tmp_path / "unsaved").write_text("in the way")
    _, entries = sealed_file(notes(1))
    assert rescued(entries, tmp_path / "journal").remedy.startswith(f"kept in {tmp_path}/tmp/ops-console-")


def test_where_no_disk_takes_them_they_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "unsaved"))
    (tmp_path / "unsaved").write_text("in the way")
    _, entries = sealed_file(notes(1))
    assert rescued(entries, tmp_path / "journal").remedy == "note: number 0"
