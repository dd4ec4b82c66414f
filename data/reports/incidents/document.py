"""The report and the review as JSON knows them; durations in seconds, times as ISO 8601 with their zone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, tzinfo
from typing import Any

from data.models.incident import Action
from data.models.timer import Timer
from data.reports.incidents.milestones import Milestone, Spell
from data.reports.incidents.picture import Picture, Track
from data.reports.incidents.review import Report, Review
from data.reports.incidents.sent import Sent
from data.reports.incidents.spoken import Owed
from data.reports.incidents.story import Told
from data.reports.incidents.usual import Average, Usual

Document = dict[str, Any]


def report_document(report: Report, zone: tzinfo) -> Document:
    """Of ``incident report`` and ``report incident``."""
    return {"schema": 1, "document": "report", **_report(report, zone)}


def review_document(review: Review, zone: tzinfo) -> Document:
    """Of ``incident review``: what the report has, and more."""
    return {
        "schema": 1,
        "document": "review",
        **_report(review.report, zone),
        "people": [{"name": who, "was": what} for who, what in review.people],
        "wanted": list(review.wanted),
        "usual": [_usual(each) for each in review.usual],
        "answers": [
            {
                "id": each.id,
                "area": each.area,
                "question": each.question,
                "state": each.state.value,
                "data": each.data or None,
                "why_not": each.why or None,
                "said": [{"text": words, "by": by, "entry": entry} for words, by, entry in each.said],
            }
            for each in review.answers
        ],
    }


def _report(report: Report, zone: tzinfo) -> Document:
    incident = report.incident
    return {
        "id": incident.id,
        "title": incident.title,
        "policy": incident.policy or None,
        "severity": incident.severity or None,
        "severity_name": report.severity_name or None,
        "state": incident.stage.value,
        "situation": incident.situation or None,
        "services": list(incident.services),
        "drill": incident.drill,
        "written": _time(report.at, zone),
        "doubts": list(incident.doubts),
        "times": {each.name: _milestone(each, zone) for each in report.milestones},
        "severities": [_spell(each, zone) for each in report.spells],
        "clocks": [_clock(each, zone) for each in report.clocks],
        "updates": [_owed(each, zone) for each in report.owed],
        "letters": [_sent(each, zone) for each in report.sent],
        "procedures": [
            {"run": run.run, "words": run.words, "by": run.by, "began": _time(run.began, zone)}
            for run in report.followed
        ],
        "open": {
            "tasks": [{"id": each.id, "owner": each.owner, "text": each.text} for each in report.tasks],
            "questions": [{"id": each.id, "text": each.text} for each in report.questions],
        },
        "actions": [_action(each, report.at.astimezone(zone)) for each in report.actions],
        "signals": _picture(report.picture),
        "timeline": [_told(each, zone) for each in report.story],
    }


def _spell(each: Spell, zone: tzinfo) -> Document:
    return {
        "severity": each.severity,
        "name": each.name or None,
        "from": _time(each.start, zone),
        "lasted_s": _s(each.lasted),
        "reason": each.reason or None,
        "by": each.by,
    }


def _milestone(each: Milestone, zone: tzinfo) -> Document:
    return {
        "at": _time(each.at, zone),
        "after_s": _s(each.after),
        "by": each.by or None,
        "entry": each.entry or None,
        "words": each.words or None,
    }


def _clock(timer: Timer, zone: tzinfo) -> Document:
    return {
        "name": timer.name,
        "severity": timer.severity or None,
        "former": timer.former,
        "repeats": timer.repeats,
        "due": _time(timer.due, zone),
        "done": _time(timer.done, zone),
        "state": timer.state.value,
        "lapses": timer.lapses,
        "words": timer.words,
        "doubt": timer.doubt or None,
    }


def _owed(each: Owed, zone: tzinfo) -> Document:
    return {
        "name": each.name,
        "severity": each.severity or None,
        "due": _time(each.due, zone),
        "done": _time(each.done, zone),
        "late_s": _s(each.late),
        "demand": each.demand,
        "entry": each.entry or None,
    }


def _sent(each: Sent, zone: tzinfo) -> Document:
    return {
        "channel": each.channel,
        "audience": each.audience,
        "subject": each.subject,
        "by": each.by,
        "queued": _time(each.queued, zone),
        "came": _time(each.came, zone),
        "attempts": each.attempts,
        "state": each.state,
        "entry": each.entry,
    }


def _action(action: Action, now: datetime) -> Document:
    return {
        "id": action.id,
        "text": action.text,
        "owner": action.owner or None,
        "due": action.due.isoformat() if action.due else None,
        "area": action.area or None,
        "overdue_d": action.overdue(now.date()),
        "done": _time(action.done.at, now.tzinfo) if action.done else None,
        "note": action.note or None,
    }


def _picture(picture: Picture) -> Document:
    return {
        "start_s": _s(picture.start),
        "end_s": _s(picture.end),
        "resolved_s": _s(picture.over),
        "tracks": [_track(each) for each in picture.tracks],
        "more": picture.more,
    }


def _track(track: Track) -> Document:
    source, signal, labels = track.key
    return {
        "source": source,
        "signal": signal,
        "labels": dict(labels),
        "title": track.title,
        "unit": track.unit,
        "limit": track.limit,
        "recorded": track.recorded,
        "points": [[_s(at), value] for at, value in track.points],
    }


def _told(each: Told, zone: tzinfo) -> Document:
    return {
        "at": _time(each.at, zone),
        "after_s": _s(each.after),
        "by": each.by,
        "kind": each.kind,
        "words": each.words,
        "proof": each.proof.value,
        "evidence": list(each.evidence),
        "entry": each.entry,
        "edited": each.edited or None,
        "original": each.original or None,
    }


def _usual(usual: Usual) -> Document:
    times: Iterable[tuple[str, Average]] = (
        ("acknowledge", usual.acknowledge),
        ("mitigate", usual.mitigate),
        ("resolve", usual.resolve),
    )
    return {
        "policy": usual.policy or None,
        "severity": usual.severity or None,
        "incidents": usual.incidents,
        **{
            name: {"mean_s": _s(each.mean), "median_s": _s(each.median), "known": each.known}
            for name, each in times
        },
    }


def _s(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 3)


def _time(moment: datetime | None, zone: tzinfo | None) -> str | None:
    return moment.astimezone(zone).isoformat(timespec="milliseconds") if moment else None
