"""Going on with a drill that was left half-way: the second at which it stood, and the entry about it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from math import isfinite

from data.drills.plays.stage_time import StageTime
from data.drills.plays.telling import place_words
from data.models.entry import Draft, Entry
from data.models.scenario import Scenario

RESUMED = "drill.resumed"
_AFTER_S = 0.001
"""What is written now comes after what was written then: an entry's moment is in milliseconds."""


def resumed_draft(scenario: Scenario, second: float, moment: datetime) -> Draft:
    """Somebody goes on with it from that second of the scenario, at that `moment` of the world."""
    words = f"goes on at {place_words(second, scenario.lasts)}, after it was left"
    fields = {"second": round(float(second), 3), "moment": moment, "words": words}
    return Draft(RESUMED, fields, drill=True)


def left_at(scenario: Scenario, entries: Iterable[Entry], time: StageTime | None) -> float:
    """The last second that is known of: what the console said of its time, or what was done last."""
    said = time.second if time is not None and isfinite(time.second) else 0.0
    done = [(each.at - scenario.starts).total_seconds() + _AFTER_S for each in entries]
    return min(max([0.0, said, *done]), scenario.lasts)
