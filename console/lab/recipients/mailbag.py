"""What one recipient has received, in order, as it can be shown to people and tests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

MOST = 200


class Mailbag:
    """Keeps the newest; each is what came, with the moment that it did."""

    def __init__(self) -> None:
        self.received: list[dict[str, Any]] = []

    def keep(self, at: datetime, what: Mapping[str, Any]) -> None:
        """One more has come."""
        self.received.append({"at": at.isoformat(timespec="milliseconds"), **what})
        del self.received[:-MOST]
