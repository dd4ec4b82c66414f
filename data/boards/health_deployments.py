"""What was deployed today, and what failed on its way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time

from data.boards.facts import fact_of
from data.boards.gain import Gain, phase_verdict, phase_words
from data.boards.outlook import Outlook
from data.boards.panels import framed, readings_of
from data.boards.sentences import clock
from data.boards.things import MOST, Thing, fact_of_thing, newest
from data.models.snapshot import Phase, Snapshot
from data.models.verdict import Verdict, worst

_COUNTS = ("deploy.recent", "vercel.deployments")
_FAILED = ("deploy.failed", "vercel.failed", "ci.failed")
SIGNALS = (*_COUNTS, *_FAILED, "ci.runs")
_KINDS = ("deployment", "workflow")


def deployments(things: Mapping[str, Sequence[Thing]], snapshot: Snapshot, outlook: Outlook) -> Gain:
    """Deployments and workflow runs of today, those that failed first, then the newest."""
    midnight = datetime.combine(snapshot.at.astimezone(outlook.zone).date(), time(), outlook.zone)
    today = [
        thing
        for kind in _KINDS
        for thing in things.get(kind, ())
        if thing.item.at is None or thing.item.at >= midnight
    ]
    failed = [thing for thing in today if thing.item.verdict is Verdict.FAIL]
    numbers = tuple(
        fact_of(each, snapshot, outlook)
        for each in readings_of(snapshot, *SIGNALS)
        if not today or each.verdict is not Verdict.PASS
    )
    facts = (*numbers, *(fact_of_thing(thing) for thing in newest(today)))
    total = len(numbers) + len(today) if len(today) > MOST else None
    panel = framed("deployments", "Deployments and runs today", facts, SIGNALS, snapshot, total=total)
    if panel.phase is not Phase.FRESH:
        return Gain("deployments", phase_words(panel.phase), phase_verdict(panel.phase), panel)
    return Gain("deployments", _words(today, failed, snapshot, outlook), _verdict(failed, snapshot), panel)


def _words(today: list[Thing], failed: list[Thing], snapshot: Snapshot, outlook: Outlook) -> str:
    deployed = sum(item.kind == "deployment" for _, item in today)
    counted = int(max(deployed, _sum(_COUNTS, snapshot)))
    broken = int(max(len(failed), _sum(_FAILED, snapshot)))
    if not counted and not broken:
        return "none today"
    told = f"{counted} today"
    if not broken:
        return told
    named = newest(failed, 1)
    at = f" {clock(named[0].item.at, snapshot.at, outlook.zone)}" if named and named[0].item.at else ""
    return f"{told}, {broken} failed" + (f" ({named[0].item.title}{at})" if named else "")


def _verdict(failed: list[Thing], snapshot: Snapshot) -> Verdict | None:
    broken = bool(failed) or _sum(_FAILED, snapshot) > 0
    readings = [each.verdict for each in readings_of(snapshot, *SIGNALS)]
    return worst([*readings, Verdict.WARN if broken else Verdict.PASS])


def _sum(signals: tuple[str, ...], snapshot: Snapshot) -> float:
    return sum(each.observation.value or 0.0 for each in readings_of(snapshot, *signals))
