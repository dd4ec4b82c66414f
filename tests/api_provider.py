"""Providers of JSON interfaces on a real server: answers by path, and a round until it is whole."""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from data.config.secret import SecretReader
from data.models.reading import Answer, Observation
from data.provider import Provider, ProviderContext
from data.sources import BY_NAME
from data.timekeeping import SystemTimekeeper, Timekeeper
from tests.fakes import HandClock
from tests.recorded import FIXTURES
from tests.servers import Reply, Request, Server, plain, serve

ENVIRON = {"TOKEN": "canary-token-9f2c"}
SETTINGS: Mapping[str, Mapping[str, object]] = {
    "github": {"repository": "example/app"},
    "sentry": {"organization": "example", "project": "app"},
    "vercel": {"project": "app"},
    "supabase": {"project": "abcdefghijklmnopqrst"},
    "fly": {"app": "example-app"},
    "statuspage": {"vendor": "github"},
}
"""The least that each kind must be told beside its address."""


class CalendarClock(HandClock):
    """A wall clock that stands still beside an elapsed time that is real."""

    def elapsed(self) -> float:
        return SystemTimekeeper().elapsed()


@dataclass(frozen=True)
class Asked:
    """A provider and the server that it asks."""

    provider: Provider
    server: Server

    async def whole(self, timeout: float = 30.0) -> Answer:
        """Rounds until nothing more is under way."""
        async with asyncio.timeout(timeout):
            while True:
                answer = await self.provider.fetch()
                if not answer.partial:
                    return answer
                await asyncio.sleep(0.02)

    @property
    def paths(self) -> list[str]:
        """The paths that were asked for, in order."""
        return [urlsplit(request.target).path for request in self.server.requests]


@asynccontextmanager
async def asking(
    kind: str,
    reply: Reply,
    *,
    environ: Mapping[str, str] = ENVIRON,
    time: Timekeeper | None = None,
    tls: ssl.SSLContext | None = None,
    **settings: object,
) -> AsyncIterator[Asked]:
    """A provider of that kind at a server that answers with `reply`."""
    async with serve(reply, tls=tls) as server:
        row = BY_NAME[kind]
        given = {"name": kind, "url": server.url, "token_env": "TOKEN", **SETTINGS.get(kind, {}), **settings}
        made = row.settings.model_validate(given)
        provider = row.make(made, ProviderContext(time or CalendarClock(), SecretReader(environ)))
        try:
            yield Asked(provider, server)
        finally:
            await provider.close()


def recorded(file: str, *, status: str = "200 OK", headers: str = "") -> Reply:
    """The recorded answer in a file."""
    return plain((FIXTURES / file).read_bytes(), status=status, headers=headers)


def said(document: object, *, status: str = "200 OK", headers: str = "") -> Reply:
    """A document as JSON."""
    return plain(json.dumps(document), status=status, headers=headers)


def routes(table: Mapping[str, Reply], otherwise: Reply | None = None) -> Reply:
    """The answer of the first entry whose key stands in the target; the longest keys are tried first."""
    missing = otherwise or plain('{"message": "Not Found"}', status="404 Not Found")

    async def reply(request: Request, writer: asyncio.StreamWriter) -> None:
        keys = sorted((key for key in table if key in request.target), key=len, reverse=True)
        await (table[keys[0]] if keys else missing)(request, writer)

    return reply


def seen(answer: Answer, signal: str, **labels: str) -> Observation:
    """The one observation of that signal with these labels among its own."""
    found = [
        each
        for each in answer.observations
        if each.signal == signal and labels.items() <= dict(each.labels).items()
    ]
    assert len(found) == 1, found
    return found[0]
