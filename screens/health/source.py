"""One source, opened from health: readings, past, provenance, last error, raw answer."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.reactive import var
from textual.types import CSSPathType

from data.models.reading import Reading
from data.models.snapshot import SourceState, leading
from screens.frame import FRAME_STYLE, FrameScreen
from screens.health.fitting import Fitting, FittingScreen, nothing_fits
from screens.messages import Hurry
from widgets.boards.opinion import Opinions
from widgets.frame.standing import Standing
from widgets.health.source_detail import History, source_lines
from widgets.line import Line, Span, line
from widgets.lines import Lines


class SourceScreen(FittingScreen):
    """Everything known of one source; up and down choose the reading whose past is drawn."""

    TITLE = "Source"
    MODE = "health"
    CSS_PATH: ClassVar[CSSPathType | None] = [FRAME_STYLE, "source.tcss"]
    AUTO_FOCUS = "VerticalScroll"
    BINDINGS = [
        Binding("escape,backspace", "app.pop_screen", "Back", id="source.back"),
        Binding("right_square_bracket", "choose(1)", "Next reading", id="source.next", key_display="]"),
        Binding("left_square_bracket", "choose(-1)", "Previous", id="source.previous", key_display="["),
        Binding("a", "ask", "Ask now", id="source.ask", tooltip="Ask this source now"),
    ]

    chosen: var[tuple[str, ...] | None] = var(None)
    """Signal and labels of the reading whose past is drawn; by default the most telling one."""

    def __init__(
        self,
        name: str,
        standing: Standing,
        history: History,
        opinions: Opinions | None = None,
        fitting: Fitting = nothing_fits,
    ) -> None:
        super().__init__(lambda now: [match for match in fitting(now) if match.source == name])
        self._opinions = opinions
        self._name_of_source = name
        self._history = history
        self.set_reactive(FrameScreen.standing, standing)
        self._zone = standing.zone

    def compose_body(self) -> ComposeResult:
        """One scrolling block."""
        with VerticalScroll():
            yield Lines(id="detail")

    @property
    def state(self) -> SourceState | None:
        """What is known of the source."""
        return self.snapshot.source(self._name_of_source) if self.snapshot else None

    def watch_snapshot(self) -> None:
        """Show what is new."""
        self.look_for_fitting()
        self.show()

    def watch_chosen(self) -> None:
        """Show the other reading."""
        self.show()

    def on_resize(self) -> None:
        """Lay out for the new width."""
        self.call_after_refresh(self.show)

    def show(self) -> None:
        """Build the block anew."""
        if self.snapshot is None or not self.laid_out:
            return
        state = self.state
        if state is None:
            self.say((line(Span(f"{self._name_of_source} is no longer configured", "warn")),))
            return
        words = (
            state.failure.message if state.failure else (state.leading.words if state.leading else "asking…")
        )
        self.say(((Span(f"{state.name}: ", "strong"), Span(words)), *self.fitting_lines()))
        block = self.query_one("#detail", Lines)
        width = max(40, block.size.width)
        content: list[Line] = source_lines(
            state, self.snapshot, self._zone, width, self._history, self._reading(state), self._opinions
        )
        block.content = tuple(content)

    def action_choose(self, step: int) -> None:
        """Choose another reading."""
        state = self.state
        if state is None or not state.readings:
            return
        current = self._reading(state)
        at = next((at for at, reading in enumerate(state.readings) if reading is current), 0)
        reading = state.readings[(at + step) % len(state.readings)]
        self.chosen = (reading.signal, *(value for pair in reading.observation.labels for value in pair))

    def action_ask(self) -> None:
        """Ask this source now."""
        self.post_message(Hurry(self._name_of_source))

    def subject(self) -> str:
        """This source."""
        return self._name_of_source

    def trouble(self) -> str:
        """This source, however it is: whoever looks at it means it."""
        return self._name_of_source

    def _reading(self, state: SourceState) -> Reading | None:
        for reading in state.readings:
            key = (reading.signal, *(value for pair in reading.observation.labels for value in pair))
            if key == self.chosen:
                return reading
        return leading(state.readings)
