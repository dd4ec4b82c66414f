"""One thing that a source lists and that is no number: a finding, an alert, a deployment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from data.models.verdict import Verdict

Facts = tuple[tuple[str, str], ...]
"""Words by their names, in the order in which to show them."""


@dataclass(frozen=True, slots=True)
class Item:
    """A thing with an identity that outlives a round, already safe to show.

    `kind` says what it is ("finding", "deployment", "unused", …) and `id` tells it from all
    others of its kind and source. `severity` and `state` are the source's own words, `verdict`
    what they mean here. `at` is when it began, `group` what it belongs to (a service, a region).
    `amount` is its weight where it has one, in `unit` (dollars a month, days). `fields` are
    further facts, in the order in which to show them; `url` is where it can be read whole.
    """

    kind: str
    id: str
    title: str
    verdict: Verdict = Verdict.PASS
    severity: str = ""
    state: str = ""
    at: datetime | None = None
    group: str = ""
    amount: float | None = None
    unit: str = ""
    fields: Facts = ()
    url: str = ""


def facts_of(*pairs: tuple[str, str]) -> Facts:
    """Those that say anything."""
    return tuple((name, words) for name, words in pairs if words)
