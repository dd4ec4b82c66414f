"""Words for people about an incident: the templates they begin as, and the text that comes of one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from data.models.incident import Audience

PLACE = re.compile(r"\{([a-z][a-z_]{0,39})\}")
"""A place in a text: ``{impact}``."""


class Moment(StrEnum):
    """When in an incident a text is for."""

    FIRST = "first"
    SCOPE = "scope"
    UPDATE = "update"
    LONG = "long"
    RESTORED = "restored"
    ESCALATION = "escalation"


@dataclass(frozen=True, slots=True)
class Template:
    """A text with places; `document` is a policy or a ladder made from the same text, empty for a team's own.

    `ranks` are the ranks of severities that it is for, 0 the gravest, all where empty; `channels` the
    kinds of channel that it suits, all of its audience's where empty. `proposed` says that the document
    gives only the occasion, and the sentences are the console's.
    """

    id: str
    title: str
    document: str
    section: str
    audience: Audience
    moment: Moment
    subject: str
    body: str
    purpose: str = ""
    ranks: tuple[int, ...] = ()
    channels: tuple[str, ...] = ()
    proposed: bool = False
    origin: str = ""

    @property
    def places(self) -> tuple[str, ...]:
        """The names of its places, in their order, each once."""
        return places(self.subject, self.body)


@dataclass(frozen=True, slots=True)
class Message:
    """What is to be said: filled as far as it could be, then edited by a person."""

    audience: Audience
    subject: str
    body: str
    template: str = ""
    moment: Moment = Moment.UPDATE

    @property
    def unfilled(self) -> tuple[str, ...]:
        """The places that nothing has filled."""
        return places(self.subject, self.body)


@dataclass(frozen=True, slots=True)
class NextWords:
    """A text that should be said next, why, and when at the latest; `left` are the seconds until then."""

    template: Template
    why: str
    due: datetime | None = None
    left: float | None = None


def places(*texts: str) -> tuple[str, ...]:
    """The names of all places in these texts, in their order, each once."""
    return tuple(dict.fromkeys(found for text in texts for found in PLACE.findall(text)))
