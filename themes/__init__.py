"""Colours and nothing else; every theme defines every variable."""

from __future__ import annotations

from textual.theme import Theme

from themes.contrast import CONTRAST
from themes.dark import DARK
from themes.light import LIGHT
from themes.sixteen import SIXTEEN

THEMES: dict[str, Theme] = {each.name: each for each in (DARK, LIGHT, CONTRAST, SIXTEEN)}
"""Every theme by its name."""

DEFAULT = DARK.name
FEW_COLOURS = SIXTEEN.name
"""The theme for terminals with sixteen colours."""
