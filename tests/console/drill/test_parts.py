"""What a drill is made of: its own folder and clock, and nothing of the person's sources and channels."""

from __future__ import annotations

import stat
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from console.cli.options import Options
from console.cli.session import Session
from console.drill.parts import Wanted, drill_parts, zone_of
from data.channels.sink import Sink
from data.drills.plays.folders import drills_in, read_drill
from data.drills.scenarios.grading import by_policy
from data.errors import ConfigError, UsageError
from data.models.score import Mark
from data.policies.book import load_policies
from data.providers.simulated.client import SimulatedProvider
from tests.command_line import CommandLine
from tests.drill_console import LEAK, made

_REAL = """
[console]
user = "bo"
environment = "production"
[[http]]
name = "shop"
url = "http://127.0.0.1:9/health"
[channel.webhook]
url_env = "HOOK"
"""


def test_everything_is_private_and_in_the_drills_own_folder(tmp_path: Path) -> None:
    with made(tmp_path) as drill:
        path = drill.folder.path
        assert path.parent == tmp_path / ".local/state/ops-console/drills"
        assert stat.S_IMODE(path.stat().st_mode) == stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        assert stat.S_IMODE((path / "drill.toml").stat().st_mode) == 0o600
        assert drill.parts.journal.root == path / "journal" and drill.parts.journal.drill
        assert drill.parts.recordings is None
        assert read_drill(path).head == drill.folder.head
    with made(tmp_path) as another:
        assert another.folder.path.name.endswith("-database-connections-2")
    assert [each.path for each in drills_in(path.parent)] == [path, another.folder.path]


def test_no_source_and_no_channel_of_the_configuration_is_there(tmp_path: Path) -> None:
    CommandLine(tmp_path).configure(_REAL)
    with made(tmp_path) as drill:
        parts = drill.parts
        assert {type(each.provider) for each in parts.watch.sources} == {SimulatedProvider}
        assert "shop" not in {each.name for each in parts.watch.sources}
        assert set(parts.channels()) == set(parts.configuration.channels) == {"slack", "statuspage", "email"}
        assert all(isinstance(each, Sink) for each in parts.channels().values())
        assert parts.standing.environment == "drill" and not parts.standing.production
        assert parts.standing.who.startswith("bo@") and parts.standing.drill
        assert not parts.configuration.sources and not parts.configuration.contacts


def test_a_drill_is_not_played_where_nothing_may_be_written(tmp_path: Path) -> None:
    session = Session({"HOME": str(tmp_path)}, Options(read_only=True))
    with pytest.raises(UsageError, match="read-only"):
        drill_parts(session, Wanted(LEAK))


def test_a_folder_that_cannot_be_made_is_told_with_its_place(tmp_path: Path) -> None:
    (tmp_path / ".local").write_text("in the way", encoding="utf-8")
    with pytest.raises(ConfigError, match="drills"), made(tmp_path):
        pass


def test_clocks_show_what_the_author_wrote() -> None:
    east = replace(LEAK, starts=datetime(2026, 3, 12, 9, 0, tzinfo=timezone(timedelta(hours=2))))
    assert east.starts.astimezone(zone_of(east)).hour == 9
    odd = replace(LEAK, starts=datetime(2026, 3, 12, 9, 0, tzinfo=timezone(timedelta(hours=5, minutes=30))))
    assert str(zone_of(odd)) == str(zone_of(LEAK)) == "UTC"


def test_another_policy_grades_by_what_it_calls_that_rank() -> None:
    book = load_policies()
    assert by_policy(LEAK, "manual", book) == LEAK
    assert LEAK.severities == ("P0", "P1")
    played = by_policy(LEAK, "runbooks", book)
    assert (played.policy, played.severities) == ("runbooks", ("P1", "P2"))
    mild = replace(LEAK, policy="skafu", severities=("P3",))
    ungraded = by_policy(mild, "manual", book)
    assert ungraded.policy == "manual" and not ungraded.severities
    assert Mark.SEVERITY not in dict(ungraded.marks) and Mark.MITIGATE in dict(ungraded.marks)
