"""``drill score, history, debrief, coverage`` over drills that were played."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from data.drills.plays.folders import drills_in
from tests.command_line import CommandLine
from tests.data.drills.scenarios.test_library import GOOD
from tests.daylight import this_morning

SCRIPTS = Path(__file__).parents[2] / "fixtures/drills/database-connections"
RIGHT = "unified-database-connections"


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    """A home in which two drills were played: a bad one, then a good one."""
    made = CommandLine(tmp_path_factory.mktemp("home"))
    for name in ("trail", "ideal"):
        script = str(SCRIPTS / f"{name}.script")
        called = made.call("drill", "run", "database-connections", "--seed", "7", "--script", script)
        assert called.code == 0, called.err
    return made


def test_the_score_is_reckoned_again_to_the_same(line: CommandLine) -> None:
    found = line.call("drill", "score", "--json").json
    assert found["score"]["total"] >= 95 and found["who"] == "alice"
    (last,) = [
        each
        for each in line.call("drill", "history", "--json").json["drills"]
        if each["drill"] == found["drill"]
    ]
    assert last["total"] == found["score"]["total"]
    assert "Detected in time" in line.call("drill", "score", "connections-1").out


def test_history_tells_whether_people_get_better(line: CommandLine) -> None:
    document = line.call("drill", "history", "--json").json
    assert [each["drill"][-1] for each in document["drills"]] == ["1", "2"]
    told = {(each["by"], each["name"]): each for each in document["trends"]}
    assert told.keys() == {("person", "alice"), ("scenario", "database-connections"), ("procedure", RIGHT)}
    assert told["person", "alice"]["change"] > 50
    assert "against those before" in line.call("drill", "history").out


def test_the_debrief_can_be_kept(line: CommandLine, tmp_path: Path) -> None:
    called = line.call("drill", "debrief", "connections-1")
    assert called.out.startswith("# Debrief: ") and "## What to train" in called.out
    file = tmp_path / "debrief.md"
    assert line.call("drill", "debrief", "connections-1", "--out", str(file)).out.strip() == str(file)
    assert file.read_text("utf-8") == called.out


def test_coverage_names_who_exercised_what(line: CommandLine) -> None:
    (found,) = line.call("drill", "coverage", RIGHT, "--json").json["runbooks"]
    assert (found["tested"], found["of"], found["due"]) == (7, 7, [])
    assert {each["by"] for each in found["steps"]} == {"alice"}
    assert all(each["drill"].endswith("-2") for each in found["steps"])
    assert "never exercised" in line.call("drill", "coverage").out
    assert line.call("drill", "coverage", "--due").code == 0


def test_what_was_exercised_long_ago_is_due_in_the_calendar_too(line: CommandLine, tmp_path: Path) -> None:
    heads = [each.path / "drill.toml" for each in drills_in(line.home / ".local/state/ops-console/drills")]
    kept = [each.read_text("utf-8") for each in heads]
    then = this_morning().replace(microsecond=0) - timedelta(days=200)
    try:
        for head, text in zip(heads, kept, strict=True):
            began = next(each for each in text.splitlines() if each.startswith("began = "))
            head.write_text(text.replace(began, f"began = {then.isoformat()}"), encoding="utf-8")
        called = line.call("drill", "coverage", "--due")
        assert called.code == 1 and "due again" in called.out and f"{then:%Y-%m-%d}" in called.out
        due = line.call("checklist", "due")
        assert "8 steps of 2 procedures to drill again: ops-console drill coverage --due" in due.out
        assert line.call("checklist", "due", "--json").json["drills"].startswith("8 steps")
    finally:
        for head, text in zip(heads, kept, strict=True):
            head.write_text(text, encoding="utf-8")
    assert "to drill again" not in line.call("checklist", "due").out


def test_where_nothing_was_played_that_is_said(tmp_path: Path) -> None:
    line = CommandLine(tmp_path)
    assert "ops-console drill" in line.call("drill", "history").out
    for name in ("score", "debrief"):
        called = line.call("drill", name)
        assert called.code == 64 and "no drill has been played yet" in called.err


def test_a_changed_scenario_keeps_the_points_on_record(line: CommandLine) -> None:
    (head, *_) = [
        each.path / "drill.toml" for each in drills_in(line.home / ".local/state/ops-console/drills")
    ]
    kept = head.read_text("utf-8")
    try:
        head.write_text(kept.replace("sha256:", "sha256:0"), encoding="utf-8")
        assert "points on record" in line.call("drill", "score", "connections-1").out
        called = line.call("drill", "debrief", "connections-1")
        assert called.code == 64 and "--scenario FILE" in called.err
    finally:
        head.write_text(kept, encoding="utf-8")


def test_a_scenario_of_ones_own_is_reckoned_where_its_file_is_named(tmp_path: Path) -> None:
    line, file, script = CommandLine(tmp_path), tmp_path / "mine.toml", tmp_path / "a.script"
    file.write_text(GOOD, encoding="utf-8")
    script.write_text("02:00 incident declare --severity P1 --title slow\n", encoding="utf-8")
    played = line.call("drill", "run", str(file), "--script", str(script), "--json").json
    [folder] = drills_in(tmp_path / ".local/state/ops-console/drills")
    folder.scenario.unlink()  # as drills have been kept before there was a copy in their folder
    assert line.call("drill", "score", "--json").json["score"] == played["score"]
    assert "points on record" in line.call("drill", "score").out
    assert "points on record" not in line.call("drill", "score", "--scenario", str(file)).out
    assert "# Debrief: Mine" in line.call("drill", "debrief", "--scenario", str(file)).out
