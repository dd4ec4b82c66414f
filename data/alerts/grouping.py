"""Putting cases under headings: by whether they wait, by name, by any label, by source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from data.alerts.case import Case, Standing

URGENCY, NAME, SOURCE = "urgency", "name", "source"
_MOST_LABELS = 6
_NAMES = {"alertname"}
_TITLES = {
    Standing.UNANSWERED: "unanswered",
    Standing.ACKNOWLEDGED: "acknowledged",
    Standing.SILENCED: "silenced",
    Standing.INHIBITED: "held back by other alerts",
}


@dataclass(frozen=True, slots=True)
class Group:
    """Cases under one heading, in the order in which they came."""

    title: str
    cases: tuple[Case, ...]

    @property
    def waiting(self) -> tuple[Case, ...]:
        """Those that nobody has answered."""
        return tuple(case for case in self.cases if case.waits)


def groupings(cases: Iterable[Case]) -> tuple[str, ...]:
    """What there is to group by: always by urgency, name and source, and by the labels most cases have."""
    names = Counter(name for case in cases for name, _ in case.labels if name not in _NAMES)
    labels = [name for name, _ in sorted(names.items(), key=lambda pair: (-pair[1], pair[0]))]
    return (URGENCY, NAME, *labels[:_MOST_LABELS], SOURCE)


def grouped(cases: Sequence[Case], by: str) -> tuple[Group, ...]:
    """The cases under headings; a group stands where the first of its cases does."""
    groups: dict[str, list[Case]] = {}
    for case in cases:
        groups.setdefault(_title(case, by), []).append(case)
    return tuple(Group(title, tuple(members)) for title, members in groups.items())


def matches(case: Case, words: str) -> bool:
    """Whether every word stands in what a case is called, says, or is labelled with."""
    if not words:
        return True
    labels = [f"{name}={value}" for name, value in case.labels]
    owner = case.answered.by if case.answered else ""
    parts = [case.title, case.summary, case.severity, case.standing.value, case.group, owner]
    hay = " ".join([*parts, *case.sources, *labels]).lower()
    return all(word in hay for word in words.lower().split())


def _title(case: Case, by: str) -> str:
    if by == URGENCY:
        return _TITLES[case.standing]
    if by == NAME:
        return case.title
    if by == SOURCE:
        return ", ".join(sorted(case.sources))
    return dict(case.labels).get(by) or f"without {by}"
