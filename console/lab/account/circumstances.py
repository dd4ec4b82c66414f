"""What an answer is made from: the hour, the troubles, and chance that is the same every time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from random import Random

from console.lab.account.trouble import Trouble
from console.lab.account.wire import Parameters

ACCOUNT = "123456789012"
REGION = "eu-west-1"
_SEED = 20


@dataclass(frozen=True, slots=True)
class Circumstances:
    """The account at one moment, in UTC; `balancer` is what CloudWatch calls its load balancer."""

    now: datetime
    troubles: frozenset[Trouble] = frozenset()
    balancer: str = ""

    def has(self, trouble: Trouble) -> bool:
        """Whether a trouble is switched on."""
        return trouble in self.troubles


Answer = Callable[[Circumstances, Parameters], Parameters]
"""What the account answers to an operation with these parameters."""


def chance(*about: object) -> Random:
    """Chance that says the same of the same thing whenever it is asked."""
    return Random(f"{_SEED}:{':'.join(map(str, about))}")
