"""The journal: day by day, searched, each entry whole on enter."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.reactive import var
from textual.types import CSSPathType

from data.models.entry import Entry
from data.models.journal import DayPage
from screens.frame import FRAME_STYLE, FrameScreen
from screens.messages import DayAsked, SearchAsked
from widgets.filter_box import FilterBox
from widgets.frame.standing import Standing
from widgets.journal.entry_list import EntryList
from widgets.line import Span, line


class JournalScreen(FrameScreen):
    """One day's entries, latest first."""

    TITLE = "Journal"
    MODE = "journal"
    CSS_PATH: ClassVar[CSSPathType | None] = [FRAME_STYLE, "journal.tcss"]
    BINDINGS = [
        Binding(
            "slash", "filter", "Search", id="journal.search", tooltip="Words; by:alice run:manual kind:item"
        ),
        Binding("f", "find", "Find in all days", id="journal.find", tooltip="The newest entries of any day"),
        Binding("left,h", "day(-1)", "Day before", id="journal.before", key_display="←"),
        Binding("right,l", "day(1)", "Day after", id="journal.after", key_display="→"),
        Binding("t", "today", "Today", id="journal.today"),
        Binding("escape", "clear", "Drop search", id="journal.clear", show=False),
    ]

    page: var[DayPage | None] = var(None, init=False)
    """The day that is shown."""
    found: var[tuple[Entry, ...] | None] = var(None, init=False)
    """What was found in all days, newest first; None while a day is shown."""
    days: var[tuple[date, ...]] = var((), init=False)
    """The days that have entries, oldest first."""

    def __init__(self, standing: Standing, today: date) -> None:
        super().__init__()
        self.set_reactive(FrameScreen.standing, standing)
        self._zone = standing.zone
        self._today = today
        self.day = today
        self._words = ""
        self._everywhere = False

    def compose_body(self) -> ComposeResult:
        """The list and its search."""
        yield EntryList(self._zone, id="entries")
        yield FilterBox(placeholder="words · by:alice · run:manual-morning · kind:item.marked", id="filter")

    @property
    def entry_list(self) -> EntryList:
        """The entries."""
        return self.query_one(EntryList)

    def on_screen_resume(self) -> None:
        """Ask for the day: it may have grown while something else was seen."""
        self.post_message(DayAsked(self.day))

    def watch_page(self) -> None:
        """Show another day, or the same one grown."""
        if self.page is None or self.page.day != self.day or self.found is not None:
            return
        self.entry_list.dated = False
        self.entry_list.entries = self.page.entries
        self.entry_list.problems = self.page.problems
        self.entry_list.earlier = self.page.earlier > 0
        self._tell()

    def watch_found(self) -> None:
        """Show what was found in all days, or the day again."""
        if self.found is None:
            self.watch_page()
            return
        self.entry_list.dated = True
        self.entry_list.problems = ()
        self.entry_list.entries = tuple(reversed(self.found))
        self._tell()

    def watch_now(self) -> None:
        """At midnight another day is today; who looks at today goes along."""
        if self.now is None:
            return
        before, self._today = self._today, self.now.astimezone(self._zone).date()
        if before != self._today and self.laid_out:
            if self.day == before:
                self._go(self._today)
            else:
                self._tell()

    def action_day(self, step: int) -> None:
        """Go to the next day with entries, before or after; today always counts."""
        days = sorted({*self.days, self._today})
        later = [day for day in days if day > self.day]
        earlier = [day for day in days if day < self.day]
        if later if step > 0 else earlier:
            self._go(later[0] if step > 0 else earlier[-1])

    def action_today(self) -> None:
        """Back to today."""
        self._go(self._today)

    def action_filter(self) -> None:
        """Type a search."""
        self._everywhere = False
        self.query_one(FilterBox).open()

    def action_find(self) -> None:
        """Type words to look for in all days."""
        self._everywhere = True
        self.query_one(FilterBox).open()

    def action_clear(self) -> None:
        """Drop the search."""
        self.query_one(FilterBox).drop()
        self.found = None

    def on_filter_box_filtered(self, event: FilterBox.Filtered) -> None:
        """Search the day as it is typed; all days when the words are complete."""
        if not self._everywhere:
            self.entry_list.filter = event.words
            self._tell()
        elif event.done and event.words:
            self._words = event.words
            self.say((line(Span(f"Looking for “{event.words}” in all days…", "dim")),))
            self.post_message(SearchAsked(event.words))
        if event.done:
            self.entry_list.focus()

    def _go(self, day: date) -> None:
        self.day = day
        self.found = None
        self.post_message(DayAsked(day))

    def _tell(self) -> None:
        if self.found is not None:
            count = len(self.found)
            words = (
                f"the {count} newest that hold “{self._words}”" if count else f"nothing holds “{self._words}”"
            )
            self.say((line(Span("All days: ", "strong"), Span(words), Span("   esc goes back", "dim")),))
            return
        count, found = len(self.entry_list.entries), len(self.entry_list.found)
        when = "Today" if self.day == self._today else f"{self.day:%A} {self.day.day} {self.day:%B %Y}"
        if self.day == self._today - timedelta(days=1):
            when = "Yesterday"
        words = (
            "1 entry" if count == 1 else f"{'the last ' if self.entry_list.earlier else ''}{count} entries"
        )
        if self.entry_list.filter:
            words = f"{found} of {words} hold “{self.entry_list.filter}”"
        empty = not count and self.day == self._today and not self.entry_list.problems
        hint = (Span("   n writes the first", "dim"),) if empty else ()
        self.say((line(Span(f"{when}: ", "strong"), Span(words), *hint),))
