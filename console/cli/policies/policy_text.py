"""Policies as plain text for a page of 80 columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from console.cli.table import paragraph, table
from data.catalogue import KnownSignal
from data.models.policy import Policy
from data.models.practice import Review
from data.policies.book import PolicyBook
from data.policies.comparing import Difference, Opinion
from data.policies.statements import Statement, statements
from data.quantity import format_value

_SILENT = "—"
_NARROW = 24
_HEADINGS = {
    "threshold": "Thresholds",
    "mark": "Further numbers",
    "band": "Bands",
    "severity": "Severities (rank 0 is the gravest)",
    "situation": "Situations",
    "clock": "Clocks",
    "alert class": "Alert classes",
    "ladder": "Ladders",
    "routine": "What recurs",
    "window": "Maintenance windows",
    "figure": "Figures",
}
_UNITS = {"": "", "count": "", "bool": ", yes or no", "usd": ", in US dollars"}
_MORE_IS = {
    "better": "more of it is better",
    "worse": "more of it is worse",
    "neither": "more or less of it is neither good nor bad by itself",
}


def listing(book: PolicyBook, in_use: str) -> list[str]:
    """``policy list``."""
    rows = [["", "policy", "numbers", "severities", "document"]]
    for policy in book.policies:
        ids = [severity.id for severity in policy.severities]
        scheme = f"{ids[0]} to {ids[-1]}" if ids else _SILENT
        mark = "*" if policy.id == in_use else " "
        rows.append([mark, policy.id, str(len(policy.thresholds)), scheme, policy.document])
    return [*table(rows, right={2}), "", "* in use. Numbers: signals with a target, a warning or an alert."]


def shown(policy: Policy, today: date) -> list[str]:
    """``policy show ID``."""
    lines = [f"{policy.id}: {policy.title}", *paragraph(policy.document), *_review(policy.review, today)]
    for kind, said in groupby(statements(policy), key=lambda statement: statement.kind):
        lines += ["", _HEADINGS[kind], *table(list(_rows(said, policy.id)), indent=2)]
    if not policy.thresholds:
        lines += ["", "It sets no limit on any signal."]
    return lines


def diffed(one: Policy, other: Policy, found: Sequence[Difference]) -> list[str]:
    """``policy diff A B``."""
    if not found:
        return [f"{one.id} and {other.id} do not differ there."]
    names = table([[one.id, one.document], [other.id, other.document]])
    lines = [*names, "", f"{len(found)} differ; {_SILENT} is where a document is silent."]
    for kind, group in groupby(found, key=lambda difference: difference.kind):
        lines += ["", _HEADINGS[kind]]
        for difference in group:
            lines.append(f"  {difference.subject} {difference.role}".rstrip())
            sides = [(one, difference.one), (other, difference.other)]
            narrow = all(said is None or len(said.words) <= _NARROW for _, said in sides)
            lines += table([[policy.id, *_side(said, policy, narrow)] for policy, said in sides], indent=4)
    return lines


def explained(signal: KnownSignal, value: float | None, opinions: Sequence[Opinion]) -> list[str]:
    """``policy explain SIGNAL``."""
    unit = _UNITS.get(signal.unit, f", in {signal.unit}")
    lines = [f"{signal.name}: {signal.title}{unit}; {_MORE_IS[signal.higher_is]}"]
    for opinion in opinions:
        lines += ["", *table([[opinion.policy.id, opinion.policy.document]])]
        lines += table(list(_numbers(opinion)), indent=2) or ["  no number for it"]
        if opinion.judgement is not None:
            sentence = f"{format_value(value, signal.unit)} → {opinion.judgement.verdict}: "
            lines += paragraph(sentence + opinion.judgement.words, indent=2)
    if signal.configure:
        lines += ["", "To bring it to life:", "", *(f"  {x}".rstrip() for x in signal.configure.splitlines())]
    return lines


def _rows(said: Iterable[Statement], policy: str) -> Iterator[list[str]]:
    """Numbers with their place in a column of its own; prose with it behind, once a subject."""
    told: tuple[str, str] | None = None
    for (subject, words, place), alike in groupby(
        said, key=lambda s: (s.subject, s.words, _place(s, policy))
    ):
        first, *others = alike
        role = f"{first.role} to {others[-1].role.split()[-1]}" if others else first.role
        if first.number is not None:
            yield [subject, role, words, place]
        else:
            behind = "" if told == (subject, place) else f" ({place})"
            told = (subject, place)
            yield [subject, role, words + behind]


def _numbers(opinion: Opinion) -> Iterator[list[str]]:
    for number in opinion.numbers:
        place = _place(number, opinion.policy.id)
        yield [number.role, number.words, f"{place}. {number.origin.says}".rstrip(". ") + "."]


def _side(said: Statement | None, policy: Policy, narrow: bool) -> tuple[str, ...]:
    words, place = (said.words, _place(said, policy.id)) if said else (_SILENT, "")
    return (words, place) if narrow else (f"{words} {place}".rstrip(),)


def _place(statement: Statement, policy: str) -> str:
    origin = statement.origin
    section = f"§\u00a0{origin.section}"
    return section if origin.policy == policy else f"{origin.policy} {section}"


def _review(review: Review, today: date) -> list[str]:
    parts = []
    if review.updated:
        parts.append(f'last updated "{review.updated}"')
    if review.every:
        parts.append(f"reviewed {review.every}")
    if review.next:
        parts.append(f'next review "{review.next}"')
    if days := review.overdue(today):
        parts.append(f"overdue by {days} days")
    said = "; ".join(parts)
    return [*paragraph(f"{said[:1].upper()}{said[1:]}." if said else ""), *paragraph(review.note)]
