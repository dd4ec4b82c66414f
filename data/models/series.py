"""A series of values, and what tells it from all others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from data.models.labels import Labels

Key = tuple[str, str, Labels]
"""Source, signal, labels."""


@dataclass(frozen=True, slots=True)
class Series:
    """Values with the times they are of (monotonic seconds), oldest first."""

    times: tuple[float, ...]
    values: tuple[float, ...]


Recall = Callable[[Key, float, float], Series]
"""Gives what is known of a series between two moments (monotonic seconds)."""
