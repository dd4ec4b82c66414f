"""Checklists: what is due, and the way into each run."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.types import CSSPathType

from data.models.checklist import Checklist, Every
from data.models.incident import Assigned
from data.procedures.action_items import left_words, owed_words
from data.procedures.agenda import Engagement, adopted, agenda, missed
from data.procedures.agenda import Standing as Due
from data.procedures.fold import fold_runs
from screens.frame import FRAME_STYLE, FrameScreen
from screens.messages import RunAsked
from widgets.checklists.agenda_list import Agenda, AgendaList
from widgets.frame.standing import Standing
from widgets.line import Line, Span, line
from widgets.rows import RowList

_LOOK_BACK = timedelta(days=7)


class ChecklistsScreen(FrameScreen):
    """The agenda; enter begins or goes on with a run."""

    TITLE = "Checklists"
    MODE = "checklists"
    CSS_PATH: ClassVar[CSSPathType | None] = [FRAME_STYLE, "checklists.tcss"]

    def __init__(self, standing: Standing, checklists: Sequence[Checklist]) -> None:
        super().__init__()
        self.set_reactive(FrameScreen.standing, standing)
        self._zone = standing.zone
        self._checklists = tuple(checklists)

    def compose_body(self) -> ComposeResult:
        """The lists."""
        yield AgendaList(self._zone, id="agenda")

    def watch_entries(self) -> None:
        """Fold the runs anew."""
        self._show()

    def watch_now(self) -> None:
        """A minute has passed: something may have come due."""
        self._show()

    def watch_actions(self) -> None:
        """An action item was added, or is done."""
        self._show()

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Open the run."""
        if event.key:
            self.post_message(RunAsked(event.key))

    def _show(self) -> None:
        if self.now is None or self.standing is None or not self.laid_out:
            return
        shown = self._agenda(self.now, self.standing.policy)
        self.query_one(AgendaList).agenda = shown
        today = self.now.astimezone(self._zone).date()
        self.say((_sentence(shown.engagements), *([_owed(self.actions, today)] if self.actions else [])))

    def _agenda(self, now: datetime, policy: str) -> Agenda:
        runs = list(fold_runs(self.entries, drill=self.standing is not None and self.standing.drill).values())
        ours = [each for each in self._checklists if adopted(each, runs, policy)]
        engagements = agenda(ours, runs, self._zone, now)
        named = {each.checklist.id for each in engagements}
        since = (now - _LOOK_BACK).astimezone(self._zone).date()
        return Agenda(
            now,
            tuple(engagements),
            tuple(missed(ours, runs, self._zone, now, since)),
            tuple(each for each in self._checklists if each.id not in named),
        )


def _owed(actions: Sequence[Assigned], today: date) -> Line:
    """How many action items are open; the first to be due with its owner."""
    first = actions[0].action
    late = any(each.action.overdue(today) for each in actions)
    return line(
        Span(left_words(actions, today), "warn" if late else "plain"),
        Span(f": {first.text} ({owed_words(first, today)})", "dim"),
    )


def _sentence(engagements: Sequence[Engagement]) -> Line:
    overdue = [each for each in engagements if each.standing is Due.OVERDUE]
    due = [each for each in engagements if each.standing is Due.DUE]
    begun = [each for each in engagements if each.under_way]
    if not overdue and not due and not begun:
        return line(Span("Nothing is due.", "pass"))
    pieces: list[Span] = []
    if overdue:
        pieces += [Span(f"{len(overdue)} overdue", "fail"), Span(", ")]
    if due:
        pieces += [Span(f"{len(due)} due now", "warn"), Span(", ")]
    if begun:
        pieces += [Span(f"{len(begun)} under way", "accent"), Span(", ")]
    first = min(begun or overdue or due, key=lambda each: list(Every).index(each.checklist.recurrence.every))
    return (*pieces[:-1], Span(f": {first.checklist.title}", "plain"), Span("   enter opens it", "accent"))
