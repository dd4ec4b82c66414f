"""A channel of its own for an incident, where the bot may make one."""

from __future__ import annotations

from hashlib import sha256

from data.channel import NotDelivered
from data.channels.slack.api import Room, SlackApi
from data.channels.slack.refusals import Refused
from data.channels.slack.text import room_name, topic
from data.models.letter import Letter

_MADE_ALREADY = "name_taken"


async def room_for(api: SlackApi, letter: Letter) -> tuple[Room | None, str, bool]:
    """The incident's channel, what is to be told about it, and whether asking again is of no use."""
    try:
        room = await _made(api, letter)
    except NotDelivered as error:
        return None, f"no channel of its own: {error}", error.final
    return room, await _with_topic(api, room, letter), False


async def _made(api: SlackApi, letter: Letter) -> Room:
    """A new channel; the one that an earlier try made; another name where somebody else has it."""
    name = room_name(letter.incident)
    try:
        return await api.create(name)
    except Refused as error:
        if error.word != _MADE_ALREADY:
            raise
    there = await api.named(name)
    if there is not None and there.topic in ("", topic(letter)):
        return there
    apart = f"{name[:70]}-{sha256(letter.key.encode()).hexdigest()[:8]}"
    try:
        return await api.create(apart)
    except Refused as error:
        there = await api.named(apart) if error.word == _MADE_ALREADY else None
        if there is None:
            raise
        return there


async def _with_topic(api: SlackApi, room: Room, letter: Letter) -> str:
    """Set what the channel is about; that it could not be set keeps nobody from talking."""
    try:
        await api.call("conversations.setTopic", {"channel": room.id, "topic": topic(letter)})
    except NotDelivered as error:
        return f"#{room.name} has no topic: {error.message}"
    return ""
