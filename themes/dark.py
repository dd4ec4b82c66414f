"""The default: quiet greys, colour only for what deviates."""

from __future__ import annotations

from themes.variables import theme

DARK = theme(
    "ops-dark",
    dark=True,
    colours={
        "primary": "#7aa2c9",
        "secondary": "#8a94a6",
        "accent": "#7fb4e0",
        "foreground": "#d5d9e0",
        "background": "#14171c",
        "surface": "#14171c",
        "panel": "#1d2128",
        "success": "#7fae7a",
        "warning": "#e0b25a",
        "error": "#f0716a",
    },
    variables={
        "tone-dim": "#868e9c",
        "tone-heading": "#a9b4c4",
        "tone-pass": "#7fae7a",
        "tone-warn": "#e0b25a",
        "tone-fail": "#f0716a",
        "tone-no-data": "#b79ad6",
        "tone-stale": "#b0935c",
        "tone-error": "#e08a6f",
        "cursor-row": "#2b3542",
        "cursor-row-blurred": "#20262e",
        "banner-background": "#1d2128",
        "banner-text": "#a9b4c4",
        "environment-production": "#b3382f",
        "environment-other": "#35556f",
        "environment-text": "#ffffff",
        "footer-key-foreground": "#7fb4e0",
        "block-cursor-text-style": "none",
    },
)
