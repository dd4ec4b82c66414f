"""Writes the report and the review of an incident: to standard output, or into files side by side."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from console.cli.incident_desk import Desk
from data.config.places import recordings_dir
from data.errors import BadDataError, UsageError
from data.incidents.after_intents import judge, written
from data.incidents.fold import fold_incidents
from data.incidents.handover import digest_of
from data.incidents.naming import named_after
from data.models.series import Key, Series
from data.recorder.recordings import Recordings
from data.reports.incidents.case import Case, entries_about
from data.reports.incidents.document import report_document, review_document
from data.reports.incidents.markdown import report_markdown
from data.reports.incidents.picture import AFTER_S, BEFORE_S
from data.reports.incidents.questions import IDS
from data.reports.incidents.review import report_of, review_of
from data.reports.incidents.review_markdown import review_markdown
from data.reports.incidents.svg import svg

REPORT, REVIEW = "report", "review"


@dataclass(frozen=True, slots=True)
class Written:
    """One document in all its forms; `stem` is the beginning of its files' names."""

    stem: str
    markdown: str
    document: dict[str, Any]
    picture: str


def case_of(desk: Desk, name: str) -> Case:
    """What a report of an incident stands on; the one that was resolved last, where none is open or named."""
    entries = list(desk.entries())
    incidents = fold_incidents(entries)
    incident = named_after(incidents, name)
    return Case(
        incident=incident,
        policy=desk.policy(incident),
        timers=desk.clocks(incident),
        at=desk.session.time.now(),
        host=desk.session.journal().host,
        entries=entries_about(incident.id, entries),
        others=tuple(incidents.values()),
    )


def recorded(desk: Desk, case: Case) -> Mapping[Key, Series]:
    """What the flight recorder kept of its time; nothing where it cannot be read."""
    session, over = desk.session, case.incident.resolved
    folder = recordings_dir(session.environ, session.settings().console.environment)
    began = (case.incident.declared or case.incident.began).at
    end = over.at + timedelta(seconds=AFTER_S) if over else case.at
    try:
        return Recordings(folder).series(began - timedelta(seconds=BEFORE_S), max(began, end))
    except (OSError, BadDataError):
        return {}


def write(desk: Desk, case: Case, kind: str, picture: str = "") -> Written:
    """The report or the review; `picture` is the name under which the drawing will lie beside it."""
    incident, zone = case.incident, desk.zone
    if kind == REVIEW:
        review = review_of(case)
        report, document = review.report, review_document(review, zone)
        text = review_markdown(review, zone, picture)
    else:
        report = report_of(case)
        document, text = report_document(report, zone), report_markdown(report, zone, picture)
    drawing = svg(report.picture, f"{incident.id} {incident.title}")
    return Written(f"{incident.id}-{kind}", text, document, drawing)


def put(file: Path, text: str) -> None:
    """Write a file that only its owner can read. Raises UsageError."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(file, flags, 0o600), "w", encoding="utf-8") as stream:
            stream.write(text)
    except OSError as error:
        raise UsageError(f"{file} cannot be written: {error.strerror}") from error


def answer(desk: Desk, case: Case, given: tuple[str, ...]) -> None:
    """Record what people answered, each as QUESTION=TEXT. Raises UsageError."""
    drafts = []
    for each in given:
        question, sign, text = each.partition("=")
        if not sign:
            raise UsageError(f'"{each}" is not QUESTION=TEXT', f"the questions are {', '.join(IDS)}")
        drafts += judge(case.incident, question.strip(), text, IDS)
    desk.record(drafts)


def done(desk: Desk, case: Case, kind: str, text: str) -> None:
    """Record that the document is written: its clock is met. Raises UsageError while it is not over."""
    if not case.incident.stage.over:
        raise UsageError(f"{case.incident.id} is not resolved", f"its {kind} is done when it is over")
    desk.record(written(case.incident, kind, digest_of(text)))
