"""How an item stands against the last run of its list."""

from __future__ import annotations

from enum import StrEnum

from data.models.evidence import Evidence
from data.models.item_record import ItemRecord, ItemState
from data.models.verdict import Verdict
from data.procedures.finding import gap

_NOTICEABLE = 0.02
"""A change of a value by less than this part of its limit is no change."""


class Change(StrEnum):
    """What has become of an item since last time."""

    NEW = "new"
    FIXED = "fixed"
    SAME = "same"
    WORSE = "worse"
    BETTER = "better"


def change_of(record: ItemRecord, before: ItemRecord | None) -> Change | None:
    """The change since the last run; None where nothing can be compared."""
    if before is None or not _speaks(record) or not _speaks(before):
        return None
    now, then = record.verdict, before.verdict
    if (now is Verdict.PASS) is not (then is Verdict.PASS):
        return Change.FIXED if now is Verdict.PASS else Change.NEW
    if now is Verdict.PASS:
        return Change.SAME
    if now is not then:
        return Change.WORSE if now.rank > then.rank else Change.BETTER
    return _by_value(record, before)


def _speaks(record: ItemRecord) -> bool:
    """Whether anything is known of the item that could be compared."""
    if record.state in (ItemState.SKIPPED, ItemState.NOT_APPLICABLE):
        return False
    return record.check is not None or record.mark is not None


def _by_value(record: ItemRecord, before: ItemRecord) -> Change:
    """Of two failures, the one with the worse value against the same limit is the worse."""
    now, then = _leading(record), _leading(before)
    if now is None or then is None or _limit(now) != _limit(then):
        return Change.SAME
    difference = gap(now) - gap(then)
    if abs(difference) < _NOTICEABLE:
        return Change.SAME
    return Change.WORSE if difference > 0 else Change.BETTER


def _leading(record: ItemRecord) -> Evidence | None:
    evidence = record.check.evidence if record.check else ()
    measured = [each for each in evidence if each.value is not None and each.threshold is not None]
    return max(measured, key=lambda each: (each.verdict.rank, gap(each)), default=None)


def _limit(evidence: Evidence) -> tuple[object, ...]:
    return (evidence.signal, evidence.unit, evidence.comparison, evidence.threshold)
