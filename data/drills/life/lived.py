"""What a scenario is made of: an incident, what was written of it, and what was recorded around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from math import isfinite

from data.models.entry import Entry
from data.models.evidence import Evidence
from data.models.incident import Incident
from data.models.policy import Policy
from data.models.runbook_run import RunbookRun
from data.models.series import Key, Series
from data.models.snapshot import Snapshot, SourceState
from data.models.verdict import Verdict
from data.procedures.fields import evidence_in
from data.procedures.runbooks.shelf import Shelf
from data.procedures.sequence import standing

BEFORE_S, AFTER_S = 1800.0, 900.0
"""Seconds that are looked at before the declaration, and after the end."""
BAD = (Verdict.FAIL, Verdict.ERROR, Verdict.WARN)
"""What is said of a signal that something is wrong with."""


@dataclass(frozen=True, slots=True)
class Lived:
    """An incident, with all that is known of its time.

    `entries` tell of it, corrections worked in, and `runs` are the runbooks that were worked through in
    it. `pasts` are series by seconds since 1970, `snapshots` some moments of that time, oldest first;
    both are empty where nothing was recorded. `until` is up to when it is told.
    """

    incident: Incident
    policy: Policy
    shelf: Shelf
    until: datetime
    entries: tuple[Entry, ...] = ()
    runs: tuple[RunbookRun, ...] = ()
    pasts: Mapping[Key, Series] = field(default_factory=dict)
    snapshots: tuple[Snapshot, ...] = ()

    @property
    def declared(self) -> float:
        """When it was declared, in seconds since 1970."""
        return self.incident.start.at.timestamp()

    @property
    def end(self) -> float:
        """When it was over, or up to when it is told, in seconds since 1970."""
        over = self.incident.resolved
        return max(self.declared, (over.at if over else self.until).timestamp())

    @property
    def seen(self) -> float:
        """When anything was first known to be wrong, in seconds since 1970."""
        told = [at for at, each in self.evidence() if each.verdict in BAD]
        if self.incident.detected is not None:
            told.append(self.incident.detected.timestamp())
        near = [at for at in told if self.declared - BEFORE_S <= at <= self.declared]
        return min([self.declared, *near])

    def evidence(self) -> Iterator[tuple[float, Evidence]]:
        """Every piece that stands with an entry, with the moment it is of, in seconds since 1970."""
        for entry in self.entries:
            for each in evidence_in(entry):
                at = each.observed_at or each.fetched_at or entry.at
                age = entry.at.timestamp() - at.timestamp()
                yield (at if 0 <= age <= BEFORE_S else entry.at).timestamp(), each

    def wrong(self) -> set[Key]:
        """Whatever was said to be wrong; without a signal, a source that did not answer."""
        return {each.key for _, each in self.evidence() if each.verdict in BAD}

    def sources(self) -> dict[str, SourceState]:
        """Every source, as it was first known with values."""
        found: dict[str, SourceState] = {}
        for snapshot in self.snapshots:
            for state in snapshot.sources:
                if state.name not in found or not found[state.name].readings:
                    found[state.name] = state
        return found


def about(id: str, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries that name an incident, corrections worked in."""
    return tuple(entry for entry in standing(entries) if entry.get("incident") == id)


def runs_of(lived: Lived, runs: Iterable[RunbookRun]) -> tuple[RunbookRun, ...]:
    """Those of an incident, and those that name none and began in its time."""
    first = lived.seen - BEFORE_S
    return tuple(
        run
        for run in runs
        if run.incident == lived.incident.id
        or (not run.incident and first <= run.began.at.timestamp() <= lived.end)
    )


def finite(value: float | None) -> float | None:
    """The value, None where it is none that can be drawn or written."""
    return value if value is not None and isfinite(value) and abs(value) < 1e100 else None
