"""Slack by a bot's token: words in the team's channel, and in one of the incident's own.

The team's channel comes first and is the one that counts: once it has the letter, the letter has
gone. What then fails in the incident's own channel is told with the receipt and not tried again,
because nobody wants the same words twice.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pydantic import SecretStr

from data.channel import NotDelivered, Standing
from data.channels.slack.api import Room, SlackApi
from data.channels.slack.refusals import Refused
from data.channels.slack.room import room_for
from data.config.channel import SlackChannel
from data.config.secret import SecretReader
from data.delivery.doubt import cannot_tell, looked_for, looking
from data.delivery.errand import Errand
from data.delivery.secret import secret_of
from data.models.letter import Letter, Purpose, Receipt
from data.timekeeping import Timekeeper
from data.web.answer import HttpAnswer
from data.web.said import document
from data.web.shape import word

NAME = "slack"
_HOME, _ROOM, _ROOM_NAME, _OPENED = "home", "room", "room_name", "opened"
_ROOMLESS = "roomless"
"""Slack has said that there will be no channel for the incident."""
_ID = re.compile(r"[CGD][A-Z0-9]{7,}")


class SlackBot:
    """One workspace. A message carries its letter's key, by which it is found again."""

    idempotent = False

    def __init__(self, settings: SlackChannel, secrets: SecretReader, time: Timekeeper) -> None:
        self._settings = settings
        self._secrets = secrets
        self._time = time

    async def send(self, letter: Letter, kept: Mapping[str, str]) -> Receipt:
        """Post it, and see to the incident's own channel. Raises NotDelivered."""
        api, room = self._api(), _known(kept)
        try:
            home, ts = await api.post(self._settings.channel, letter)
        except Refused as error:
            if room is None or not error.final:
                raise
            # The words find their way where at least one of the two takes them.
            _, ts = await api.post(room.id, letter)
            return Receipt(ts, f"only in #{room.name}: {error}", kept)
        kept = _noted(kept, letter, home)
        words = [f"in {self._settings.channel}"]
        if room is None and _wants_room(letter, kept):
            room, told, final = await room_for(api, letter)
            words.append(told)
            kept = {**kept, **({_ROOMLESS: "yes"} if final else {})}
        if room is not None and room.id != home:
            words.insert(1, await _also(api, room, letter))
            kept = {**kept, _ROOM: room.id, _ROOM_NAME: room.name}
        return Receipt(ts, "; ".join(part for part in words if part), kept)

    async def find(self, letter: Letter, kept: Mapping[str, str]) -> Receipt | None:
        """Look through the team's channel for the key. Raises NotDelivered, uncertain."""
        with looking():
            api = self._api()
            home = await self._home(api, kept)
            ts = await looked_for(lambda: api.posted(home, letter), self._settings)
        if ts is None:
            return None
        return Receipt(ts, f"was in {self._settings.channel} already", _noted(kept, letter, home))

    async def standing(self) -> Standing:
        """Who the bot is, as Slack knows its token. Raises SourceError."""
        answer = await self._api().call("auth.test")
        who = f"{word(answer, 'user', 80)} in {word(answer, 'team', 80)}"
        return Standing(f"Slack knows the bot: {who}; that it may post is only tried by a message")

    async def close(self) -> None:
        """There is nothing to close."""

    def _api(self) -> SlackApi:
        token = secret_of(self._secrets, self._settings, NAME, "token")
        assert token is not None, "the settings require one"
        bearer = {"Authorization": SecretStr(f"Bearer {token.get_secret_value()}")}
        errand = Errand(NAME, self._settings, self._secrets, self._time, headers=bearer, says=_says)
        return SlackApi(errand, self._settings.api_url)

    async def _home(self, api: SlackApi, kept: Mapping[str, str]) -> str:
        """The id of the team's channel, which history is asked by."""
        channel = self._settings.channel
        if kept.get(_HOME) or _ID.fullmatch(channel):
            return kept.get(_HOME) or channel
        found = await api.named(channel.removeprefix("#"))
        if found is None:
            raise cannot_tell(f"Slack does not show {channel} to the bot")
        return found.id


def _known(kept: Mapping[str, str]) -> Room | None:
    return Room(kept[_ROOM], kept.get(_ROOM_NAME, kept[_ROOM])) if kept.get(_ROOM) else None


def _noted(kept: Mapping[str, str], letter: Letter, home: str) -> dict[str, str]:
    opened = {_OPENED: "yes"} if letter.purpose is Purpose.OPEN else {}
    return {**kept, **opened, _HOME: home}


def _wants_room(letter: Letter, kept: Mapping[str, str]) -> bool:
    """Whether to make a channel: with the letter that opens, or later where that could not."""
    ends = letter.purpose is Purpose.RESOLVE
    return bool(letter.incident) and _OPENED in kept and _ROOMLESS not in kept and not ends


async def _also(api: SlackApi, room: Room, letter: Letter) -> str:
    """Post it in the incident's channel too, and say so, or why not."""
    try:
        await api.post(room.id, letter)
    except NotDelivered as error:
        return f"not in #{room.name}: {error.message}"
    return f"in #{room.name}"


def _says(answer: HttpAnswer) -> str:
    return word(document(answer), "error", 80)
