"""Which signals keep to a band at all: not those that only grow, or count down."""

from __future__ import annotations

from data.catalogue import catalogue

_COUNTING = ("d", "h", "bool", "code")
"""Ages, days left, yes or no: each is unusual every day, or never."""
_GROWING = ("cost.", "slo.")
"""Costs grow through the month, and begin anew; objectives have rules of their own."""


def is_worth_learning(signal: str, unit: str) -> bool:
    """Whether a signal's hour of the week says anything of its value; a team's own is taken to."""
    if unit in _COUNTING or signal.startswith(_GROWING):
        return False
    known = catalogue().get(signal)
    return known is None or known.higher_is != "neither"
