"""A drill on a clock that stands until a test moves it, and its console."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from textual.pilot import Pilot

from console.cli.session import Session
from console.drill.app import DrillConsole
from console.drill.lead_post import LeadPost
from console.drill.obeying import Obeying
from console.drill.parts import Drill, Wanted, drill_parts
from data.drills.scenarios.library import load_scenarios
from data.models.entry import Entry
from data.models.scenario import Scenario
from data.policies.book import load_policies
from data.procedures.runbooks.shelf import load_runbooks
from screens.modals.briefing import Briefing
from tests.fakes import START, HandClock
from tests.host import until

LEAK = load_scenarios(load_runbooks(), load_policies()).get("database-connections")


@contextmanager
def made(
    home: Path, *, scenario: Scenario = LEAK, seed: int = 7, speed: float = 1.0, now: datetime = START
) -> Iterator[Drill]:
    """A drill in somebody's home, and its journal closed in the end."""
    environ = {"HOME": str(home), "USER": "alice", "TZ": "UTC"}
    drill = drill_parts(Session(environ, time=HandClock(now)), Wanted(scenario, seed, speed))
    try:
        yield drill
    finally:
        drill.close(2.0)


async def begun(app: DrillConsole, pilot: Pilot[int]) -> None:
    """The briefing has been read; the clock of the world stands, so that only `at` lets time go on."""
    await until(pilot, lambda: isinstance(app.screen, Briefing))
    await pilot.press("enter")
    await until(pilot, lambda: app.stage.clock.running)


async def at(app: DrillConsole, pilot: Pilot[int], second: float) -> None:
    """Let the scenario go on to that second, with every service asked."""
    app.stage.clock.step(second - app.stage.second)
    store = app.parts.watch.store
    last = max(each.every for each in app.stage.scenario.services)
    await until(
        pilot,
        lambda: all(
            state.asked_at is not None and (state.answered_elapsed or 0) >= second - last
            for state in store.snapshot().sources
            if state.name != "api"
        ),
    )


def entries(drill: Drill) -> list[Entry]:
    """All that is on disk."""
    zone = drill.parts.standing.zone
    return drill.parts.journal.since(drill.stage.scenario.starts.astimezone(zone).date())


def kinds(drill: Drill) -> list[str]:
    """Their kinds, in order."""
    return [each.kind for each in entries(drill)]


@contextmanager
def post_of(drill: Drill, home: Path) -> Iterator[LeadPost]:
    """The second terminal on the same drill and clock."""
    assert isinstance(drill.time, HandClock)
    session = Session({"HOME": str(home), "USER": "bo", "TZ": "UTC"}, time=drill.time)
    post = LeadPost(session, drill.folder, drill.stage.scenario)
    try:
        yield post
    finally:
        post.close()


def reached(drill: Drill, second: float) -> None:
    """The players' console has gone on to that second and says so, though nobody has it before them."""
    drill.stage.clock.step(second - drill.stage.second)
    written = [drill.parts.journal.submit(each) for each in drill.stage.settle()]
    for each in written:
        each.result(30)
    said = Obeying(drill.stage, drill.folder, drill.time, drill.parts.journal)
    assert said.news()
    said.say()
