"""Worst first, and never jumping under the cursor."""

from __future__ import annotations

from data.models.snapshot import Phase, SourceState
from data.models.verdict import Verdict
from widgets.health.ranking import moved, ranked


def state(name: str, verdict: Verdict, *, group: str = "g", critical: bool = True) -> SourceState:
    return SourceState(name, "http", group, 15.0, critical, Phase.FRESH, verdict, None)


MIXED = [
    state("a", Verdict.PASS),
    state("b", Verdict.FAIL),
    state("c", Verdict.NO_DATA),
    state("d", Verdict.FAIL, critical=False),
    state("e", Verdict.ERROR),
]


def names(states: list[SourceState]) -> str:
    return "".join(each.name for each in states)


def test_worst_first_with_what_is_not_critical_as_a_warning() -> None:
    assert names(ranked(MIXED, "worst first")) == "becda"


def test_held_rows_stay_and_new_ones_follow() -> None:
    assert names(ranked(MIXED, "worst first", ["a", "c", "b"])) == "acbed"


def test_what_would_rise_is_marked() -> None:
    held = ["a", "b", "c"]
    three = [state("a", Verdict.PASS), state("b", Verdict.PASS), state("c", Verdict.FAIL)]
    assert moved(three, "worst first", held) == {"c"}
    assert moved(three, "by name", held) == frozenset()
