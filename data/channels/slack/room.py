"""A channel of its own for an incident, where the bot may make one."""

from __future__ import annotations

from hashlib import sha256

from data.channel import NotDelivered
from data.channels.slack.api import Room, SlackApi
from data.channels.slack.refusals import Refused
from data.channels.slack.text import room_name, topic
from data.models.letter import Letter

_MADE_ALREADY = "name_taken"


async def room_for(api: SlackApi, letter: Letter) -> tuple[Room | None, str]:
    """The incident's channel, and what is to be told about it; None where there is none to be had.

    Nothing has been posted yet: NotDelivered is certain, and only raised where Slack gives no answer
    that counts, so that the words themselves would not come either.
    """
    try:
        room = await _made(api, letter)
    except NotDelivered as error:
        if isinstance(error, Refused) and (error.final or error.certain is False):
            return None, f"no channel of its own: {error}"
        failure = error.failure
        raise NotDelivered(
            failure.kind,
            failure.message,
            failure.remedy,
            certain=True,
            final=error.final,
            retry_after=failure.retry_after,
        ) from None
    return room, await _with_topic(api, room, letter)


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
