"""Recorded answers, as the pure parts of providers are given them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from data.web.answer import HttpAnswer

FIXTURES = Path(__file__).parent / "fixtures"


def http_answer(file: str, *, took_ms: float = 12.1, certificate: bytes | None = None) -> HttpAnswer:
    """The answer in a file of status line, headers, an empty line and the body."""
    head, _, body = (FIXTURES / file).read_bytes().partition(b"\n\n")
    first, *lines = head.decode().splitlines()
    return HttpAnswer(
        url="http://recorded.example/",
        status=int(first.split()[1]),
        headers={name.lower(): value for name, _, value in (line.partition(": ") for line in lines)},
        body=body,
        digest=f"sha256:{hashlib.sha256(body).hexdigest()}",
        complete=True,
        took_ms=took_ms,
        certificate=certificate,
    )


def document(file: str) -> Any:  # noqa: ANN401 - JSON is whatever it is
    """The JSON document in a file, fresh for each caller."""
    return json.loads((FIXTURES / file).read_bytes())
