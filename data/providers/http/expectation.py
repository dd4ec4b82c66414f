"""Whether an answer is what was expected, and if not, why, in words."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from data.errors import SourceError
from data.models.failure import Failure, FailureKind
from data.providers.http.settings import HttpSettings, Scalar
from data.safe import safe
from data.web.answer import HttpAnswer, status_failure

_SHOWN = 80


def refusal(answer: HttpAnswer, settings: HttpSettings, now: datetime) -> Failure | None:
    """Why the answer says nothing about the service, only about us: no rights, or asked too often."""
    if answer.status in settings.expect_status:
        return None
    with_credentials = bool(settings.header_env or settings.header_file)
    ours = answer.status == 429 or (with_credentials and answer.status in (401, 403))
    return status_failure(answer, now) if ours else None


def unmet(answer: HttpAnswer, settings: HttpSettings, now: datetime) -> Failure | None:
    """The first expectation that the answer misses; None where it is as it should be."""
    if answer.status not in settings.expect_status:
        expected = " or ".join(str(status) for status in settings.expect_status)
        said = status_failure(answer, now)
        words = said.message if said else f"answered {answer.phrase}"
        return Failure(
            said.kind if said else FailureKind.BAD_ANSWER,
            f"expected {expected}, {words}",
            retry_after=said.retry_after if said else None,
        )
    if settings.expect_body is not None and settings.expect_body not in answer.text:
        where = "" if answer.complete else f" in the first {len(answer.body):,} bytes"
        words = f"the text {_quoted(settings.expect_body)} is missing{where}: {answer.excerpt}"
        return Failure(FailureKind.BAD_ANSWER, words)
    return _unmet_json(answer, settings) if settings.expect_json else None


def find(document: Any, path: str) -> tuple[bool, Any]:  # noqa: ANN401 - JSON is whatever it is
    """Whether a dotted path leads anywhere in a JSON document, and where.

    Numbers are positions in lists; a key that itself has dots in it is found as well.
    """
    if isinstance(document, dict):
        if path in document:
            return True, document[path]
        for cut in (position for position, sign in enumerate(path) if sign == "."):
            if path[:cut] in document:
                found, value = find(document[path[:cut]], path[cut + 1 :])
                if found:
                    return True, value
    if isinstance(document, list):
        head, _, rest = path.partition(".")
        if head.isascii() and head.isdigit() and len(head) < 10 and int(head) < len(document):
            member = document[int(head)]
            return find(member, rest) if rest else (True, member)
    return False, None


def same(value: object, expected: Scalar) -> bool:
    """Equal, and of one kind: ``"12"`` is not 12, and 1 is not true."""
    if isinstance(value, bool) or isinstance(expected, bool):
        return value is expected
    if isinstance(value, int | float):
        return isinstance(expected, int | float) and value == expected
    return value == expected


def _unmet_json(answer: HttpAnswer, settings: HttpSettings) -> Failure | None:
    try:
        document = answer.json()
    except SourceError as error:
        return error.failure
    for path, expected in settings.expect_json.items():
        found, value = find(document, path)
        if not found or not same(value, expected):
            is_now = f"is {_quoted(value)}" if found else "is missing"
            words = f"{safe(path, _SHOWN)} {is_now}, expected {_quoted(expected)}"
            return Failure(FailureKind.BAD_ANSWER, words)
    return None


def _quoted(value: object) -> str:
    return safe(json.dumps(value, ensure_ascii=False), _SHOWN)
