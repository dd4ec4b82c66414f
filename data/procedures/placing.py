"""Where in a procedure's file something is wrong."""

from __future__ import annotations

from typing import Any

from data.config.document import Document
from data.config.problem import Place, Problem, key_of


def problem_at(
    place: Place, content: dict[str, Any], words: str, remedy: str, document: Document | None
) -> Problem:
    """The problem with its key and, where the file is at hand, its line."""
    line = document.lines.find(place) if document else 0
    return Problem(key_of(place, content), words, remedy, line)
