"""Where in a procedure's file something is wrong."""

from __future__ import annotations

from typing import Any

from data.config.document import Document
from data.config.problem import Place, Problem, key_of

TAKEN = ("this id is taken already", "an id stands for one thing")
"""What is wrong with an id that stands for something already, and what to do about it."""


def problem_at(
    place: Place, content: dict[str, Any], words: str, remedy: str, document: Document | None
) -> Problem:
    """The problem with its key and, where the file is at hand, its line."""
    line = document.lines.find(place) if document else 0
    return Problem(key_of(place, content), words, remedy, line)
