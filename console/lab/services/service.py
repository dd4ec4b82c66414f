"""One HTTP service: healthy by itself, and misbehaving on request."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from http import HTTPStatus

from console.lab.ports import HOST
from console.lab.services.metric import Figures
from console.lab.services.web import Page, Request, WebServer

SLOW_S = 2.5
"""How long every answer of a service takes while it is slow."""


@dataclass(slots=True)
class Behaviour:
    """What is wrong with a service; several things can be at once."""

    failing: bool = False
    slow: bool = False
    hanging: bool = False
    unmetered: bool = False


class Service:
    """Answers ``/health`` as it behaves, and ``/metrics`` whatever it does."""

    def __init__(self, name: str, port: int) -> None:
        self.name = name
        self.behaviour = Behaviour()
        self.figures = Figures(name)
        self._web = WebServer(port, self._page)

    @property
    def url(self) -> str:
        """Where it answers, without a path."""
        return f"http://{self.address}"

    @property
    def address(self) -> str:
        """Host and port."""
        return f"{HOST}:{self._web.port}"

    async def start(self) -> None:
        """Listen."""
        await self._web.start()

    async def stop(self) -> None:
        """Stop listening."""
        await self._web.stop()

    async def _page(self, request: Request) -> Page:
        if request.path == "/metrics":
            if self.behaviour.unmetered:
                return Page(HTTPStatus.NOT_FOUND, "no figures here\n", "text/plain")
            return Page(HTTPStatus.OK, self.figures.exposition(), "text/plain; version=0.0.4")
        if request.path != "/health":
            return Page(HTTPStatus.NOT_FOUND, json.dumps({"error": "no such page"}))
        return await self._health()

    async def _health(self) -> Page:
        if self.behaviour.hanging:
            await asyncio.Event().wait()
        if self.behaviour.slow:
            await asyncio.sleep(SLOW_S)
        if self.behaviour.failing:
            return Page(HTTPStatus.INTERNAL_SERVER_ERROR, json.dumps({"status": "error"}))
        return Page(HTTPStatus.OK, json.dumps({"status": "ok", "service": self.name}))
