"""What is written of an incident: report or review, as Markdown, as JSON and as a picture."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta, tzinfo
from pathlib import Path
from typing import Any

from data.errors import BadDataError
from data.models.series import Key, Series
from data.recorder.recordings import Recordings
from data.reports.incidents.case import Case
from data.reports.incidents.document import report_document, review_document
from data.reports.incidents.markdown import report_markdown
from data.reports.incidents.picture import AFTER_S, BEFORE_S
from data.reports.incidents.review import report_of, review_of
from data.reports.incidents.review_markdown import review_markdown
from data.reports.incidents.svg import svg

REPORT, REVIEW = "report", "review"


@dataclass(frozen=True, slots=True)
class Papers:
    """One document in all its forms; `stem` is the beginning of its files' names."""

    stem: str
    markdown: str
    document: dict[str, Any]
    picture: str

    @property
    def files(self) -> Mapping[str, str]:
        """Every file by its name; the Markdown shows the picture that lies beside it."""
        return {
            f"{self.stem}.md": self.markdown,
            f"{self.stem}.json": json.dumps(self.document, indent=2) + "\n",
            f"{self.stem}.svg": self.picture,
        }


def papers_of(case: Case, kind: str, zone: tzinfo, picture: str | None = None) -> Papers:
    """The report or the review; `picture` is the name of the drawing where it has another than the text."""
    incident = case.incident
    stem = f"{incident.id}-{kind}"
    shown = f"{stem}.svg" if picture is None else picture
    if kind == REVIEW:
        review = review_of(case)
        report, document = review.report, review_document(review, zone)
        text = review_markdown(review, zone, shown)
    else:
        report = report_of(case)
        document, text = report_document(report, zone), report_markdown(report, zone, shown)
    return Papers(stem, text, document, svg(report.picture, f"{incident.id} {incident.title}"))


def recorded(folder: Path, case: Case) -> Mapping[Key, Series]:
    """What the flight recorder kept of its time; nothing where it cannot be read."""
    over = case.incident.resolved
    began = case.incident.start.at
    end = over.at + timedelta(seconds=AFTER_S) if over else case.at
    try:
        return Recordings(folder).series(began - timedelta(seconds=BEFORE_S), max(began, end))
    except (OSError, BadDataError):
        return {}
