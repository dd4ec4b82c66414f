"""A policy: what one document demands, and what it says about who does what, and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from data.models.practice import (
    AlertClass,
    Band,
    Clock,
    Figure,
    Ladder,
    Mark,
    Review,
    Routine,
    Severity,
    Situation,
    Window,
)
from data.models.threshold import Threshold


@dataclass(frozen=True, slots=True)
class Policy:
    """Everything one document says that can be held against the world.

    What a document is silent about is absent here: no number was ever made up for it.
    """

    id: str
    title: str
    document: str
    thresholds: Mapping[str, Threshold] = field(default_factory=dict)
    marks: tuple[Mark, ...] = ()
    severities: tuple[Severity, ...] = ()
    situations: tuple[Situation, ...] = ()
    clocks: tuple[Clock, ...] = ()
    ladders: tuple[Ladder, ...] = ()
    bands: tuple[Band, ...] = ()
    alert_classes: tuple[AlertClass, ...] = ()
    routines: tuple[Routine, ...] = ()
    windows: tuple[Window, ...] = ()
    figures: tuple[Figure, ...] = ()
    review: Review = field(default_factory=Review)

    def threshold(self, signal: str) -> Threshold | None:
        """What is demanded of a signal; None where the document has no number for it."""
        return self.thresholds.get(signal)

    def marks_of(self, signal: str) -> tuple[Mark, ...]:
        """The further numbers that the document names for a signal."""
        return tuple(mark for mark in self.marks if signal in mark.signals)

    def severity(self, id: str) -> Severity | None:
        """The severity that this document calls so; the same word may mean another rank elsewhere."""
        return next((severity for severity in self.severities if severity.id == id), None)

    def severity_at(self, rank: int) -> Severity | None:
        """The severity of a rank, 0 being the gravest: the way to compare across documents."""
        return next((severity for severity in self.severities if severity.rank == rank), None)

    def severities_for(self, situation: str) -> tuple[Situation, ...]:
        """What the document says of a situation; more than once where it contradicts itself."""
        return tuple(said for said in self.situations if said.id == situation)

    def clocks_for(self, severity: str, situation: str = "") -> tuple[Clock, ...]:
        """The clocks that run for an incident, of each name the one made for the situation first."""
        running = [clock for clock in self.clocks if clock.covers(severity, situation)]
        return tuple(sorted(running, key=lambda clock: not clock.situation))

    def clock(self, name: str, severity: str, situation: str = "", *, repeats: bool = False) -> Clock | None:
        """The clock of that name for an incident; None where the document sets none."""
        running = self.clocks_for(severity, situation)
        return next((c for c in running if c.name == name and c.repeats == repeats), None)

    def routine(self, id: str) -> Routine | None:
        """What the document says about how often something recurs."""
        return next((routine for routine in self.routines if routine.id == id), None)

    def band(self, signal: str, value: float) -> Band | None:
        """The band that a value falls into; None where the document has no bands for the signal."""
        reached = [band for band in self.bands if band.signal == signal and value >= band.at_least]
        return max(reached, key=lambda band: band.at_least, default=None)
