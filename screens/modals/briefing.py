"""What the players are told before a drill begins; time stands while they read."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen

from data.models.scenario import Scenario
from screens.modals.width import WIDTH
from widgets.line import Line, Span, line, wrap
from widgets.lines import Lines

_APART = "No command is run, no word leaves this machine, nothing counts in reports."
_KEYS = (
    ("i", "declares an incident: all is proposed, enter declares it"),
    ("8", "the incident: n a note, u an update, e escalates, R resolves"),
    ("7", "the runbooks: x, then e works one; 6 the checklists, S signs"),
    ("M", "what people wrote and said to you"),
    ("P", "stops time, lets it go on; + - its speed, . ten seconds on"),
    ("D", "ends the drill and shows the score; ? shows every key"),
)


class Briefing(ModalScreen[None]):
    """Closed by whoever is ready to begin; `where` says of a drill that was left where it goes on.

    `title` is what the players are told of which drill it is.
    """

    CSS_PATH = ["modal.tcss", "drill.tcss"]
    BINDINGS = [Binding("enter,escape,space", "begin", "Begin", id="briefing.begin")]

    def __init__(self, scenario: Scenario, title: str, where: str = "") -> None:
        super().__init__()
        self._scenario = scenario
        self._title = title
        self._where = where

    def compose(self) -> ComposeResult:
        """The words, the keys, and what begins it."""
        with Vertical(classes="dialog page"):
            with VerticalScroll():
                yield Lines(self._words())
            verb = "goes on" if self._where else "begins"
            yield Lines(((), line(Span("enter ", "accent"), f"{verb}; time stands until then")))

    def action_begin(self) -> None:
        """Let time go."""
        self.dismiss()

    def _words(self) -> list[Line]:
        scenario = self._scenario
        minutes = f"{scenario.lasts / 60:.0f} minutes"
        lines: list[Line] = [
            line(Span(" DRILL ", "heading"), Span(f"  {self._title}", "strong"), Span(f", {minutes}", "dim"))
        ]
        if self._where:
            lines += [(), *wrap(f"{self._where} What was done and written before is kept.", WIDTH, "strong")]
        lines += [(), *wrap(" ".join(scenario.briefing.split()), WIDTH), ()]
        if not self._where:
            lines += [*wrap(_APART, WIDTH, "dim"), ()]
        for key, does in _KEYS:
            first, *rest = wrap(does, WIDTH - 3) or [()]
            lines += [(Span(f"{key}  ", "accent"), *first), *((Span("   "), *each) for each in rest)]
        return lines
