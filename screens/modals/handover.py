"""A role changes hands: the giver's page is read, then the receiver types three values from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.events import DescendantFocus
from textual.screen import ModalScreen
from textual.widgets import Input

from data.errors import UsageError
from data.incidents.handover import Handover
from data.incidents.handover_check import check, hand_over, questions
from data.incidents.handover_text import text
from data.models.entry import Draft
from screens.modals.ask_text import AskText
from screens.modals.width import WIDTH
from widgets.line import Line, Span, line, wrap
from widgets.lines import Lines
from widgets.paragraphs import Paragraphs
from widgets.quiet_input import QuietInput

_TO = "to"
_READING, _TYPING = "reading", "typing"


class HandOver(ModalScreen[list[Draft] | None]):
    """First the page, then four lines to type on; gives the entry that moves the role, None where left.

    What is typed is told as `AskText.Typed`, under the incident's id and ``handover:ROLE:FIELD``.
    """

    CSS_PATH = "modal.tcss"
    BINDINGS = [
        Binding("escape", "back", "Back", id="handover.back"),
        Binding("pageup", "turn(-1)", "Page up", show=False, id="handover.up", priority=True),
        Binding("pagedown", "turn(1)", "Page down", show=False, id="handover.down", priority=True),
        Binding("enter", "go_on", "Go on", id="handover.on"),
    ]

    def __init__(
        self,
        read: Handover,
        again: Callable[[], Handover],
        half_written: Callable[[str], str] = lambda key: "",
    ) -> None:
        """`again` gives the handover as it is once the values are typed."""
        super().__init__()
        self._read = read
        self._again = again
        self._text = text(read)
        self._kept = half_written
        self._latest: Input | None = None
        self._asked = {_TO: f"Who takes over as {read.role}?"} | {
            each.key: each.words for each in questions(read)
        }

    def compose(self) -> ComposeResult:
        """The page; behind it the questions."""
        with Vertical(classes="dialog wide page", id=_READING):
            with VerticalScroll():
                yield Paragraphs(_toned(each) for each in self._text.splitlines())
            yield self._hint("enter: the receiver confirms three values of this page   esc leaves")
        with Vertical(classes="dialog form", id=_TYPING):
            for key, words in self._asked.items():
                yield Lines(wrap(words, WIDTH, "strong"))
                kept = self._kept(self._key(key))
                yield QuietInput(kept, id=key, max_length=200, select_on_focus=False)
            yield self._hint("enter goes on, esc goes back to the page; what is typed is kept", id="hint")

    def on_mount(self) -> None:
        """Read first."""
        self._turn_to(_READING)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Remember the line that somebody is at."""
        if isinstance(event.widget, Input):
            self._latest = event.widget

    def on_input_changed(self, event: Input.Changed) -> None:
        """Let what is typed be kept."""
        event.stop()
        self._keep(event.input.id or "", event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """To the next line; behind the last one everything is checked."""
        event.stop()
        boxes = list(self.query(Input))
        later = boxes[boxes.index(event.input) + 1 :]
        if later:
            later[0].focus()
        else:
            self._confirm()

    def action_go_on(self) -> None:
        """The page has been read."""
        self._turn_to(_TYPING)

    def action_back(self) -> None:
        """To the page, or away from it."""
        if self.query_one(f"#{_TYPING}").display:
            self._turn_to(_READING)
        else:
            self.dismiss(None)

    def action_turn(self, pages: int) -> None:
        """Through the page."""
        page = self.query_one(VerticalScroll)
        if pages > 0:
            page.scroll_page_down(animate=False)
        else:
            page.scroll_page_up(animate=False)

    def _turn_to(self, step: str) -> None:
        for each in (_READING, _TYPING):
            self.query_one(f"#{each}").display = each == step
        if step == _READING:
            self.query_one(VerticalScroll).focus()
        else:
            boxes = list(self.query(Input))
            next((box for box in boxes if not box.value), self._latest or boxes[0]).focus()

    def _confirm(self) -> None:
        answers = {box.id or "": box.value for box in self.query(Input)}
        now = self._again()
        try:
            drafts = hand_over(now.incident, self._read, now, answers.pop(_TO), answers, self._text)
        except UsageError as error:
            self._refuse(error, list(check(now, answers)))
            return
        for key in self._asked:
            self._keep(key, "")
        self.dismiss(drafts)

    def _refuse(self, error: UsageError, wrong: Sequence[str]) -> None:
        """Say what does not fit; everything stays typed."""
        hint = self.query_one("#hint", Lines)
        said = (
            f"{error.message[:1].upper()}{error.message[1:]}; {error.remedy}."
            if error.remedy
            else error.message
        )
        hint.content = tuple(wrap(said, WIDTH, "warn"))
        self.query_one(f"#{wrong[0] if wrong else _TO}", Input).focus()

    def _keep(self, key: str, value: str) -> None:
        self.post_message(AskText.Typed(self._read.incident.id, self._key(key), value))

    def _key(self, key: str) -> str:
        return f"handover:{self._read.role}:{key}"

    def _hint(self, words: str, id: str | None = None) -> Lines:
        return Lines((line(Span(words, "dim")),), id=id)


def _toned(words: str) -> Line:
    """A heading stands out: what is not indented."""
    return (Span(words, "plain" if words.startswith(" ") else "strong"),)
