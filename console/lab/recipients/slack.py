"""Slack: as much of its Web API as letters need, and a webhook."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any

from console.lab.recipients.mailbag import Mailbag
from console.lab.services.web import Page, Request
from console.lab.vendors.reply import bearer, reply, whole

CHANNEL = "#incidents"
_HOME = "C0LABHOME0"
_NAME = re.compile(r"[a-z0-9_-]{1,80}")


class Slack:
    """Answers below ``/api``, to a bot's token, and at ``/services/…`` to whoever knows the path."""

    def __init__(self, token: str, bag: Mailbag) -> None:
        self._token = token
        self._bag = bag
        self._rooms: dict[str, dict[str, Any]] = {_HOME: _room(_HOME, CHANNEL[1:])}
        self._messages: dict[str, list[dict[str, Any]]] = {_HOME: []}
        self._count = 0

    def answer(self, request: Request, now: datetime) -> Page:
        """The answer to a call; a refusal is one too."""
        if request.path.startswith("/services/"):
            return self._webhook(request, now)
        method = request.path.removeprefix("/api/")
        if bearer(request) != self._token:
            return _no("invalid_auth")
        given = {**request.query, **request.document}
        calls = {
            "auth.test": lambda: _yes(team="The lab", user="ops-console"),
            "chat.postMessage": lambda: self._post(given, now),
            "conversations.create": lambda: self._create(given),
            "conversations.setTopic": lambda: self._topic(given),
            "conversations.list": lambda: _yes(channels=list(self._rooms.values())),
            "conversations.history": lambda: self._history(given, whole(request, "limit", 100)),
        }
        return calls[method]() if method in calls else _no("unknown_method")

    def _post(self, given: Mapping[str, Any], now: datetime) -> Page:
        named = str(given.get("channel", ""))
        id = next((id for id, room in self._rooms.items() if named in (id, f"#{room['name']}")), "")
        if not id:
            return _no("channel_not_found")
        if not given.get("text"):
            return _no("no_text")
        self._count += 1
        ts = f"{int(now.timestamp())}.{self._count:06}"
        message = {"type": "message", "ts": ts, "text": given["text"], "metadata": given.get("metadata", {})}
        self._messages[id].append(message)
        self._bag.keep(now, {"channel": f"#{self._rooms[id]['name']}", **message})
        return _yes(channel=id, ts=ts, message=message)

    def _create(self, given: Mapping[str, Any]) -> Page:
        name = str(given.get("name", ""))
        if not _NAME.fullmatch(name):
            return _no("invalid_name")
        if any(room["name"] == name for room in self._rooms.values()):
            return _no("name_taken")
        id = f"C0LAB{len(self._rooms):05}"
        self._rooms[id] = _room(id, name)
        self._messages[id] = []
        return _yes(channel=self._rooms[id])

    def _topic(self, given: Mapping[str, Any]) -> Page:
        room = self._rooms.get(str(given.get("channel", "")))
        if room is None:
            return _no("channel_not_found")
        room["topic"] = {"value": str(given.get("topic", ""))}
        return _yes(channel=room)

    def _history(self, given: Mapping[str, Any], limit: int) -> Page:
        """Newest first, as Slack tells it; the cursor is how many were told before."""
        messages = self._messages.get(str(given.get("channel", "")))
        if messages is None:
            return _no("channel_not_found")
        oldest = float(given.get("oldest") or 0)
        newer = [message for message in reversed(messages) if float(message["ts"]) >= oldest]
        begin = int(given.get("cursor") or 0)
        more = len(newer) > begin + limit
        following = {"next_cursor": str(begin + limit) if more else ""}
        return _yes(messages=newer[begin : begin + limit], has_more=more, response_metadata=following)

    def _webhook(self, request: Request, now: datetime) -> Page:
        if not request.path.endswith(self._token):
            return Page(HTTPStatus.NOT_FOUND, "no_service", "text/plain")
        given = request.document
        if not given.get("text"):
            return Page(HTTPStatus.BAD_REQUEST, "invalid_payload", "text/plain")
        self._bag.keep(now, {"channel": "the webhook's", "text": given["text"]})
        return Page(HTTPStatus.OK, "ok", "text/plain")


def _room(id: str, name: str) -> dict[str, Any]:
    return {"id": id, "name": name, "is_archived": False, "topic": {"value": ""}}


def _yes(**found: object) -> Page:
    return reply({"ok": True, **found})


def _no(error: str) -> Page:
    return reply({"ok": False, "error": error})
