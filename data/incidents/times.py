"""How long it took: from the beginning to its detection, acknowledgement, mitigation and end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import fsum

from data.models.incident import Incident


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds; None where it has not happened, or nobody said.

    `detect` is from when the trouble began, where that is known, to the declaration; the others
    count from the declaration.
    """

    detect: float | None
    acknowledge: float | None
    mitigate: float | None
    resolve: float | None


@dataclass(frozen=True, slots=True)
class Means:
    """The mean times of several incidents in seconds, and of how many each is the mean."""

    acknowledge: float | None
    acknowledged: int
    resolve: float | None
    resolved: int


def times_of(incident: Incident) -> Times:
    """The times of one incident; an end that did not last is none."""
    began = incident.declared
    if began is None:
        return Times(None, None, None, None)
    detected = None
    if incident.detected is not None:
        detected = max(0.0, (began.at - incident.detected).total_seconds())
    ends = (incident.acknowledged, incident.mitigated, incident.resolved)
    acknowledge, mitigate, resolve = (
        None if end is None else max(0.0, end.steady - began.steady) for end in ends
    )
    return Times(detected, acknowledge, mitigate, resolve)


def means_of(incidents: Iterable[Incident]) -> Means:
    """The mean time to acknowledge and to resolve, over those of which each is known."""
    times = [times_of(incident) for incident in incidents]
    acknowledged = [each.acknowledge for each in times if each.acknowledge is not None]
    resolved = [each.resolve for each in times if each.resolve is not None]
    return Means(_mean(acknowledged), len(acknowledged), _mean(resolved), len(resolved))


def _mean(seconds: Sequence[float]) -> float | None:
    return fsum(seconds) / len(seconds) if seconds else None
