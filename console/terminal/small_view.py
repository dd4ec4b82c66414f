"""What is shown in a window that is too small for the console."""

from __future__ import annotations

_MINIMUM = (60, 15)


def is_too_small(width: int, height: int) -> bool:
    """Whether the console cannot be laid out in this window."""
    return width < _MINIMUM[0] or height < _MINIMUM[1]


def small_view(width: int, height: int) -> list[str]:
    """Lines, centred, for as much of a window as there is."""
    words = (
        "window too small",
        f"{width}×{height}, needs {_MINIMUM[0]}×{_MINIMUM[1]}",
        "everything goes on",
        "ctrl+q quits",
    )
    shown = [line[:width].center(width) for line in words[:height]]
    above = (height - len(shown)) // 2
    blank = " " * width
    return [*[blank] * above, *shown, *[blank] * (height - len(shown) - above)]
