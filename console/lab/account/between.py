"""Stands before moto: answers what moto does not, and passes all else on to it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from werkzeug.datastructures import EnvironHeaders
from werkzeug.http import HTTP_STATUS_CODES

from console.lab.account import costs, guards, metrics, records
from console.lab.account.circumstances import Answer, Circumstances
from console.lab.account.trouble import troubles
from console.lab.account.wire import Sent, find_operation, read, written

ANSWERS: Mapping[str, Answer] = {
    **costs.ANSWERS,
    **guards.ANSWERS,
    **metrics.ANSWERS,
    **records.ANSWERS,
}


def now_utc() -> datetime:
    """The hour that moto lives in as well."""
    return datetime.now(UTC)


class Between:
    """A WSGI application; `faults` is the file that tells of troubles."""

    def __init__(
        self,
        behind: WSGIApplication,
        faults: Path,
        balancer: str,
        now: Callable[[], datetime] = now_utc,
    ) -> None:
        self._behind = behind
        self._faults = faults
        self._balancer = balancer
        self._now = now

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """One request."""
        body = b""
        if size := environ.get("CONTENT_LENGTH"):
            body = environ["wsgi.input"].read(int(size))
            environ["wsgi.input"] = io.BytesIO(body)
        sent = self._answer(environ, body)
        if sent is None:
            return self._behind(environ, start_response)
        headers = {**sent.headers, "Content-Length": str(len(sent.body))}
        start_response(f"{sent.status} {HTTP_STATUS_CODES[sent.status]}", list(headers.items()))
        return [sent.body]

    def _answer(self, environ: Mapping[str, Any], body: bytes) -> Sent | None:
        headers = EnvironHeaders(dict(environ))
        method, path, query = (
            environ.get(each, "") for each in ("REQUEST_METHOD", "PATH_INFO", "QUERY_STRING")
        )
        target = f"{path}?{query}" if query else path
        called = find_operation(method, target, headers, body, set(ANSWERS))
        if called is None or called[0] not in ANSWERS:
            return None
        name, model = called
        asked = read(model, method, path, query, dict(headers), body)
        here = Circumstances(self._now(), troubles(self._faults), self._balancer)
        return written(model, ANSWERS[name](here, asked))
