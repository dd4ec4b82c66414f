"""The ranges of the monitoring plugins' convention: ``10``, ``10:``, ``~:10``, ``10:20``, ``@10:20``."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from data.models.threshold import Comparison, Limit

_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_SPAN = re.compile(rf"(?P<inside>@)?(?:(?P<low>~|{_NUMBER})?(?P<colon>:))?(?P<high>{_NUMBER})?")


@dataclass(frozen=True, slots=True)
class Span:
    """Alerts on values outside `low` to `high`, or, where `inside`, on those within; ends included."""

    low: float
    high: float
    inside: bool = False

    def alerts(self, value: float) -> bool:
        """Whether a value is one to alert on."""
        return (self.low <= value <= self.high) is self.inside

    def limit(self, name: str, *, never_negative: bool) -> Limit | None:
        """The same as one comparison; None where it takes two.

        A range from zero has only an upper end for a quantity that is `never_negative`.
        """
        low_open = self.low == -math.inf or (self.low == 0 and never_negative)
        if low_open and math.isfinite(self.high):
            comparison = Comparison.LE if self.inside else Comparison.GT
            return Limit(comparison, self.high, "plugin", name)
        if math.isfinite(self.low) and self.high == math.inf:
            comparison = Comparison.GE if self.inside else Comparison.LT
            return Limit(comparison, self.low, "plugin", name)
        return None


def parse_span(text: str) -> Span | None:
    """The range that a text means; None for nothing and for what is no range."""
    match = _SPAN.fullmatch(text.strip())
    if not match or not (match["colon"] or match["high"]):
        return None
    low = -math.inf if match["low"] == "~" else float(match["low"] or 0)
    high = float(match["high"]) if match["high"] else math.inf
    return Span(low, high, bool(match["inside"])) if low <= high else None
