"""What stands around a text that somebody writes: whose words, why now, where to, what hinders them."""

from __future__ import annotations

from collections.abc import Sequence

from data.incidents.spans import until
from data.models.incident import Incident
from data.models.message import NextWords, Template
from data.models.outbox import channel_title
from widgets.line import Line, Span, line

_SHOWN = 3


def why_due(next_words: NextWords) -> str:
    """When words are due, else why they should be said."""
    left = next_words.left
    if left is None:
        return next_words.why
    told = until(left, "late")
    return told if told.endswith("late") else f"due {told}"


def head_line(incident: Incident, template: Template, due: str) -> tuple[Line, ...]:
    """Which incident, whose words, which template, and why it is proposed."""
    source = f"{template.document} § {template.section}" if template.document else template.origin
    whose = [Span(f"{template.audience.value} words", "accent")]
    if due:
        whose += [Span("  "), Span(due, "warn")]
    heading = line(Span(f"{incident.id} {incident.severity}  ", "strong"), Span(incident.title, "dim"))
    return heading, line(*whose), line(Span(f"{template.title}  "), Span(source, "dim")), ()


def state_lines(hindrances: Sequence[str], channels: Sequence[str], waiting: int = 0) -> tuple[Line, ...]:
    """Where the text would go, and what must be mended before; always as many lines.

    `waiting` are letters about the incident that have not gone yet.
    """
    to = ", ".join(channel_title(name) for name in channels)
    where = f"to {to}" if to else "no channel is configured: it can be recorded as said by hand"
    behind = f", behind {waiting} that {'waits' if waiting == 1 else 'wait'} in the outbox" if waiting else ""
    rows: list[Line] = [line(Span(f"! {each}", "warn")) for each in hindrances[:_SHOWN]]
    if len(hindrances) > _SHOWN:
        rows[-1] = line(Span(f"! {len(hindrances) - _SHOWN + 1} more things hinder it", "warn"))
    if not hindrances:
        rows = [line(Span("✓ nothing hinders it", "pass"))]
    return (
        (),
        line(Span(where, "dim"), *([Span(behind, "warn")] if behind else [])),
        *rows,
        *[()] * (_SHOWN - len(rows)),
    )
