"""The variables of ours that every theme defines, beside Textual's own colours."""

from __future__ import annotations

from typing import TypedDict

from textual.theme import Theme

REQUIRED = (
    "tone-dim",
    "tone-heading",
    "tone-pass",
    "tone-warn",
    "tone-fail",
    "tone-no-data",
    "tone-stale",
    "tone-error",
    "cursor-row",
    "cursor-row-blurred",
    "banner-background",
    "banner-text",
    "environment-production",
    "environment-other",
    "environment-text",
)


class Colours(TypedDict):
    """The base colours that Textual derives the rest from."""

    primary: str
    secondary: str
    accent: str
    foreground: str
    background: str
    surface: str
    panel: str
    success: str
    warning: str
    error: str


def theme(name: str, *, dark: bool, colours: Colours, variables: dict[str, str]) -> Theme:
    """A Textual theme; raises ValueError where one of our variables is missing."""
    missing = [key for key in REQUIRED if key not in variables]
    if missing:
        raise ValueError(f"theme {name} lacks {', '.join(missing)}")
    return Theme(name=name, dark=dark, variables=variables, **colours)
