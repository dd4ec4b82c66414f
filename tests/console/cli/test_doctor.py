"""``ops-console doctor``: what to mend, before it is needed."""

from __future__ import annotations

import io
import os
from collections import namedtuple
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from console.doctor import machine, services, storage
from console.doctor.finding import Finding, Grade
from data.config.configuration import Configuration
from data.models.verdict import Verdict
from tests.command_line import CommandLine
from tests.console.snapshots import broken, reading, snapshot, source
from tests.console.wiring_stub import answer

Usage = namedtuple("Usage", "total used free")


class Terminal(io.StringIO):
    """A file that says it is a terminal."""

    def isatty(self) -> bool:
        return True


class At:
    """A clock that stands."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def now(self) -> datetime:
        return self._moment

    def elapsed(self) -> float:
        return 0.0


@pytest.fixture
def line(tmp_path: Path) -> CommandLine:
    return CommandLine(tmp_path)


def only(findings: list[Finding]) -> Finding:
    (finding,) = findings
    return finding


def test_every_library_is_there_and_textual_is_the_proved_one() -> None:
    assert {finding.grade for finding in machine.versions()} == {Grade.OK}


def test_another_textual_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "requires", lambda name: ["rich>=15", "textual==1.2.3"])
    findings = [finding for finding in machine.versions() if finding.grade is Grade.WARN]
    assert "1.2.3 is what was proved" in only(findings).words
    assert only(findings).remedy == "pip install textual==1.2.3"


@pytest.mark.parametrize(
    ("size", "grade"),
    [((120, 40), Grade.OK), ((80, 24), Grade.OK), ((79, 24), Grade.WARN), ((50, 10), Grade.WARN)],
)
def test_the_size_of_the_terminal(size: tuple[int, int], grade: Grade) -> None:
    findings = list(machine.terminal(Terminal(), Terminal(), {"TERM": "xterm"}, size))
    assert only(findings).grade is grade
    assert f"{size[0]}×{size[1]}" in only(findings).words


def test_no_terminal_is_worth_a_word() -> None:
    findings = list(machine.terminal(io.StringIO(), Terminal(), {"TERM": "xterm"}, (80, 24)))
    assert only(findings).grade is Grade.WARN


@pytest.mark.parametrize(
    ("encoding", "grade"),
    [("utf-8", Grade.OK), ("UTF-8", Grade.OK), ("ascii", Grade.WARN), (None, Grade.WARN)],
)
def test_the_locale(encoding: str | None, grade: Grade) -> None:
    assert machine.locale(encoding).grade is grade


@pytest.mark.parametrize(("year", "grade"), [(2026, Grade.OK), (1970, Grade.MEND), (2150, Grade.MEND)])
def test_the_clock(year: int, grade: Grade) -> None:
    findings = machine.clock(At(datetime(year, 11, 20, 9, tzinfo=UTC)), ZoneInfo("Europe/London"))
    assert next(iter(findings)).grade is grade


def test_a_journal_that_does_not_exist_yet_can_be_made(tmp_path: Path) -> None:
    folder = tmp_path / "state/journal"
    assert only(list(storage.journal_folder(folder, read_only=False))).grade is Grade.OK
    assert not folder.exists()


def test_a_journal_that_works_is_tried_and_left_as_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "journal"
    folder.mkdir(mode=0o700)
    findings = list(storage.journal_folder(folder, read_only=False))
    assert {finding.grade for finding in findings} == {Grade.OK}
    assert any("a write is confirmed in" in finding.words for finding in findings)
    assert list(folder.iterdir()) == []


def test_read_only_tries_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tmp_path.chmod(0o700)
    monkeypatch.setattr(os, "fsync", lambda descriptor: pytest.fail("written"))
    assert any(
        "nothing was tried" in finding.words for finding in storage.journal_folder(tmp_path, read_only=True)
    )


def test_a_journal_open_to_others(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    finding = only(list(storage.journal_folder(tmp_path, read_only=False)))
    assert (finding.grade, finding.remedy) == (Grade.WARN, f"chmod 700 {tmp_path}")


def test_a_file_where_the_journal_should_be(tmp_path: Path) -> None:
    (tmp_path / "journal").touch()
    assert only(list(storage.journal_folder(tmp_path / "journal", read_only=False))).grade is Grade.MEND


def test_a_journal_of_somebody_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    finding = only(list(storage.journal_folder(tmp_path, read_only=False)))
    assert finding.grade is Grade.MEND
    assert "somebody else" in finding.words


@pytest.mark.parametrize(
    ("free", "grade"), [(5_000_000, Grade.MEND), (50_000_000, Grade.WARN), (5_000_000_000, Grade.OK)]
)
def test_the_room_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, grade: Grade
) -> None:
    tmp_path.chmod(0o700)
    monkeypatch.setattr("shutil.disk_usage", lambda folder: Usage(1, 1, free))
    findings = {finding.area: finding.grade for finding in storage.journal_folder(tmp_path, read_only=True)}
    assert findings["disk"] is grade


def test_a_disk_that_does_not_confirm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(descriptor: int) -> None:
        raise OSError(5, "Input/output error")

    tmp_path.chmod(0o700)
    monkeypatch.setattr(os, "fsync", fail)
    findings = list(storage.journal_folder(tmp_path, read_only=False))
    assert any(finding.grade is Grade.MEND and "Input/output error" in finding.words for finding in findings)


def test_a_source_is_well_when_it_answers_whatever_it_says() -> None:
    answers = source("api", Verdict.FAIL, reading("api", Verdict.FAIL))
    found = list(services.sources(snapshot(answers, broken("db"), broken("log", critical=False))))
    assert [finding.grade for finding in found] == [Grade.OK, Grade.MEND, Grade.WARN]
    assert found[1].remedy == "is it running?"


def test_a_source_that_answers_nothing_and_one_whose_clock_is_ahead() -> None:
    ahead = source("api", Verdict.PASS, reading("api", Verdict.PASS, skew_s=600.0))
    found = list(services.sources(snapshot(source("void", Verdict.NO_DATA), ahead)))
    assert [finding.grade for finding in found] == [Grade.WARN, Grade.OK, Grade.WARN]
    assert "600 s ahead" in found[2].words


def test_no_configuration_is_told_with_the_way_to_one(tmp_path: Path) -> None:
    finding = only(list(services.configuration(Configuration(tmp_path / "config.toml"))))
    assert finding.remedy == "ops-console config init"
    found = list(services.configuration(Configuration(tmp_path / "c", found=True, warnings=("w",))))
    assert [finding.grade for finding in found] == [Grade.OK, Grade.WARN]


def test_the_command_says_what_to_mend_first(line: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, snapshot())
    line.configure('[console]\npolicy = "nonsense"\n')
    called = line.call("doctor")
    assert called.code == 2
    lines = called.out.splitlines()
    assert lines[0].startswith("1 to mend")
    assert lines[2].startswith("mend  policy")


def test_the_command_goes_on_with_a_broken_configuration(
    line: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, snapshot())
    line.configure("[console]\nnonsense = 1\n")
    called = line.call("doctor", "--json")
    assert called.code == 2
    assert called.json["schema"] == 1
    grades = {finding["area"]: finding["grade"] for finding in called.json["findings"]}
    assert grades["configuration"] == "mend"
    assert grades["version"] == "ok"


def test_the_grade_is_the_worst(line: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, snapshot())
    line.configure("")
    called = line.call("doctor", "--json")
    grades = {finding["grade"] for finding in called.json["findings"]}
    assert called.code == max({"ok": 0, "warn": 1, "mend": 2}[grade] for grade in grades)
