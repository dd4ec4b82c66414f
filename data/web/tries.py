"""Things that are done again and again: a later success makes an earlier failure good."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from data.models.item import Item
from data.models.verdict import Verdict, worst


def made_good(items: Iterable[Item], success: str) -> tuple[Item, ...]:
    """Items, newest first, where a failure before a `success` of the same group only warns."""
    well: set[str] = set()
    judged = []
    for item in items:
        if item.state == success:
            well.add(item.group)
        if item.verdict is Verdict.FAIL and item.group in well:
            item = replace(item, verdict=Verdict.WARN, fields=(*item.fields, ("since", "has succeeded")))
        judged.append(item)
    return tuple(judged)


def newest_title(failed: Sequence[Item]) -> str:
    """The newest that failed, in words."""
    return failed[0].title if failed else "none failed"


def gravest(failed: Iterable[Item]) -> Verdict:
    """What failed and has not succeeded since is worse than what has."""
    return worst((Verdict.PASS, *(item.verdict for item in failed)))
