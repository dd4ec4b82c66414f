"""The silences that the players of a drill made and ended, as its entries tell of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from data.alerts import acts
from data.models.alert import SILENCE, Matcher, Silence
from data.models.entry import Entry
from data.procedures.fields import text

_NAME = r"([a-zA-Z_:][a-zA-Z0-9_:]*)(=~|!~|!=|=)"
_MATCHER = re.compile(rf'{_NAME}"(.*?)"(?=\s{_NAME}"|$)', re.DOTALL)
_MADE = (acts.ACKNOWLEDGED, acts.SILENCED)
_ENDED = (acts.UNACKNOWLEDGED, acts.EXPIRED, acts.RESOLVED)
_ACTIVE = "active"


def silences_told(entries: Iterable[Entry]) -> dict[str, Silence]:
    """By id, in the order in which they were made, each with the end that it was given last."""
    found: dict[str, Silence] = {}
    for entry in entries:
        id, until = text(entry, "silence"), entry.get("until")
        if not id:
            continue
        if entry.kind in _MADE and isinstance(until, datetime):
            found.setdefault(id, _made(entry, id, until))
        elif id in found and entry.kind == acts.EXTENDED and isinstance(until, datetime):
            found[id] = replace(found[id], ends=until)
        elif id in found and entry.kind in _ENDED:
            found[id] = replace(found[id], ends=entry.at)
    return found


def _made(entry: Entry, id: str, until: datetime) -> Silence:
    labels = entry.get("labels")
    if isinstance(labels, Mapping):
        matchers = tuple(Matcher(str(name), str(value)) for name, value in labels.items())
    else:
        matchers = tuple(
            Matcher(name, value, is_regex="~" in sign, is_equal="!" not in sign)
            for name, sign, value, *_ in _MATCHER.findall(text(entry, "matchers"))
        )
    return Silence(
        kind=SILENCE,
        id=id,
        title=" ".join(map(str, matchers)),
        state=_ACTIVE,
        at=entry.at,
        matchers=matchers,
        created_by=entry.by,
        comment=text(entry, "reason"),
        starts=entry.at,
        ends=until,
        acknowledges=text(entry, "fingerprint") if entry.kind == acts.ACKNOWLEDGED else "",
    )
