"""One line of an incident's timeline: a sign for its kind, who, and the words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, tzinfo

from data.incidents.telling import marked
from data.journal.evidence import evidence_from
from data.models.entry import Entry
from data.models.evidence import Evidence
from data.models.incident import Line as Event
from data.procedures.fields import tables
from data.quantity import format_value
from data.safe import safe
from widgets.journal.entry_row import entry_details
from widgets.line import Line, Span, Tone, fit, line, wrap
from widgets.sign import sign

_WHO = 11
_CLAIMS = frozenset({"note", "answer", "severity", "status", "resolved", "met", "task-done"})
"""Kinds that say how the world is: without evidence they rest on somebody's word."""
_UNPROVED = "*"
_SIGNS: dict[str, Span] = {
    "declared": Span("⚑", "accent"),
    "acknowledged": Span("✓", "pass"),
    "note": Span("✎", "plain"),
    "severity": Span("▲", "warn"),
    "role": Span("☆", "dim"),
    "handover": Span("☆", "accent"),
    "task": Span("□", "plain"),
    "task-acknowledged": Span("□", "dim"),
    "task-done": Span("✓", "pass"),
    "status": Span("▸", "accent"),
    "resolved": Span("✓", "pass"),
    "closed": Span("✓", "dim"),
    "reopened": Span("!", "warn"),
    "update": Span("✉", "accent"),
    "question": Span("?", "warn"),
    "answer": Span("=", "plain"),
    "escalated": Span("↑", "warn"),
    "met": Span("✓", "pass"),
    "signal": Span("≈", "warn"),
    "alert": Span("!", "warn"),
    "deployment": Span("▶", "accent"),
    "deputy": Span("!", "warn"),
    "call": Span("!", "warn"),
    "missed": Span("✗", "fail"),
    "action": Span("□", "accent"),
}
_FAMILIES: tuple[tuple[str, Span], ...] = (
    ("outbox.failed", Span("✗", "fail")),
    ("outbox.", Span("✉", "dim")),
    ("runbook.", Span("▶", "plain")),
    ("drill.", Span("☏", "accent")),
)


def event_line(event: Event, zone: tzinfo, *, seconds: bool = False, today: date | None = None) -> Line:
    """``09:31 ✎ alice   pool limit raised on api-2``; the day instead of the time where it is another."""
    local = event.stamp.at.astimezone(zone)
    same = today is None or local.date() == today
    moment = f"{local:%H:%M:%S}" if seconds else f"{local:%H:%M}"
    if not same:
        moment = f"{local:%d %b %H:%M}" if seconds else f"{local:%d/%m}"
    back = event.correction is not None and event.correction.withdrawn
    tone: Tone = "dim" if back or event.kind.startswith("outbox.") else "plain"
    proved = event.supported or event.kind not in _CLAIMS
    return line(
        Span(f"{moment} ", "dim"),
        event_sign(event.kind),
        Span(f" {fit(event.stamp.by, _WHO)} ", "dim"),
        Span(marked(event) or event.kind, tone),
        Span("" if proved else f" {_UNPROVED}", "dim"),
    )


def event_sign(kind: str) -> Span:
    """The sign of a kind; a dot for one that is not known here."""
    family = next((mark for begin, mark in _FAMILIES if kind.startswith(begin)), Span("·", "dim"))
    return _SIGNS.get(kind, family)


def event_details(event: Event, entry: Entry | None, width: int, zone: tzinfo) -> Iterator[Line]:
    """The words whole, then what stands in the journal with them."""
    yield from wrap(marked(event), width, "plain", 4)
    if not event.supported and event.kind in _CLAIMS:
        yield from wrap(
            f"{_UNPROVED} no evidence stands with this: it is {event.stamp.by}'s word", width, "dim", 4
        )
    if entry is None:
        return
    rest = {key: value for key, value in entry.fields.items() if key != "evidence"}
    for each in map(evidence_from, tables(entry, "evidence")):
        yield from _evidence_lines(each, width)
    yield from entry_details(replace(entry, fields=rest), width, zone)


def _evidence_lines(evidence: Evidence, width: int) -> Iterator[Line]:
    """One reading that was written down with an entry, and where it is from."""
    value = format_value(evidence.value, evidence.unit)
    first = safe(f"{evidence.source} · {evidence.signal} {value}  {evidence.words}")
    yield line(Span("    "), sign(evidence.verdict), Span(f" {first}"))
    origin = f"{evidence.policy} § {evidence.section}" if evidence.policy else ""
    told = " · ".join(part for part in (evidence.query, origin, evidence.digest) if part)
    yield from wrap(safe(told), width, "dim", 6)
