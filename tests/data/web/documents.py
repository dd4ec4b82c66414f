"""JSON by the client alone, without an interface around it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from data.errors import SourceError
from data.web.answer import HttpAnswer, status_failure
from data.web.client import HttpClient


async def get_json(
    client: HttpClient, url: str, params: Mapping[str, str] | None = None
) -> tuple[Any, HttpAnswer]:
    """The document at `url`. Anything but a 2xx with JSON is a SourceError."""
    answer = await client.request("GET", url, params=params)
    failure = status_failure(answer, datetime.now(UTC))
    if failure is not None:
        raise SourceError.of(failure)
    return answer.json(), answer
