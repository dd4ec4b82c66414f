"""The order that entries of several people and machines are folded in, and what corrections leave of them.

The result depends only on which entries there are, never on the order or the number of times
in which they were seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from data.models.entry import Entry

_LAST = float("inf")


@dataclass(frozen=True, slots=True)
class Corrected:
    """An entry as it was first written, and the latest one that corrects or withdraws it."""

    first: Entry
    by: Entry
    withdrawn: bool = False


def standing(entries: Iterable[Entry]) -> list[Entry]:
    """The entries in order, each once, without the retracted ones and with amendments worked in.

    An amendment takes its entry's place, with its own fields over the old ones; a correction only
    reaches what came before it, and counts only while it is not itself retracted.
    """
    _, kept, _ = _settle(entries)
    return [entry for entry in kept if entry is not None]


def corrected(entries: Iterable[Entry]) -> Iterator[tuple[Entry, Corrected | None]]:
    """As `standing`, each with what was put right about it; what was withdrawn is among them."""
    ordered, kept, corrections = _settle(entries)
    for first, entry in zip(ordered, kept, strict=True):
        by = corrections.get(first.id)
        if entry is not None:
            yield entry, Corrected(first, by) if by else None
        elif by is not None and by.get("retracts"):
            yield first, Corrected(first, by, withdrawn=True)


def target_of(entry: Entry) -> str:
    """The id of the entry that this one amends or retracts; empty where it does neither."""
    target = entry.get("amends") or entry.get("retracts")
    return target if isinstance(target, str) else ""


def _settle(entries: Iterable[Entry]) -> tuple[list[Entry], list[Entry | None], dict[str, Entry]]:
    """All entries in order; what stands of each; and the latest correction by the id of what it corrects."""
    ordered = in_order(entries)
    place = {entry.id: index for index, entry in enumerate(ordered)}
    kept: list[Entry | None] = list(ordered)
    amended: dict[str, Entry] = {}
    corrections: dict[str, Entry] = {}
    for index in range(len(ordered) - 1, -1, -1):
        entry = amended.get(ordered[index].id, kept[index])
        if entry is None:
            continue
        kept[index] = entry
        target = target_of(entry)
        if not target or place.get(target, index) >= index:
            continue
        kept[index] = None
        if kept[place[target]] is None:
            continue
        if entry.get("amends"):
            corrections.setdefault(target, entry)
            amended.setdefault(target, _amended(ordered[place[target]], entry))
        else:
            corrections[target] = entry
            kept[place[target]] = None
            amended.pop(target, None)
    return ordered, kept, corrections


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Each entry once: as it stands in its file, and files woven together by time.

    Within one file the lines tell the order, even where the clock was set back meanwhile.
    """
    unique = {entry.id: entry for entry in sorted(entries, key=_settled)}
    by_file = sorted(
        unique.values(), key=lambda entry: (_file(entry), entry.line or _LAST, entry.at, entry.id)
    )
    timed: list[tuple[datetime, str, float, str, Entry]] = []
    for name, group in groupby(by_file, key=_file):
        latest: datetime | None = None
        for entry in group:
            latest = entry.at if latest is None else max(latest, entry.at)
            timed.append((latest, name, entry.line or _LAST, entry.id, entry))
    return [each[-1] for each in sorted(timed, key=lambda each: each[:-1])]


def _amended(old: Entry, new: Entry) -> Entry:
    fields = {**old.fields, **{key: value for key, value in new.fields.items() if key != "amends"}}
    return replace(old, by=new.by, fields=fields)


def _file(entry: Entry) -> str:
    return str(entry.file or entry.host)


def _settled(entry: Entry) -> tuple[bool, str, int, str]:
    """An entry that is known to be on disk is preferred to the same one still in memory."""
    return (entry.line > 0, str(entry.file or ""), entry.line, entry.seal)
