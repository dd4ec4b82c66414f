"""Somebody's own service that takes letters, each of them once."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus

from console.lab.recipients.mailbag import Mailbag
from console.lab.services.web import Page, Request
from console.lab.vendors.reply import bearer, reply


class Hook:
    """Answers at ``/letters``; a key that was there before is taken for the same letter."""

    def __init__(self, token: str, bag: Mailbag) -> None:
        self._token = token
        self._bag = bag
        self._keys: set[str] = set()

    def answer(self, request: Request, now: datetime) -> Page:
        """Whether a letter is taken."""
        if request.path != "/letters" or request.method != "POST":
            return reply({"error": "not found"}, HTTPStatus.NOT_FOUND)
        if bearer(request) != self._token:
            return reply({"error": "who are you?"}, HTTPStatus.UNAUTHORIZED)
        letter, key = request.document, request.headers.get("idempotency-key", "")
        if letter.get("schema") != 1:
            return reply({"error": "schema is not 1"}, HTTPStatus.BAD_REQUEST)
        if key and key in self._keys:
            return reply({"taken": "before"})
        self._keys.add(key)
        self._bag.keep(now, letter)
        return reply({"taken": "now"})
