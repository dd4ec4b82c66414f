"""How a tone becomes a style: by the theme's variables, or by a widget's own word for it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from rich.style import Style
from textual.color import Color
from textual.widget import Widget

from widgets.line import Tone

_LOOKS: Mapping[Tone, tuple[str, bool]] = {
    "dim": ("tone-dim", False),
    "strong": ("foreground", True),
    "accent": ("accent", False),
    "heading": ("tone-heading", True),
    "pass": ("tone-pass", False),
    "warn": ("tone-warn", True),
    "fail": ("tone-fail", True),
    "no-data": ("tone-no-data", False),
    "stale": ("tone-stale", False),
    "error": ("tone-error", True),
}
"""The theme's variable with a tone's colour, and whether it is bold; a plain one has neither."""


def tone_style(widget: Widget, tone: Tone) -> Style:
    """What a tone adds to a widget's own style.

    A widget in which a tone looks otherwise says so in its CSS, and names the component class
    ``tone--…`` in its own COMPONENT_CLASSES. All others share the looks of the theme: a component
    class would be styled once for each widget there is, and every time anew.
    """
    name = f"tone--{tone}"
    if name in widget.COMPONENT_CLASSES:
        return widget.get_component_rich_style(name, partial=True)
    if tone not in _LOOKS:
        return Style.null()
    variable, bold = _LOOKS[tone]
    return _style(widget.app.theme_variables[variable], bold)


class Toned(Widget):
    """Is drawn in tones, and drawn anew when another theme is chosen."""

    def on_mount(self) -> None:
        """Look as the theme does."""
        self.app.theme_changed_signal.subscribe(self, lambda theme: self.refresh())


@lru_cache(maxsize=256)
def _style(colour: str, bold: bool) -> Style:
    return Style(color=Color.parse(colour).rich_color, bold=bold or None)
