"""A letter as Slack writes it: nothing in it calls anybody or links anywhere by accident."""

from __future__ import annotations

import re

from data.channel import NotDelivered
from data.models.failure import FailureKind
from data.models.letter import Letter

_LONGEST_NAME = 80
_LONGEST_TEXT = 40_000
_LONGEST_TOPIC = 200
_NOT_IN_NAMES = re.compile(r"[^a-z0-9_-]+")


def escape(text: str) -> str:
    """The text as it stands: ``<!channel>``, ``<@user>`` and links are no orders any more.

    A plain ``@channel`` is none either, because messages are sent with ``parse`` none.
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def message(letter: Letter) -> dict[str, object]:
    """What both ways of posting take. Raises NotDelivered where Slack would cut it short unasked."""
    head = f"*{escape(letter.subject)}*\n" if letter.subject.strip() else ""
    text = f"{head}{escape(letter.body)}"
    if len(text) > _LONGEST_TEXT:
        words = f"{len(text):,} characters are more than the {_LONGEST_TEXT:,} that Slack shows"
        raise NotDelivered(FailureKind.TOO_LARGE, words, "make it shorter", certain=True, final=True)
    return {
        "text": text,
        "parse": "none",
        "link_names": False,
        "unfurl_links": False,
        "unfurl_media": False,
    }


def room_name(incident: str) -> str:
    """A channel's name for an incident: small letters, digits, hyphens, at most 80 of them."""
    name = _NOT_IN_NAMES.sub("-", incident.casefold()).strip("-_")
    return (name if name.startswith("inc") else f"incident-{name}")[:_LONGEST_NAME].rstrip("-_")


def topic(letter: Letter) -> str:
    """Severity and title."""
    told = ": ".join(part for part in (letter.severity, letter.title or letter.subject) if part)
    return escape(told[:_LONGEST_TOPIC])
