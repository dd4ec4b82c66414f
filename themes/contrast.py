"""High contrast: pure black, pure white, and strong signals between."""

from __future__ import annotations

from themes.variables import theme

CONTRAST = theme(
    "ops-contrast",
    dark=True,
    colours={
        "primary": "#ffffff",
        "secondary": "#ffffff",
        "accent": "#66d9ff",
        "foreground": "#ffffff",
        "background": "#000000",
        "surface": "#000000",
        "panel": "#000000",
        "success": "#5dff5d",
        "warning": "#ffd800",
        "error": "#ff7b72",
    },
    variables={
        "tone-dim": "#d0d0d0",
        "tone-heading": "#ffffff",
        "tone-pass": "#5dff5d",
        "tone-warn": "#ffd800",
        "tone-fail": "#ff7b72",
        "tone-no-data": "#e3b3ff",
        "tone-stale": "#ffc46b",
        "tone-error": "#ffa07a",
        "cursor-row": "#004c8c",
        "cursor-row-blurred": "#303030",
        "banner-background": "#000000",
        "banner-text": "#ffffff",
        "environment-production": "#d00000",
        "environment-other": "#004c8c",
        "environment-text": "#ffffff",
        "footer-key-foreground": "#66d9ff",
        "block-cursor-text-style": "none",
    },
)
