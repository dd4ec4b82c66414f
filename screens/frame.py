"""What all screens share: banner, sentence, body, keys; and the state that comes down to them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.reactive import var
from textual.screen import Screen
from textual.types import CSSPathType

from data.models.snapshot import Snapshot
from data.models.verdict import Verdict
from screens.incidents.incident_messages import IncidentAsked
from screens.messages import NoteAsked, Ready
from widgets.frame.banner import Banner
from widgets.frame.key_bar import KeyBar
from widgets.frame.maintenance_bar import MaintenanceBar
from widgets.frame.mode_bar import ModeBar
from widgets.frame.standing import Standing
from widgets.line import Line
from widgets.lines import Lines

if TYPE_CHECKING:
    from data.models.entry import Entry
    from data.models.incident import Assigned

FRAME_STYLE = Path(__file__).with_name("frame.tcss")
WIDE = 140
"""Columns from which there is room for a detail beside a list."""
"""The style of every screen, by a path that is the same wherever a screen's own module stands."""


class FrameScreen(Screen[None]):
    """A screen of the console; subclasses give a title, a body and a sentence."""

    TITLE = ""
    MODE = ""
    CSS_PATH: ClassVar[CSSPathType | None] = FRAME_STYLE
    AUTO_FOCUS = "RowList"
    BINDINGS = [
        Binding("n", "note", "Note", id="frame.note", tooltip="Write a line into the journal"),
        Binding("i", "incident", "Incident", id="frame.incident", tooltip="Declare an incident"),
        Binding(
            "question_mark", "app.keys", "Keys", id="frame.keys", tooltip="Show every key of this screen"
        ),
    ]

    snapshot: var[Snapshot | None] = var(None, init=False)
    """Everything that is known of the sources."""
    entries: var[tuple[Entry, ...]] = var((), init=False)
    """What the journal holds of the recent past, oldest first."""
    actions: var[tuple[Assigned, ...]] = var((), init=False)
    """The action items of incidents that are open; only screens about checklists are given them."""
    standing: var[Standing | None] = var(None)
    """Who and where."""
    now: var[datetime | None] = var(None)
    """Wall time, to the minute."""
    alarm: var[tuple[Line, ...]] = var(())
    """What must be in sight on every screen: an incident that is open."""
    modes: var[tuple[tuple[str, str, str], ...]] = var(())
    """The screens there are."""
    sentence: var[tuple[Line, ...]] = var(())
    """What a tired person needs to know first."""

    _composed = False

    @property
    def laid_out(self) -> bool:
        """Whether the widgets are there, so that state can be given; no longer when all is being left."""
        return self._composed and self.display and self.app.is_running

    def compose(self) -> ComposeResult:
        """Banner and sentence above, keys below."""
        yield Banner(self.TITLE).data_bind(FrameScreen.standing, FrameScreen.now)
        yield MaintenanceBar().data_bind(FrameScreen.snapshot, FrameScreen.standing)
        yield Lines(id="alarm").data_bind(content=FrameScreen.alarm)
        yield Lines(id="sentence").data_bind(content=FrameScreen.sentence)
        yield from self.compose_body()
        bar = ModeBar()
        bar.current = self.MODE
        yield bar.data_bind(FrameScreen.modes)
        yield KeyBar()

    def on_mount(self) -> None:
        """Laid out: ask for the state of things."""
        self._composed = True
        self.post_message(Ready())

    def on_screen_resume(self) -> None:
        """Seen again: ask for what has changed."""
        if self.laid_out:
            self.post_message(Ready())

    def compose_body(self) -> ComposeResult:
        """What stands between the sentence and the keys."""
        yield from ()

    def say(self, lines: Sequence[Line]) -> None:
        """Put the sentence."""
        self.sentence = tuple(lines)

    def action_note(self) -> None:
        """Ask for a line of text for the journal."""
        self.post_message(NoteAsked(self.subject()))

    def action_incident(self) -> None:
        """Ask for an incident to be declared."""
        self.post_message(IncidentAsked("declare", words=self.trouble()))

    def subject(self) -> str:
        """What a note would be about."""
        return ""

    def trouble(self) -> str:
        """What an incident would be about first: an alert by its key, or a source that does not pass."""
        subject = self.subject()
        state = self.snapshot.source(subject) if self.snapshot else None
        return "" if state is not None and state.weight is Verdict.PASS else subject
