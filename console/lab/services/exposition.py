"""Prometheus' text format: counters, gauges and histograms as lines; pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Labels = Mapping[str, str]


@dataclass(slots=True)
class Histogram:
    """How often a value fell where; `bounds` are the upper ends of its buckets, ascending."""

    bounds: tuple[float, ...]
    counts: list[int] = field(init=False)
    total: float = 0.0

    def __post_init__(self) -> None:
        self.counts = [0] * (len(self.bounds) + 1)

    def record(self, value: float, times: int = 1) -> None:
        """Count `times` of a value."""
        self.counts[bisect_left(self.bounds, value)] += times
        self.total += value * times

    def lines(self, name: str, labels: Labels) -> list[str]:
        """Its samples: a bucket counts all below it too."""
        below, found = 0, []
        for bound, count in zip((*map(str, self.bounds), "+Inf"), self.counts, strict=True):
            below += count
            found.append(sample(f"{name}_bucket", {**labels, "le": bound}, below))
        found.append(sample(f"{name}_sum", labels, round(self.total, 6)))
        found.append(sample(f"{name}_count", labels, below))
        return found


def family(name: str, kind: str, says: str, samples: Iterable[str]) -> list[str]:
    """A metric with its head; `kind` is counter, gauge or histogram."""
    return [f"# HELP {name} {says}", f"# TYPE {name} {kind}", *samples]


def sample(name: str, labels: Labels, value: float) -> str:
    """One line; the labels' values are ours, with nothing in them to escape."""
    inside = ",".join(f'{key}="{text}"' for key, text in labels.items())
    return f"{name}{{{inside}}} {value}" if inside else f"{name} {value}"
