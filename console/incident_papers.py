"""The report and the review of an incident, written beside the journal for a person to go on with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.reports.incidents.case import Case, entries_about
from data.reports.incidents.markdown import report_markdown
from data.reports.incidents.review import report_of, review_of
from data.reports.incidents.review_markdown import review_markdown
from screens.messages import Export

if TYPE_CHECKING:
    from console.commanding import Commanding


def write_report(app: Commanding, id: str, words: str) -> None:
    """What happened, when, and with what proof."""
    case = _case(app, id)
    if case is not None:
        _export(app, f"{id}-report.md", report_markdown(report_of(case), app.parts.standing.zone))


def write_review(app: Commanding, id: str, words: str) -> None:
    """The report, and the questions of the review as far as they are answered."""
    case = _case(app, id)
    if case is not None:
        _export(app, f"{id}-review.md", review_markdown(review_of(case), app.parts.standing.zone))


def _case(app: Commanding, id: str) -> Case | None:
    incident = app.chronicle.incidents.get(id)
    if incident is None:
        app.notify("No incident is open: name one, or choose one from the list")
        return None
    watch, parts = app.incident_watch, app.parts
    return Case(
        incident=incident,
        policy=watch.policy(incident),
        timers=watch.clocks(incident),
        at=parts.time.now(),
        host=parts.journal.host,
        entries=entries_about(id, app.chronicle.told),
        others=tuple(app.chronicle.incidents.values()),
    )


def _export(app: Commanding, name: str, text: str) -> None:
    app.post_message(Export(name, text, f"ops-console incident {name.rpartition('-')[2][:-3]} prints it"))
