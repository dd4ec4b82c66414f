"""A limit as lists show it, always with the side that is good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.quantity import format_value

if TYPE_CHECKING:
    from data.models.threshold import Limit, Threshold


def limit_text(threshold: Threshold | None, limit: Limit | None) -> str:
    """The number that decides, as in ``< 80 %``; empty where there is none, and for a yes or no."""
    if limit is None or threshold is None or threshold.unit == "bool":
        return ""
    # Equal, not the same: one that was recorded is read back.
    wanted = limit.comparison if limit == threshold.target else limit.comparison.opposite
    return f"{wanted} {format_value(limit.number, threshold.unit)}"
