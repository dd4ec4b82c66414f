"""Where commands write words about an incident: all that is known of it, and the way into the outbox."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from console.cli.incidents.incident_desk import Desk
from data.errors import UsageError
from data.messages.own_secrets import own_secrets
from data.messages.shelf import Templates, load_templates
from data.messages.writing_desk import WritingDesk
from data.models.incident import Audience, Incident
from data.models.letter import Letter
from data.models.message import Moment, Template
from data.models.outbox import Posted
from data.outbox.book import Book
from data.outbox.standing import opened, waiting
from data.outbox.writing import queue

_NEWEST = 32
"""Entries that others may have written beside ours."""


class WordsDesk(Desk):
    """The desk of the incident commands, with templates, channels and the outbox."""

    def templates(self) -> Templates:
        """The shipped ones and the team's own."""
        return load_templates(self.session.settings().procedures)

    def writing(self, incident: Incident) -> WritingDesk:
        """What words about an incident need."""
        settings, book = self.session.settings(), Book(self.session.journal(), drill=incident.drill)
        book.read()
        known = book.outbox.of(incident.id)
        ladders = self.session.policies().ladders
        return WritingDesk(
            incident,
            self.policy(incident),
            self.zone,
            self.templates(),
            channels=settings.channels,
            timers=self.clocks(incident),
            ladder=next((each for each in ladders if each.id == incident.ladder), None),
            opened=opened(known),
            waiting=waiting(known),
            own=own_secrets(settings, self.session.environ),
            by=self.session.journal().by,
        )

    def post(
        self, letters: Sequence[Letter], wait: float, say: Callable[[str], object]
    ) -> tuple[Posted, ...]:
        """Put letters into the outbox, try for so many seconds to send them, and say how they stand then.

        Raises OpsError.
        """
        from console.cli.outbox.outbox_sending import send_waiting  # noqa: PLC0415 - heavy: the channels' clients

        self.record(queue(letters))
        keys = {letter.key for letter in letters}
        if wait:
            outbox = send_waiting(self.session, wait, say)
        else:
            book = Book(self.session.journal(), drill=self.session.drill)
            book.refresh(len(keys) + _NEWEST)
            outbox = book.outbox
        return tuple(each for each in outbox.letters if each.key in keys)


def chosen_template(writing: WritingDesk, id: str, text: str, audience: str) -> Template:
    """The template that was named, somebody's own text, or what is proposed for an audience."""
    wanted = Audience(audience) if audience else None
    if id:
        found = writing.templates.get(id)
        if wanted not in (None, found.audience):
            raise UsageError(f"{id} is for {found.audience.value} words", "leave --audience away")
        return found
    due = [each.template for each in writing.proposals() if each.template.moment is not Moment.ESCALATION]
    proposed = [each for each in due if wanted in (None, each.audience)]
    if text:
        return writing.plain(wanted or Audience.INTERNAL, text)
    return proposed[0] if proposed else writing.plain(wanted or Audience.INTERNAL)
