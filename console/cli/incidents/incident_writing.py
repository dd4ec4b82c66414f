"""Writes the report and the review of an incident: what they stand on, and the files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from console.cli.incidents.incident_desk import Desk
from console.cli.pairs import pairs
from console.incidents.papers import recorded
from data.config.places import recordings_dir
from data.errors import UsageError, remedy_of
from data.incidents.after_intents import judge, written
from data.incidents.handover import digest_of
from data.private_file import put_file
from data.reports.incidents.case import Case, entries_about
from data.reports.incidents.questions import IDS


def case_of(desk: Desk, name: str) -> Case:
    """What a report of an incident stands on; the one that was resolved last, where none is open or named."""
    session, incident = desk.session, desk.after(name)
    others = {**desk.incidents(), incident.id: incident}
    return Case(
        incident=incident,
        policy=desk.policy(incident),
        timers=desk.clocks(incident),
        at=session.time.now(),
        host=session.journal().host,
        entries=entries_about(incident.id, desk.entries(incident)),
        others=tuple(others.values()),
    )


def with_recordings(desk: Desk, case: Case) -> Case:
    """The same, with what the flight recorder kept."""
    session = desk.session
    folder = recordings_dir(session.environ, session.settings().console.environment)
    return replace(case, pasts=recorded(folder, case))


def put(file: Path, text: str) -> None:
    """Write a file that only its owner can read. Raises UsageError."""
    try:
        put_file(file, text)
    except OSError as error:
        raise UsageError(f"{file} cannot be written: {error.strerror}", remedy_of(error)) from error


def answer(desk: Desk, case: Case, given: Sequence[str]) -> None:
    """Record what people answered, each as QUESTION=TEXT. Raises UsageError."""
    drafts = []
    for question, text in pairs(given, "QUESTION=TEXT", f"the questions are {', '.join(IDS)}"):
        drafts += judge(case.incident, question, text, IDS)
    desk.record(drafts)


def done(desk: Desk, case: Case, kind: str, text: str) -> None:
    """Record that the document is written: its clock is met. Raises UsageError while it is not over."""
    desk.record(written(case.incident, kind, digest_of(text)))
