"""How widgets make text of strings that came from outside: never through the markup parser."""

from __future__ import annotations

from textual.content import Content


def plain(text: str, style: str = "") -> Content:
    """Content that shows `text` as it stands, in one style (`"bold"`, `"$warning"`).

    Brackets stay brackets. The text is expected to have passed `data.safe` when it came in.
    """
    return Content.styled(text, style) if style else Content(text)
