"""Channels and letters as tests need them: each kind on a server of the test's own."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from data.channels.table import RealChannel, make_channels
from data.config.channel import (
    ChannelSettings,
    PagerdutyChannel,
    SlackChannel,
    StatuspageChannel,
    WebhookChannel,
)
from data.config.configuration import Configuration
from data.config.secret import SecretReader
from data.models.letter import Letter, Purpose
from data.timekeeping import Timekeeper
from tests.fakes import HandClock
from tests.servers import Reply, Request, plain

SECRET = "sEcReT0123456789abcdefABCDEF0042"
"""Planted in every channel's configuration; must come out nowhere."""
AT = datetime(2026, 11, 20, 9, 0, 4, tzinfo=UTC)


def letter(purpose: Purpose = Purpose.UPDATE, **changed: Any) -> Letter:  # noqa: ANN401 - any field of it
    """A letter of an incident."""
    given: dict[str, Any] = {
        "key": "key-1",
        "channel": "any",
        "subject": "Checkout fails",
        "body": "We are looking into it.",
        "at": AT,
        "incident": "INC-2026-11-20-1",
        "title": "Checkout fails",
        "severity": "P0",
        "by": "ada",
    }
    return Letter(purpose=purpose, **{**given, **changed})


def channel(
    name: str,
    settings: ChannelSettings,
    environ: Mapping[str, str] | None = None,
    time: Timekeeper | None = None,
) -> RealChannel:
    """One channel, made as the console makes it."""
    configuration = Configuration(Path("config.toml"), channels={name: settings})
    secrets = SecretReader({"S": SECRET} if environ is None else environ)
    return make_channels(configuration, secrets, time or HandClock())[name]


@dataclass(frozen=True, slots=True)
class Kind:
    """One way of giving words away over HTTP, and an answer that is a receipt for it."""

    name: str
    settings: Callable[..., ChannelSettings]
    """Given an address, and perhaps a time-out and authorities, the settings."""
    well: Reply
    strict: bool = True
    """Whether a 2xx must look like its vendor's."""
    environ: Callable[[str], dict[str, str]] = lambda url: {"S": SECRET}

    def at(self, url: str, **more: Any) -> RealChannel:  # noqa: ANN401 - any setting
        """The channel, on the server there."""
        return channel(self.name, self.settings(url, **more), self.environ(url))


def _json(document: object, status: str = "200 OK") -> Reply:
    return plain(json.dumps(document), status=status, headers="Content-Type: application/json\n")


KINDS = {
    "slack": Kind(
        "slack",
        lambda url, **more: SlackChannel(token_env="S", channel="#incidents", api_url=f"{url}/api", **more),
        _json({"ok": True, "channel": "C0HOME000", "ts": "1795263668.000001"}),
    ),
    "slack-webhook": Kind(
        "slack",
        lambda url, **more: SlackChannel(webhook_url_env="S", **more),
        plain("ok"),
        environ=lambda url: {"S": f"{url}/services/T000/B000/{SECRET}"},
    ),
    "statuspage": Kind(
        "statuspage",
        lambda url, **more: StatuspageChannel(page_id="page", token_env="S", api_url=f"{url}/v1", **more),
        _json({"id": "inc1", "metadata": {}}, "201 Created"),
    ),
    "pagerduty": Kind(
        "pagerduty",
        lambda url, **more: PagerdutyChannel(routing_key_env="S", api_url=f"{url}/v2/enqueue", **more),
        _json({"status": "success", "message": "Event processed", "dedup_key": "k"}, "202 Accepted"),
    ),
    "webhook": Kind(
        "webhook",
        lambda url, **more: WebhookChannel(url_env="S", **more),
        plain("", status="204 No Content"),
        strict=False,
        environ=lambda url: {"S": f"{url}/hooks/{SECRET}?sig=short"},
    ),
}


Calls = list[tuple[str, dict[str, Any]]]
Answering = Callable[[str, dict[str, Any]], tuple[int, object]]


def scripted(calls: Calls, answer: Answering) -> Reply:
    """Notes each call, as method with path and the document or query, and answers it in JSON."""

    async def reply(request: Request, writer: asyncio.StreamWriter) -> None:
        path, _, query = request.target.partition("?")
        given = json.loads(request.body) if request.body else dict(parse_qsl(query))
        calls.append((f"{request.method} {path}", given))
        status, document = answer(f"{request.method} {path}", given)
        phrase = HTTPStatus(status).phrase
        await plain(json.dumps(document), status=f"{status} {phrase}")(request, writer)

    return reply
