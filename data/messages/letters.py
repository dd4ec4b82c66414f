"""One text becomes one letter a channel, with keys that stay the same however often they are tried."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime

from data.config.channel import ChannelSettings, EmailChannel
from data.errors import UsageError
from data.messages.hindering import hindrances
from data.messages.secrets import secrets_in
from data.models.incident import Audience, Incident
from data.models.letter import Letter, Purpose
from data.models.message import Message, Moment
from data.safe import safe
from data.scrubber import Scrubber

_USUAL: Mapping[str, tuple[Audience, ...]] = {
    "slack": (Audience.INTERNAL,),
    "pagerduty": (Audience.INTERNAL,),
    "webhook": (Audience.INTERNAL,),
    "statuspage": (Audience.PUBLIC,),
    "email": (Audience.PUBLIC,),
}
"""Whose words go where, by kind, unless the configuration says otherwise."""
KNOWS_INCIDENTS = ("statuspage", "pagerduty")
"""Kinds that have incidents of their own, which are opened, told of and ended."""
PAGERS = ("pagerduty",)
"""Kinds that call people, and whose incidents are taken and ended by signals without words."""
_OPENS = (*KNOWS_INCIDENTS, "slack")
"""Kinds that make something for an incident with its first letter: Slack makes a channel."""


def _audiences_of(name: str, settings: ChannelSettings) -> tuple[Audience, ...]:
    """Whose words go to a channel."""
    if settings.audience == "both":
        return (Audience.INTERNAL, Audience.PUBLIC)
    return (Audience(settings.audience),) if settings.audience else _USUAL.get(name, (Audience.INTERNAL,))


def channels_for(audience: Audience, channels: Mapping[str, ChannelSettings]) -> tuple[str, ...]:
    """The names of the channels that an audience is told by, in the order of the configuration."""
    return tuple(name for name, settings in channels.items() if audience in _audiences_of(name, settings))


def hindrances_of(
    message: Message,
    incident: Incident,
    channels: Mapping[str, ChannelSettings],
    to: tuple[str, ...] = (),
    own: Scrubber | None = None,
) -> tuple[str, ...]:
    """What hinders a message from going to just these channels; its incident's title goes along."""
    found = list(hindrances(message.subject, message.body, channels, own))
    if message.audience is Audience.INTERNAL and secrets_in(incident.title, own):
        found.append("the incident's title looks like a secret")
    if any(isinstance(each, EmailChannel) and not (to or each.to) for each in channels.values()):
        found.append("email: nobody to write to; name them with to in [channel.email]")
    return tuple(found)


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
    own: Scrubber | None = None,
    purpose: Purpose | None = None,
) -> tuple[Letter, ...]:
    """One letter for each channel of the message's audience, or for each of `chosen`.

    `opened` are the channels that have been told of this incident already; `to` replaces the
    addresses of an e-mail. A `purpose` makes it a signal for channels that know incidents, which counts
    as no update. Raises UsageError where anything hinders the words: they go nowhere.
    """
    names = channels_for(message.audience, channels) if chosen is None else tuple(dict.fromkeys(chosen))
    found = hindrances_of(message, incident, _known(names, channels), to, own)
    if found:
        raise UsageError(f"these words do not go: {'; '.join(found)}")
    words = _words_id(message, incident, now, purpose)
    common = _letter(message, incident, now, by, "" if purpose else words)
    return tuple(
        replace(
            common,
            key=f"{words}-{name}",
            channel=name,
            purpose=_purpose_at(name, message, incident, opened, purpose),
            to=to if name == "email" else (),
        )
        for name in names
    )


def _words_id(message: Message, incident: Incident, now: datetime, purpose: Purpose | None = None) -> str:
    """What the letters of one text have in common; the same text at the same second is the same."""
    told = (incident.id, message.audience, message.subject, message.body, int(now.timestamp()), purpose or "")
    digest = hashlib.sha256("\0".join(str(part) for part in told).encode("utf-8", "replace")).hexdigest()
    return f"{incident.id}-{digest[:16]}"


def _purpose_at(
    name: str,
    message: Message,
    incident: Incident,
    opened: Collection[str] = (),
    purpose: Purpose | None = None,
) -> Purpose:
    """What a letter does at a channel: one that makes nothing for an incident is only told."""
    if name not in _OPENS:
        return Purpose.UPDATE
    if purpose is not None:
        return purpose
    if message.moment is Moment.RESTORED or incident.stage.over:
        return Purpose.RESOLVE
    return Purpose.UPDATE if name in opened else Purpose.OPEN


def _letter(message: Message, incident: Incident, now: datetime, by: str, words: str) -> Letter:
    """What the letters of one text have in common; what an incident is called inside stays inside."""
    public = message.audience is Audience.PUBLIC
    return Letter(
        key="",
        channel="",
        purpose=Purpose.UPDATE,
        subject=message.subject,
        body=message.body,
        at=now,
        words=words,
        by=by,
        incident=incident.id,
        title=message.subject if public else incident.title,
        audience=message.audience,
        severity=incident.severity,
        stage=incident.stage,
        drill=incident.drill,
    )


def _known(names: tuple[str, ...], channels: Mapping[str, ChannelSettings]) -> Mapping[str, ChannelSettings]:
    unknown = [name for name in names if name not in channels]
    if unknown:
        remedy = f"there are {', '.join(channels)}" if channels else "add [channel.slack] or another"
        raise UsageError(f'no channel is called "{safe(unknown[0])}"', remedy)
    return {name: channels[name] for name in names}
