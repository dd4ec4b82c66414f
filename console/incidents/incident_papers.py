"""Shows the report or the review of an incident in the console, writes its files, puts it on record."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from console.exporting import write_exports
from console.incidents.papers import REPORT, REVIEW, Papers, papers_of, recorded
from data.incidents.after_intents import written
from data.incidents.handover import digest_of
from data.reports.incidents.case import Case, entries_about
from screens.messages import Record
from screens.modals.papers import PapersRead, Wanted

if TYPE_CHECKING:
    from console.incidents.commanding import Commanding


def write_report(app: Commanding, id: str, words: str) -> None:
    """What happened, when, and with what proof: to read, to write into files, to put on record."""
    _read(app, id, REPORT)


def write_review(app: Commanding, id: str, words: str) -> None:
    """The report, and the questions of the review as far as they are answered."""
    _read(app, id, REVIEW)


def _read(app: Commanding, id: str, kind: str) -> None:
    if id not in app.chronicle.incidents:
        app.notify("No incident is open: name one, or choose one from the list")
        return
    app.run_worker(lambda: _gather(app, id, kind), thread=True, exit_on_error=False, group="papers")


def _gather(app: Commanding, id: str, kind: str) -> None:
    """On a thread: read all of the incident, and what was recorded of its time."""
    app.chronicle.read_incident(id)
    room = app.call_from_thread(app.incident_watch.room, id)
    if room is None:
        return
    case = Case(
        incident=room.incident,
        policy=room.policy,
        timers=room.timers,
        at=room.now,
        host=room.host,
        entries=entries_about(id, app.chronicle.told),
        others=tuple(app.chronicle.incidents.values()),
    )
    if app.parts.recordings is not None:
        case = replace(case, pasts=recorded(app.parts.recordings, case))
    papers = papers_of(case, kind, app.parts.standing.zone)
    app.call_from_thread(_show, app, case, kind, papers)


def _show(app: Commanding, case: Case, kind: str, papers: Papers) -> None:
    looks = app.parts.only_looks
    obstacle = "" if case.incident.stage.over else "it can be put on record when the incident is over"
    if looks:
        obstacle = "nothing is recorded or written: this console only looks"

    def wanted(what: Wanted | None) -> None:
        if what is None or looks:
            return
        app.run_worker(lambda: _files(app, papers), thread=True, exit_on_error=False, group="papers")
        if what is Wanted.DONE:
            app.post_message(Record(written(case.incident, kind, digest_of(papers.markdown))))

    app.push_screen(PapersRead(papers.markdown, kind, obstacle), wanted)


def _files(app: Commanding, papers: Papers) -> None:
    app.notify(write_exports(app.parts.journal.root, papers.files))
