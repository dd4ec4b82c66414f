"""A script presses keys on the drill's own console, and the same comes of it at any speed."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from console.cli.session import Session
from console.drill.keyed import KeyedPlay
from console.drill.parts import Wanted, drill_parts
from console.drill.scripted import ScriptedPlay
from data.drills.plays.past import entries_of
from data.drills.plays.script import parse_script
from data.models.entry import Entry
from data.models.scenario import Scenario
from data.models.score import Score
from tests.data.drills.scores.test_score import LEAK
from tests.drill_told import told

SHORT = replace(LEAK, lasts=3.0)
LONGER = replace(LEAK, lasts=480.0)
KEYED = """\
00:01 keys i
00:01 keys 1 enter
00:01 type down
00:01 keys enter
00:02 keys n
00:02 type full
00:02 keys enter
00:02 incident ack
00:02 runbook run unified-database-connections --execute
00:02 keys 7 enter x
00:03 keys enter
00:03 runbook step variable
00:03 keys P plus full_stop
"""
Played = tuple[Score, tuple[Entry, ...], list[str]]


async def plays(home: Path, script: str, speed: float | None = None, scenario: Scenario = SHORT) -> Played:
    session = Session({"HOME": str(home), "USER": "alice", "TZ": "UTC"})
    drill = drill_parts(session, Wanted(scenario, 7))
    actions = parse_script(script, "a.script", ("incident", "runbook"), scenario.lasts)
    refused: list[str] = []
    try:
        play = KeyedPlay(ScriptedPlay(drill, session, speed=speed))
        score = await play.play(actions, lambda outcome: refused.append(outcome.refused))
    finally:
        drill.parts.journal.close(5.0)
    return score, entries_of(drill.folder), [each for each in refused if each]


@pytest.fixture(scope="module")
def fast(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """As fast as it goes."""
    return asyncio.run(plays(tmp_path_factory.mktemp("fast"), KEYED))


def test_keys_do_what_they_do_in_production(fast: Played) -> None:
    _, entries, refused = fast
    assert refused == []
    at = {each.kind: (each.at - SHORT.starts).total_seconds() for each in entries}
    assert (at["incident.declared"], at["incident.note"], at["runbook.begun"]) == (1.0, 2.0, 2.0)
    assert (at["runbook.checked"], at["runbook.confirmed"], at["drill.ended"]) == (3.0, 3.0, 3.0)
    (declared,) = [each for each in entries if each.kind == "incident.declared"]
    (note,) = [each for each in entries if each.kind == "incident.note"]
    assert (declared.get("title"), note.get("note")) == ("down", "full")
    assert all(each.drill for each in entries)


@pytest.mark.parametrize("speed", [1.0, 10.0])
async def test_at_any_speed_the_same_comes_of_it(fast: Played, tmp_path: Path, speed: float) -> None:
    score, entries, _ = await plays(tmp_path, KEYED, speed)
    assert score == fast[0]
    assert told(entries) == told(fast[1])


async def test_what_the_console_writes_by_itself_has_its_minute(tmp_path: Path) -> None:
    script = "02:30 incident declare --severity P0 --title slow\n"
    _, entries, _ = await plays(tmp_path, script, scenario=LONGER)
    crossed = [
        ((each.at - LONGER.starts).total_seconds(), str(each.get("text")).partition(":")[0])
        for each in entries
        if each.kind == "incident.signal"
    ]
    assert crossed == [
        (360.0, "db main · connections in use"),
        (420.0, "api · error rate"),
        (420.0, "api · p95 response time"),
        (480.0, "api · time to answer"),
    ]


async def test_who_ends_the_drill_does_nothing_more(tmp_path: Path) -> None:
    script = "00:02 keys D y\n00:03 incident declare --severity P0 --title late\n"
    _, entries, _ = await plays(tmp_path, script)
    (ended,) = [each for each in entries if each.kind == "drill.ended"]
    assert ended.get("until_s") == 2.0
    assert "incident.declared" not in {each.kind for each in entries}
