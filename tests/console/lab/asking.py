"""Asks the parts of the lab directly, past the console."""

from __future__ import annotations

import asyncio
import json
import socket
import ssl
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import ProxyHandler, Request, build_opener

import asyncpg
from cryptography import x509

_OPENER = build_opener(ProxyHandler({}))
PATIENCE_S = 60.0
"""Seconds that a busy machine may take for an answer, or until it comes to what is waited for."""


def status_of(url: str, timeout: float = PATIENCE_S, method: str = "GET") -> tuple[int, str]:
    """The status and body at an address; TimeoutError where there is no answer in time."""
    try:
        with _OPENER.open(Request(url, method=method), timeout=timeout) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        with error:
            return error.code, error.read().decode()


def post(url: str, document: object, headers: Mapping[str, str] | None = None) -> dict[str, Any]:
    """What comes back for a document that is sent."""
    sent = Request(
        url, json.dumps(document).encode(), {"Content-Type": "application/json", **(headers or {})}
    )
    with _OPENER.open(sent, timeout=PATIENCE_S) as answer:
        found: dict[str, Any] = json.loads(answer.read())
    return found


def promql(url: str, query: str) -> list[dict[str, Any]]:
    """What Prometheus answers to an instant query."""
    _, body = status_of(f"{url}/api/v1/query?{urlencode({'query': query})}")
    found: list[dict[str, Any]] = json.loads(body)["data"]["result"]
    return found


def targets(url: str) -> dict[str, str]:
    """Prometheus' targets of the services, with their health."""
    _, body = status_of(f"{url}/api/v1/targets")
    active = json.loads(body)["data"]["activeTargets"]
    return {each["labels"]["service"]: each["health"] for each in active if "service" in each["labels"]}


async def sql(dsn_file: str, statement: str) -> Any:  # noqa: ANN401 - whatever the statement yields
    """One value from the database."""
    dsn = await asyncio.to_thread(Path(dsn_file).read_text)
    connection = await asyncpg.connect(dsn, timeout=PATIENCE_S)
    try:
        return await connection.fetchval(statement)
    finally:
        await connection.close()


def days_left(address: str) -> float:
    """How long the certificate at an address is still good for, whether or not it is."""
    host, _, port = address.partition(":")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with (
        socket.create_connection((host, int(port)), timeout=PATIENCE_S) as plain,
        context.wrap_socket(plain, server_hostname=host) as secured,
    ):
        der = secured.getpeercert(binary_form=True)
    assert der is not None
    end = x509.load_der_x509_certificate(der).not_valid_after_utc
    return (end - datetime.now(UTC)).total_seconds() / 86_400


def eventually(what: Callable[[], bool], within: float = PATIENCE_S) -> bool:
    """Whether `what` becomes true in time."""
    end = time.monotonic() + within
    while time.monotonic() < end:
        if what():
            return True
        time.sleep(0.05)
    return what()
