"""How the parts of an incident stand on a screen: side by side, or one after the other."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Horizontal

from screens.incidents.commanding import Commanding
from screens.incidents.incident_desk import IncidentDesk
from widgets.frame.standing import Standing
from widgets.incidents.incident_head import IncidentHead
from widgets.incidents.incident_matters import WHOLE, Matters
from widgets.incidents.incident_tabs import TABS, tab_line
from widgets.incidents.incident_timeline import Timeline
from widgets.incidents.order_line import OrderLine
from widgets.line import Line, Span, line
from widgets.lines import Lines

WIDE, TALL = 120, 30
_PLACEHOLDER = "n note · @name task 20m · /command"


class IncidentLayout(Commanding):
    """The timeline and all else beside it where there is room, else in turns."""

    BINDINGS = [
        Binding("right,l,tab", "view(1)", "Next", id="incident.next", show=False, key_display="→"),
        Binding("left,shift+tab", "view(-1)", "Before", id="incident.before", show=False, key_display="←"),
        Binding("escape,backspace", "leave", "All incidents", id="incident.leave", show=False),
    ]
    HORIZONTAL_BREAKPOINTS = [(WIDE, "-wide")]
    VERTICAL_BREAKPOINTS = [(TALL, "-tall")]

    def __init__(self, standing: Standing, desk: IncidentDesk, id: str) -> None:
        super().__init__(standing, desk, id)
        self._zone = standing.zone
        self._tab = 0

    def compose_body(self) -> ComposeResult:
        """Clocks, tabs, the rows, and the line."""
        yield IncidentHead(id="head")
        yield Lines(id="state")
        yield Lines(id="clocks")
        yield Lines(id="tabs")
        with Container(id="body"):
            with Horizontal(id="halves"):
                yield Matters(id="matters")
                yield Timeline(self._zone, id="timeline")
            yield Lines(id="ways")
        yield OrderLine(_PLACEHOLDER)

    @property
    def timeline(self) -> Timeline:
        """What has happened."""
        return self.query_one(Timeline)

    @property
    def matters(self) -> Matters:
        """Everything else."""
        return self.query_one(Matters)

    @property
    def both(self) -> bool:
        """Whether there is room for both side by side."""
        return self.size.width >= WIDE and self.size.height >= TALL

    def find(self, words: str) -> None:
        """Show only lines with these words."""
        self._tab = 0
        self.timeline.filter = words
        self.lay_out()

    def back_to_rows(self) -> None:
        """The keys go to the rows that are seen."""
        rows = self.came_from if self.came_from in (self.timeline, self.matters) else None
        seen = self.timeline if self.timeline.display else self.matters
        (rows if rows is not None and rows.display else seen).focus()

    def action_view(self, step: int) -> None:
        """Show other rows, or go to the other half."""
        if self.both:
            (self.matters if self.timeline.has_focus else self.timeline).focus()
        else:
            self._tab = (self._tab + step) % len(TABS)
            self.lay_out()
            self.came_from = None
            self.back_to_rows()

    def action_leave(self) -> None:
        """Drop the search; else go back to the list."""
        if self.timeline.filter:
            self.timeline.filter = ""
            self.show_tabs()
        else:
            self.dismiss()

    def lay_out(self) -> None:
        """Show what there is room for, or whose turn it is."""
        both, tab = self.both, TABS[self._tab]
        self.timeline.display = both or not tab.sections
        self.matters.display = both or bool(tab.sections)
        self.matters.sections = WHOLE if both or not tab.sections else tab.sections
        self.show_tabs()

    def show_tabs(self) -> None:
        """Say which turns there are, and what is filtered."""
        room = self.room
        if room is None:
            return
        found = self.timeline.filter
        tabs: list[Line] = [] if self.both else [tab_line(room, self._tab, self.size.width - 2)]
        if found:
            words = f"only lines with “{found}”: {self.timeline.hidden} hidden, esc shows all"
            tabs.append(line(Span(words, "warn")))
        self.query_one("#tabs", Lines).content = tuple(tabs)
