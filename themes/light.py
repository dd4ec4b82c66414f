"""For a bright room."""

from __future__ import annotations

from themes.variables import theme

LIGHT = theme(
    "ops-light",
    dark=False,
    colours={
        "primary": "#2b5f8f",
        "secondary": "#5a6472",
        "accent": "#1d5f9e",
        "foreground": "#20242b",
        "background": "#fbfaf7",
        "surface": "#fbfaf7",
        "panel": "#eceae4",
        "success": "#2f6f35",
        "warning": "#8a5a00",
        "error": "#b3261e",
    },
    variables={
        "tone-dim": "#646b76",
        "tone-heading": "#3d4654",
        "tone-pass": "#2f6f35",
        "tone-warn": "#8a5a00",
        "tone-fail": "#b3261e",
        "tone-no-data": "#6b3fa0",
        "tone-stale": "#75591c",
        "tone-error": "#9c4312",
        "cursor-row": "#d6e2ee",
        "cursor-row-blurred": "#e9edf1",
        "banner-background": "#eceae4",
        "banner-text": "#3d4654",
        "environment-production": "#b3261e",
        "environment-other": "#2b5f8f",
        "environment-text": "#ffffff",
        "footer-key-foreground": "#1d5f9e",
        "block-cursor-text-style": "none",
    },
)
