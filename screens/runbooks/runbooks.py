"""Runbooks: every procedure there is, what fits now first, and the way into each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.types import CSSPathType

from data.models.runbook_run import RunbookRun
from data.models.snapshot import Snapshot
from data.procedures.runbooks.symptoms import first_of_each, showing
from data.procedures.runbooks.upkeep import due_on
from screens.frame import FRAME_STYLE, WIDE, FrameScreen
from screens.runbooks.runbook_messages import RunbookAsked
from screens.runbooks.shelf_desk import ShelfDesk
from widgets.filter_box import FilterBox
from widgets.frame.standing import Standing
from widgets.line import Line, Span, line
from widgets.lines import Lines
from widgets.rows import RowList, below
from widgets.runbooks.runbook_detail import BookPage, book_rows
from widgets.runbooks.runbook_list import RunbookList
from widgets.runbooks.runbook_row import BookView, match_words

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class RunbooksScreen(FrameScreen):
    """The shelf; enter opens a procedure."""

    TITLE = "Runbooks"
    MODE = "runbooks"
    CSS_PATH: ClassVar[CSSPathType | None] = [FRAME_STYLE, "runbooks.tcss"]
    HORIZONTAL_BREAKPOINTS = [(WIDE, "-wide")]
    BINDINGS = [
        Binding("slash", "filter", "Filter", id="runbooks.filter", tooltip="Words in title, kind or signal"),
        Binding("o", "order", "Order", id="runbooks.order", tooltip="Put what fits now on top again"),
        Binding("escape", "clear", "Clear filter", id="runbooks.clear", show=False),
    ]

    def __init__(self, standing: Standing, desk: ShelfDesk) -> None:
        super().__init__()
        self.set_reactive(FrameScreen.standing, standing)
        self._zone = standing.zone
        self._desk = desk

    def compose_body(self) -> ComposeResult:
        """The list, the procedure under the cursor beside it, how much is out of sight, the filter."""
        with Horizontal():
            yield RunbookList(self._zone, _LONG_AGO, id="runbooks")
            with VerticalScroll(id="side", can_focus=False):
                yield Lines(id="beside")
        yield Lines(id="tail")
        yield FilterBox(placeholder="words in title, kind, document or signal", id="filter")

    @property
    def shelf(self) -> RunbookList:
        """The list."""
        return self.query_one(RunbookList)

    def watch_snapshot(self) -> None:
        """Something may fit, or fit no longer."""
        self.show()

    def watch_entries(self) -> None:
        """Something may have been begun."""
        self.show()

    def subject(self) -> str:
        """The procedure under the cursor."""
        return self.shelf.cursor or ""

    def show(self) -> None:
        """Look anew at what fits and what is under way."""
        if self.snapshot is None or not self.laid_out:
            return
        views, runs = self._views(self.snapshot), self._desk.open_runs()
        self.shelf.now = self.snapshot.at
        self.shelf.books = views
        self.say((_sentence(views, runs),))
        self.call_after_refresh(self._tell_tail)
        self._show_beside()

    def action_filter(self) -> None:
        """Type a filter."""
        self.query_one(FilterBox).open()

    def action_clear(self) -> None:
        """Drop the filter."""
        self.query_one(FilterBox).drop()

    def action_order(self) -> None:
        """Put what fits on top again."""
        self.shelf.put_in_order()
        self._tell_tail()

    def on_filter_box_filtered(self, event: FilterBox.Filtered) -> None:
        """Filter as it is typed."""
        self.shelf.filter = event.words
        self._tell_tail()
        if event.done:
            self.shelf.focus()

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Show the procedure."""
        if event.key:
            self.post_message(RunbookAsked(event.key))

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Show the procedure under the cursor beside the list."""
        self._show_beside()
        self._tell_tail()

    def on_resize(self) -> None:
        """The wide layout has the procedure beside the list."""
        self.call_after_refresh(self._show_beside)

    def _views(self, snapshot: Snapshot) -> tuple[BookView, ...]:
        matches = self._desk.fitting(snapshot)
        firsts = {match.runbook.id: match for match in first_of_each(matches)}
        under_way = {run.runbook: _how_far(run) for run in self._desk.open_runs()}
        ids = [*firsts, *(each.id for each in self._desk.runbooks if each.id not in firsts)]
        books = [book for id in ids if (book := self._desk.get(id)) is not None]
        counts = Counter(match.runbook.id for match in matches)
        return tuple(
            BookView(book, firsts.get(book.id), counts[book.id] - 1, under_way.get(book.id, ""))
            for book in books
        )

    def _show_beside(self) -> None:
        beside, view = self.query_one("#beside", Lines), self.shelf.view
        if view is None or self.snapshot is None or beside.size.width == 0:
            return
        related = tuple((id, self._desk.titles.get(id, "")) for id in view.runbook.related)
        page = BookPage(view.runbook, showing(view.runbook, self.snapshot), related)
        rows = book_rows(page, beside.size.width, self.snapshot.at.astimezone(self._zone).date())
        title: Line = (Span(view.runbook.title, "strong"), Span(f"   {view.runbook.kind.value}", "dim"))
        beside.content = (title, (), *(each for row in rows for each in row.lines))

    def _tell_tail(self) -> None:
        shelf = self.shelf
        more = below(shelf)
        parts = [f"↓ {more} more"] if more else []
        if shelf.filter:
            parts.append(f"filter “{shelf.filter}” hides {shelf.hidden}")
        if self.snapshot is not None:
            parts.append(_counted(shelf.books, self.snapshot.at.astimezone(self._zone).date()))
        parts += ["held still (o sorts anew)"] if shelf.held else []
        self.query_one("#tail", Lines).content = (line(Span(" · ".join(parts), "dim")),)


def _how_far(run: RunbookRun) -> str:
    settled = sum(run.record(step).state.settled for step in run.steps)
    words = f"{settled} of {len(run.steps)} done, {run.began.by}"
    return f"dry run, {words}" if run.dry else words


def _sentence(views: Sequence[BookView], runs: Sequence[RunbookRun]) -> Line:
    fitting = [view for view in views if view.match is not None]
    if fitting and fitting[0].match is not None:
        head = "1 fits" if len(fitting) == 1 else f"{len(fitting)} fit"
        why = match_words(fitting[0].match)
        return line(Span(f"{head} what is seen now", "warn"), f": {fitting[0].runbook.title}, for {why}.")
    if runs:
        return line(Span(f"{len(runs)} under way", "accent"), f": {runs[-1].title}.")
    return line("Nothing that is seen now asks for a procedure.")


def _counted(views: Sequence[BookView], today: date) -> str:
    overdue = sum((due := due_on(view.runbook.upkeep)) is not None and due < today for view in views)
    return f"{len(views)} procedures" + (f", {overdue} past review" if overdue else "")
