"""What is doubtful about checklists though their files can be read: pure, in words for a person."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from data.catalogue import Catalogue
from data.models.checklist import Checklist, Every, Item, SignalCheck


def lint(checklists: Iterable[Checklist], known: Catalogue, policies: Collection[str]) -> list[str]:
    """Every doubt, with the list and the item it concerns.

    A signal that the catalogue does not know may be a team's own query, so long as it has a limit.
    """
    return [doubt for checklist in checklists for doubt in _of_list(checklist, known, policies)]


def _of_list(checklist: Checklist, known: Catalogue, policies: Collection[str]) -> Iterator[str]:
    place = f"{checklist.origin}: {checklist.id}"
    if checklist.document and checklist.document not in policies:
        yield f'{place}: no policy is made from the document "{checklist.document}"'
    if checklist.document and not checklist.section:
        yield f"{place}: names its document but no section"
    if not checklist.items:
        yield f"{place}: has no items"
    for group in checklist.groups:
        if not group.items:
            yield f'{place}: the group "{group.title}" is empty'
        for item in group.items:
            yield from (f"{place}.{item.id}: {doubt}" for doubt in _of_item(item, known))


def _of_item(item: Item, known: Catalogue) -> Iterator[str]:
    if item.only is not None and item.only.every in (Every.DAY, Every.ON_DEMAND):
        yield "only names days: a weekday or a week"
    for check in item.checks:
        if not isinstance(check, SignalCheck) or known.get(check.signal) is not None:
            continue
        near = known.nearest(check.signal)
        if near:
            yield f'the signal {check.signal} is not known; did you mean "{near}"?'
        elif check.must is None:
            yield f"nobody sets a limit for the signal {check.signal}: say what it must be"
