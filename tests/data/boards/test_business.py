"""The business board: numbers against their past, the funnel step by step, support by who speaks of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from data.boards.business import business_board
from data.models.board import Board, Panel
from data.models.failure import FailureKind
from data.models.reading import Observation
from data.models.series import Key, Series
from data.models.snapshot import Phase
from data.models.verdict import Verdict
from data.policies.book import load_policies
from tests.data.boards.looks import Scene

SIGNALS = (
    *(
        f"business.{name}"
        for name in ("visitors", "sign_ups", "active_users", "conversions", "revenue", "funnel")
    ),
    "support.response_h",
    "support.satisfaction",
)


def scene(values: Mapping[str, float | None] | None = None, policy: str = "unified") -> Scene:
    told = {
        "visitors": 1000.0,
        "sign_ups": 120.0,
        "active_users": 60.0,
        "conversions": 15.0,
        **(values or {}),
    }
    made = Scene(("main", frozenset(SIGNALS)), policy=load_policies().get(policy))
    seen = [Observation(f"business.{name}", value, "count") for name, value in told.items()]
    return made.says("main", *seen, Observation("support.response_h", 3.0, "h"))


def board(made: Scene, before: Mapping[str, float] | None = None) -> Board:
    def past(key: Key, start: float, end: float) -> Series:
        value = (before or {}).get(key[1])
        yesterday = made.snapshot.elapsed - 86_400.0
        known = value is not None and start <= yesterday <= end
        return Series((yesterday,), (value,)) if known and value is not None else Series((), ())

    return business_board(made.snapshot, replace(made.outlook, past=past, policies=load_policies().policies))


def panel(shown: Board, id: str) -> Panel:
    return next(panel for panel in shown.panels if panel.id == id)


def test_each_step_of_the_funnel_has_its_share_of_the_step_before() -> None:
    names = [fact.name for fact in panel(board(scene()), "funnel").facts]
    assert names == [
        "visitors",
        "sign-ups · 12 %",
        "active · 50 %",
        "conversions · 25 %",
    ]


@pytest.mark.parametrize(("missing", "share"), [(None, "6 % of visitors"), (0.0, "active")])
def test_a_step_without_a_value_is_left_out_of_the_shares(missing: float | None, share: str) -> None:
    facts = panel(board(scene({"sign_ups": missing})), "funnel").facts
    assert (facts[2].words or facts[2].name).endswith(share)


def test_a_funnel_of_the_teams_own_takes_the_place() -> None:
    made = scene()
    steps = [("asked", 200.0), ("tried", 50.0), ("bought", 10.0)]
    made.says(
        "main", *(Observation("business.funnel", value, "count", (("step", name),)) for name, value in steps)
    )
    names = [fact.name for fact in panel(board(made), "funnel").facts]
    assert names == ["asked", "tried · 25 %", "bought · 20 %"]


def test_support_is_held_against_the_document_that_speaks_of_it() -> None:
    slow = scene().says("main", Observation("support.response_h", 9.0, "h"))
    (fact,) = panel(board(slow), "support").facts
    assert fact.verdict is Verdict.FAIL and fact.limit is not None and fact.limit.number == 8
    assert "time to first answer 9 h" in board(slow).sentence[0]
    silent = scene(policy="manual").says("main", Observation("support.response_h", 9.0, "h"))
    (fact,) = panel(board(silent), "support").facts
    assert fact.verdict is None
    assert ("by unified", "< 4 h → fail (§ Customer Metrics)") in fact.details


def test_when_all_is_well_the_sentence_says_what_moved_most() -> None:
    shown = board(scene(), {"business.active_users": 80.0, "business.sign_ups": 119.5})
    assert shown.sentence == ("All is well: active users 60, 25 % less than yesterday.",)
    assert shown.verdict is Verdict.PASS


def test_keys_are_unique_though_a_number_stands_in_several_panels() -> None:
    keys = [fact.key for each in board(scene()).panels for fact in each.facts]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("kind", "phase"), [(FailureKind.CONNECT, Phase.FAILED), (FailureKind.RIGHTS, Phase.NO_RIGHTS)]
)
def test_a_database_that_is_gone_is_no_business_as_usual(kind: FailureKind, phase: Phase) -> None:
    shown = board(scene().fails("main", kind))
    assert {each.phase for each in shown.panels} == {phase}
    assert shown.verdict is Verdict.ERROR
    assert not any("All is well" in line for line in shown.sentence)


def test_stale_numbers_say_so() -> None:
    assert board(scene().later(600)).verdict is Verdict.STALE


def test_nothing_configured_shows_the_queries_to_write() -> None:
    shown = board(Scene(("api", frozenset({"http.up"}))))
    assert shown.verdict is Verdict.NO_DATA
    assert "select" in panel(shown, "use").configure
