"""Words on their way out: what is to be sent where, and what the other side said when it came."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from data.models.incident import Audience, Stage


class Purpose(StrEnum):
    """What a letter does at the other side, where that knows incidents: open, take, tell or end one."""

    OPEN = "open"
    ACKNOWLEDGE = "acknowledge"
    UPDATE = "update"
    RESOLVE = "resolve"


class LetterState(StrEnum):
    """Where a letter is. In doubt means: it was given away, and nobody knows whether it came."""

    WAITING = "waiting"
    IN_DOUBT = "in-doubt"
    REFUSED = "refused"
    SENT = "sent"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Letter:
    """One text for one channel; the same words to three channels are three letters of one `words`.

    `key` is the same however often it is tried: the other side may know by it what it has already.
    `severity` is as the incident's policy names it, `stage` how far the incident is.
    """

    key: str
    channel: str
    purpose: Purpose
    subject: str
    body: str
    at: datetime
    words: str = ""
    by: str = ""
    incident: str = ""
    title: str = ""
    audience: Audience = Audience.INTERNAL
    severity: str = ""
    stage: Stage = Stage.INVESTIGATING
    to: tuple[str, ...] = ()
    drill: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the other side answered: `reference` is its name for the letter, `kept` what later ones need.

    Of Slack that is the channel and the time stamp, of a status page the incident's id there.
    """

    reference: str
    words: str = ""
    kept: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
