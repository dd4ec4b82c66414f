"""How many calls GitHub allows yet, and how much less is asked when there are few."""

from __future__ import annotations

from data.models.reading import Observation
from data.models.threshold import Comparison, Limit, Threshold
from data.providers.github.settings import RATE_LEFT
from data.web.answer import HttpAnswer
from data.web.rate import header_number

_FEW_PCT, _SCARCE_PCT = 25.0, 10.0


class Allowance:
    """Sees every answer's headers; knows nothing where the server tells no limit."""

    def __init__(self, warn_pct: float) -> None:
        self._warn_pct = warn_pct
        self._left: float | None = None
        self._limit: float | None = None

    @property
    def left_pct(self) -> float | None:
        """The share of the hour's calls that is left."""
        if self._left is None or not self._limit:
            return None
        return max(0.0, 100 * self._left / self._limit)

    def note(self, answer: HttpAnswer) -> None:
        """Take in what an answer says; searching and the like have limits of their own."""
        limit = header_number(answer.headers, "limit")
        if limit and answer.headers.get("x-ratelimit-resource", "core") == "core":
            self._limit, self._left = limit, header_number(answer.headers, "remaining")

    def slower(self) -> float:
        """By how much everything is to be asked less often."""
        left = self.left_pct
        if left is None or left >= _FEW_PCT:
            return 1.0
        return 4.0 if left < _SCARCE_PCT else 2.0

    def observations(self) -> tuple[Observation, ...]:
        """How much is left, where that is known."""
        left = self.left_pct
        if left is None:
            return ()
        words = f"{self._left:,.0f} of {self._limit:,.0f} calls left this hour"
        slower = f"; asking {self.slower():g} times less often" if self.slower() > 1 else ""
        limit = Limit(Comparison.LT, self._warn_pct, "configuration", "rate_warn_pct")
        own = Threshold("%", warn=limit)
        return (Observation(RATE_LEFT, left, "%", own=own, detail=words + slower),)
