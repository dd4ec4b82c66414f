"""Only the sixteen colours that every terminal has, so that reduction changes nothing."""

from __future__ import annotations

from themes.variables import theme

_BLACK, _WHITE, _SILVER = "#000000", "#ffffff", "#c0c0c0"
_RED, _GREEN, _YELLOW, _CYAN = "#ff0000", "#00ff00", "#ffff00", "#00ffff"
_BLUE, _MAGENTA, _DARK_RED = "#000080", "#ff00ff", "#800000"

SIXTEEN = theme(
    "ops-16",
    dark=True,
    colours={
        "primary": _CYAN,
        "secondary": _SILVER,
        "accent": _CYAN,
        "foreground": _SILVER,
        "background": _BLACK,
        "surface": _BLACK,
        "panel": _BLACK,
        "success": _GREEN,
        "warning": _YELLOW,
        "error": _RED,
    },
    variables={
        "tone-dim": _SILVER,
        "tone-heading": _WHITE,
        "tone-pass": _GREEN,
        "tone-warn": _YELLOW,
        "tone-fail": _RED,
        "tone-no-data": _MAGENTA,
        "tone-stale": _YELLOW,
        "tone-error": _RED,
        "cursor-row": _BLUE,
        "cursor-row-blurred": _BLACK,
        "banner-background": _BLUE,
        "banner-text": _WHITE,
        "environment-production": _DARK_RED,
        "environment-other": _BLUE,
        "environment-text": _WHITE,
        "footer-key-foreground": _CYAN,
        "block-cursor-text-style": "none",
    },
)
