"""``drill new`` and ``drill lint``, as somebody types them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command_line import CommandLine


@pytest.fixture
def line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    monkeypatch.chdir(tmp_path)
    return CommandLine(tmp_path)


def test_a_scenario_of_ones_own(line: CommandLine, tmp_path: Path) -> None:
    told = line.call("drill", "new", "our-outage")
    assert told.code == 0 and "drill run ./our-outage.toml" in told.out
    assert line.call("drill", "lint", "our-outage.toml").out.strip() == "Nothing is wrong."
    line.configure(f'[[procedure]]\npath = "{tmp_path / "our-outage.toml"}"\n')
    assert "our-outage" in line.call("drill", "list").out
    assert line.call("config", "check").code == 0
    assert line.call("runbook", "lint", "our-outage.toml").code == 0
    assert line.call("drill", "new", "our-outage").code == 78


def test_what_is_wrong_is_told_line_by_line(line: CommandLine, tmp_path: Path) -> None:
    line.call("drill", "new", "ours")
    file = tmp_path / "ours.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace('shape = "leak"', 'shape = "leek"').replace('step = "slow"', 'step = "slwo"')
    )
    told = line.call("drill", "lint", "ours.toml")
    at = next(n for n, each in enumerate(file.read_text("utf-8").splitlines(), 1) if '"leek"' in each)
    assert told.code == 65
    assert told.out.startswith(f"ours.toml:{at}: trouble") and "leak" in told.out
    (problem,) = line.call("drill", "lint", "ours.toml", "--json").json["problems"]
    assert problem["line"] == at and problem["file"] == "ours.toml"
    line.configure(f'[[procedure]]\npath = "{file}"\n')
    assert line.call("config", "check").code == 78


def test_a_file_that_cannot_be_read_keeps_no_other_from_being_told(line: CommandLine, tmp_path: Path) -> None:
    line.call("drill", "new", "ours")
    file = tmp_path / "ours.toml"
    file.write_text(file.read_text("utf-8") + '[marks]\n"\\u001b]0;x" = 3\n')
    told = line.call("drill", "lint", "none.toml", "ours.toml", "kept.toml")
    first, second, third = told.out.splitlines()
    assert told.code == 65
    assert first == "none.toml: no such file (ops-console drill new NAME writes one)"
    assert second.startswith("ours.toml:") and "\x1b" not in second and "␛]0;x" in second
    assert third.startswith("kept.toml: no such file")


def test_a_file_that_points_to_itself_is_told_and_not_played(line: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "one.toml").symlink_to("two.toml")
    (tmp_path / "two.toml").symlink_to("one.toml")
    (tmp_path / "play").write_text("00:01 incident ack\n", encoding="utf-8")
    for called in (
        line.call("drill", "run", "./one.toml", "--script", "play"),
        line.call("drill", "lint", "one.toml"),
    ):
        told = called.out + called.err
        assert called.code in (65, 78) and "one.toml: cannot be read" in told and "\n" not in told.strip()
