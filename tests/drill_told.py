"""What two drills must have in common where the same was done in both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from data.models.entry import Entry


def told(entries: Iterable[Entry]) -> list[tuple[object, ...]]:
    """What entries say, but for ids, seals and what is before them."""
    known = list(entries)
    ids = {each.id for each in known}

    def plain(value: object) -> object:
        if isinstance(value, Mapping):
            return {key: plain(each) for key, each in value.items()}
        if isinstance(value, list | tuple):
            return [plain(each) for each in value]
        return "an id" if value in ids else value

    return [
        (each.kind, each.at, each.day, each.by, each.host, each.drill, plain(each.fields)) for each in known
    ]
