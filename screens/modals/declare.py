"""Declares an incident: everything is proposed, enter declares."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input

from data.incidents.form import Filled, Form, Half, place_of, refusal, services_in
from screens.modals.ask_text import AskText
from screens.modals.width import WIDTH
from widgets.choice_line import ChoiceLine
from widgets.line import Line, Span, line, wrap
from widgets.lines import Lines
from widgets.quiet_input import QuietInput

PLACE = "declaration"
"""Where what is half written is kept, each field under its name."""
FIELDS = ("severity", "title", "services", "situation", "commander", "ladder")


class Declare(ModalScreen[Filled | str | None]):
    """Gives what is to be declared, the id of an open incident where that is wanted instead, or None."""

    CSS_PATH = "modal.tcss"
    BINDINGS = [
        Binding("enter", "declare", "Declare", id="declare.yes"),
        Binding("escape", "leave", "Not now", id="declare.no"),
        Binding("ctrl+o", "instead", "Open the other", id="declare.other", priority=True),
        Binding("ctrl+r", "propose", "As proposed", id="declare.anew", priority=True),
    ]

    def __init__(self, form: Form, half: Half) -> None:
        super().__init__()
        self._form = form
        self._half = half
        self._begun = any(half(name) for name in FIELDS)
        self._severities = [each.id for each in form.policy.severities]
        severity = half("severity") or form.proposal.severity
        self._situations = form.situations(severity)
        self._ladders = ["", *(each.id for each in form.ladders)]

    def compose(self) -> ComposeResult:
        """Why, the fields, the keys."""
        form, half = self._form, self._half
        proposed = form.proposal
        severity = place_of(self._severities, half("severity") or proposed.severity)
        with Vertical(classes="dialog form wide"):
            yield Lines(self._head(), id="why")
            with VerticalScroll(can_focus=False):
                yield from _field("severity", ChoiceLine(form.severities, severity, id="severity"))
                yield from _field("title", _input("title", half("title") or proposed.title))
                services = half("services") or ", ".join(proposed.services)
                yield from _field("services", _input("services", services))
                situation = half("situation") or form.situation_for(self._severities[severity])
                chosen = place_of(self._situations, situation)
                names = [each or "not named" for each in self._situations]
                yield from _field("situation", ChoiceLine(names, chosen, id="situation"))
                yield from _field("commander", _input("commander", half("commander") or form.commander))
                at = place_of(self._ladders, half("ladder"))
                names = [each or "the policy's own clocks" for each in self._ladders]
                yield from _field("public words", ChoiceLine(names, at, id="ladder"))
            yield Lines(self._keys(), id="hint")

    def on_mount(self) -> None:
        """The severity first: a number changes it, enter declares."""
        self.query_one("#severity").focus()

    @property
    def filled(self) -> Filled:
        """What stands there now."""
        return Filled(
            severity=self._chosen("severity", self._severities),
            title=self._text("title"),
            services=services_in(self._text("services")),
            situation=self._chosen("situation", self._situations),
            commander=self._text("commander"),
            ladder=self._chosen("ladder", self._ladders),
        )

    def on_key(self, event: events.Key) -> None:
        """Words typed at once are the title, where none is proposed; a number chooses as it says."""
        title = self.query_one("#title", Input)
        if (
            event.character
            and event.is_printable
            and not event.character.isdigit()
            and isinstance(self.focused, ChoiceLine)
            and not title.value
        ):
            event.stop()
            event.prevent_default()
            title.focus()
            title.insert_text_at_cursor(event.character)

    @on(Input.Changed)
    def keep(self, event: Input.Changed) -> None:
        """What differs from the proposal is kept as it is typed."""
        event.stop()
        name = event.input.id or ""
        if event.value != self._proposed(name) or self._half(name):
            self._keep(name, event.value)

    @on(ChoiceLine.Chosen)
    def keep_choice(self, event: ChoiceLine.Chosen) -> None:
        """So is what is chosen."""
        event.stop()
        name = event.line.id or ""
        self._keep(name, str(getattr(self.filled, name)))
        if name == "severity" and not self._half("situation"):
            wanted = self._form.situation_for(self.filled.severity)
            with self.prevent(ChoiceLine.Chosen):
                self.query_one("#situation", ChoiceLine).chosen = place_of(self._situations, wanted)

    @on(Input.Submitted)
    def submit(self, event: Input.Submitted) -> None:
        """Enter declares from every field."""
        event.stop()
        self.action_declare()

    def action_declare(self) -> None:
        """Declare, unless something is missing."""
        filled = self.filled
        field, why = refusal(filled, self._form)
        if field:
            self.query_one(f"#{field}").focus()
            self.query_one("#hint", Lines).content = (line(Span(f"{field}: {why}", "warn")),)
            return
        self.dismiss(filled)

    def action_leave(self) -> None:
        """Leave; what was changed stays for the next time."""
        self.dismiss(None)

    def action_instead(self) -> None:
        """Open the incident that is open already."""
        if self._form.open_:
            self.dismiss(self._form.open_[-1].id)

    def action_propose(self) -> None:
        """Forget what was changed."""
        proposed = self._form.proposal
        self.query_one("#severity", ChoiceLine).chosen = place_of(self._severities, proposed.severity)
        self.query_one("#situation", ChoiceLine).chosen = place_of(self._situations, proposed.situation)
        self.query_one("#ladder", ChoiceLine).chosen = 0
        for name in ("title", "services", "commander"):
            self.query_one(f"#{name}", Input).value = self._proposed(name)
        for name in FIELDS:
            self._keep(name, "")

    def _chosen(self, name: str, choices: Sequence[str]) -> str:
        at = self.query_one(f"#{name}", ChoiceLine).chosen
        return choices[at] if at < len(choices) else ""

    def _text(self, name: str) -> str:
        return self.query_one(f"#{name}", Input).value

    def _proposed(self, name: str) -> str:
        form = self._form
        services = ", ".join(form.proposal.services)
        return {"title": form.proposal.title, "services": services, "commander": form.commander}.get(name, "")

    def _keep(self, name: str, text: str) -> None:
        self.post_message(AskText.Typed(PLACE, name, text))

    def _head(self) -> tuple[Line, ...]:
        form = self._form
        lines: list[Line] = [
            line(Span("Declare an incident", "strong"), Span(f"   {form.policy.title}", "dim"))
        ]
        for each in form.open_[-2:]:
            words = f"{each.id} is open already: {each.severity} {each.title} (ctrl+o opens it)"
            lines += wrap(words, WIDTH, "warn")
        lines += wrap(f"proposed: {form.proposal.reason}", WIDTH, "dim")[:3]
        if self._begun:
            lines += wrap(
                "You began this before: what you changed stands here; ctrl+r takes the proposal.", WIDTH
            )
        return tuple(lines)

    def _keys(self) -> tuple[Line, ...]:
        return (
            line(
                *(Span("enter", "accent"), Span(" declares   ")),
                *(Span("1-9 ← →", "accent"), Span(" choose   ")),
                *(Span("tab", "accent"), Span(" next   ")),
                *(Span("esc", "accent"), Span(" not now, kept", "dim")),
            ),
        )


def _field(title: str, widget: ChoiceLine | Input) -> ComposeResult:
    with Horizontal(classes="field"):
        yield Lines((line(Span(title, "dim")),), classes="name")
        yield widget


def _input(name: str, value: str) -> Input:
    return QuietInput(value=value, max_length=500, select_on_focus=False, id=name)
