"""One conversation with an interface: the answers to one part's questions, page by page."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import TypeVar

from data.models.item import Item
from data.models.past import Past
from data.models.reading import Observation
from data.web.answer import HttpAnswer
from data.web.api import JsonApi, Params, read_json
from data.web.link import next_page

T = TypeVar("T")

_MOST_PAGES = 150


@dataclass(frozen=True, slots=True)
class Found:
    """What a part has brought, or has brought so far."""

    observations: tuple[Observation, ...] = ()
    items: tuple[Item, ...] = ()
    pasts: tuple[Past, ...] = ()


class Talk:
    """Asks, and keeps what was answered as evidence; `so_far` is what can be shown already."""

    def __init__(self, api: JsonApi) -> None:
        self._api = api
        self._digests: list[str] = []
        self.raw = ""
        self.so_far: Found | None = None

    @property
    def digest(self) -> str:
        """The SHA-256 of the one answer, or over those of all, whatever their order; empty without any."""
        if len(self._digests) <= 1:
            return "".join(self._digests)
        return f"sha256:{hashlib.sha256(''.join(sorted(self._digests)).encode()).hexdigest()}"

    def tell(self, found: Found) -> None:
        """Let it be shown before the last page has come."""
        self.so_far = found

    async def read(self, path: str, parse: Callable[[object], T], params: Params | None = None) -> T:
        """What `parse` makes of the document at a path."""
        result, _ = await self._read(self._api.address(path, params), parse)
        return result

    async def pages(
        self,
        path: str,
        parse: Callable[[object], T],
        params: Params | None = None,
        *,
        most: int = _MOST_PAGES,
    ) -> AsyncIterator[tuple[T, bool]]:
        """What `parse` makes of each page, and whether there are more; at most `most` pages are asked.

        The last one says that there are more only where that bound cut it short.
        """
        url: str | None = self._api.address(path, params)
        for _ in range(most):
            if url is None:
                return
            asked = url
            result, answer = await self._read(asked, parse)
            url = next_page(answer.headers.get("link"), asked)
            yield result, url is not None

    async def _read(self, url: str, parse: Callable[[object], T]) -> tuple[T, HttpAnswer]:
        answer = await self._api.ask(url)
        self._digests.append(answer.digest)
        self.raw = answer.shown
        return await read_json(answer, parse), answer
