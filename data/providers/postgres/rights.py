"""What is said of a signal that the server hides from the console's role."""

from __future__ import annotations

from data.models.failure import Failure, FailureKind
from data.models.reading import Observation
from data.safe import safe


def no_rights(signal: str, unit: str, what: str, role: str | None) -> Observation:
    """No data for want of rights, and the grant that would mend it."""
    name = safe(role, 63) if role else "the console's role"
    words = f"{what} cannot be seen by {name}"
    failure = Failure(FailureKind.RIGHTS, words, f"grant pg_monitor to {name}")
    return Observation(signal, None, unit, detail=words, failure=failure)
