"""All procedures in one list: under way, fitting now, then by what they are for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from textual.reactive import var

from data.models.runbook import Kind
from widgets.held_rows import HeldRows
from widgets.rows import OPENS, Row
from widgets.runbooks.runbook_row import BookView, book_line

_UNDER_WAY, _FITS = "Under way", "Fits now"
_GROUPS = {
    Kind.RUNBOOK: "Runbooks",
    Kind.PLAYBOOK: "Playbooks",
    Kind.INCIDENT: "Incidents",
    Kind.EMERGENCY: "Emergencies",
    Kind.ALERT: "Alerts",
    Kind.RECOVERY: "Recovery",
    Kind.ROLLBACK: "Rollback",
    Kind.DATABASE: "Database",
    Kind.SECURITY: "Security",
    Kind.COMMUNICATION: "Communication",
    Kind.MAINTENANCE: "Maintenance",
    Kind.DEPLOYMENT: "Deployment",
    Kind.CHANGE: "Change",
    Kind.LAUNCH: "Launch",
    Kind.ONBOARDING: "Onboarding",
    Kind.OFFBOARDING: "Offboarding",
    Kind.SUPPORT: "Support",
    Kind.REVIEW: "Review",
}
_ORDER = (_UNDER_WAY, _FITS, *_GROUPS.values())


class RunbookList(HeldRows):
    """A row a procedure; the key of a row is its id. Groups stay as they are once it is held."""

    BINDINGS = [OPENS]

    books: var[tuple[BookView, ...]] = var((), init=False)
    """What is shown; those that fit best first."""
    filter: var[str] = var("", init=False)
    """Words that title, kind, document or signals must all contain."""

    def __init__(self, zone: ZoneInfo, now: datetime, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._zone = zone
        self.now = now
        self._kept: dict[str, tuple[int, str]] = {}

    def build(self, width: int) -> Sequence[Row]:
        """A group's name stands beside its first row."""
        shown = [view for view in self.books if matches(view, self.filter)]
        if not self.held:
            self._kept = {}
        for number, view in enumerate(self.books):
            self._kept.setdefault(view.runbook.id, (number, _group(view)))
        shown.sort(key=self._place)
        rows: list[Row] = []
        above = ""
        for view in shown:
            group = self._kept[view.runbook.id][1]
            text = book_line(view, "" if group == above else group, width, self.now, self._zone)
            rows.append(Row(view.runbook.id, (text,)))
            above = group
        return rows

    @property
    def view(self) -> BookView | None:
        """The procedure under the cursor."""
        return next((view for view in self.books if view.runbook.id == self.cursor), None)

    @property
    def hidden(self) -> int:
        """How many the filter hides."""
        return sum(not matches(view, self.filter) for view in self.books)

    def watch_books(self) -> None:
        self.rebuild()

    def watch_filter(self) -> None:
        self.rebuild()

    def _place(self, view: BookView) -> tuple[int, int]:
        number, group = self._kept[view.runbook.id]
        return _ORDER.index(group), number


def matches(view: BookView, words: str) -> bool:
    """Whether every word stands somewhere in what names it."""
    runbook = view.runbook
    signals = [symptom.sign.signal for symptom in runbook.symptoms if symptom.sign]
    state = [_UNDER_WAY if view.under_way else "", _FITS if view.match else ""]
    parts = [runbook.id, runbook.title, runbook.kind.value, runbook.document or "own", *signals, *state]
    hay = " ".join(parts).lower()
    return all(word in hay for word in words.lower().split())


def _group(view: BookView) -> str:
    if view.under_way:
        return _UNDER_WAY
    return _FITS if view.match else _GROUPS[view.runbook.kind]
