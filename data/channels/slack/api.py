"""Slack's Web API, as far as letters need it.

Every answer is ``{"ok": true, …}`` or ``{"ok": false, "error": "…"}``, both with status 200; only
too many calls are 429 with ``Retry-After``. What is called:

- ``conversations.create`` {name} → ``channel.{id,name}``; ``name_taken``, ``restricted_action``,
  ``missing_scope`` with ``needed``
- ``conversations.setTopic`` {channel, topic}
- ``chat.postMessage`` {channel, text, metadata.{event_type,event_payload}} → ``channel``, ``ts``
- ``conversations.list`` → ``channels[].{id,name,is_archived}``, ``response_metadata.next_cursor``
- ``conversations.history`` with ``include_all_metadata`` → ``messages[].{ts,metadata}``, ``has_more``
- ``auth.test`` → ``team``, ``user``
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from data.channel import NotDelivered
from data.channels.slack.refusals import refused
from data.channels.slack.text import message
from data.delivery.doubt import cannot_tell
from data.delivery.errand import Errand
from data.models.failure import FailureKind
from data.models.letter import Letter
from data.web.answer import HttpAnswer
from data.web.said import document
from data.web.shape import inner, word

Document = Mapping[str, Any]

_EVENT = "ops_console_letter"
_PAGE = "100"
_MOST_PAGES = 10
_CLOCKS_APART = timedelta(days=1)
"""By so much this machine's clock may be ahead of Slack's, which stamps the messages."""


@dataclass(frozen=True, slots=True)
class Room:
    """A channel: its id, its name, its topic."""

    id: str
    name: str
    topic: str = ""


class SlackApi:
    """The calls of one letter."""

    def __init__(self, errand: Errand, url: str) -> None:
        self._errand = errand
        self._url = url.rstrip("/")

    async def call(self, method: str, arguments: Mapping[str, object] | None = None) -> Document:
        """What a method that changes something answers. Raises NotDelivered."""
        return _checked(await self._errand.ask("POST", f"{self._url}/{method}", arguments or {}), method)

    async def read(self, method: str, params: Mapping[str, str]) -> Document:
        """What a method that tells something answers. Raises NotDelivered."""
        return _checked(await self._errand.ask("GET", f"{self._url}/{method}", params=params), method)

    async def post(self, place: str, letter: Letter) -> tuple[str, str]:
        """Post a letter; the channel's id and the message's time stamp."""
        metadata = {"event_type": _EVENT, "event_payload": {"key": letter.key, "incident": letter.incident}}
        answer = await self.call(
            "chat.postMessage", {"channel": place, **message(letter), "metadata": metadata}
        )
        return word(answer, "channel", 80), word(answer, "ts", 80)

    async def posted(self, place: str, letter: Letter) -> str | None:
        """The time stamp of a letter in a channel; None where it surely is not there."""
        oldest = f"{(letter.at - _CLOCKS_APART).timestamp():.6f}"
        params = {"channel": place, "include_all_metadata": "true", "oldest": oldest}
        async for page in self._pages("conversations.history", params):
            for row in _rows(page, "messages"):
                metadata = inner(row, "metadata")
                if metadata.get("event_type") != _EVENT:
                    continue
                if inner(metadata, "event_payload").get("key") == letter.key:
                    return word(row, "ts", 80) or letter.key
        return None

    async def named(self, name: str) -> Room | None:
        """The channel with that name that is in use; None where there is none to be seen."""
        params = {"exclude_archived": "true", "types": "public_channel,private_channel"}
        async for page in self._pages("conversations.list", params):
            for row in _rows(page, "channels"):
                if row.get("name") == name and row.get("is_archived") is not True:
                    return Room(word(row, "id", 80), name, word(inner(row, "topic"), "value"))
        return None

    async def create(self, name: str) -> Room:
        """A new public channel. Raises NotDelivered."""
        made = inner(await self.call("conversations.create", {"name": name}), "channel")
        return Room(word(made, "id", 80), word(made, "name", 80) or name)

    async def _pages(self, method: str, params: Mapping[str, str]) -> AsyncIterator[Document]:
        """Page by page; NotDelivered, uncertain, where there is no end to them."""
        cursor: dict[str, str] = {}
        for _ in range(_MOST_PAGES):
            page = await self.read(method, {**params, "limit": _PAGE, **cursor})
            yield page
            following = inner(page, "response_metadata").get("next_cursor")
            if not isinstance(following, str) or not following:
                return
            cursor = {"cursor": following}
        raise cannot_tell(f"Slack has more than can be looked through ({method})")


def _checked(answer: HttpAnswer, method: str) -> Document:
    found = document(answer)
    if found.get("ok") is True:
        return found
    if found.get("ok") is False:
        raise refused(found, method)
    words = f"answered {answer.phrase}, but not like Slack: {answer.excerpt}"
    raise NotDelivered(FailureKind.BAD_ANSWER, words, "check api_url in [channel.slack]", certain=False)


def _rows(page: Document, key: str) -> list[Document]:
    rows = page.get(key)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
