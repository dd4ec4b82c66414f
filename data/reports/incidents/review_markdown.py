"""The review as Markdown: the report, what is usual, and the twelve questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import tzinfo
from itertools import groupby

from data.incidents.spans import span
from data.markdown import escaped, heading, row, whole
from data.reports.incidents.markdown import block, body
from data.reports.incidents.questions import Answer
from data.reports.incidents.review import Review
from data.reports.incidents.usual import Average


def review_markdown(review: Review, zone: tzinfo, picture: str = "") -> str:
    """The whole review, times in `zone`; `picture` is the name of a drawing that lies beside it."""
    incident = review.report.incident
    lines = [f"# Post-incident review {escaped(incident.id)}: {escaped(incident.title)}", ""]
    before, timeline = _split(body(review.report, zone, picture))
    lines += before
    lines += block("People", _people(review))
    lines += block("Beside other incidents", _usual(review))
    lines += [*_answers(review.answers), *block("Follow-up", _follow_up()), *timeline]
    return whole(lines)


def _people(review: Review) -> Iterator[str]:
    for who, what in review.people:
        yield f"- {escaped(who)}: {escaped(what)}"
    if review.wanted:
        yield f"- wanted at the review: {escaped(', '.join(review.wanted))}"


def _split(lines: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """The timeline is the longest part: it comes last."""
    place = lines.index("## Timeline")
    return lines[:place], lines[place:]


def _usual(review: Review) -> Iterator[str]:
    yield from heading("", "incidents", "acknowledged, mean", "median", "resolved, mean", "median")
    for each in review.usual:
        yield row(each.title, str(each.incidents), *_pair(each.acknowledge), *_pair(each.resolve))
    mine = review.times
    yield row("this one", "1", _span(mine.acknowledge), "", _span(mine.resolve), "")


def _pair(average: Average) -> tuple[str, str]:
    count = f" ({average.known})" if average.known else ""
    return f"{_span(average.mean)}{count}", _span(average.median)


def _answers(answers: Iterable[Answer]) -> list[str]:
    lines = ["## Questions", ""]
    for area, of_area in groupby(answers, key=lambda each: each.area):
        lines += [f"### {area}", ""]
        for each in of_area:
            lines += [f"**{each.question}** ({each.state.value})", ""]
            lines += [f"- {escaped(words)} ({escaped(by)})" for words, by, _ in each.said]
            lines += [f"- on record: {escaped(each.data)}"] if each.data else []
            lines += [f"- not on record: {escaped(each.why)}"] if each.why and not each.said else []
            lines.append("")
    return lines


def _follow_up() -> Iterator[str]:
    yield "- an action item has one owner and a day; it comes back in Monday's checklist until it is done"
    yield "- `ops-console incident review --answer QUESTION=TEXT` keeps an answer, `--done` that it was held"


def _span(seconds: float | None) -> str:
    return "—" if seconds is None else span(seconds)
