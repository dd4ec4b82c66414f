"""A line to type on whose cursor does not blink: each blink would be sent over the line."""

from __future__ import annotations

from textual.reactive import reactive
from textual.widgets import Input


class QuietInput(Input):
    """As Textual's own, at rest while nobody types."""

    cursor_blink = reactive(False, init=False)
