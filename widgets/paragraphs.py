"""Lines that are broken at whatever width there is."""

from __future__ import annotations

from collections.abc import Sequence

from widgets.line import Line, plain_text, wrap
from widgets.lines import Lines


class Paragraphs(Lines):
    """Each of its lines is a paragraph in one tone; an indent is kept."""

    def build(self, width: int) -> Sequence[Line]:
        """The lines at a width."""
        return [row for each in self.content for row in broken(each, width)]


def broken(paragraph: Line, width: int) -> list[Line]:
    """One of them at a width, in the tone of its first piece."""
    words = plain_text(paragraph)
    tone = paragraph[0].tone if paragraph else "plain"
    return wrap(words, width, tone, len(words) - len(words.lstrip())) or [()]
