"""Whose numbers decide a list's items: the policy chosen, the list's own document's, the console's."""

from __future__ import annotations

from dataclasses import dataclass

from data.models.checklist import Checklist
from data.models.policy import Policy
from data.policies.book import PolicyBook


@dataclass(frozen=True, slots=True)
class Standard:
    """Policies in the order in which they are asked; never empty."""

    policies: tuple[Policy, ...]

    @property
    def policy(self) -> Policy:
        """The one that a run is held by."""
        return self.policies[0]

    def of(self, signal: str) -> Policy:
        """The first that has a number for the signal, else the first of all."""
        return next((policy for policy in self.policies if policy.threshold(signal)), self.policy)


def standard_for(checklist: Checklist, book: PolicyBook, *, configured: str, chosen: str = "") -> Standard:
    """The standard of a run; `chosen` is what a person asked for, `configured` the console's own.

    Raises UsageError where there is no such policy.
    """
    named = [id for id in (chosen, _own(checklist, book), configured) if id]
    return Standard(tuple(book.get(id) for id in dict.fromkeys(named)))


def _own(checklist: Checklist, book: PolicyBook) -> str:
    return checklist.document if checklist.document in book.ids else ""
