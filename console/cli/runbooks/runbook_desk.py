"""Where the commands that work through runbooks work: the journal, the runs in it, the procedures."""

from __future__ import annotations

import glob
from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

from console.cli.recording import refuse_read_only, saved
from console.cli.runbooks.runbook_setting import hindrance, setting_of
from console.cli.session import Session
from data.errors import UsageError
from data.models.entry import Draft
from data.models.runbook import Runbook
from data.models.runbook_run import Mode, RunbookRun
from data.models.snapshot import Snapshot
from data.procedures.runbooks.shelf import Shelf, load_runbooks
from data.runbook_runs import intents
from data.runbook_runs.alone import worked_on
from data.runbook_runs.conductor import Conductor
from data.runbook_runs.finding import entries_about_runs
from data.runbook_runs.fold import fold_runbook_runs
from data.runbook_runs.naming import named_run, next_run_id


class Desk:
    """What one such command has before it."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.zone: ZoneInfo = session.zone
        self.shelf: Shelf = load_runbooks(session.settings().procedures)

    @property
    def folder(self) -> Path:
        """Where commands run."""
        return Path.cwd()

    @property
    def hindrance(self) -> str:
        """Why nothing may be run or recorded; empty where it may."""
        return hindrance(self.session)

    def runs(self, *, drill: bool | None = None) -> dict[str, RunbookRun]:
        """All there are; by default those of a drill in a drill, else those in earnest."""
        wanted = self.session.drill if drill is None else drill
        return fold_runbook_runs(entries_about_runs(self.session.journal()), drill=wanted)

    def open_runs(self, runbook: Runbook) -> list[RunbookRun]:
        """Those of a procedure that can be gone on with."""
        return [each for each in self.runs().values() if each.open and each.runbook == runbook.id]

    def run(self, name: str) -> RunbookRun:
        """The one of that id, the only open one where none is named. Raises UsageError."""
        return named_run(self.runs(), name)

    def runbook_of(self, run: RunbookRun) -> Runbook | None:
        """The procedure that it works through, None where that is gone."""
        return next((each for each in self.shelf.runbooks if each.id == run.runbook), None)

    def at_work(self, run: RunbookRun) -> bool:
        """Whether a console of this machine is running a command of it right now."""
        return worked_on(self.session.journal().root, run.id)

    def begin(self, runbook: Runbook, mode: Mode, values: Mapping[str, str], incident: str) -> RunbookRun:
        """Begin a run under the next free id. Raises OpsError.

        Where another console on this machine took the same id at that moment, the next one is taken.
        """
        refuse_read_only(self.session)
        day = self.session.journal().today()
        while True:
            id = next_run_id(runbook.id, day, [*self.runs(drill=False), *self.runs(drill=True)])
            policy = self.session.policy_id
            drafts = intents.begin(runbook, id, mode, day, values=values, incident=incident, policy=policy)
            [entry] = saved(self.session, drafts)
            run = self.runs()[id]
            if run.entry == entry.id:
                return run
            saved(self.session, [Draft("runbook.withdrawn", {"retracts": entry.id})])

    def conductor(self, run: RunbookRun) -> Conductor:
        """What works through a run. Raises UsageError where its procedure is gone."""
        runbook = self.runbook_of(run)
        if runbook is None:
            raise UsageError(f"{run.id} works through {run.runbook}, which there is no more")
        day = run.day or self.session.journal().today()
        entries = entries_about_runs(self.session.journal(), day)
        return Conductor(runbook, run.id, entries, setting_of(self.session, runbook, self._readings, day))

    def incident(self, name: str) -> str:
        """The id of the incident named, else of the only open one; empty where none is. Raises UsageError."""
        from console.cli.incidents.incident_desk import Desk as Incidents  # noqa: PLC0415 - only where one is needed

        known = Incidents(self.session)
        if name:
            return known.incident(name).id
        open_ = [each.id for each in known.incidents().values() if each.declared and not each.stage.over]
        return open_[0] if len(open_) == 1 else ""

    async def _readings(self, signals: frozenset[str], since: float) -> Snapshot:
        """Ask every source that may bring them, now."""
        names = [glob.escape(name) for name, feeds in self.session.feeds().items() if feeds & signals]
        if not names:
            elapsed = self.session.time.elapsed()
            return Snapshot(self.session.time.now(), elapsed, 0, self.session.policy_id)
        from console.watch import asked_once  # noqa: PLC0415 - heavy: the clients of the sources
        from console.wiring import watch  # noqa: PLC0415

        return await asked_once(watch(self.session, names))
