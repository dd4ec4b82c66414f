"""The time that a run says was worked on it."""

from __future__ import annotations

from data.models.entry import Entry
from data.policies.book import load_policies
from data.procedures import intents
from data.procedures.fold import fold_runs
from data.procedures.library import load_checklists
from data.procedures.standard import standard_for
from screens.checklists.deciding import RunContext
from screens.checklists.run import RunScreen
from screens.messages import Record
from tests.fakes import START, HandClock
from tests.gallery import STANDING, Gallery, written
from tests.host import Host

MORNING = load_checklists().get("manual-morning")
RUN = "manual-morning-2026-11-20"


def new_entries(app: Host, clock: HandClock) -> list[Entry]:
    """What the screen has handed over since it was asked last."""
    records = [message for message in app.heard if isinstance(message, Record)]
    app.heard.clear()
    return written([draft for record in records for draft in record.drafts], clock.now())


async def test_time_between_checks_and_keys_is_counted_once() -> None:
    clock = HandClock()
    standard = standard_for(MORNING, load_policies(), configured="manual")
    screen = RunScreen(STANDING, RunContext(MORNING, RUN, START.date(), standard, clock))
    app = Host(screen)
    entries = written(intents.start(MORNING, RUN, START.date(), "manual"), clock.now())
    async with app.run_test(size=(80, 24)) as pilot:
        screen.entries = tuple(entries)
        clock.move(200)
        screen.snapshot = Gallery().snapshot()
        await pilot.pause()
        entries += new_entries(app, clock)
        screen.entries = tuple(entries)
        clock.move(40)
        await pilot.press("x")
        entries += new_entries(app, clock)
    assert fold_runs(entries)[RUN].worked == 240
