"""Pictures of the shelf, of a procedure, and of a run, at a fixed moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.app import App

from data.models.entry import Draft, Entry
from data.models.runbook_run import Mode
from data.models.snapshot import Snapshot
from data.procedures.library import load_checklists
from data.procedures.runbooks.pointers import pointed
from data.procedures.runbooks.shelf import load_runbooks
from data.procedures.runbooks.symptoms import matching
from data.procedures.standard import Standard
from data.runbook_runs import intents
from data.runbook_runs.conductor import Conductor
from data.runbook_runs.fold import fold_runbook_runs
from data.runbook_runs.setting import Setting
from screens.frame import FrameScreen
from screens.runbooks.runbook import RunbookScreen
from screens.runbooks.runbook_run import RunbookRunScreen
from screens.runbooks.runbooks import RunbooksScreen
from screens.runbooks.shelf_desk import ShelfDesk
from screens.runbooks.step_asking import RunbookContext
from tests.data.procedures.snapshots import PLAIN
from tests.fakes import START, HandClock
from tests.gallery import STANDING, Gallery, entry, written
from tests.host import Host

Compare = Callable[..., bool]
MODES = (("health", "1", "Health"), ("checklists", "6", "Checklists"), ("runbooks", "7", "Runbooks"))
SNAPSHOT = Gallery().snapshot()
LISTS = load_checklists().checklists
BOOKS = pointed(load_runbooks(), LISTS)
ERRORS = load_runbooks().get("unified-error-rate")
INCIDENT = "INC-2026-11-20-1"
RUN = "unified-error-rate-2026-11-20-1"
SAID = """2026-11-20T09:00:58Z [warn] retry 3 of [bold]5[/]
2026-11-20T09:01:02Z Error: no machine answers
"""


def so_far() -> tuple[Entry, ...]:
    """Read and looked at; one log could be had, the other could not."""
    begun = intents.begin(ERRORS, RUN, Mode.EXECUTE, START.date(), incident=INCIDENT)
    return tuple(written(begun, START - timedelta(minutes=8))) + tuple(_done())


def _done() -> Iterator[Entry]:
    about = {"run": RUN, "runbook": ERRORS.id, "incident": INCIDENT}
    for minute, step in enumerate(("types", "frequency", "details")):
        at = START - timedelta(minutes=7 - minute)
        yield entry("runbook.confirmed", at, "bo", step=step, settles=True, **about)
    for step, code, printed in (("vercel", 0, "ok"), ("fly", 1, SAID)):
        at = START - timedelta(minutes=3 - code)
        argv = [step, "logs"]
        yield entry("runbook.started", at, step=step, argv=argv, cwd="/srv", **about)
        ended: dict[str, Any] = {"ended": "exited", "code": code, "took_s": 1.2, "settles": True}
        kept: dict[str, Any] = {
            "output": printed,
            "output_bytes": len(printed),
            "output_cut": False,
            "digest": "sha256:9f2c41d0",
        }
        at += timedelta(seconds=2)
        yield entry("runbook.finished", at, step=step, **about, **ended, **kept)


def desk(entries: tuple[Entry, ...] = ()) -> ShelfDesk:
    titles = {each.id: each.title for each in LISTS} | {each.id: each.title for each in BOOKS}
    runs = [run for run in fold_runbook_runs(entries).values() if run.open]
    return ShelfDesk(BOOKS, titles, lambda now: matching(BOOKS, now), lambda: runs, lambda: INCIDENT)


def run_screen() -> RunbookRunScreen:
    def submit(draft: Draft) -> Future[Entry]:
        raise AssertionError(draft)

    async def readings(signals: frozenset[str], since: float) -> Snapshot:
        raise AssertionError(signals)

    clock, here = HandClock(), Path("/srv")
    setting = Setting(
        submit, lambda: (), lambda: "", {}, here, "production", clock, readings, Standard((PLAIN,))
    )
    return RunbookRunScreen(STANDING, RunbookContext(Conductor(ERRORS, RUN, so_far(), setting), clock))


def shown(screen: FrameScreen, entries: tuple[Entry, ...] = (), theme: str = "ops-dark") -> App[None]:
    app = Host(screen, theme=theme)

    def fill() -> None:
        screen.modes, screen.now = MODES, START.replace(second=0)
        screen.entries = entries
        screen.snapshot = SNAPSHOT

    app.call_later(fill)
    return app


def test_shelf(snap_compare: Compare) -> None:
    app = shown(RunbooksScreen(STANDING, desk(so_far())), so_far())
    assert snap_compare(app, terminal_size=(80, 24))


def test_shelf_wide(snap_compare: Compare) -> None:
    app = shown(RunbooksScreen(STANDING, desk()), theme="ops-light")
    assert snap_compare(app, terminal_size=(160, 50))


def test_procedure(snap_compare: Compare) -> None:
    book = next(each for each in BOOKS if each.id == "unified-database-connections")
    assert snap_compare(shown(RunbookScreen(STANDING, book, desk())), terminal_size=(80, 24))


def test_beginning(snap_compare: Compare) -> None:
    book = next(each for each in BOOKS if each.id == "unified-error-rate")
    app = shown(RunbookScreen(STANDING, book, desk()))
    assert snap_compare(app, terminal_size=(80, 24), press=["x"])


@pytest.mark.parametrize(("size", "theme"), [((80, 24), "ops-dark"), ((160, 50), "ops-light")])
def test_run(snap_compare: Compare, size: tuple[int, int], theme: str) -> None:
    assert snap_compare(shown(run_screen(), so_far(), theme), terminal_size=size)


def test_run_without_colour(snap_compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(shown(run_screen(), so_far()), terminal_size=(80, 24))


def test_asking_for_a_command(snap_compare: Compare) -> None:
    assert snap_compare(shown(run_screen(), so_far()), terminal_size=(80, 24), press=["enter"])
