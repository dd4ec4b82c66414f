"""What the environment says about the terminal: colours, signs, what it understands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rich.color import ColorSystem

_SIMPLE_TERMINALS = ("linux", "vt", "ansi", "cons", "console", "cygwin")
_RICH_TERMINALS = ("256color", "kitty", "ghostty", "alacritty", "foot", "wezterm")


@dataclass(frozen=True, slots=True)
class Ability:
    """What the terminal can be sent."""

    colours: ColorSystem | None
    """The most colours it knows; None where none are wanted."""
    ascii_only: bool
    """Whether borders and signs must be made of ASCII."""
    extras: bool
    """Whether it ignores what it does not know: links, queries, the kitty keyboard."""


def ability(environ: Mapping[str, str]) -> Ability:
    """What the environment says that the terminal can do."""
    return Ability(
        colours=_colours(environ),
        ascii_only=_ascii_only(environ),
        extras=not environ.get("TERM", "").startswith(_SIMPLE_TERMINALS),
    )


def _colours(environ: Mapping[str, str]) -> ColorSystem | None:
    term = environ.get("TERM", "")
    if environ.get("NO_COLOR"):
        return None
    if term.startswith(_SIMPLE_TERMINALS):
        return ColorSystem.STANDARD  # whatever COLORTERM, left over from another terminal, says
    if environ.get("COLORTERM", "").lower() in ("truecolor", "24bit") or term.endswith("-direct"):
        return ColorSystem.TRUECOLOR
    return ColorSystem.EIGHT_BIT if any(name in term for name in _RICH_TERMINALS) else ColorSystem.STANDARD


def _ascii_only(environ: Mapping[str, str]) -> bool:
    said = environ.get("PYTHONIOENCODING", "").partition(":")[0]
    if said:
        return not _is_utf8(said)
    locale = environ.get("LC_ALL") or environ.get("LC_CTYPE") or environ.get("LANG") or ""
    # Under LANG=C Python itself puts LC_CTYPE=C.UTF-8 into the environment; the person said C.
    if locale == "C.UTF-8" and not environ.get("LC_ALL") and environ.get("LANG") in ("C", "POSIX"):
        locale = "C"
    return bool(locale) and not _is_utf8(locale.partition(".")[2] or locale)


def _is_utf8(name: str) -> bool:
    return name.partition("@")[0].lower().replace("-", "").replace("_", "") == "utf8"
