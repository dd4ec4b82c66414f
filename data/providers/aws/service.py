"""What the provider knows of a service: its name, its pace, its signals and how it is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from importlib import import_module

from data.models.failure import Failure
from data.models.item import Item
from data.models.past import Past, Window
from data.models.reading import Observation
from data.providers.aws.calls import Calls
from data.providers.aws.keep import Keep


@dataclass(frozen=True, slots=True)
class Found:
    """What one round with a service brought, and a `note` for the evidence.

    With `again` it is not all, and the service is asked so many seconds on.
    """

    observations: tuple[Observation, ...]
    items: tuple[Item, ...] = ()
    pasts: tuple[Past, ...] = ()
    note: str = ""
    again: float | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """When a service is asked, in UTC, and what it is given to remember with.

    `keep` is where what was paid for is kept, `before` what the service brought the last time,
    `pace` how many seconds lie between two requests of the same thing.
    """

    now: datetime
    keep: Keep = field(default_factory=Keep)
    before: Found | None = None
    pace: float = 0.0


Ask = Callable[[Calls, Moment], Found]
"""Asks a service, in a worker thread. Raises SourceError."""
Recall = Callable[[Calls, Window], tuple[Past, ...]]
"""What a service remembers of the signals that it feeds. Raises SourceError."""


@dataclass(frozen=True, slots=True)
class AwsService:
    """One row of the table; the module behind `ask` is imported when it is first asked.

    `every` is its own pace in seconds, whatever the source's is. `action` is the right that it
    needs first. `within` is the name under which it is chosen as well ("alarms" with
    "cloudwatch"). One that keeps what it paid for is run every `look` seconds all the same:
    to say how old that is, and to see what others have kept.
    """

    name: str
    every: float
    feeds: frozenset[str]
    ask: Ask
    action: str
    within: str = ""
    look: float | None = None
    recall: Recall | None = None

    def chosen_by(self, names: tuple[str, ...]) -> bool:
        """Whether somebody who named these means this one; naming none means all."""
        return not names or self.name in names or self.within in names


def failed(feeds: frozenset[str], failure: Failure) -> tuple[Observation, ...]:
    """What is said of signals that could not be asked."""
    return tuple(
        Observation(signal, None, "", detail=failure.message, failure=failure) for signal in sorted(feeds)
    )


def asking(module: str) -> Ask:
    """The `ask` of a module among the services."""
    return partial(_ask, module)


def recalling(module: str) -> Recall:
    """The `recall` of a module among the services."""
    return partial(_recall, module)


def _ask(module: str, calls: Calls, moment: Moment) -> Found:
    found: Found = import_module(f"{_SERVICES}.{module}").ask(calls, moment)
    return found


def _recall(module: str, calls: Calls, window: Window) -> tuple[Past, ...]:
    pasts: tuple[Past, ...] = import_module(f"{_SERVICES}.{module}").recall(calls, window)
    return pasts


_SERVICES = "data.providers.aws.services"
