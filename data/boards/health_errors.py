"""The errors that users meet, as error tracking has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from data.boards.facts import fact_of
from data.boards.gain import Gain, phase_verdict, phase_words
from data.boards.outlook import Outlook
from data.boards.panels import framed, readings_of
from data.boards.things import MOST, Thing, fact_of_thing, gravest
from data.models.snapshot import Phase, Snapshot
from data.models.verdict import worst

_OPEN, _NEW, _RATE = "errors.issues", "errors.new_issues", "errors.per_hour"
SIGNALS = (_NEW, _OPEN, _RATE, "errors.logged")


def errors(things: Mapping[str, Sequence[Thing]], snapshot: Snapshot, outlook: Outlook) -> Gain:
    """How many, how many of them new, and the gravest by name."""
    readings = readings_of(snapshot, *SIGNALS)
    issues = things.get("issue", ())
    facts = (
        *(fact_of(each, snapshot, outlook) for each in readings),
        *(fact_of_thing(thing) for thing in gravest(issues)),
    )
    total = len(readings) + len(issues) if len(issues) > MOST else None
    panel = framed("errors", "Errors", facts, SIGNALS, snapshot, total=total)
    if panel.phase is not Phase.FRESH or not readings:
        return Gain("errors", phase_words(panel.phase), phase_verdict(panel.phase), panel)
    return Gain("errors", _words(snapshot), worst(each.verdict for each in readings), panel)


def _words(snapshot: Snapshot) -> str:
    told = (
        _counted(_OPEN, "open", snapshot),
        _counted(_NEW, "new today", snapshot),
        _counted(_RATE, "an hour", snapshot),
    )
    return ", ".join(filter(None, told)) or "counted"


def _counted(signal: str, words: str, snapshot: Snapshot) -> str:
    values = [each.observation.value for each in readings_of(snapshot, signal)]
    known = [value for value in values if value is not None]
    return f"{sum(known):,.0f} {words}" if known else ""
