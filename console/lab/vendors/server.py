"""One server for all stand-ins: each below a path of its own, with a token of its own."""

from __future__ import annotations

import secrets
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import Protocol

from console.lab.ports import HOST
from console.lab.services.web import Page, Request, WebServer
from console.lab.vendors.fly import Fly
from console.lab.vendors.github import Github
from console.lab.vendors.reply import bearer, reply
from console.lab.vendors.sentry import Sentry
from console.lab.vendors.statuspage import Statuspages
from console.lab.vendors.supabase import Supabase
from console.lab.vendors.trouble import Trouble
from console.lab.vendors.vercel import Vercel
from data.timekeeping import Timekeeper

STATUSPAGE = "statuspage"
VENDOR_KINDS = ("github", "sentry", "vercel", "supabase", "fly", STATUSPAGE)


class Guarded(Protocol):
    """A stand-in that wants a token."""

    def answer(self, request: Request, now: datetime) -> Page:
        """The page at a path."""

    def refusal(self) -> Page:
        """What it says to one without the right token."""


class Vendors:
    """Listens on one port; what is wrong with the vendors is switched in `trouble`."""

    def __init__(self, folder: Path, port: int, time: Timekeeper) -> None:
        self.trouble = trouble = Trouble(time.now())
        self._folder = folder
        self._time = time
        self._guarded: dict[str, Guarded] = {
            "github": Github(trouble),
            "sentry": Sentry(trouble),
            "vercel": Vercel(trouble),
            "supabase": Supabase(),
            "fly": Fly(trouble),
        }
        self._statuspages = Statuspages(trouble)
        self._tokens = {kind: secrets.token_urlsafe(24) for kind in self._guarded}
        self._web = WebServer(port, self._page)

    @property
    def tokens(self) -> dict[Path, str]:
        """The file of each token, and what belongs into it."""
        return {self.token_file(kind): token for kind, token in self._tokens.items()}

    def token_file(self, kind: str) -> Path:
        """The file with the token of one of them."""
        return self._folder / f"{kind}.token"

    def url(self, kind: str) -> str:
        """Where the interface of one of them begins."""
        return f"http://{HOST}:{self._web.port}/{kind}"

    async def start(self) -> None:
        """Listen."""
        await self._web.start()

    async def stop(self) -> None:
        """Stop listening."""
        await self._web.stop()

    async def outage(self, on: bool) -> None:
        """A vendor says that it is down."""
        self.trouble.down_since = self._time.now() if on else None

    async def failed_deployment(self, on: bool) -> None:
        """The newest deployment has failed, wherever it is listed."""
        self.trouble.deploy_failed_at = self._time.now() if on else None

    async def _page(self, request: Request) -> Page:
        kind, now = request.path.split("/")[1], self._time.now()
        if kind == STATUSPAGE:
            return self._statuspages.answer(request, now)
        vendor = self._guarded.get(kind)
        if vendor is None:
            return reply({"error": "nobody answers here"}, HTTPStatus.NOT_FOUND)
        if not secrets.compare_digest(bearer(request).encode(), self._tokens[kind].encode()):
            return vendor.refusal()
        return vendor.answer(request, now)
