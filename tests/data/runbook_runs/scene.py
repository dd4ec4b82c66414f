"""A runbook that a test writes down, a run of it in a real journal, and its conductor."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from concurrent.futures import Future
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from data.journal.journal import Journal
from data.models.entry import Draft, Entry
from data.models.runbook import Kind, Phase, Runbook, Step, Style
from data.models.runbook_run import Mode
from data.models.snapshot import Snapshot
from data.procedures.runbooks.gaps import words_of
from data.procedures.standard import Standard
from data.runbook_runs.conductor import Conductor
from data.runbook_runs.course import Need
from data.runbook_runs.intents import begin
from data.runbook_runs.order import Confirmation
from data.runbook_runs.setting import Setting
from data.timekeeping import SystemTimekeeper, Timekeeper
from tests.data.procedures.entries import DAY
from tests.data.procedures.snapshots import PLAIN, snapshot
from tests.journal_helpers import opened

RUN = "till-2026-11-20-1"
PATH = {"PATH": os.environ.get("PATH", "/usr/bin:/bin")}


def runbook(*steps: Step, style: Style = Style.READ_DO) -> Runbook:
    """A runbook of these steps."""
    return Runbook("till", "Till", Kind.RUNBOOK, "", "", (Phase("All", steps),), style=style)


def running(id: str, *argv: str, changes: bool = False) -> Step:
    """A step with a command, written as in a file."""
    return Step(id, f"Do {id}", "Cashier", 60.0, words_of(argv), changes=changes)


def manual(id: str) -> Step:
    """A step that is left to a person."""
    return Step(id, f"Do {id}", "Cashier", 60.0, manual=True)


@dataclass
class Scene:
    """What a test has before it."""

    conductor: Conductor
    journal: Journal
    root: Path
    submitted: list[Draft]

    @property
    def kinds(self) -> list[str]:
        """The kinds of the entries that are on disk, without the common beginning."""
        return [each.kind.removeprefix("runbook.") for each in self.known()]

    def need(self) -> Need:
        """What the run waits for."""
        return self.conductor.move.need

    def known(self) -> list[Entry]:
        """What the journal knows today."""
        return self.journal.since(self.journal.today())

    async def run(self, step: str, target: str = "") -> None:
        """Confirm a step as it is, and run it."""
        await self.conductor.execute(step, Confirmation.of(self.conductor.order(step)), target)


@asynccontextmanager
async def scene(
    root: Path,
    book: Runbook,
    *,
    mode: Mode = Mode.EXECUTE,
    values: Mapping[str, str] | None = None,
    environ: Mapping[str, str] = PATH,
    readings: Sequence[Snapshot] = (),
    hinders: Callable[[], str] = lambda: "",
    clock: Timekeeper | None = None,
    drill: bool = False,
    change: Callable[[Setting], Setting] = lambda setting: setting,
) -> AsyncIterator[Scene]:
    """A run that has begun; `readings` are handed out one after another, the last again and again."""
    given = list(readings) or [snapshot()]
    submitted: list[Draft] = []

    async def read(signals: frozenset[str], since: float) -> Snapshot:
        return given.pop(0) if len(given) > 1 else given[0]

    with opened(root / "journal", time=clock) as journal:

        def submit(draft: Draft) -> Future[Entry]:
            submitted.append(draft)
            return journal.submit(draft)

        setting = Setting(
            submit=submit,
            known=lambda: journal.since(journal.today()),
            hinders=hinders,
            environ=environ,
            cwd=root,
            environment="shop",
            time=SystemTimekeeper(),
            readings=read,
            standard=Standard((PLAIN,)),
        )
        begun = [
            journal.submit(each).result(30)
            for each in begin(book, RUN, mode, DAY, values=values, drill=drill)
        ]
        conductor = Conductor(book, RUN, begun, change(setting))
        try:
            yield Scene(conductor, journal, root, submitted)
        finally:
            await conductor.close()


def patient(step: Step, box: float) -> Step:
    """The same step with another time box."""
    return replace(step, box=box)
