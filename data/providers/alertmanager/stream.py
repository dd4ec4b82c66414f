"""Reading a long JSON array piece by piece, so that the thread that reads lets others run."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from data.errors import SourceError
from data.models.failure import FailureKind
from data.web.answer import HttpAnswer

_DECODER = json.JSONDecoder()
_SPACE = " \t\r\n"


def elements(answer: HttpAnswer) -> Iterator[Any]:
    """The elements of the array in an answer. Raises SourceError where it is none, or was cut.

    `json.loads` would hold every other thread up for as long as 50,000 alerts take.
    """
    if not answer.complete:
        answer.json()  # says that it is too large, and for what bound
    text = answer.text
    at = _after(text, 0)
    if text[at : at + 1] != "[":
        raise _no_list(answer)
    at = _after(text, at + 1)
    if text[at : at + 1] == "]":
        return
    while True:
        try:
            element, at = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            raise SourceError(FailureKind.BAD_ANSWER, f"not JSON: {answer.excerpt}") from None
        yield element
        at = _after(text, at)
        mark, at = text[at : at + 1], _after(text, at + 1)
        if mark == "]":
            return
        if mark != ",":
            raise SourceError(FailureKind.BAD_ANSWER, "the list of the answer ends too early")


def _after(text: str, at: int) -> int:
    while text[at : at + 1] in _SPACE and at < len(text):
        at += 1
    return at


def _no_list(answer: HttpAnswer) -> SourceError:
    return SourceError(
        FailureKind.BAD_ANSWER,
        f"not a list of alerts or silences: {answer.excerpt}",
        "url is what stands before /api/v2",
    )
