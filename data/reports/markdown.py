"""Reports as Markdown, to be read, sent and kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain
from zoneinfo import ZoneInfo

from data.boards.sentences import capital
from data.markdown import escaped, heading, row, whole
from data.procedures.action_items import owed_words
from data.quantity import format_duration, format_value
from data.reports.daily import Daily
from data.reports.happening import Happening
from data.reports.measuring import Field
from data.reports.periodic import Periodic
from data.reports.spending import Spending
from data.reports.target import Target
from data.reports.track import Kept
from data.reports.trend import Trend

_FAILED = 20
_TRENDS = 60


def daily_markdown(report: Daily, zone: ZoneInfo) -> str:
    """The day: four tables, the lists, the incidents."""
    lines = [f"# Daily operations report, {report.day.isoformat()}: {report.verdict.value}", ""]
    lines += [
        _sentence(report),
        "",
        f"- policy: {escaped(report.policy)}",
        f"- written: {_time(report.at, zone)}",
        *(f"- could not be asked: {escaped(f'{source}: {words}')}" for source, words in report.silent),
        "",
    ]
    for group in report.groups:
        lines += _block(group.title, _fields(group.fields, zone))
    lines += _block("Checklists", _lists(report.lists))
    lines += _block("Incidents", _incidents(report.incidents, zone))
    lines += _actions(report, zone)
    return whole(lines)


def periodic_markdown(report: Periodic, zone: ZoneInfo) -> str:
    """The week or the month: targets, trends, lists, incidents, cost."""
    so_far = " so far" if report.running else ""
    name = report.period.span.value.capitalize()
    lines = [f"# {name} operations report, {report.period.title}{so_far}: {report.verdict.value}", ""]
    lines += [f"- policy: {escaped(report.policy)}", f"- written: {_time(report.at, zone)}"]
    lines += [
        f"- did not tell its past: {escaped(source)}: {escaped(words)}" for source, words in report.silent
    ]
    lines += ["", *_block("Service levels", _targets(report.targets))]
    lines += _block("Trends", _trends(report.trends))
    lines += _block("Checklists", _lists(report.lists))
    lines += _block("Incidents", _incidents(report.incidents, zone))
    lines += _actions(report.today, zone)
    lines += _block("Cost", _spending(report.spending, zone))
    for group in report.today.groups:
        lines += _block(f"{group.title}, {report.today.day.isoformat()}", _fields(group.fields, zone))
    return whole(lines)


def _sentence(report: Daily) -> str:
    status = report.fields[0]
    about = f"The services are {escaped(status.text)}. " if status.known else ""
    bad = [field for field in report.fields if field.known and field.verdict.value in ("warn", "fail")]
    said = ", ".join(f"{field.title} {field.shown}" for field in bad if field is not status)
    wrong = (
        f"To be looked at: {escaped(said)}. " if said else "" if bad else "Nothing that is known is wrong. "
    )
    gaps = f"{report.unknown} of {len(report.fields)} fields have no data." if report.unknown else ""
    return f"{about}{wrong}{gaps}".strip()


def _fields(fields: Iterable[Field], zone: ZoneInfo) -> Iterator[str]:
    yield from heading("field", "value", "verdict", "why", "as of")
    for field in fields:
        at = _time(field.observed_at, zone) if field.observed_at else ""
        yield row(field.title, field.shown, field.verdict.value, field.words, at)


def _lists(lists: Sequence[Kept]) -> Iterator[str]:
    if not lists:
        yield "No checklist was due or run."
        return
    yield from heading("list", "done", "on time", "missed", "open", "failed items", "overruled", "time")
    for kept in lists:
        on_time = str(kept.on_time) if kept.checklist.recurrence.every.value != "on-demand" else ""
        numbers = (kept.done, on_time, kept.missed, kept.open, len(kept.failed), kept.overruled)
        yield row(kept.checklist.title, *map(str, numbers), format_value(round(kept.worked / 60), "min"))
    failed = [(kept, each) for kept in lists for each in kept.failed]
    if failed:
        yield ""
    for kept, each in failed[:_FAILED]:
        failure = f"{each.day.isoformat()} {kept.checklist.title}: {each.item} failed: {each.words}"
        yield f"- {escaped(failure)}"
    if len(failed) > _FAILED:
        yield f"- and {len(failed) - _FAILED} more"


def _incidents(incidents: Sequence[Happening], zone: ZoneInfo) -> Iterator[str]:
    if not incidents:
        yield "No incidents recorded."
        return
    yield from heading("incident", "severity", "began", "resolved", "lasted")
    for each in incidents:
        lasted = format_duration(round(each.lasted / 60) * 60) if each.lasted is not None else "still open"
        over = _time(each.over, zone) if each.over else ""
        yield row(f"{each.title} ({each.id})", each.severity, _time(each.began, zone), over, lasted)


def _actions(report: Daily, zone: ZoneInfo) -> list[str]:
    """What incidents have left to do, as it stands when this is written; nothing where that is nothing."""
    if not report.actions:
        return []
    today = report.at.astimezone(zone).date()
    rows = (row(each.action.text, each.incident, owed_words(each.action, today)) for each in report.actions)
    return _block("Action items", chain(heading("what", "incident", "owed by"), rows))


def _targets(found: Sequence[Target]) -> Iterator[str]:
    if not found:
        yield "The policy sets no targets."
        return
    yield from heading("promise", "target", "reached", "kept to it", "verdict", "why", "from")
    for each in found:
        limit = each.limit
        yield row(
            each.title,
            _limit(each),
            format_value(each.reached, each.unit) if each.reached is not None else "no data",
            format_value(each.met_pct, "%") if each.met_pct is not None else "",
            each.verdict.value,
            each.words,
            f"{limit.policy} § {limit.section}",
        )


def _limit(target: Target) -> str:
    number = format_value(target.limit.number, target.unit)
    return number if target.unit == "bool" else f"{target.limit.comparison} {number}"


def _trends(found: Sequence[Trend]) -> Iterator[str]:
    if not found:
        yield "No data: no source remembers this time, and no checklist wrote values down."
        return
    yield from heading("signal", "source", "mean", "lowest", "highest", "before", "change", "from")
    for each in found[:_TRENDS]:
        change = "" if each.change_pct is None else f"{each.change_pct:+.1f} %, {each.direction}"
        numbers = (each.mean, min(each.values), max(each.values))
        told = [format_value(value, each.unit) for value in numbers]
        before = format_value(each.before, each.unit) if each.before is not None else "no data"
        yield row(each.title, each.source, *told, before, change, f"{len(each.values):,} {each.basis}")
    if len(found) > _TRENDS:
        yield ""
        yield f"And {len(found) - _TRENDS} more series, in the JSON."


def _spending(found: Spending, zone: ZoneInfo) -> Iterator[str]:
    if found.total is None:
        yield escaped(capital(found.words))
    else:
        before = format_value(found.before, found.unit) if found.before is not None else "not known"
        yield escaped(
            f"{format_value(found.total, found.unit)} in {found.days} days, before {before}: {found.words}"
        )
        yield ""
        yield from heading("service", "amount")
        for name, value in found.services:
            yield row(name, format_value(value, found.unit))
    yield ""
    yield from _fields(found.now, zone)


def _block(title: str, lines: Iterator[str]) -> list[str]:
    return [f"## {escaped(title)}", "", *lines, ""]


def _time(at: datetime, zone: ZoneInfo) -> str:
    return at.astimezone(zone).isoformat(timespec="minutes")
