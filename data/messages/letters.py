"""One text becomes one letter a channel, with keys that stay the same however often they are tried."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from datetime import datetime

from data.config.channel import ChannelSettings
from data.errors import UsageError
from data.messages.hindering import hindrances
from data.models.incident import Audience, Incident
from data.models.letter import Letter, Purpose
from data.models.message import Message, Moment
from data.safe import safe

USUAL: Mapping[str, tuple[Audience, ...]] = {
    "slack": (Audience.INTERNAL,),
    "pagerduty": (Audience.INTERNAL,),
    "webhook": (Audience.INTERNAL,),
    "statuspage": (Audience.PUBLIC,),
    "email": (Audience.PUBLIC,),
}
"""Whose words go where, by kind, unless the configuration says otherwise."""
KNOWS_INCIDENTS = ("statuspage", "pagerduty")
"""Kinds that have incidents of their own, which are opened, told of and ended."""


def audiences_of(name: str, settings: ChannelSettings) -> tuple[Audience, ...]:
    """Whose words go to a channel."""
    if settings.audience == "both":
        return (Audience.INTERNAL, Audience.PUBLIC)
    return (Audience(settings.audience),) if settings.audience else USUAL.get(name, (Audience.INTERNAL,))


def channels_for(audience: Audience, channels: Mapping[str, ChannelSettings]) -> tuple[str, ...]:
    """The names of the channels that an audience is told by, in the order of the configuration."""
    return tuple(name for name, settings in channels.items() if audience in audiences_of(name, settings))


def letters_of(
    message: Message,
    incident: Incident,
    channels: Mapping[str, ChannelSettings],
    now: datetime,
    *,
    by: str = "",
    chosen: Collection[str] | None = None,
    opened: Collection[str] = (),
    to: tuple[str, ...] = (),
) -> tuple[Letter, ...]:
    """One letter for each channel of the message's audience, or for each of `chosen`.

    `opened` are the channels that have been told of this incident already; `to` replaces the
    addresses of an e-mail. Raises UsageError where anything hinders the words: they go nowhere then.
    """
    names = channels_for(message.audience, channels) if chosen is None else tuple(dict.fromkeys(chosen))
    _check(message, names, channels)
    words = words_id(message, incident, now)
    return tuple(
        Letter(
            key=f"{words}-{name}",
            channel=name,
            purpose=_purpose(name, message, incident, opened),
            subject=message.subject,
            body=message.body,
            at=now,
            words=words,
            by=by,
            incident=incident.id,
            title=incident.title,
            audience=message.audience,
            severity=incident.severity,
            stage=incident.stage,
            to=to if name == "email" else (),
            drill=incident.drill,
        )
        for name in names
    )


def _check(message: Message, names: tuple[str, ...], channels: Mapping[str, ChannelSettings]) -> None:
    unknown = [name for name in names if name not in channels]
    if unknown:
        remedy = f"there are {', '.join(channels)}" if channels else "add [channel.slack] or another"
        raise UsageError(f'no channel is called "{safe(unknown[0])}"', remedy)
    found = hindrances(message.subject, message.body, {name: channels[name] for name in names})
    if found:
        raise UsageError(f"these words do not go: {'; '.join(found)}")


def words_id(message: Message, incident: Incident, now: datetime) -> str:
    """What the letters of one text have in common; the same text at the same second is the same."""
    parts = (
        incident.id,
        message.audience.value,
        message.subject,
        message.body,
        int(now.timestamp()),
        incident.drill,
    )
    told = "\0".join(str(part) for part in parts)
    return f"{incident.id}-{hashlib.sha256(told.encode()).hexdigest()[:16]}"


def _purpose(name: str, message: Message, incident: Incident, opened: Collection[str]) -> Purpose:
    if name not in KNOWS_INCIDENTS:
        return Purpose.UPDATE
    if message.moment is Moment.RESTORED or incident.stage.over:
        return Purpose.RESOLVE
    return Purpose.UPDATE if name in opened else Purpose.OPEN
