"""What a signal is, by the catalogue, else by the policies that speak of it."""

from __future__ import annotations

from data.catalogue import KnownSignal, catalogue
from data.config.nearest import did_you_mean
from data.errors import UsageError
from data.policies.book import PolicyBook
from data.safe import safe


def subject_of(name: str, book: PolicyBook) -> KnownSignal:
    """The signal of that name; raises UsageError with the nearest where nobody knows it."""
    known = catalogue().get(name)
    if known is not None:
        return known
    for policy in book.policies:
        threshold = policy.threshold(name)
        if threshold is not None:
            return KnownSignal(name, threshold.unit, "a signal of your own", "neither", "")
    names = (*catalogue().signals, *book.signals())
    raise UsageError(
        f'no signal is called "{safe(name)}"', did_you_mean(name, names) or "ops-console policy show manual"
    )
