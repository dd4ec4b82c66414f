"""Puts a theme on an application: the one that is wanted, else one that the terminal can show."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from rich.color import ColorSystem

from console.terminal.environment import ability
from themes import DEFAULT, FEW_COLOURS, THEMES

if TYPE_CHECKING:
    from console.terminal.base import TerminalApp


def dress(app: TerminalApp, wanted: str = "") -> None:
    """Let every theme be chosen, and choose one, by its name with or without `ops-`."""
    for each in THEMES.values():
        app.register_theme(each)
    app.theme = next((name for name in (wanted, f"ops-{wanted}") if name in THEMES), _suiting())


def _suiting() -> str:
    colours = ability(os.environ).colours
    return FEW_COLOURS if colours is not None and colours.value <= ColorSystem.STANDARD.value else DEFAULT
