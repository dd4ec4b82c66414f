"""The procedure that fits what is seen, one key away."""

from __future__ import annotations

from collections.abc import Sequence

from data.procedures.runbooks.symptoms import Match, first_of_each
from widgets.line import Line, Span
from widgets.runbooks.runbook_row import match_words


def fitting_line(matches: Sequence[Match], source: str) -> Line:
    """What fits the source, else what fits best at all; nothing where nothing does."""
    own = [match for match in matches if match.source == source]
    firsts = first_of_each(own or matches)
    if not firsts:
        return ()
    first, more = firsts[0], f", and {len(firsts) - 1} more" if len(firsts) > 1 else ""
    return (
        Span("r ", "accent"),
        Span(" runbook "),
        Span(f"“{first.runbook.title}”", "strong"),
        Span(f" fits: {match_words(first)}{more}", "plain" if own else "dim"),
    )
