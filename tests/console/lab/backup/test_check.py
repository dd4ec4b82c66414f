"""The backup's check, in the manner of a monitoring plugin."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from console.lab.backup.check import main

NOW = 1_800_000_000.0


class _Place:
    """A folder of backups and one of copies, as a test fills them."""

    def __init__(self, root: Path) -> None:
        self.here, self.away = root / "here", root / "away"
        self.here.mkdir()
        self.away.mkdir()

    def night(self, name: str, size: int, age_h: float, *, copy: bool = True) -> Path:
        file = self.here / name
        content = bytes(size)
        file.write_bytes(content)
        file.with_suffix(".sha256").write_text(f"{hashlib.sha256(content).hexdigest()}  {name}\n")
        os.utime(file, (NOW - age_h * 3600,) * 2)
        if copy:
            (self.away / name).write_bytes(content)
        return file

    def told(self, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, dict[str, str]]:
        code = main(self.here, self.away, NOW)
        words, _, data = capsys.readouterr().out.strip().partition(" | ")
        return code, words, dict(pair.split("=") for pair in data.split())


@pytest.fixture
def place(tmp_path: Path) -> _Place:
    return _Place(tmp_path)


def test_none_at_all_is_critical(place: _Place, capsys: pytest.CaptureFixture[str]) -> None:
    assert place.told(capsys) == (2, "BACKUP CRITICAL - there is none", {})


def test_all_is_well(place: _Place, capsys: pytest.CaptureFixture[str]) -> None:
    for number, size in enumerate((100, 110, 120, 90, 100, 100, 100, 100)):
        place.night(f"{number}.sql", size, 24.0 * (7 - number) + 2)
    (place.here / "restore-tested").touch()
    os.utime(place.here / "restore-tested", (NOW - 86_400 * 3,) * 2)
    code, words, figures = place.told(capsys)
    assert (code, words) == (0, "BACKUP OK - 7.sql, 100 bytes, 2.0 h old")
    assert figures == {
        "age_h": "2.000;;26",
        "size_bytes": "100B",
        "size_ratio_pct": "100.0%;70:;50:",
        "offsite": "1;;1:",
        "integrity": "1;;1:",
        "restore_test_age_d": "3.0000",
    }


def test_usual_is_the_median_of_the_seven_nights_before(
    place: _Place, capsys: pytest.CaptureFixture[str]
) -> None:
    # Older ones, however large, do not count; nor does a single odd one among the seven.
    for number, size in enumerate((9999, 9999, 1, 100, 100, 100, 100, 120, 120, 50)):
        place.night(f"{number}.sql", size, 24.0 * (9 - number))
    assert place.told(capsys)[2]["size_ratio_pct"] == "50.0%;70:;50:"


@pytest.mark.parametrize(("size", "code"), [(69, 1), (50, 1), (49, 2), (0, 2)])
def test_a_small_one_is_told(place: _Place, capsys: pytest.CaptureFixture[str], size: int, code: int) -> None:
    place.night("a.sql", 100, 26)
    place.night("b.sql", size, 2)
    found, words, _ = place.told(capsys)
    assert found == code
    assert words.endswith(f"b.sql has {size} % of the usual size")


def test_one_that_is_missing_is_told_by_the_age_of_the_last(
    place: _Place, capsys: pytest.CaptureFixture[str]
) -> None:
    place.night("a.sql", 100, 49)
    code, words, figures = place.told(capsys)
    assert (code, words) == (2, "BACKUP CRITICAL - last night's is missing: a.sql is 49 h old")
    assert figures["age_h"] == "49.000;;26"
    assert "restore_test_age_d" not in figures


def test_a_copy_cut_short_is_none(place: _Place, capsys: pytest.CaptureFixture[str]) -> None:
    place.night("a.sql", 100, 2)
    (place.away / "a.sql").write_bytes(bytes(99))
    code, words, figures = place.told(capsys)
    assert (code, figures["offsite"]) == (2, "0;;1:")
    assert "no copy offsite" in words


def test_one_that_was_changed_does_not_match_its_checksum(
    place: _Place, capsys: pytest.CaptureFixture[str]
) -> None:
    file = place.night("a.sql", 100, 2)
    file.write_bytes(b"x" * 100)
    os.utime(file, (NOW - 7200,) * 2)
    code, words, figures = place.told(capsys)
    assert (code, figures["integrity"]) == (2, "0;;1:")
    assert "checksum" in words
