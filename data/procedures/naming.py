"""Finds a list or a runbook by what others call it: its id, its title, or an address that its id ends."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar


class Procedure(Protocol):
    """Whatever has an id and a title."""

    @property
    def id(self) -> str:
        """By which it is known here."""
        ...

    @property
    def title(self) -> str:
        """By which people know it."""
        ...


P = TypeVar("P", bound=Procedure)


def named_by(name: str, procedures: Iterable[P]) -> P | None:
    """The first that is meant, whatever the case; None where none is."""
    wanted = {name.casefold(), name.rstrip("/").rpartition("/")[2].casefold()}
    return next((each for each in procedures if {each.id.casefold(), each.title.casefold()} & wanted), None)
