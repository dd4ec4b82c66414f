"""The spans over which errors are counted against an objective."""

from __future__ import annotations

SHORT = ("5m", "30m", "1h")
MIDDLE = ("2h", "6h")
LONG = ("1d", "3d")
SECONDS = {
    "5m": 300.0,
    "30m": 1_800.0,
    "1h": 3_600.0,
    "2h": 7_200.0,
    "6h": 21_600.0,
    "1d": 86_400.0,
    "3d": 259_200.0,
}
"""The windows of the burn rates by their names; that of the budget itself is the objective's own."""
_UNITS = (("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1))


def window_name(seconds: float) -> str:
    """A span as it is written: ``30d``, ``36h``."""
    for unit, size in _UNITS:
        if seconds >= size and seconds % size == 0:
            return f"{seconds / size:.0f}{unit}"
    return f"{seconds:g}s"


def window_seconds(name: str) -> float:
    """The seconds of a window by its name; 0 where it is none."""
    sizes = dict(_UNITS)
    number, unit = name[:-1], name[-1:]
    return int(number) * float(sizes[unit]) if unit in sizes and number.isdecimal() else 0.0
