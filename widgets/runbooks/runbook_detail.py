"""A procedure whole, as rows: what shows it, what comes before it, its steps, what to do afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from textual.reactive import var

from data.models.reading import Reading
from data.models.runbook import Phase, Runbook, Step
from data.models.verdict import Verdict
from data.procedures.runbooks.symptoms import Showing
from data.procedures.runbooks.wording import (
    check_words,
    command_words,
    minutes_words,
    place_words,
    proposed_words,
    sign_words,
)
from data.quantity import format_duration, format_value
from widgets.line import Line, Span, Tone, line, wrap
from widgets.rows import Row, RowList
from widgets.runbooks.runbook_row import review_words
from widgets.sign import SIGNS, TONE_OF, WORDS

RELATED = "related "
"""How the keys of rows begin that lead elsewhere."""
_STEP = "step "
_TOLD = 3
"""How many readings of a symptom are named."""


@dataclass(frozen=True, slots=True)
class BookPage:
    """A procedure, what can be told of its symptoms, and what it leads to: (id, title)."""

    runbook: Runbook
    showing: tuple[Showing, ...] = ()
    related: tuple[tuple[str, str], ...] = ()


class BookRows(RowList):
    """The procedure's own rows."""

    page: var[BookPage | None] = var(None, init=False)
    """What is shown."""
    today: var[date] = var(date.min, init=False)
    """The day that reviews are held against."""

    def build(self, width: int) -> Sequence[Row]:
        """The rows at a width."""
        return book_rows(self.page, width, self.today) if self.page else ()

    def watch_page(self) -> None:
        self.rebuild()


def book_rows(page: BookPage, width: int, today: date) -> list[Row]:
    """The rows; the cursor may stand on all but headings."""
    runbook = page.runbook
    rows = [Row("purpose", tuple(wrap(runbook.purpose, width)))] if runbook.purpose else []
    rows += _block("Shows by", _symptoms(page, width), bool(rows))
    rows += _block("Before it", _listed(runbook.prerequisites, width), bool(rows))
    number = 0
    for phase in runbook.phases:
        rows.append(_heading(phase.title, minutes_words(phase), bool(rows)))
        for step in phase.steps:
            number += 1
            rows.append(Row(f"{_STEP}{step.id}", tuple(step_lines(number, step, phase, width))))
    rows += _block("It has worked when", _listed(runbook.success, width))
    rows += _block("Prevention", _listed(runbook.prevention, width))
    if page.related:
        rows.append(_heading("Related", "enter opens it"))
        rows += [Row(f"{RELATED}{id}", (_link(id, title),)) for id, title in page.related]
    return [*rows, Row("provenance", ((), *_provenance(runbook, width, today)))]


def step_lines(number: int, step: Step, phase: Phase, width: int) -> Iterator[Line]:
    """Number, title, owner and time box; beneath them the command, the check and what to know."""
    facts = [step.owner or "no owner", format_duration(step.box) if step.box else "no time box"]
    first, *rest = wrap(step.title, width, indent=5)
    yield line(Span(f"{number:>3}  ", "dim"), first[0].text.strip())
    yield from rest
    head = [Span(f"     {' · '.join(facts)}", "dim")]
    yield (*head, Span(" · changes something", "warn")) if step.changes else tuple(head)
    if step.command:
        yield from wrap(f"$ {command_words(step.command)}", width, "accent", 5)
    if step.check:
        yield from wrap(f"check: {check_words(step.check)}", width, "dim", 5)
    if step.detail:
        yield from wrap(step.detail, width, "dim", 5)


def symptom_lines(told: Showing, width: int) -> Iterator[Line]:
    """A symptom's sign and words, and the readings that tell of it."""
    quiet = told.verdict is Verdict.PASS
    sign = Span("  · ", "dim") if quiet else Span(f"  {SIGNS[told.verdict]} ", TONE_OF[told.verdict])
    yield line(sign, Span(told.symptom.words, "dim" if quiet else "plain"))
    words = [_said(reading) for reading in told.readings[:_TOLD]]
    if len(told.readings) > _TOLD:
        words.append(f"{len(told.readings) - _TOLD} more")
    condition = sign_words(told.symptom.sign) if told.symptom.sign else ""
    tone: Tone = "fail" if told.verdict is Verdict.FAIL else "dim"
    yield from wrap(f"{condition}: {', '.join(words) or 'no data'}", width, tone, 4)


def _said(reading: Reading) -> str:
    """A value only where it holds now: an old one would look like an answer."""
    seen = reading.observation
    value = format_value(seen.value, seen.unit) if reading.verdict.known else WORDS[reading.verdict]
    return f"{reading.source} {value}"


def _symptoms(page: BookPage, width: int) -> Iterator[tuple[Line, ...]]:
    told = {each.symptom: each for each in page.showing}
    for symptom in dict.fromkeys((*page.runbook.symptoms, *told)):
        if symptom in told:
            yield tuple(symptom_lines(told[symptom], width))
        else:
            yield (line(Span("  · ", "dim"), Span(symptom.words, "dim"), Span("  people notice", "dim")),)


def _provenance(runbook: Runbook, width: int, today: date) -> Iterator[Line]:
    yield from wrap(f"{place_words(runbook)} · {runbook.id}", width, "dim")
    words, tone = review_words(runbook, today)
    if words:
        yield from wrap(words.capitalize(), width, tone)
    yield from wrap(proposed_words(runbook), width, "dim")


def _link(id: str, title: str) -> Line:
    return line(Span("  → ", "accent"), Span(title or id), Span(f"  {id}" if title else "", "dim"))


def _listed(words: Sequence[str], width: int) -> Iterator[tuple[Line, ...]]:
    for text in words:
        first, *rest = wrap(text, width, indent=4)
        yield (line(Span("  · ", "dim"), first[0].text.strip()), *rest)


def _block(title: str, items: Iterable[tuple[Line, ...]], above: bool = True) -> list[Row]:
    """A heading and its items; the cursor goes through all of it, so that all of it can be read."""
    rows = [Row(f"{title} {number}", lines) for number, lines in enumerate(items)]
    return [_heading(title, "", above), *rows] if rows else []


def _heading(title: str, words: str = "", above: bool = True) -> Row:
    text = line(Span(title, "heading"), Span(f"   {words}" if words else "", "dim"))
    return Row(f"heading {title}", ((), text) if above else (text,), selectable=False)
