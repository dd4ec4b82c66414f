"""What has changed from one form to the next, and the next form from that."""

from __future__ import annotations

from typing import Any

from data.errors import BadDataError
from data.recorder.forms import Form

Change = list[Any]
"""Empty: nothing; ``[form]``: all of it; ``[0, from, change, …]`` in pairs: the places that differ;
``[1, kept, forms]``: the first places after the sign went, so many stay, and these came at the end."""


def change_between(old: Form, new: Form) -> Change:
    """What makes `new` of `old`."""
    if not isinstance(old, list) or not isinstance(new, list):
        return [] if old == new and type(old) is type(new) else [new]
    if len(old) == len(new) and _alike(old, new):
        places: Change = []
        for place, (before, after) in enumerate(zip(old, new, strict=True)):
            if before is not after and (change := change_between(before, after)):
                places += [place, change]
        if not places:
            return []
        moved = _moved(old, new)
        return moved if moved and len(moved[2]) * 2 < len(places) else [0, *places]
    return _moved(old, new) or [new]


def changed(old: Form, change: Change) -> Form:
    """The form that `change` makes of `old`. Raises BadDataError where they do not belong together."""
    try:
        return _changed(old, change)
    except (LookupError, TypeError, ValueError) as error:
        raise BadDataError("a recording does not fit together") from error


def _changed(old: Form, change: Change) -> Form:
    if not change:
        return old
    if len(change) == 1:
        form: Form = change[0]
        return form
    if not isinstance(old, list):
        raise ValueError("only a list has places")
    if change[0] == 1:
        _, kept, forms = change
        return [old[0], *(old[len(old) - kept :] if kept else []), *forms]
    new = list(old)
    for place, inner in zip(change[1::2], change[2::2], strict=True):
        new[place] = _changed(new[place], inner)
    return new


def _alike(old: list[Any], new: list[Any]) -> bool:
    """Whether both are of one kind, so that their places can be compared."""
    return bool(old) and old[0] == new[0] and (old[0] != "R" or old[1] == new[1])


def _moved(old: list[Any], new: list[Any]) -> Change:
    """The change where `new` goes on from `old` as a trend does: the oldest go, newer ones come."""
    if not old or not new or old[0] != "T" or new[0] != "T" or len(old) < 4:
        return []
    for gone in (0, 1):
        kept = len(old) - 1 - gone
        if 0 < kept <= len(new) - 1 and old[1 + gone :] == new[1 : 1 + kept]:
            return [1, kept, new[1 + kept :]]
    return []
