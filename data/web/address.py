"""Addresses as settings take them and as people may see them: with nothing secret left in."""

from __future__ import annotations

import re
from base64 import b64encode
from typing import Annotated
from urllib.parse import SplitResult, unquote, unquote_plus, urlsplit

from pydantic import AfterValidator, PlainSerializer

from data.scrubber import MASK

_SECRET_NAME = re.compile(
    r"(token|key|secret|pass|pwd|auth|signature|credential|session|cookie)|^(sig|code|sas|jwt)$",
    re.IGNORECASE,
)
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_TOKEN = re.compile(r"(?=[^0-9]*[0-9])(?=[^a-zA-Z]*[a-zA-Z])[A-Za-z0-9_\-.~+=%]{20,}")


def secret_name(name: str) -> bool:
    """Whether a header, parameter or variable of that name usually holds a secret."""
    return bool(_SECRET_NAME.search(name))


def mask_url(url: str) -> str:
    """The address without user, password, and what looks like a token in path or query."""
    try:
        parts = urlsplit(url)
        host = parts.netloc.rpartition("@")
    except ValueError:
        return "(an address that cannot be read)"
    netloc = f"{MASK}@{host[2]}" if host[1] else host[2]
    path = "/".join(_mask_value(segment) for segment in parts.path.split("/"))
    query = "&".join(_mask_parameter(pair) for pair in parts.query.split("&")) if parts.query else ""
    return SplitResult(parts.scheme, netloc, path, query, "").geturl()


def user_secrets(url: str) -> tuple[str, ...]:
    """The password in an address, and user and password as they travel."""
    parts = urlsplit(url)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    basic = b64encode(f"{user}:{password}".encode()).decode() if user or password else ""
    return tuple(value for value in (password, basic) if value)


def url_secrets(url: str) -> tuple[str, ...]:
    """What `mask_url` would hide: user and password, also as they travel, and tokens."""
    parts = urlsplit(url)
    pairs = [pair.partition("=") for pair in parts.query.split("&")]
    hidden = [value for name, _, value in pairs if secret_name(name) or _mask_value(value) == MASK]
    hidden += [segment for segment in parts.path.split("/") if _mask_value(segment) == MASK]
    found = [*user_secrets(url), *hidden, *(unquote_plus(value) for value in hidden)]
    return tuple(dict.fromkeys(value for value in found if value))


def check_http_url(url: str) -> str:
    """The address as given, or a ValueError that does not repeat it."""
    try:
        parts = urlsplit(url)
        usable = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        usable = False
    else:
        if parts.scheme not in ("http", "https"):
            raise ValueError("an address begins with http:// or https://")
    if not usable or any(character <= " " or character == "\x7f" for character in url):
        raise ValueError('an address looks like "https://api.example.com/health"')
    return url


def _mask_value(value: str) -> str:
    return MASK if _TOKEN.fullmatch(value) and not _UUID.fullmatch(value) else value


def _mask_parameter(pair: str) -> str:
    name, equals, value = pair.partition("=")
    if not equals:
        return _mask_value(name)
    return f"{name}={MASK if secret_name(name) and value else _mask_value(value)}"


HttpUrl = Annotated[
    str, AfterValidator(check_http_url), PlainSerializer(mask_url, return_type=str, when_used="json")
]
"""An http or https address in settings; a dump that is meant for people masks it."""
