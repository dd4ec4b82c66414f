"""What is wrong with what is hosted elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(slots=True)
class Trouble:
    """Several things can be at once; `began` is when the lab's world was made, and fixes all of it."""

    began: datetime
    down_since: datetime | None = None
    """When a vendor's outage began."""
    deploy_failed_at: datetime | None = None
    """When the newest deployment failed."""
