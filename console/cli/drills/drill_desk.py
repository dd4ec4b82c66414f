"""Where the commands about past drills work: the drills on disk, and what stands beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path

from console.cli.drills.drill_scenarios import scenarios_of
from console.cli.session import Session
from data.config.places import state_dir
from data.drills.plays.as_played import AsPlayed, as_played
from data.drills.plays.folders import DrillFolder, drills_dir, drills_in
from data.drills.plays.past import ended_at, entries_of, orders_in, recorded_score
from data.drills.plays.played import Played, PlayRecord, played
from data.drills.plays.unfinished import has_ended, is_played
from data.drills.scenarios.library import Scenarios
from data.drills.scores.coverage import Coverage, Exercise, coverage_of, exercises_of, quarter_of
from data.drills.scores.history import Result, named_drill, result_of
from data.drills.scores.score import score
from data.errors import UsageError
from data.models.entry import Entry
from data.models.scenario import Scenario
from data.models.score import Score
from data.procedures.runbooks.shelf import Shelf, load_runbooks
from data.runbook_runs.finding import entries_about_runs
from data.runbook_runs.fold import fold_runbook_runs


@dataclass(frozen=True, slots=True)
class Reckoned:
    """One drill; without `played` its scenario is not at hand as it was, and the recorded score stands.

    `doubt` says in one line what is wrong with the scenario's copy, and what helps.
    """

    folder: DrillFolder
    starts: datetime
    score: Score
    played: Played | None
    doubt: str = ""


class Desk:
    """What one such command has before it."""

    def __init__(self, session: Session, extra: tuple[Path, ...] = ()) -> None:
        """`extra` are files of scenarios beside those that are known."""
        self.session = session
        self._extra = extra
        self._known: dict[str, AsPlayed] = {}
        self.root = drills_dir(state_dir(session.environ))

    @cached_property
    def drills(self) -> tuple[DrillFolder, ...]:
        """Every drill that was played here, oldest first."""
        return drills_in(self.root)

    @cached_property
    def shelf(self) -> Shelf:
        """All procedures."""
        return load_runbooks(self.session.settings().procedures)

    @cached_property
    def scenarios(self) -> Scenarios:
        """All scenarios."""
        return scenarios_of(self.session, self._extra)

    def reckoned(self, name: str) -> Reckoned:
        """The score of a drill, reckoned again where its scenario is as it was. Raises UsageError."""
        folder = named_drill(self.drills, name)
        if is_played(folder) and not has_ended(folder):
            raise UsageError(f"{folder.path.name} is being played: its score would give it away", "D ends it")
        entries, there = entries_of(folder), self._as_played(folder)
        doubt = f"{there.doubt} ({there.remedy})" if there.doubt else ""
        if there.scenario is None:
            on_record = recorded_score(entries)
            if on_record is None:
                words = f"{folder.path.name} was not ended, and its scenario is not at hand as it was"
                raise UsageError(there.doubt or words, there.remedy)
            return Reckoned(folder, entries[0].at, on_record, None, doubt)
        found = self._play(folder, there.scenario, entries)
        return Reckoned(folder, there.scenario.starts, score(found), found, doubt)

    def results(self) -> list[Result]:
        """Every drill with what it was worth, oldest first."""
        return [result_of(each, entries_of(each), self._procedure(each)) for each in self.drills]

    def coverage(self, since: timedelta | None = None) -> tuple[Coverage, ...]:
        """Every procedure with what was exercised; with `since` of so long ago and later only."""
        session, now = self.session, self.session.time.now()
        quarter = quarter_of(session.policies().get(session.policy_id))
        first = now - since if since is not None else None
        return coverage_of(self.shelf.runbooks, self._exercises(first), now, quarter)

    def _exercises(self, first: datetime | None) -> Iterator[Exercise]:
        for folder in self.drills:
            if first is None or folder.head.began >= first:
                runs = fold_runbook_runs(entries_of(folder), drill=True).values()
                yield from exercises_of(runs, folder.head.began, folder.path.name)
        earnest = entries_about_runs(self.session.journal(), first.date() if first else None)
        yield from exercises_of(fold_runbook_runs(earnest).values())

    def _as_played(self, folder: DrillFolder) -> AsPlayed:
        digest = folder.head.digest
        if digest not in self._known:
            found = as_played(folder, self.session.policies(), lambda: self.scenarios)
            if found.scenario is None or found.doubt:
                return found
            self._known[digest] = found
        return self._known[digest]

    def _procedure(self, folder: DrillFolder) -> str:
        """The right procedure of what was played, by the scenario's name where it is no longer as it was."""
        found = self._as_played(folder).scenario
        named = (each for each in self.scenarios.scenarios if each.id == folder.head.scenario)
        there = found or next(named, None)
        return there.procedure if there is not None else ""

    def _play(self, folder: DrillFolder, scenario: Scenario, entries: tuple[Entry, ...]) -> Played:
        last = max(((each.at - scenario.starts).total_seconds() for each in entries), default=0.0)
        until = ended_at(entries)
        told = PlayRecord(
            scenario=scenario,
            seed=folder.head.seed,
            entries=entries,
            until=min(last if until is None else until, scenario.lasts),
            host=folder.head.host,
            policies=self.session.policies(),
            shelf=self.shelf,
            led=orders_in(folder),
        )
        return played(told)
