"""``ops-console replay``: where it begins, and what it says where there is nothing to begin with."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command_line import CommandLine
from tests.data.recorder.flight import Flight

_RECORDED = "recorded: 2026-11-20T09:00:01+00:00 to 2026-11-20T09:00:40+00:00"


@pytest.fixture
def line(tmp_path: Path) -> CommandLine:
    made = CommandLine(tmp_path)
    made.configure('[console]\npolicy = "skafu"\ntimezone = "UTC"\n')
    list(Flight(tmp_path / ".local/state/ops-console/recordings/local", 6).fly(40))
    return made


@pytest.mark.parametrize(
    "at", ["2026-11-20T08:58", "2026-11-19 09:00", "02:14", "2026-12-01", "2026-11-20T09:00+01:00"]
)
def test_what_was_not_recorded_is_refused_with_what_was(line: CommandLine, at: str) -> None:
    called = line.call("replay", "--at", at)
    assert called.code == 64
    assert "nothing was recorded at 2026-" in called.err and _RECORDED in called.err


@pytest.mark.parametrize(
    "at", ["2026-11-20T09:00", "09:00", "9:00:20", "2026-11-20T09:00:41Z", "10:00+01:00"]
)
def test_what_was_recorded_only_wants_a_terminal(line: CommandLine, at: str) -> None:
    assert "terminal" in line.call("replay", "--at", at).err


def test_what_is_no_moment_is_refused_in_one_line(line: CommandLine) -> None:
    called = line.call("replay", "--at", "soon")
    assert called.code == 64 and '"soon" is no moment' in called.err and called.err.count("\n") == 1


def test_it_lists_what_is_recorded(line: CommandLine) -> None:
    assert line.call("replay", "--list").out.startswith(
        "2026-11-20T09:00:01+00:00  2026-11-20T09:00:40+00:00"
    )
    (row,) = line.call("replay", "--json").json["recorded"]
    assert row["from"] == "2026-11-20T09:00:01+00:00" and row["bytes"] > 0


def test_nothing_at_all_is_said_with_the_folder(tmp_path: Path) -> None:
    line = CommandLine(tmp_path)
    line.configure('[console]\npolicy = "skafu"\n')
    assert line.call("replay", "--list").out == "nothing is recorded\n"
    called = line.call("replay")
    assert called.code == 64 and "nothing is recorded in" in called.err
