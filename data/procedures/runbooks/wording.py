"""Parts of a procedure in words: commands, conditions, minutes, provenance."""

from __future__ import annotations

import shlex
from collections.abc import Iterable

from data.models.checklist import Must
from data.models.command_line import Word
from data.models.runbook import Assumed, Phase, Runbook, Sign, StepCheck
from data.quantity import format_duration

_PROPOSED = {Assumed.OWNER: "owners", Assumed.BOX: "time boxes"}


def command_words(command: Iterable[Word]) -> str:
    """An argument list in one line: quotes show where an argument begins and ends."""
    return " ".join(f"{word.text}{_gap(word)}" if word.gap else shlex.quote(word.text) for word in command)


def condition_words(must: Must | None) -> str:
    """``>= 1``; nothing for none."""
    return f"{must.comparison.value} {must.number:g}" if must else ""


def sign_words(sign: Sign) -> str:
    """``api.p95_ms > 500``, or ``db.up fails`` where its policy decides."""
    return f"{sign.signal} {condition_words(sign.when) or 'fails'}"


def check_words(check: StepCheck) -> str:
    """What must hold, how often it is asked, and where the run goes on if it never does."""
    words = f"{check.check.signal} {condition_words(check.check.must) or 'as its policy demands'}"
    if check.attempts > 1:
        words += f", up to {check.attempts} times, every {format_duration(check.every)}"
    return words + (f", else go on at {check.abort}" if check.abort else "")


def minutes_words(phase: Phase) -> str:
    """The stretch of time that the document gives a phase; nothing where it gives none."""
    if phase.until is None:
        return ""
    if phase.begins:
        return f"{format_duration(phase.begins)} to {format_duration(phase.until)}"
    return f"within {format_duration(phase.until)}"


def place_words(runbook: Runbook) -> str:
    """Document and section, or a team's own file."""
    return f"{runbook.document} § {runbook.section}" if runbook.document else runbook.origin


def proposed_words(runbook: Runbook) -> str:
    """That owners or time boxes are only proposed here, where the document leaves them open."""
    left_open = " or ".join(_PROPOSED[each] for each in runbook.proposed)
    return f"Where the document names no {left_open}, those here are proposals." if left_open else ""


def _gap(word: Word) -> str:
    return str(word)[len(word.text) :]
