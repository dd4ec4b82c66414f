"""The backup's check, in the manner of a monitoring plugin."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from console.lab.backup.check import main

NOW = 1_800_000_000.0


def _backup(folder: Path, name: str, size: int, age_h: float) -> None:
    folder.mkdir(exist_ok=True)
    file = folder / name
    file.write_bytes(bytes(size))
    os.utime(file, (NOW - age_h * 3600,) * 2)


def _figures(output: str) -> dict[str, str]:
    return dict(pair.split("=") for pair in output.split(" | ")[1].split())


def test_none_at_all_is_critical(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(tmp_path, tmp_path, NOW) == 2
    assert capsys.readouterr().out == "BACKUP CRITICAL - there is none\n"


def test_the_newest_is_told_against_the_one_before(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here, away = tmp_path / "here", tmp_path / "away"
    _backup(here, "b.sql", 200, 26)
    _backup(here, "a.sql", 100, 2)
    _backup(away, "a.sql", 100, 2)
    (here / "restore-tested").touch()
    os.utime(here / "restore-tested", (NOW - 86_400 * 3,) * 2)
    assert main(here, away, NOW) == 0
    assert _figures(capsys.readouterr().out) == {
        "age_h": "2.000",
        "size_bytes": "100B",
        "size_ratio_pct": "50.0%",
        "offsite": "1",
        "restore_test_age_d": "3.0000",
    }


def test_a_copy_cut_short_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    here, away = tmp_path / "here", tmp_path / "away"
    _backup(here, "a.sql", 100, 2)
    _backup(away, "a.sql", 99, 2)
    assert main(here, away, NOW) == 0
    figures = _figures(capsys.readouterr().out)
    assert figures["offsite"] == "0"
    assert "restore_test_age_d" not in figures


def test_an_empty_backup_is_told_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _backup(tmp_path / "here", "a.sql", 0, 2)
    _backup(tmp_path / "here", "b.sql", 0, 26)
    assert main(tmp_path / "here", tmp_path, NOW) == 0
    assert _figures(capsys.readouterr().out)["size_bytes"] == "0B"
