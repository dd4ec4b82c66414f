"""Text from anywhere inside Markdown: it is shown as it stands, and nothing in it is obeyed."""

from __future__ import annotations

import re

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&$])")
_BEGINNING = re.compile(r"^(\d{1,9}(?=[.)])|(?=[-+=]))(.)")
"""What makes a list, a heading or a rule of a line that begins with it."""
_LINKING = re.compile(r"(?i)(:)(?=//)|(?<=\bwww)(\.)|(?<=\bmailto)(:)|(?<=\bxmpp)(:)")
"""What would become a link without any brackets."""


def escaped(text: str) -> str:
    """One line: no markup, no HTML, no picture and no link comes of it."""
    flat = " ".join(text.split())
    plain = _LINKING.sub(lambda found: f"\\{found[0]}", _SPECIAL.sub(r"\\\1", flat))
    return _BEGINNING.sub(r"\1\\\2", plain)
