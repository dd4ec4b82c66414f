"""Pictures of the checklists and of a run, at a fixed moment."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.app import App

from data.models.entry import Entry
from data.models.item_record import ItemState
from data.policies.book import load_policies
from data.procedures import intents
from data.procedures.calendar import instant
from data.procedures.fold import fold_runs
from data.procedures.library import load_checklists
from data.procedures.self_recording import SelfRecording
from data.procedures.standard import standard_for
from screens.checklists.checklists import ChecklistsScreen
from screens.checklists.deciding import RunContext
from screens.checklists.run import RunScreen
from tests.fakes import START, HandClock
from tests.gallery import STANDING, ZONE, Gallery, written
from tests.host import Host

Compare = Callable[..., bool]
MODES = (("health", "1", "Health"), ("checklists", "6", "Checklists"), ("journal", "9", "Journal"))
LIBRARY = load_checklists()
MORNING = LIBRARY.get("manual-morning")
RUN = "manual-morning-2026-11-20"
SNAPSHOT = Gallery().snapshot()


def context() -> RunContext:
    standard = standard_for(MORNING, load_policies(), configured="manual")
    due = instant(START.date(), MORNING.recurrence.at, ZONE)
    return RunContext(MORNING, RUN, START.date(), standard, HandClock(), due)


def morning() -> tuple[Entry, ...]:
    """Begun, checked by itself, one skipped, one overruled, one noted."""
    entries = written(intents.start(MORNING, RUN, START.date(), "manual"))
    checks = SelfRecording(MORNING, context().standard, HandClock())
    findings = checks.findings(SNAPSHOT)
    run = fold_runs(entries)[RUN]
    for item, finding in findings.items():
        entries += written(intents.check(run, item, finding), START)
    run = fold_runs(entries)[RUN]
    entries += written(
        intents.mark(run, "error-rate", ItemState.SKIPPED, reason="token is being renewed"), by="bo"
    )
    run = fold_runs(entries)[RUN]
    entries += written(intents.note(run, "told the owner of [/backup]", "backup"))
    return tuple(entries)


def shown(screen: RunScreen | ChecklistsScreen, entries: tuple[Entry, ...]) -> App[None]:
    app = Host(screen)

    def fill() -> None:
        screen.modes = MODES
        screen.now = START.replace(second=0)
        screen.entries = entries
        screen.snapshot = SNAPSHOT
        if isinstance(screen, RunScreen):
            screen.items.cursor = "connections"

    app.call_later(fill)
    return app


def test_readme_picture(snap_compare: Compare) -> None:
    """The README shows this one, so it stays true."""
    assert snap_compare(shown(RunScreen(STANDING, context()), morning()), terminal_size=(100, 30))


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
def test_run(snap_compare: Compare, size: tuple[int, int]) -> None:
    assert snap_compare(shown(RunScreen(STANDING, context()), morning()), terminal_size=size)


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
def test_checklists(snap_compare: Compare, size: tuple[int, int]) -> None:
    screen = ChecklistsScreen(STANDING, LIBRARY.checklists)
    assert snap_compare(shown(screen, morning()), terminal_size=size)


def test_sign_off(snap_compare: Compare) -> None:
    app = shown(RunScreen(STANDING, context()), morning())
    assert snap_compare(app, terminal_size=(100, 34), press=["S"])


def test_a_question(snap_compare: Compare) -> None:
    app = shown(RunScreen(STANDING, context()), morning())
    assert snap_compare(app, terminal_size=(80, 24), press=["o"])


def test_keys(snap_compare: Compare) -> None:
    """Every key of the run is listed, from its bindings alone."""
    from screens.modals.keys import Keys

    app = shown(RunScreen(STANDING, context()), morning())
    app.action_keys = lambda: app.push_screen(Keys(app.screen.active_bindings.values()))  # type: ignore[attr-defined]
    assert snap_compare(app, terminal_size=(80, 40), press=["question_mark"])
