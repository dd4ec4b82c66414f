"""What the runbook commands print for people, at 80 columns."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from console.cli.table import PAGE, paragraph, table
from data.models.runbook import Runbook, Sign, Step
from data.procedures.runbooks.upkeep import due_on
from data.procedures.runbooks.wording import (
    check_words,
    command_words,
    minutes_words,
    place_words,
    proposed_words,
    sign_words,
)
from data.quantity import format_duration


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
        lines += [
            "",
            *_wrapped(f"{phase.title}{f' · {minutes}' if (minutes := minutes_words(phase)) else ''}", 0),
        ]
        for step in phase.steps:
            number += 1
            lines += _step(number, step)
    lines += _listed("It has worked when", runbook.success)
    lines += _listed("Prevention", runbook.prevention)
    lines += _listed("Related", runbook.related)
    return [*lines, "", *_provenance(runbook)]


def _symptom(words: str, sign: Sign | None) -> str:
    return words if sign is None else f"{words} [{sign_words(sign)}]"


def _step(number: int, step: Step) -> list[str]:
    box = format_duration(step.box) if step.box else "no time box"
    facts = [step.owner or "no owner", box, *(["changes something"] if step.changes else [])]
    lines = _wrapped(f"{number:>2}  {step.title}", 0, hanging=4)
    lines += _wrapped(f"{step.id} · {' · '.join(facts)}", 4)
    if step.command:
        lines += _wrapped(f"$ {command_words(step.command)}", 4, hanging=8)
    if step.check:
        lines += _wrapped(f"check: {check_words(step.check)}", 4, hanging=8)
    return lines + (_wrapped(step.detail, 4) if step.detail else [])


def _listed(title: str, words: Sequence[str]) -> list[str]:
    lines = [line for each in words for line in _wrapped(f"- {each}", 2, hanging=4)]
    return ["", title, *lines] if lines else []


def _provenance(runbook: Runbook) -> list[str]:
    due = due_on(runbook.upkeep)
    upkeep = f" · to be reviewed by {due.isoformat()}" if due else ""
    return [*_wrapped(f"{place_words(runbook)}{upkeep}", 0), *paragraph(proposed_words(runbook))]


def _wrapped(text: str, indent: int, *, hanging: int | None = None) -> list[str]:
    return textwrap.wrap(
        text,
        PAGE,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent if hanging is None else hanging),
        break_long_words=False,
        break_on_hyphens=False,
    )
