"""Writing an update: a template filled from the incident, edited, shown whole, and then sent or not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, TextArea

from data.incidents import intents
from data.messages.beginning import begin_with, choices, key_of
from data.messages.filling import tidy
from data.messages.letters import channels_for
from data.messages.writing_desk import WritingDesk
from data.models.entry import Draft
from data.models.letter import Letter
from data.models.message import Template
from data.outbox.writing import queue
from screens.modals.ask_text import AskText
from screens.modals.pick_template import PickTemplate
from screens.modals.show_letters import ShowLetters
from widgets.line import Span, line
from widgets.lines import Lines
from widgets.quiet_input import QuietInput
from widgets.writing.compose_state import head_line, state_lines, why_due
from widgets.writing.words_area import WordsArea

LATEST = "words:latest"
"""The key under which is kept what somebody was writing last."""
_AGAIN = "you began this before"
_KEYS = "tab next place  ^t other text  ^s show and send  esc later, kept"


class Compose(ModalScreen[list[Draft] | None]):
    """Gives the entries that put the letters into the outbox, None where the text is left for later.

    What is typed is told as `AskText.Typed`, under the incident's id and a key for each template.
    """

    CSS_PATH = "modal.tcss"
    BINDINGS = [
        Binding("ctrl+s", "show", "Show and send", id="compose.show", priority=True),
        Binding("ctrl+t", "pick", "Another text", id="compose.pick", priority=True),
        Binding("tab", "next_place", "Next place", id="compose.place", priority=True),
        Binding("shift+tab", "other_box", "Subject or text", id="compose.box", priority=True),
        Binding("escape", "leave", "Later", id="compose.leave"),
    ]

    def __init__(
        self,
        desk: WritingDesk,
        now: Callable[[], datetime],
        words: str = "",
        half_written: Callable[[str], str] = lambda key: "",
        *,
        recording: bool = True,
    ) -> None:
        """`words` is an audience, the id of a template, or a text to begin with."""
        super().__init__()
        self._desk = desk
        self._now = now
        self._kept = half_written
        self._recording = recording
        self._why = {each.template.id: why_due(each) for each in desk.proposals()}
        template, text = begin_with(desk, words, half_written(LATEST))
        self._turn_to(template, text)

    def compose(self) -> ComposeResult:
        """What it is, the subject, the text, what hinders it, the keys."""
        with Vertical(classes="dialog wide tall"):
            yield Lines(id="head")
            yield QuietInput(id="subject", max_length=500, select_on_focus=False)
            yield WordsArea(id="body")
            yield Lines(id="state")
            yield Lines((line(Span(_KEYS, "dim")),))

    def on_mount(self) -> None:
        """Ready to be written."""
        self._put()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """From the subject to the text."""
        event.stop()
        self._area.focus()

    def action_next_place(self) -> None:
        """Go to what is not filled yet: in the text, else in the subject."""
        if self._area.next_place():
            self._area.focus()
        elif self._message.unfilled:
            self._subject.focus()
        else:
            self.action_other_box()

    def action_other_box(self) -> None:
        """Between subject and text."""
        (self._subject if self._area.has_focus else self._area).focus()

    def action_pick(self) -> None:
        """Begin with another text; what was typed into this one is kept."""
        self.app.push_screen(PickTemplate(choices(self._desk), self._why), self._picked)

    def action_show(self) -> None:
        """Show the letters whole, unless something hinders them."""
        message = self._message
        if self._hindrances():
            self.action_next_place()
            return
        names = channels_for(message.audience, self._desk.channels)

        def letters(to: Sequence[str]) -> tuple[Letter, ...]:
            return self._desk.letters(message, self._now(), to)

        self.app.push_screen(ShowLetters(letters, names, self._names, message), self._answered)

    def action_leave(self) -> None:
        """Leave it for later."""
        self.dismiss(None)

    @property
    def kept_under(self) -> str:
        """The key under which the text is kept."""
        return f"words:{key_of(self._template)}"

    @property
    def _area(self) -> WordsArea:
        return self.query_one("#body", WordsArea)

    @property
    def _subject(self) -> Input:
        return self.query_one("#subject", Input)

    def _turn_to(self, template: Template, text: str = "") -> None:
        """Begin with a template: what was begun from it before, `text`, or what the incident makes of it."""
        self._template = template
        self._begun = self._desk.message(template, self._now())
        self._names = self._desk.suiting(template.audience, template)
        kept = "" if text else self._kept(self.kept_under)
        self._again = bool(kept)
        body = text or kept or self._begun.body
        subject = self._kept(f"{self.kept_under}:subject") or self._begun.subject
        self._message = replace(self._begun, subject=subject, body=tidy(body))

    def _put(self) -> None:
        self._subject.value = self._message.subject
        self._area.put(self._message.body)
        self._area.focus()
        self._tell()

    def _picked(self, template: Template | None) -> None:
        if template is not None:
            self._turn_to(template)
            self._put()

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _changed(self, event: Input.Changed | TextArea.Changed) -> None:
        """Take over what stands there; keep it where somebody has touched it."""
        event.stop()
        body, subject = self._area.text, self._subject.value
        message = replace(self._begun, subject=subject.strip(), body=tidy(body))
        if message == self._message:
            return
        self._message = message
        self._keep(self.kept_under, body if message.body != self._begun.body else "")
        self._keep(f"{self.kept_under}:subject", subject if message.subject != self._begun.subject else "")
        self._keep(LATEST, key_of(self._template) if message != self._begun else "")
        self._tell()

    def _hindrances(self) -> tuple[str, ...]:
        found = self._desk.hindrances(self._message, self._names)
        return found if self._recording else ("nothing is recorded: this console only looks", *found)

    def _tell(self) -> None:
        due = _AGAIN if self._again else self._why.get(self._template.id, "")
        self.query_one("#head", Lines).content = head_line(self._desk.incident, self._template, due)
        self.query_one("#state", Lines).content = state_lines(
            self._hindrances(), self._names, len(self._desk.waiting)
        )

    def _answered(self, letters: tuple[Letter, ...] | None) -> None:
        """The person's answer to the letters as they were shown."""
        if letters is None:
            return
        message, incident = self._message, self._desk.incident
        drafts = queue(letters) if letters else intents.sent(incident, message.audience, message.body)
        self._keep(LATEST, "")
        self._keep(f"{self.kept_under}:subject", "")
        self.dismiss(drafts)

    def _keep(self, key: str, text: str) -> None:
        self.post_message(AskText.Typed(self._desk.incident.id, key, text))
