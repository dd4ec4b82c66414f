"""What ails all recipients at once."""

from __future__ import annotations

from dataclasses import dataclass

SLOW_S = 4.0
"""As long as a slow one takes."""
LIMITED_S = 3
"""As long as one wants to be left alone that is asked too often."""


@dataclass(slots=True)
class Mood:
    """Several things can be at once."""

    slow: bool = False
    """Every answer takes long."""
    limited: bool = False
    """Everybody is asked too often, and says so."""
    forgetful: bool = False
    """What is sent comes, but whoever sent it is never told."""
