"""What is seen at one moment, before it is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from data.models.snapshot import Snapshot, SourceState
from data.recorder.pasts import Notes, Pasts


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen at one moment; `anew` where it has nothing to do with what was seen before.

    `heard` is what sources came to since the look before: one may have answered more than once.
    `notes` are those that have changed since the look before it.
    """

    snapshot: Snapshot
    pasts: Pasts = field(default_factory=dict)
    notes: Notes = field(default_factory=dict)
    anew: bool = False
    heard: tuple[SourceState, ...] = ()

    @property
    def at(self) -> float:
        """When, in seconds since 1970."""
        return seconds(self.snapshot.at)


def together(seen: Sequence[Look]) -> Iterator[Sequence[Look]]:
    """What belongs into one block: what is seen anew begins one of its own."""
    begins = [place for place, each in enumerate(seen) if each.anew or place == 0]
    for first, last in zip(begins, [*begins[1:], len(seen)], strict=True):
        yield seen[first:last]


def seconds(moment: datetime) -> float:
    """A moment in seconds since 1970, whatever its zone."""
    return moment.astimezone(UTC).timestamp()
