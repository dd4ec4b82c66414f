"""What the provider knows of a service: its name, its pace, its signals and how it is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from importlib import import_module

from data.models.failure import Failure
from data.models.item import Item
from data.models.past import Past, Window
from data.models.reading import Observation
from data.providers.aws.calls import Calls


@dataclass(frozen=True, slots=True)
class Moment:
    """When a service is asked, in UTC, and for whom: `scope` tells accounts apart, also on disk."""

    now: datetime
    scope: str


@dataclass(frozen=True, slots=True)
class Found:
    """What one round with a service brought."""

    observations: tuple[Observation, ...]
    items: tuple[Item, ...] = ()
    pasts: tuple[Past, ...] = ()


Ask = Callable[[Calls, Moment], Found]
"""Asks a service, in a worker thread. Raises SourceError."""
Recall = Callable[[Calls, Window], tuple[Past, ...]]
"""What a service remembers of the signals that it feeds. Raises SourceError."""


@dataclass(frozen=True, slots=True)
class AwsService:
    """One row of the table; the module behind `ask` is imported when it is first asked.

    `every` is its own pace in seconds, whatever the source's is. `action` is the right that it
    needs first. `within` is the name under which it is chosen as well ("alarms" with
    "cloudwatch"). A `dear` one costs money each time, so that nobody's hurry makes it ask.
    """

    name: str
    every: float
    feeds: frozenset[str]
    ask: Ask
    action: str
    within: str = ""
    dear: bool = False
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
