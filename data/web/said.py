"""What a vendor's interface says of its own refusals, with what to do about each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from data.errors import SourceError
from data.models.failure import Failure, FailureKind
from data.web.answer import HttpAnswer, status_failure

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Refusals:
    """How one vendor refuses: who it is, where its words stand, and the remedy by status."""

    vendor: str
    words: Callable[[Document], str]
    remedies: Mapping[int, str]

    def failure(self, answer: HttpAnswer, now: datetime) -> Failure | None:
        """Why an answer is no use; None for a success."""
        failure = status_failure(answer, now)
        if failure is None:
            return None
        said = self.words(document(answer))
        told = replace(failure, message=f"{self.vendor} says: {said}" if said else failure.message)
        if failure.kind is FailureKind.RATE_LIMITED:
            return told
        return replace(told, remedy=self.remedies.get(answer.status, failure.remedy))


def document(answer: HttpAnswer) -> Document:
    """The answer's JSON object; an empty one where it is something else."""
    try:
        found = answer.json()
    except SourceError:
        return {}
    return found if isinstance(found, dict) else {}
