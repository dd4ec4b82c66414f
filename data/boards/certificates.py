"""Certificates by the days they have left, the first to end in front, whoever looked at them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from data.boards.facts import fact_of, label_words
from data.boards.outlook import Outlook
from data.boards.panels import framed, readings_of
from data.boards.things import MOST, Thing, fact_of_thing
from data.models.board import Fact, Panel
from data.models.snapshot import Snapshot

SIGNALS = ("tls.days_left", "tls.valid", "http.cert_days", "aws.cert_days")
_DAYS = ("tls.days_left", "http.cert_days", "aws.cert_days")


def certificates_panel(snapshot: Snapshot, outlook: Outlook, things: Sequence[Thing]) -> Panel:
    """One line a certificate; a source that lists them is not asked for their number as well."""
    listing = {source.name for source, _ in things}
    facts = [fact_of_thing(thing) for thing in things]
    facts += [
        fact_of(each, snapshot, outlook, name=_named(each.source, label_words(each.observation.labels)))
        for each in readings_of(snapshot, *_DAYS)
        if each.source not in listing
    ]
    facts += [
        replace(
            fact_of(each, snapshot, outlook), name=f"{each.source} · {each.observation.detail or 'not valid'}"
        )
        for each in readings_of(snapshot, "tls.valid")
        if each.observation.value == 0
    ]
    facts.sort(key=_left)
    total = len(facts) if len(facts) > MOST else None
    return framed("certificates", "Certificates", tuple(facts[:MOST]), SIGNALS, snapshot, total=total)


def _named(source: str, labels: str) -> str:
    return f"{source} · {labels}" if labels else source


def _left(fact: Fact) -> tuple[int, float]:
    """What is wrong first, then what ends first."""
    rank = fact.verdict.rank if fact.verdict is not None else 0
    return (-rank, fact.value if fact.value is not None else float("inf"))
