"""What the service stands on: events, alarms, targets, buckets, distributions, machines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from data.boards.facts import fact_of
from data.boards.gain import Gain, phase_verdict, phase_words
from data.boards.outlook import Outlook
from data.boards.panels import framed, readings_of
from data.boards.things import MOST, Thing, fact_of_thing, gravest
from data.models.board import Fact
from data.models.reading import Reading
from data.models.snapshot import Phase, Snapshot
from data.models.verdict import BROKEN, Verdict, worst
from data.quantity import format_value

SIGNALS = (
    "aws.health_events",
    "aws.alarms",
    "aws.alb_unhealthy",
    "aws.lambda_throttles",
    "aws.s3_reachable",
    "aws.cloudfront_deployed",
    "supabase.healthy",
    "fly.machines_down",
    "fly.checks_failing",
    "prometheus.targets_down",
)
_KINDS = ("health-event", "alarm", "target", "function", "distribution", "machine")


def platform(things: Mapping[str, Sequence[Thing]], snapshot: Snapshot, outlook: Outlook) -> Gain:
    """A line a signal, then whatever of it is not as it should be."""
    readings = readings_of(snapshot, *SIGNALS)
    wrong = [
        thing for kind in _KINDS for thing in things.get(kind, ()) if thing.item.verdict is not Verdict.PASS
    ]
    facts = [fact_of(each, snapshot, outlook) for each in readings]
    listed = [fact_of_thing(thing) for thing in gravest(wrong)]
    total = len(facts) + len(wrong) if len(wrong) > MOST else None
    panel = framed("platform", "Platform", (*facts, *listed), SIGNALS, snapshot, total=total)
    if not readings:
        return Gain("platform", phase_words(panel.phase), phase_verdict(panel.phase), panel)
    verdict = worst(each.verdict for each in readings)
    if panel.phase is not Phase.FRESH:
        verdict = worst([verdict, phase_verdict(panel.phase) or Verdict.NO_DATA])
    return Gain("platform", _words(readings, facts), verdict, panel)


def _words(readings: Sequence[Reading], facts: list[Fact]) -> str:
    broken = [fact for reading, fact in zip(readings, facts, strict=True) if reading.verdict in BROKEN]
    unknown = sum(not each.verdict.known for each in readings)
    missing = f", {unknown} not known" if unknown else ""
    if not broken:
        return f"{len(readings) - unknown} in order{missing}"
    first = broken[0]
    value = "" if first.unit == "bool" else f" {format_value(first.value, first.unit)}"
    more = f", and {len(broken) - 1} more" if len(broken) > 1 else ""
    told = f"not so: {first.name}" if first.unit == "bool" else first.name
    return f"{told}{value}{more}{missing}"
