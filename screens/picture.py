"""A screenshot as a file that asks nobody for anything when it is opened."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.screen import Screen

_FONTS = re.compile(r"@font-face\s*\{[^}]*\}\s*")


def picture_of(screen: Screen[Any]) -> str:
    """What stands on a screen, as an SVG."""
    return without_addresses(screen.app.export_screenshot(title=str(screen.TITLE), simplify=True))


def without_addresses(svg: str) -> str:
    """The picture without the fonts that it would fetch from a stranger's server."""
    return _FONTS.sub("", svg)
