"""All recipients together, each on a port of its own, so that each can be stopped alone."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any, Protocol

from console.lab.ports import HOST, Ports
from console.lab.recipients.mail import USER, MailServer
from console.lab.recipients.mailbag import Mailbag
from console.lab.recipients.mood import LIMITED_S, SLOW_S, Mood
from console.lab.recipients.pagerduty import Pagerduty
from console.lab.recipients.slack import CHANNEL, Slack
from console.lab.recipients.statuspage import COMPONENTS, PAGE, OwnPage
from console.lab.recipients.webhook import Hook
from console.lab.services.web import Hangup, Page, Request, WebServer
from console.lab.vendors.reply import reply
from data.timekeeping import Timekeeper

RECEIVED = "/received"
"""Where each of them shows what it has received."""
EMAIL = "email"


class Recipient(Protocol):
    """A stand-in that answers over HTTP."""

    def answer(self, request: Request, now: datetime) -> Page:
        """The answer to a request."""


_MADE: dict[str, Callable[[str, Mailbag], Recipient]] = {
    "slack": Slack,
    "statuspage": OwnPage,
    "pagerduty": Pagerduty,
    "webhook": Hook,
}
KINDS = (*_MADE, EMAIL)


class Recipients:
    """Slack, our status page, PagerDuty, somebody's webhook and a mail server."""

    def __init__(self, folder: Path, ports: Ports, time: Timekeeper) -> None:
        self.mood = Mood()
        self._folder = folder
        self._time = time
        self._secrets = {kind: secrets.token_hex(16) for kind in KINDS}
        self._bags = {kind: Mailbag() for kind in KINDS}
        self._ports = {kind: ports.take() for kind in KINDS}
        self._servers: dict[str, WebServer | MailServer] = {
            kind: WebServer(self._ports[kind], self._handler(kind)) for kind in _MADE
        }
        self._servers[EMAIL] = MailServer(
            self._ports[EMAIL], self._secrets[EMAIL], self._bags[EMAIL], self.mood, time
        )

    @property
    def secrets(self) -> dict[Path, str]:
        """The file of each secret, and what belongs into it."""
        return {self._folder / _file(kind): secret for kind, secret in self._secrets.items()}

    @property
    def received(self) -> dict[str, list[dict[str, Any]]]:
        """What each of them has received, oldest first."""
        return {kind: bag.received for kind, bag in self._bags.items()}

    def url(self, kind: str) -> str:
        """Where one of them answers; the mail server by host and port."""
        place = f"{HOST}:{self._ports[kind]}"
        return place if kind == EMAIL else f"http://{place}"

    def channels(self) -> dict[str, dict[str, Any]]:
        """The tables of the configuration through which the console writes to them."""
        return {
            "slack": {
                "token_file": _file("slack"),
                "channel": CHANNEL,
                "api_url": f"{self.url('slack')}/api",
                "timeout": "6s",
            },
            "statuspage": {
                "token_file": _file("statuspage"),
                "page_id": PAGE,
                "components": list(COMPONENTS),
                "api_url": f"{self.url('statuspage')}/v1",
                "timeout": "6s",
            },
            "pagerduty": {
                "routing_key_file": _file("pagerduty"),
                "api_url": f"{self.url('pagerduty')}/v2/enqueue",
                "timeout": "6s",
            },
            "webhook": {
                "url": f"{self.url('webhook')}/letters",
                "token_file": _file("webhook"),
                "idempotent": True,
                "timeout": "6s",
            },
            EMAIL: {
                "host": HOST,
                "port": self._ports[EMAIL],
                "security": "none",
                "user": USER,
                "password_file": _file(EMAIL),
                "sender": "ops-console@example.com",
                "to": ["team@example.com"],
                "timeout": "6s",
            },
        }

    async def start(self) -> None:
        """Listen, all of them."""
        await asyncio.gather(*(server.start() for server in self._servers.values()))

    async def stop(self) -> None:
        """Stop listening, all of them."""
        await asyncio.gather(*(server.stop() for server in self._servers.values()))

    async def down(self, kind: str, on: bool) -> None:
        """One of them is not there at all; what it received before is not lost."""
        server = self._servers[kind]
        await (server.stop() if on else server.start())

    def _handler(self, kind: str) -> Callable[[Request], Any]:
        bag = self._bags[kind]
        recipient = _MADE[kind](self._secrets[kind], bag)

        async def answer(request: Request) -> Page:
            if request.path == RECEIVED:
                return reply(bag.received)
            if self.mood.slow:
                await asyncio.sleep(SLOW_S)
            if self.mood.limited:
                return reply(
                    {"error": "ratelimited"}, HTTPStatus.TOO_MANY_REQUESTS, Retry_After=str(LIMITED_S)
                )
            page = recipient.answer(request, self._time.now())
            if self.mood.forgetful and request.method != "GET":
                raise Hangup
            return page

        return answer


def _file(kind: str) -> str:
    return f"channel-{kind}.secret"
