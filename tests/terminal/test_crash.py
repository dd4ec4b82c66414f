"""Crash reports: where and what, never the values, never a secret, for nobody else to read."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from console.terminal.crash import redact, report_text, told, write_report


def failing() -> ValueError:
    """An error with a secret in a variable beside it."""
    password = "canary-in-a-variable"
    try:
        raise ValueError(
            f"bad answer of {len(password)} from postgresql://ops:canary-in-a-dsn@db/main\x1b[2J"
        )
    except ValueError as error:
        return error


def test_the_report_names_the_place_and_no_values() -> None:
    text = report_text(failing())
    assert "test_crash.py" in text
    assert "in failing" in text
    assert "canary" not in text.replace('password = "canary-in-a-variable"', "")
    assert "\x1b" not in text


def test_the_file_is_for_its_owner_only(tmp_path: Path) -> None:
    report = write_report(failing(), tmp_path / "crashes")
    assert report is not None
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    assert stat.S_IMODE(report.parent.stat().st_mode) == 0o700
    assert "ValueError" in report.read_text()


def test_where_the_folder_cannot_be_it_goes_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    blocked = tmp_path / "file"
    blocked.write_text("")
    report = write_report(failing(), blocked / "crashes")
    assert report is not None
    assert report.parent == tmp_path


def test_the_person_reads_one_line(tmp_path: Path) -> None:
    line = told(failing(), tmp_path / "r.txt")
    assert line.startswith("ops-console: internal error: ValueError: bad answer")
    assert line.endswith(f"the report is {tmp_path / 'r.txt'}")
    assert "canary" not in line
    assert "\n" not in line


@pytest.mark.parametrize(
    "text",
    [
        "https://user:canary@host/path",
        "Authorization: Bearer canarycanarycanary",
        "https://api.example/?api_key=canary&x=1",
        "token='canary'",
        '{"client_secret": "canary"}',
        "AKIACANARY0CANARY0CA",
        "password=canary rest",
        "ghp_canarycanarycanary",
    ],
)
def test_what_looks_like_a_secret_is_masked(text: str) -> None:
    assert "canary" not in redact(text).lower()


@pytest.mark.parametrize("text", ["connect to db:5432 failed", "12 tokens left", "basic checks passed"])
def test_what_does_not_is_left_alone(text: str) -> None:
    assert redact(text) == text
