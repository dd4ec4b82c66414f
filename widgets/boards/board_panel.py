"""A panel's heading, and its look where it is not fresh: loading, stale, failed, not configured…"""

from __future__ import annotations

from data.models.board import Panel
from data.models.snapshot import Phase
from data.models.verdict import Verdict
from widgets.line import Line, Span, Tone, wrap
from widgets.sign import SIGNS

_LOOKS: dict[Phase, tuple[str, str, Tone]] = {
    Phase.LOADING: ("…", "asking", "no-data"),
    Phase.FRESH: ("", "", "dim"),
    Phase.STALE: (SIGNS[Verdict.STALE], "stale", "stale"),
    Phase.FAILED: (SIGNS[Verdict.ERROR], "failed", "error"),
    Phase.NO_RIGHTS: (SIGNS[Verdict.ERROR], "no rights", "error"),
    Phase.NOT_CONFIGURED: ("+", "not configured", "dim"),
}
_INDENT = 4
_MESSAGE = 3
"""As many lines of a message stand in the list; the whole of it when its row is opened."""


def title_of(panel: Panel, counted: str, *, noted: bool = True) -> Line:
    """The heading: title, state in sign and word, what is counted, and, if `noted`, its own note."""
    sign, word, tone = _LOOKS[panel.phase]
    pieces = [Span(panel.title, "heading")]
    if word:
        pieces.append(Span(f"  {sign} {word}", tone))
    if counted:
        pieces.append(Span(f"  {counted}", "dim"))
    if panel.note and noted:
        pieces.append(Span(f"  {panel.note}", "dim"))
    return tuple(pieces)


def sleeping_line(panel: Panel) -> Line:
    """A panel that nobody feeds, in one line."""
    sign, _, tone = _LOOKS[Phase.NOT_CONFIGURED]
    return (Span(f"{sign}  {panel.title}", tone),)


def message_lines(panel: Panel, width: int, opened: bool) -> tuple[Line, ...]:
    """Why a panel is as it is, and, once opened, the lines that would bring it to life."""
    tone = _LOOKS[panel.phase][2]
    lines = wrap(panel.message, width, tone, _INDENT) if panel.message else []
    if not opened:
        lines = lines[:_MESSAGE]
        if panel.configure:
            lines.append((Span(" " * _INDENT + "enter shows the lines that bring it to life", "accent"),))
        return tuple(lines)
    return (*lines, *configure_lines(panel))


def configure_lines(panel: Panel) -> tuple[Line, ...]:
    """The lines of configuration as they are to be written."""
    return tuple((Span(" " * _INDENT + text, "plain"),) for text in panel.configure.splitlines())


def counts(panel: Panel) -> str:
    """How many of a panel's facts pass, where any are judged."""
    judged = [fact for fact in panel.facts if fact.verdict is not None]
    if not judged or panel.phase is not Phase.FRESH:
        return ""
    passing = sum(fact.verdict is Verdict.PASS for fact in judged)
    return f"{passing} of {len(judged)} pass" if passing < len(judged) else ""
