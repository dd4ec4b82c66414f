"""How many alerts fire; the desk has them one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from data.boards.facts import fact_of
from data.boards.gain import Gain, phase_verdict, phase_words
from data.boards.outlook import Outlook
from data.boards.panels import framed, readings_of
from data.boards.things import Thing, fact_of_thing, gravest
from data.models.alert import Alert
from data.models.snapshot import Phase, Snapshot
from data.models.verdict import Verdict, worst

SIGNALS = ("alerts.firing", "alerts.silenced", "alerts.inhibited", "alerts.silences", "alerts.watchdog")
_SHOWN = 8


def alerts(things: Mapping[str, Sequence[Thing]], snapshot: Snapshot, outlook: Outlook) -> Gain:
    """The counts, and the gravest of those that fire."""
    firing = [thing for thing in things.get("alert", ()) if _fires(thing)]
    numbers = [fact_of(each, snapshot, outlook) for each in readings_of(snapshot, *SIGNALS)]
    listed = [fact_of_thing(thing) for thing in gravest(firing, _SHOWN)]
    total = len(numbers) + len(firing) if len(firing) > _SHOWN else None
    panel = framed("alerts", "Alerts", (*numbers, *listed), SIGNALS, snapshot, total=total)
    if panel.phase is not Phase.FRESH:
        return Gain("alerts", phase_words(panel.phase), phase_verdict(panel.phase), panel)
    readings = readings_of(snapshot, *SIGNALS)
    judged = [each.verdict for each in readings]
    grave = [item.verdict for _, item in firing] or [Verdict.WARN] * bool(_count("alerts.firing", snapshot))
    return Gain("alerts", _words(snapshot), worst([*judged, *grave]) if judged else Verdict.NO_DATA, panel)


def _fires(thing: Thing) -> bool:
    """Whether somebody is being told of it: neither silenced nor inhibited, and not just the watchdog."""
    item = thing.item
    active = item.active if isinstance(item, Alert) else True
    return active and item.verdict is not Verdict.PASS


def _words(snapshot: Snapshot) -> str:
    firing, silenced = _count("alerts.firing", snapshot), _count("alerts.silenced", snapshot)
    if firing is None:
        return "how many is not known"
    told = [f"{firing:,} firing" if firing else "none firing"]
    if silenced:
        told.append(f"{silenced:,} silenced")
    if any(each.observation.value == 0 for each in readings_of(snapshot, "alerts.watchdog")):
        told.append("the watchdog is missing")
    return ", ".join(told)


def _count(signal: str, snapshot: Snapshot) -> int | None:
    """The most that any of them lists: replicas show the same alerts."""
    values = [each.observation.value for each in readings_of(snapshot, signal)]
    return max((int(value) for value in values if value is not None), default=None)
