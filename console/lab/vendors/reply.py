"""What all stand-ins answer with: JSON that knows whether it has changed, and lists in pages."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from http import HTTPStatus
from urllib.parse import urlencode

from console.lab.services.web import Page, Request


def reply(document: object, status: int = HTTPStatus.OK, **headers: str) -> Page:
    """A document; of a header's name each ``_`` becomes ``-``."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Page(status, json.dumps(document), "application/json; charset=utf-8", named)


def unless_known(request: Request, page: Page) -> Page:
    """The page with its ETag, or 304 without a body where the caller has it already."""
    etag = f'W/"{hashlib.sha256(page.body.encode()).hexdigest()[:32]}"'
    headers = {**page.headers, "ETag": etag}
    if page.status == HTTPStatus.OK and request.headers.get("if-none-match") == etag:
        return Page(HTTPStatus.NOT_MODIFIED, "", page.content_type, headers)
    return Page(page.status, page.body, page.content_type, headers)


def bearer(request: Request) -> str:
    """The token that was sent; empty where there is none."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token if scheme.lower() == "bearer" else ""


def part_of(rows: Sequence[object], request: Request) -> tuple[list[object], str]:
    """The page of a list that was asked for, and the address of the next; empty after the last."""
    size = max(1, min(whole(request, "per_page", 30), 100))
    number = max(1, whole(request, "page", 1))
    following = ""
    if len(rows) > size * number:
        following = address(request, {**request.query, "page": str(number + 1)})
    return list(rows[size * (number - 1) : size * number]), following


def whole(request: Request, key: str, otherwise: int) -> int:
    """A whole number of the query; `otherwise` where it is missing or none."""
    text = request.query.get(key, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else otherwise


def address(request: Request, query: Mapping[str, str]) -> str:
    """The address that was asked for, with another query."""
    return f"http://{request.headers.get('host', '')}{request.path}?{urlencode(query)}"


def stamp(moment: datetime) -> str:
    """A time as such services write it."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
