"""The settings of an HTTP service."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from data.config.base import LocalPath, SourceSettings
from data.web.address import HttpUrl, secret_name

Scalar = bool | int | float | str
Status = Annotated[int, Field(ge=100, le=599)]
_TOKEN = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_MIB = 1024 * 1024


def _flatten(value: object, path: str = "") -> object:
    """Nested tables as dotted paths: ``{db = {up = true}}`` is ``{"db.up" = true}``."""
    if not isinstance(value, Mapping):
        return value
    flat: dict[str, object] = {}
    for key, inner in value.items():
        here = f"{path}.{key}" if path else str(key)
        nested = _flatten(inner, here)
        flat.update(nested if isinstance(nested, dict) else {here: nested})
    return flat


def _header_names(headers: Mapping[str, object]) -> Mapping[str, object]:
    if not all(_TOKEN.fullmatch(name) for name in headers):
        raise ValueError("a header's name is made of letters, digits and hyphens")
    return headers


def _plain_headers(headers: Mapping[str, str]) -> Mapping[str, str]:
    for name, value in headers.items():
        if secret_name(name):
            raise ValueError(f'{name} holds a secret: name it in header_env = {{ "{name}" = "VARIABLE" }}')
        if not value.isascii() or not value.isprintable():
            raise ValueError(f"the value of {name} must be printable ASCII")
    return headers


class HttpSettings(SourceSettings):
    """One service that is asked, and what is expected of its answer."""

    url: HttpUrl | None = None
    """The address; http or https."""
    url_env: str | None = None
    """The environment variable that holds the address, where it has a secret in it."""
    url_file: LocalPath | None = None
    """The file that holds the address, where it has a secret in it."""
    method: Literal["GET", "HEAD"] = "GET"
    """How to ask; both change nothing at the service."""
    headers: Annotated[dict[str, str], AfterValidator(_header_names), AfterValidator(_plain_headers)] = {}
    """Headers to send that are no secrets."""
    header_env: Annotated[dict[str, str], AfterValidator(_header_names)] = {}
    """Headers to send, each with the environment variable that holds its whole value."""
    header_file: Annotated[dict[str, LocalPath], AfterValidator(_header_names)] = {}
    """Headers to send, each with the file that holds its whole value; read anew each round."""
    expect_status: tuple[Status, ...] = Field(default=(200,), min_length=1)
    """The status numbers that count as good."""
    expect_body: str | None = None
    """A text that the body must contain."""
    expect_json: Annotated[dict[str, Scalar], BeforeValidator(_flatten)] = {}
    """Dotted paths into the JSON answer, each with the value that must stand there."""
    max_bytes: int = Field(default=_MIB, ge=1, le=64 * _MIB)
    """How much of the body is read, counted after decompression."""
    max_redirects: int = Field(default=0, ge=0, le=10)
    """How many redirects are followed; without any, a redirect is an answer like others."""
    proxy: HttpUrl | None = None
    """The proxy to use; the environment's HTTP_PROXY is never used."""
    proxy_env: str | None = None
    """The environment variable that holds the proxy's address, where it has a password in it."""
    ca_file: LocalPath | None = None
    """The authorities to believe (PEM) in place of the machine's."""
    latency_warn_ms: float | None = Field(default=None, gt=0)
    """A slower answer is a warning."""
    latency_fail_ms: float | None = Field(default=None, gt=0)
    """A slower answer is a failure."""
    cert_warn_days: float = Field(default=30, ge=0)
    """Fewer days left in the certificate are a warning."""
    cert_fail_days: float = Field(default=14, ge=0)
    """Fewer days left in the certificate are a failure."""

    @model_validator(mode="after")
    def _fits_together(self) -> HttpSettings:
        if [self.url, self.url_env, self.url_file].count(None) != 2:
            raise ValueError("give one of url, url_env and url_file")
        if self.proxy and self.proxy_env:
            raise ValueError("give one of proxy and proxy_env")
        if self.method == "HEAD" and (self.expect_body is not None or self.expect_json):
            raise ValueError("an answer to HEAD has no body to expect anything of: use GET")
        if self.cert_fail_days > self.cert_warn_days:
            raise ValueError("cert_fail_days must not be more than cert_warn_days")
        return self

    def feeds(self) -> frozenset[str]:
        """The names of all signals that this source may bring."""
        always = {"http.up", "http.latency_ms", "http.status"}
        plain = self.url is not None and self.url.startswith("http:") and not self.max_redirects
        return frozenset(always if plain else always | {"http.cert_days"})
