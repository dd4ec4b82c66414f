"""Every state's sign, word and tone; each sign is one cell wide on every terminal."""

from __future__ import annotations

from data.models.verdict import Verdict
from widgets.line import Span, Tone

SIGNS: dict[Verdict, str] = {
    Verdict.PASS: "✓",
    Verdict.WARN: "!",
    Verdict.FAIL: "✗",
    Verdict.NO_DATA: "?",
    Verdict.STALE: "~",
    Verdict.ERROR: "#",
}

TONE_OF: dict[Verdict, Tone] = {
    Verdict.PASS: "pass",
    Verdict.WARN: "warn",
    Verdict.FAIL: "fail",
    Verdict.NO_DATA: "no-data",
    Verdict.STALE: "stale",
    Verdict.ERROR: "error",
}

WORDS: dict[Verdict, str] = {
    Verdict.PASS: "pass",
    Verdict.WARN: "warn",
    Verdict.FAIL: "fail",
    Verdict.NO_DATA: "no data",
    Verdict.STALE: "stale",
    Verdict.ERROR: "error",
}


def sign(verdict: Verdict) -> Span:
    """The sign of a verdict in its tone."""
    return Span(SIGNS[verdict], TONE_OF[verdict])


def quiet(verdict: Verdict) -> Tone:
    """The tone of a value: what passes stays dim, what deviates speaks."""
    return "dim" if verdict is Verdict.PASS else TONE_OF[verdict]
