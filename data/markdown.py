"""Text from anywhere inside Markdown: it is shown as it stands, and nothing in it is obeyed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&$])")
_BEGINNING = re.compile(r"^(\d{1,9}(?=[.)])|(?=[-+=]))(.)")
"""What makes a list, a heading or a rule of a line that begins with it."""
_LINKING = re.compile(r"(?i)(:)(?=//)|(?<=\bwww)(\.)|(?<=\bmailto)(:)|(?<=\bxmpp)(:)")
"""What would become a link without any brackets."""
_RULE = re.compile(r"\|(?: --- \|)+")
_CELL = re.compile(r"(?<!\\)\|")
_ESCAPED = re.compile(r"\\(.)")


def escaped(text: str) -> str:
    """One line: no markup, no HTML, no picture and no link comes of it."""
    flat = " ".join(text.split())
    plain = _LINKING.sub(lambda found: f"\\{found[0]}", _SPECIAL.sub(r"\\\1", flat))
    return _BEGINNING.sub(r"\1\\\2", plain)


def heading(*names: str) -> Iterator[str]:
    """The head of a table: two lines."""
    yield f"| {' | '.join(names)} |"
    yield f"|{' --- |' * len(names)}"


def row(*cells: str) -> str:
    """A line of a table, whatever stands in its cells."""
    return f"| {' | '.join(escaped(cell) for cell in cells)} |"


def whole(lines: Iterable[str]) -> str:
    """All lines as one text."""
    return "\n".join(lines).rstrip() + "\n"


def readable(document: str) -> list[str]:
    """The lines of a document of ours for a terminal: no table's rules, no backslashes, no stars."""
    lines = (line for line in document.splitlines() if not _RULE.fullmatch(line))
    return [_plain(line) for line in lines]


def _plain(line: str) -> str:
    if line.startswith("| "):
        cells = (cell.strip() for cell in _CELL.split(line.strip("|")))
        line = " · ".join(cell for cell in cells if cell)
    return _ESCAPED.sub(r"\1", line.replace("**", "") if "\\*" not in line else line)
