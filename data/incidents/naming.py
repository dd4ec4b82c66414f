"""What incidents are called, and finding one by what a person types."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from data.config.nearest import did_you_mean
from data.errors import UsageError
from data.models.incident import Incident, Stage
from data.models.practice import Ladder
from data.safe import safe

_ID = re.compile(r"INC-(\d{4}-\d{2}-\d{2})-(\d{1,6})")


def next_id(day: date, known: Iterable[str]) -> str:
    """The id for another incident of a day: ``INC-2026-11-20-3``."""
    matches = (_ID.fullmatch(id) for id in known)
    numbers = [int(match[2]) for match in matches if match and match[1] == day.isoformat()]
    return f"{ids_begin(day)}{max(numbers, default=0) + 1}"


def ids_begin(day: date) -> str:
    """How the ids of all incidents of a day begin."""
    return f"INC-{day.isoformat()}-"


def named(incidents: Mapping[str, Incident], name: str = "") -> Incident:
    """The incident of that id, or the only open one where nothing is named. Raises UsageError."""
    if name:
        found = incidents.get(name) or incidents.get(name.upper())
        if found is None:
            remedy = did_you_mean(name, incidents) or "ops-console incident list"
            raise UsageError(f'no incident is called "{safe(name)}"', remedy)
        return found
    open_ = [each for each in incidents.values() if each.declared and not each.stage.over]
    if len(open_) == 1:
        return open_[0]
    if not open_:
        raise UsageError("no incident is open", "name one, or ops-console incident declare")
    raise UsageError(
        f"{len(open_)} incidents are open", f"name one of {', '.join(each.id for each in open_)}"
    )


def named_after(incidents: Mapping[str, Incident], name: str = "") -> Incident:
    """As `named`; where none is open, the one that was resolved last and is not closed. Raises UsageError."""
    over = [each for each in incidents.values() if each.resolved and each.stage is not Stage.CLOSED]
    if name or not over or any(each.declared and not each.stage.over for each in incidents.values()):
        return named(incidents, name)
    return max(over, key=lambda each: each.resolved.steady if each.resolved else 0.0)


def known_ladder(ladders: Iterable[Ladder], name: str) -> str:
    """The id of a ladder that can be chosen; empty where none is. Raises UsageError with the nearest one."""
    ids = [ladder.id for ladder in ladders]
    if name and name not in ids:
        remedy = did_you_mean(name, ids) or f"there are {', '.join(ids)}"
        raise UsageError(f'no ladder is called "{safe(name)}"', remedy)
    return name
