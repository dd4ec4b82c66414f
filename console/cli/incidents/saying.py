"""What becomes of words about an incident: they are only shown, put on record, or sent."""

from __future__ import annotations

from dataclasses import dataclass

from console.cli.agreeing import agree
from console.cli.incidents import words_text
from console.cli.incidents.words_desk import WordsDesk
from console.cli.streams import say_aside
from data.errors import UsageError
from data.incidents import intents
from data.models.incident import Incident
from data.models.letter import Letter
from data.models.message import Message


@dataclass(frozen=True, slots=True)
class Saying:
    """A message, what it is about, and how to tell what became of it."""

    desk: WordsDesk
    incident: Incident
    message: Message
    as_json: bool

    def show(self, hindrances: tuple[str, ...], names: tuple[str, ...]) -> None:
        """The words as they would go to these channels, and what hinders them."""
        if self.as_json:
            self._say_json(hindrances, "shown")
        else:
            self._say(*words_text.drafted(self.message, hindrances, names))

    def record(self, *, dry_run: bool) -> None:
        """Put on record that somebody said them, outside."""
        message = self.message
        if not dry_run:
            self.desk.change(self.incident.id, lambda it: intents.sent(it, message.audience, message.body))
        state = "shown" if dry_run else "recorded"
        if self.as_json:
            self._say_json((), state)
        else:
            audience = message.audience.value
            self._say(f"{self.incident.id}: {state}, {audience}, said by hand", message.body)

    def post(self, letters: tuple[Letter, ...], wait: float, *, agreed: bool) -> None:
        """Show the letters whole, ask, put them into the outbox, and send what can be sent."""
        audience = self.message.audience.value
        if not letters:
            raise UsageError(
                f"no channel is configured for {audience} words",
                "add one, name one with --channel, or --by-hand where they were said",
            )
        self.desk.session.say_beside(
            "\n".join([*words_text.letters_whole(letters), ""]), as_json=self.as_json
        )
        agree(agreed, f"send these {audience} words?")
        posted = self.desk.post(letters, wait, say_aside)
        if self.as_json:
            told = [words_text.posted_json(each) for each in posted]
            self._say_json((), words_text.state_of(posted), letters=told)
        else:
            self._say(*words_text.left(posted))

    def _say(self, *lines: str) -> None:
        self.desk.session.say("\n".join(lines))

    def _say_json(self, hindrances: tuple[str, ...], state: str, **more: object) -> None:
        told = words_text.words_json(self.incident, self.message, hindrances, state)
        self.desk.session.say_json(told | more)
