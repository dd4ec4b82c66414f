"""Numbers with units: how they are said to people, and how one unit becomes another."""

from __future__ import annotations

import math
import re

_SECONDS = {"ns": 1e-9, "us": 1e-6, "ms": 0.001, "s": 1.0, "min": 60.0, "h": 3600.0, "d": 86400.0}
_BYTES = {
    "bytes": 1.0,
    "B": 1.0,
    "KB": 1e3,
    "MB": 1e6,
    "GB": 1e9,
    "KiB": 2.0**10,
    "MiB": 2.0**20,
    "GiB": 2.0**30,
}
_SHARES = {"%": 1.0, "ratio": 100.0}
_PLAIN = {"": 1.0, "count": 1.0}
_MONEY = {"usd": "$", "$": "$", "eur": "€", "€": "€", "gbp": "£", "£": "£"}
_SCALES = (_SECONDS, _BYTES, _SHARES, _PLAIN)
_BYTE_STEPS = ("B", "KiB", "MiB", "GiB", "TiB", "PiB")
_QUANTITY = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*([a-zA-Z%/]*)\s*")


def known(value: float | None) -> bool:
    """Whether there is a value that can be compared: not missing, not NaN, not infinite."""
    return value is not None and math.isfinite(value)


def convert(value: float, unit: str, to: str) -> float | None:
    """The same quantity in another unit; None where the two do not measure the same thing."""
    if unit == to:
        return value
    for scale in _SCALES:
        if unit in scale and to in scale:
            return value * (scale[unit] / scale[to])
    return None


def parse_quantity(text: str, unit: str) -> float | None:
    """The number in ``"81"``, ``"81 %"`` or ``"2.4 s"``, in `unit`; None where it is not one."""
    match = _QUANTITY.fullmatch(text)
    if not match:
        return None
    number = float(match[1])
    return convert(number, match[2], unit) if match[2] else number


def format_value(value: float | None, unit: str, *, digits: int = 3) -> str:
    """A value in words: ``81 %``, ``412 ms``, ``2.4 s``, ``6 d``, ``1.5 GiB``, ``yes``, ``$12.50``.

    `digits` is how many of them matter. No value is ``—``, one that is no number ``unknown``.
    """
    if value is None:
        return "—"
    if not math.isfinite(value):
        return "unknown"
    if unit == "bool":
        return "yes" if value else "no"
    if unit in _MONEY:
        return f"{'-' if value < 0 else ''}{_MONEY[unit]}{abs(value):,.{max(2, digits - 1)}f}"
    if unit in ("bytes", "B"):
        return _bytes(value, digits)
    if unit in ("ms", "s"):
        return _time(value * _SECONDS[unit], digits) if value else f"0 {unit}"
    if unit == "%":
        return f"{_share(value, digits)} %"
    number = _number(value, digits)
    return number if unit in _PLAIN else f"{number} {unit}"


def format_pair(value: float, limit: float, unit: str) -> tuple[str, str]:
    """Both in words, with as many digits as it takes to see that they differ where they do."""
    for digits in (3, 5, 8, 12, 17):
        pair = format_value(value, unit, digits=digits), format_value(limit, unit, digits=6)
        if value == limit or pair[0] != pair[1]:
            return pair
    return repr(value), repr(limit)


def format_duration(seconds: float) -> str:
    """A span that somebody set: ``15 min``, ``1 h``, ``72 h``, ``7 d``; 0 is ``immediately``."""
    if not seconds:
        return "immediately"
    for unit, scale, least in (("d", 86400.0, 4), ("h", 3600.0, 1), ("min", 60.0, 1)):
        if seconds % scale == 0 and seconds >= least * scale:
            return f"{_number(seconds / scale, 3)} {unit}"
    return _time(seconds, 3)


_SHARE_DIGITS = 9


def _number(value: float, digits: int) -> str:
    """A plain number: whole ones in full, others with `digits` of them, one fewer below 1."""
    if not value:
        return "0"
    size = math.floor(math.log10(abs(value)))
    if size >= 15 or size < -12:
        return f"{value:.2e}"
    if value == int(value):
        return f"{value:,.0f}"
    text = f"{value:,.{max(0, digits - 1 - size - (size < 0))}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _share(value: float, digits: int) -> str:
    """A percentage: one digit more near 100, and what is short of 100 never reads as 100.

    What is nearer to it than anybody measures comes of dividing, and is 100.
    """
    value = round(value, _SHARE_DIGITS)
    text = _number(value, digits + (99 <= value < 100))
    while value < 100 and text == "100" and digits < 17:
        digits += 1
        text = _number(value, digits)
    return text


def _time(seconds: float, digits: int) -> str:
    size = abs(seconds)
    for unit, scale in (("d", 86400.0), ("h", 3600.0), ("min", 60.0)):
        if size >= 2 * scale:
            return f"{_number(seconds / scale, digits)} {unit}"
    if size >= 1:
        return f"{_number(seconds, digits)} s"
    return f"{_number(seconds * 1000, digits)} ms"


def _bytes(value: float, digits: int) -> str:
    step = 0
    while abs(value) >= 1024 and step < len(_BYTE_STEPS) - 1:
        value /= 1024
        step += 1
    return f"{_number(value, digits)} {_BYTE_STEPS[step]}"
