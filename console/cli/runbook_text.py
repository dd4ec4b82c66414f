"""What the runbook commands print for people, at 80 columns."""

from __future__ import annotations

import shlex
import textwrap
from collections.abc import Iterable, Sequence

from console.cli.table import PAGE, paragraph, table
from data.models.checklist import Must
from data.models.command_line import Word
from data.models.runbook import Assumed, Phase, Runbook, Sign, Step, StepCheck
from data.procedures.runbooks.upkeep import due_on
from data.quantity import format_duration

_PROPOSED = {Assumed.OWNER: "owners", Assumed.BOX: "time boxes"}


def listing(runbooks: Iterable[Runbook]) -> list[str]:
    """Of ``runbook list``: id, kind, title."""
    rows = [[each.id, each.kind.value, each.title] for each in runbooks]
    return table([["runbook", "kind", "title"], *rows])


def shown(runbook: Runbook) -> list[str]:
    """Of ``runbook show``."""
    grade = f" · {runbook.severity}" if runbook.severity else ""
    lines = [
        *_wrapped(f"{runbook.title} ({runbook.id})", 0),
        f"{runbook.kind.value} · {runbook.style.value}{grade}",
    ]
    lines += paragraph(runbook.purpose)
    lines += _listed("Symptoms", [_symptom(each.words, each.sign) for each in runbook.symptoms])
    lines += _listed("Before it", runbook.prerequisites)
    number = 0
    for phase in runbook.phases:
        lines += ["", *_wrapped(f"{phase.title}{_minutes(phase)}", 0)]
        for step in phase.steps:
            number += 1
            lines += _step(number, step)
    lines += _listed("It has worked when", runbook.success)
    lines += _listed("Prevention", runbook.prevention)
    lines += _listed("Related", runbook.related)
    return [*lines, "", *_provenance(runbook)]


def command_words(command: Iterable[Word]) -> str:
    """An argument list in one line: quotes show where an argument begins and ends."""
    return " ".join(f"{word.text}{_gap(word)}" if word.gap else shlex.quote(word.text) for word in command)


def _gap(word: Word) -> str:
    return str(word)[len(word.text) :]


def _symptom(words: str, sign: Sign | None) -> str:
    if sign is None:
        return words
    return f"{words} [{sign.signal} {_condition(sign.when) or 'fails'}]"


def _minutes(phase: Phase) -> str:
    if phase.until is None:
        return ""
    if phase.begins:
        return f" · {format_duration(phase.begins)} to {format_duration(phase.until)}"
    return f" · within {format_duration(phase.until)}"


def _step(number: int, step: Step) -> list[str]:
    box = format_duration(step.box) if step.box else "no time box"
    facts = [step.owner or "no owner", box, *(["changes something"] if step.changes else [])]
    lines = _wrapped(f"{number:>2}  {step.title}", 0, hanging=4)
    lines += _wrapped(f"{step.id} · {' · '.join(facts)}", 4)
    if step.command:
        lines += _wrapped(f"$ {command_words(step.command)}", 4, hanging=8)
    if step.check:
        lines += _wrapped(f"check: {_check(step.check)}", 4, hanging=8)
    return lines + (_wrapped(step.detail, 4) if step.detail else [])


def _check(check: StepCheck) -> str:
    words = f"{check.check.signal} {_condition(check.check.must) or 'as its policy demands'}"
    if check.attempts > 1:
        words += f", up to {check.attempts} times, every {format_duration(check.every)}"
    return words + (f", else go on at {check.abort}" if check.abort else "")


def _condition(must: Must | None) -> str:
    return f"{must.comparison.value} {must.number:g}" if must else ""


def _listed(title: str, words: Sequence[str]) -> list[str]:
    lines = [line for each in words for line in _wrapped(f"- {each}", 2, hanging=4)]
    return ["", title, *lines] if lines else []


def _provenance(runbook: Runbook) -> list[str]:
    place = f"{runbook.document} § {runbook.section}" if runbook.document else runbook.origin
    due = due_on(runbook.upkeep)
    lines = _wrapped(f"{place}{f' · to be reviewed by {due.isoformat()}' if due else ''}", 0)
    if runbook.proposed:
        left_open = " or ".join(_PROPOSED[each] for each in runbook.proposed)
        lines += paragraph(f"Where the document names no {left_open}, those here are proposals.")
    return lines


def _wrapped(text: str, indent: int, *, hanging: int | None = None) -> list[str]:
    return textwrap.wrap(
        text,
        PAGE,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent if hanging is None else hanging),
        break_long_words=False,
        break_on_hyphens=False,
    )
