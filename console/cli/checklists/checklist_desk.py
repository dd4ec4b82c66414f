"""Where the checklist commands work: the lists, the runs there were, the journal, one round of asking."""

from __future__ import annotations

import glob
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from console.cli.recording import refuse_view_only, saved
from console.cli.session import Session
from data.config.nearest import did_you_mean
from data.errors import UsageError
from data.incidents.actions import open_actions
from data.models.checklist import Checklist, Item, SignalCheck, SourceCheck
from data.models.entry import Draft, Entry
from data.models.item_record import Carried
from data.models.run import Run
from data.models.snapshot import Snapshot
from data.procedures import intents
from data.procedures.action_items import brings_actions, carried_actions
from data.procedures.agenda import day_of, run_to_do
from data.procedures.calendar import local_day
from data.procedures.carry import carried_from, last_run
from data.procedures.configuring import lines_for
from data.procedures.fold import fold_runs
from data.procedures.history import entries_of
from data.procedures.library import Library, load_checklists
from data.procedures.self_check import self_check
from data.procedures.sheet import Sheet, sheet_of
from data.procedures.standard import Standard, standard_for

Ask = Callable[[Session, Sequence[str]], Snapshot]


class Desk:
    """What one checklist command has before it."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.now: datetime = session.time.now()
        self.zone: ZoneInfo = session.zone
        self.library: Library = load_checklists(session.settings().procedures)
        self._entries: dict[str, Entry] = {}

    @property
    def today(self) -> date:
        """The date in the team's zone."""
        return local_day(self.now, self.zone)

    @property
    def feeds(self) -> frozenset[str]:
        """The signals that configured sources may bring."""
        return frozenset().union(*self.session.feeds().values())

    def configure(self, items: Iterable[Item]) -> dict[str, str]:
        """The lines of configuration that are missing, by item."""
        names = set(self.session.feeds())
        found = {item.id: lines_for(item, self.feeds, names) for item in items}
        return {id: lines for id, lines in found.items() if lines}

    def runs(self, checklists: Iterable[Checklist]) -> list[Run]:
        """The runs of these lists, as far back as matters."""
        for entry in entries_of(checklists, self.session.journal(), self.zone, self.now):
            self._entries[entry.id] = entry
        return list(fold_runs(self._entries.values(), drill=self.session.drill).values())

    def sheet(self, name: str) -> Sheet:
        """The sheet of a run, by its id, or by its list's for the one of today. Raises UsageError."""
        checklist = self._list_of(name)
        runs = self.runs([checklist])
        id = name if name != checklist.id else self._latest(checklist, runs)
        run = next((run for run in runs if run.id == id), None)
        if run is None:
            ids = [run.id for run in runs if run.checklist == checklist.id]
            remedy = did_you_mean(name, ids) or f"ops-console checklist run {checklist.id}"
            raise UsageError(f'no run is called "{name}"', remedy)
        return sheet_of(checklist, run, runs)

    def record(self, drafts: Sequence[Draft]) -> None:
        """Put drafts into the journal, and wait until they are on disk. Raises JournalError."""
        for entry in saved(self.session, drafts):
            self._entries[entry.id] = entry

    def work(self, id: str, ask: Ask) -> Sheet:
        """Begin a list or go on with it, and let its items check themselves."""
        checklist = self.library.get(id)
        refuse_view_only(self.session)
        runs = self.runs([checklist])
        day = day_of(checklist, self.zone, self.now)
        run_id, run = run_to_do(checklist, day, runs)
        standard = self._standard(checklist, run)
        if run is None:
            carried = carried_from(last_run(checklist.id, runs), checklist) + self._actions(checklist)
            self.record(intents.start(checklist, run_id, day, standard.policy.id, carried))
        else:
            self.record(intents.judge_by(run, standard.policy.id))
        self._check(checklist, run_id, standard, ask)
        return self.sheet(run_id)

    def _actions(self, checklist: Checklist) -> tuple[Carried, ...]:
        """The open action items of incidents, where they belong into this list."""
        if not brings_actions(checklist, self.library.checklists):
            return ()
        return carried_actions(open_actions(self.session.journal()), self.today, self.zone)

    def _check(self, checklist: Checklist, run_id: str, standard: Standard, ask: Ask) -> None:
        snapshot = self._asked(checklist, ask)
        run = fold_runs(self._entries.values(), drill=self.session.drill)[run_id]
        findings = {
            item.id: self_check(item, checklist, snapshot, standard)
            for item in checklist.items
            if item.id in run.expected
        }
        found = [intents.check(run, id, each, again=True) for id, each in findings.items() if each]
        self.record([draft for drafts in found for draft in drafts])

    def _asked(self, checklist: Checklist, ask: Ask) -> Snapshot:
        """Ask every source that an item needs, each once; none where none is needed."""
        checks = [check for item in checklist.items for check in item.checks]
        signals = {check.signal for check in checks if isinstance(check, SignalCheck)}
        named = {check.source for check in checks if isinstance(check, SourceCheck)}
        sources = self.session.feeds().items()
        needed = [name for name, feeds in sources if name in named or feeds & signals]
        if not needed:
            return Snapshot(self.now, self.session.time.elapsed(), 0, self.session.policy_id)
        return ask(self.session, [glob.escape(name) for name in needed])

    def _standard(self, checklist: Checklist, run: Run | None) -> Standard:
        """By the policy asked for now, else the one the run was begun with."""
        book = self.session.policies()
        begun = run.policy if run is not None and run.policy in book.ids else ""
        chosen = self.session.options.policy or begun
        return standard_for(checklist, book, configured=self.session.settings().console.policy, chosen=chosen)

    def _latest(self, checklist: Checklist, runs: Sequence[Run]) -> str:
        latest = last_run(checklist.id, runs)
        return latest.id if latest else f"{checklist.id}-{day_of(checklist, self.zone, self.now)}"

    def _list_of(self, name: str) -> Checklist:
        """The list that a run belongs to: the longest id that the run's begins with."""
        fitting = [each for each in self.library.checklists if f"{name}-".startswith(f"{each.id}-")]
        if not fitting:
            return self.library.get(name)
        return max(fitting, key=lambda each: len(each.id))
