"""One fact whole: what it is worth, what it means, where its limits come from, and where to go on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rich.cells import cell_len

from data.models.board import Fact, Panel
from data.quantity import format_value
from widgets.boards.board_columns import value_text
from widgets.boards.board_panel import configure_lines, title_of
from widgets.boards.board_row import change_text, tone_of, wanted
from widgets.boards.opinion import opinion_lines
from widgets.line import Line, Span, Tone, fit, wrap
from widgets.moment import age, clock_time
from widgets.sign import TONE_OF, WORDS, sign

if TYPE_CHECKING:
    from data.policies.comparing import Opinion

_NAME, _NAME_MOST = 14, 28


def fact_lines(
    fact: Fact, now: datetime, zone: ZoneInfo, width: int, opinions: Sequence[Opinion] = ()
) -> list[Line]:
    """Everything that is known of a fact."""
    out: list[Line] = [_verdict(fact, now, zone), *wrap(fact.words, width, "plain")]
    if fact.compared is not None:
        before = format_value(fact.compared.value, fact.unit)
        change = change_text(fact).replace("=", "the same")
        out.append((Span(f"{fact.compared.span} {before}", "dim"), Span(f"  {change}", "dim")))
    if provenance := list(_provenance(fact)):
        out += [(), (Span("Where the limits come from", "heading"),), *provenance]
    if any(each.judgement is not None for each in opinions):
        out += [(), *opinion_lines(opinions)]
    out += [(), *_facts(fact, now, zone, width)]
    return out


def panel_lines(panel: Panel, width: int) -> list[Line]:
    """A panel's message whole, and the lines that would bring it to life."""
    lines: list[Line] = [title_of(panel, ""), *wrap(panel.message, width, "plain")]
    if panel.configure:
        lines += [(Span("These lines of configuration bring it to life:", "dim"),), *configure_lines(panel)]
    return lines


def _verdict(fact: Fact, now: datetime, zone: ZoneInfo) -> Line:
    since = clock_time(fact.since, now, zone)
    pieces: list[Span] = []
    if fact.verdict is not None:
        pieces += [sign(fact.verdict), Span(f" {WORDS[fact.verdict]}  ", TONE_OF[fact.verdict])]
    if fact.verdict is not None or fact.text or fact.value is not None:
        pieces.append(Span(value_text(fact), tone_of(fact) if fact.verdict else "plain"))
    if limit := wanted(fact):
        pieces.append(Span(f"   wanted {limit}", "dim"))
    if since:
        pieces.append(Span(f"   since {since}", "dim"))
    return tuple(pieces)


def _provenance(fact: Fact) -> Iterator[Line]:
    threshold = fact.threshold
    if threshold is None:
        return
    for role, limit in threshold.limits.items():
        number = f"{limit.comparison.value} {format_value(limit.number, threshold.unit)}"
        yield (Span(f"  {role:<7} {number:<12} "), Span(f"{limit.policy} § {limit.section}", "dim"))


def _facts(fact: Fact, now: datetime, zone: ZoneInfo, width: int) -> Iterator[Line]:
    told = {name for name, _ in fact.details}
    own = (("source", fact.source), ("group", fact.group))
    known = [*(pair for pair in own if pair[0] not in told), *fact.details]
    if fact.observed_at is not None:
        old = age((now - fact.observed_at).total_seconds())
        known.insert(0, ("true at", f"{fact.observed_at.astimezone(zone):%H:%M:%S}, {old} ago"))
    named = dict.fromkeys((name, value) for name, value in known if value)
    room = min(_NAME_MOST, max(_NAME, *(cell_len(name) + 1 for name, _ in named))) if named else _NAME
    for name, value in named:
        yield from _named(name, value, width, room)
    if fact.procedure:
        yield from _named("answered by", f"{fact.procedure} (r opens it)", width, room, "accent")
    if fact.url:
        yield from _named("read at", fact.url, width, room)


def _named(name: str, value: str, width: int, room: int, tone: Tone = "plain") -> Iterator[Line]:
    for at, line in enumerate(wrap(value, width - room, tone)):
        yield (Span(fit("" if at else name, room - 1) + " ", "dim"), *line)
