"""The report and the review as Markdown; whatever anybody wrote is shown as it stands, and obeyed nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, tzinfo
from urllib.parse import quote

from data.incidents.spans import span
from data.markdown import escaped, heading, row, whole
from data.models.incident import Action
from data.models.timer import Timer
from data.quantity import format_value
from data.reports.incidents.milestones import Milestone, Spell
from data.reports.incidents.picture import Picture, sparkline
from data.reports.incidents.review import Report
from data.reports.incidents.sent import Sent
from data.reports.incidents.spoken import Owed
from data.reports.incidents.story import Proof, Told

_TIMELINE = 5000
_DIGEST = re.compile(r"(sha256:[0-9a-f]{12})[0-9a-f]{52}")


def report_markdown(report: Report, zone: tzinfo, picture: str = "") -> str:
    """The whole report, times in `zone`; `picture` is the name of a drawing that lies beside it."""
    lines = [f"# Incident report {escaped(report.incident.id)}: {escaped(report.incident.title)}", ""]
    return whole([*lines, *body(report, zone, picture)])


def body(report: Report, zone: tzinfo, picture: str = "") -> list[str]:
    """What the report and the review have in common."""
    return [
        *head(report, zone),
        *block("Times", _times(report.milestones, zone)),
        *block("Severity", _spells(report.spells, zone)),
        *block("Clocks", _clocks(report.clocks, zone)),
        *block("Words that were due", _owed(report.owed, zone)),
        *(block("Words that were sent", _sent(report.sent, zone)) if report.sent else ()),
        *block("Affected signals", _picture(report.picture, picture)),
        *block("Procedures", (f"- {escaped(run.words)} ({escaped(run.by)})" for run in report.followed)),
        *block("Left open", _open(report)),
        *block("Action items", actions(report.actions, report.at.astimezone(zone))),
        *block("Timeline", _story(report.story, zone)),
    ]


def head(report: Report, zone: tzinfo) -> list[str]:
    """A sentence, and what it is all about."""
    incident = report.incident
    lines = [_sentence(report, zone), ""]
    lines += [f"- policy: {escaped(incident.policy or 'none')}"]
    if incident.services:
        lines.append(f"- affected: {escaped(', '.join(incident.services))}")
    if incident.situation:
        lines.append(f"- situation: {escaped(incident.situation)}")
    lines += [f"- **in doubt**: {escaped(doubt)}" for doubt in incident.doubts]
    if incident.drill:
        lines.append("- this was a drill")
    return [*lines, f"- written: {time(report.at, zone)}", ""]


def _sentence(report: Report, zone: tzinfo) -> str:
    incident = report.incident
    severity = f"{incident.severity or 'no severity'} {report.severity_name}".strip()
    declared, resolved = report.milestones[1], report.milestones[4]
    if declared.at is None:
        return f"{escaped(severity)}; its declaration is lost."
    told = f"declared {time(declared.at, zone)} by {escaped(declared.by)}"
    if resolved.after is None:
        return f"{escaped(severity)}, {told}; {escaped(resolved.words)}."
    return f"{escaped(severity)}, {told}, resolved after {span(resolved.after)}."


def _times(milestones: Iterable[Milestone], zone: tzinfo) -> Iterator[str]:
    yield from heading("", "at", "after the declaration", "by", "")
    for each in milestones:
        at = time(each.at, zone) if each.at else "—"
        yield row(each.name, at, _after(each.after), each.by, each.words)


def _after(seconds: float | None) -> str:
    if seconds is None:
        return "—"
    return f"{span(seconds)} before" if seconds < 0 else span(seconds)


def _spells(spells: Iterable[Spell], zone: tzinfo) -> Iterator[str]:
    yield from heading("severity", "from", "lasted", "by", "why")
    for each in spells:
        lasted = span(each.lasted) if each.lasted is not None else "still so"
        yield row(
            f"{each.severity} {each.name}".strip(), time(each.start, zone), lasted, each.by, each.reason
        )


def _clocks(timers: Sequence[Timer], zone: tzinfo) -> Iterator[str]:
    if not timers:
        yield "The policy sets no clocks for it."
        return
    yield from heading("clock", "under", "due", "done", "state", "demanded by")
    for each in timers:
        name = f"{each.name}{', repeating' if each.repeats else ''}"
        due, done = (time(at, zone) if at else "—" for at in (each.due, each.done))
        state = f"{each.state.value}{f', {each.lapses} lapses' if each.lapses else ''}"
        yield row(name, each.severity, due, done, state, each.words)


def _owed(found: Sequence[Owed], zone: tzinfo) -> Iterator[str]:
    if not found:
        yield "No document demands any at this severity."
        return
    yield from heading("update", "due", "sent", "", "demanded by")
    for each in found:
        done = time(each.done, zone) if each.done else "never"
        if each.late is None:
            done, kept = "—", "not due yet"
        else:
            kept = "in time" if each.kept else f"{span(each.late)} late"
        yield row(each.name, time(each.due, zone), done, kept, each.demand)


def _sent(found: Sequence[Sent], zone: tzinfo) -> Iterator[str]:
    yield from heading("written", "by", "to", "through", "words", "came", "attempts", "")
    for each in found:
        came = time(each.came, zone) if each.came else "—"
        to = (each.by, each.audience, each.channel, each.subject)
        yield row(time(each.queued, zone), *to, came, str(each.attempts), each.state)


def _picture(picture: Picture, name: str) -> Iterator[str]:
    if name:
        yield f"![The affected signals]({quote(name)})"
        yield ""
    if not picture.tracks:
        yield "No value of any signal is on record."
        return
    yield "`┊` declared, `┆` over, `·` nothing known."
    yield ""
    yield from heading("signal", "lowest", "highest", "limit", "")
    for track in picture.tracks:
        values = [value for _, value in track.points]
        limit = format_value(track.limit, track.unit) if track.limit is not None else ""
        low, high = (format_value(value, track.unit) for value in (min(values), max(values)))
        yield f"{row(track.title, low, high, limit)} `{sparkline(track, picture)}` |"
    if picture.more:
        yield ""
        yield f"{picture.more} more signals were affected."


def _open(report: Report) -> Iterator[str]:
    for task in report.tasks:
        yield f"- task {escaped(task.id)}, {escaped(task.owner or 'nobody')}: {escaped(task.text)}"
    for each in report.questions:
        yield f"- question {escaped(each.id)}: {escaped(each.text)}"
    if not report.tasks and not report.questions:
        yield "Nothing: every task is done and every question answered."


def actions(found: Sequence[Action], now: datetime) -> Iterator[str]:
    """What is to be done, until when, and what is late."""
    if not found:
        yield "None yet: `ops-console incident action add OWNER TEXT --due DAY`."
        return
    yield from heading("", "what", "owner", "due", "state", "mends")
    for each in found:
        late = each.overdue(now.date())
        state = "done" if each.done else f"{late} d over" if late else "open"
        due = each.due.isoformat() if each.due else "no day"
        yield row(each.id, each.text, each.owner, due, state, each.area)


def _story(story: Sequence[Told], zone: tzinfo) -> Iterator[str]:
    bare = sum(each.proof is Proof.UNSUPPORTED for each in story)
    yield f"{len(story)} lines, {bare} of them unsupported: nothing but somebody's word stands behind these."
    yield ""
    for each in story[:_TIMELINE]:
        yield f"- {time(each.at, zone)} {escaped(each.by)}, {escaped(each.kind)}: {_line(each)}"
    if len(story) > _TIMELINE:
        yield f"- and {len(story) - _TIMELINE} more, in the JSON"


def _line(each: Told) -> str:
    words = escaped(each.words) or "no words"
    match each.proof:
        case Proof.UNSUPPORTED:
            words += " — **unsupported**"
        case Proof.EVIDENCE if each.evidence:
            words += f" — {escaped(_DIGEST.sub(_short, '; '.join(each.evidence)))}"
    return f"{words} (the entry is {escaped(each.edited)})" if each.edited else words


def _short(digest: re.Match[str]) -> str:
    return f"{digest[1]}…"


def block(title: str, lines: Iterable[str]) -> list[str]:
    """A heading and what stands under it; says so where that is nothing."""
    found = list(lines)
    return [f"## {title}", "", *(found or ["Nothing on record."]), ""]


def time(at: datetime, zone: tzinfo) -> str:
    """A moment to the second, with its zone."""
    return at.astimezone(zone).isoformat(timespec="seconds")
