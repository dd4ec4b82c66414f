"""What is done well is worth more, and what does harm is worth less than doing nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data.drills.orders.obeyed import Given, Outcome
from data.drills.orders.orders import Order
from data.drills.scenarios.library import load_scenarios
from data.drills.scores.score import score
from data.models.scenario import Inject, InjectKind, Scenario
from data.models.score import Mark
from data.policies.book import load_policies
from data.procedures.runbooks.shelf import load_runbooks
from tests.data.drills.players import Players, points

LEAK = load_scenarios(load_runbooks(), load_policies()).get("database-connections")
RIGHT = "unified-database-connections"


def ideal(scenario: Scenario = LEAK) -> Players:
    players = Players(scenario)
    players.declares(250, "P0")
    players.does(260, "incident.acknowledged")
    players.does(265, "incident.role", role="commander", who="alice")
    players.does(270, "incident.update", audience="internal", text="we are on it")
    players.does(280, "incident.update", audience="public", text="we are investigating")
    players.does(290, "incident.escalated", to="the manager")
    players.does(300, "incident.status", status="mitigating")
    players.does(305, "incident.note", note="the pool has been filling since the release")
    players.works(310, RIGHT, "status", "pool", "restart", "well")
    players.does(420, "incident.status", status="monitoring")
    players.does(600, "incident.update", audience="public", text="it is well again")
    players.does(620, "incident.update", audience="internal", text="it is well again")
    players.does(640, "incident.resolved")
    players.does(900, "incident.met", clock="report")
    return players


def test_the_ideal_is_worth_nearly_everything() -> None:
    found = ideal().score()
    assert found.total >= 95, found.lines
    assert all(line.why for line in found.lines)
    assert sum(line.of for line in found.lines) == pytest.approx(100)


def test_doing_nothing_is_worth_next_to_nothing() -> None:
    found = Players(LEAK).score()
    assert 0 < found.total <= 10
    assert points(found)[Mark.HARM] == found.total


def test_harm_is_worth_less_than_nothing_done() -> None:
    players = Players(LEAK)
    players.declares(250, "P0")
    players.works(300, "manual-system-down", "replica")
    found = players.score()
    assert points(found)[Mark.HARM] < 0
    assert "replica" in next(line.why for line in found.lines if line.mark is Mark.HARM)
    nothing_else = replace(LEAK, marks=((Mark.HARM, 5.0), (Mark.REVIEW, 5.0)))
    harmful = Players(nothing_else)
    harmful.works(300, "manual-system-down", "replica")
    assert harmful.score().total < Players(nothing_else).score().total


def test_the_wrong_trail_lies_in_between() -> None:
    players = Players(LEAK)
    players.declares(700, "P2")
    players.does(720, "incident.note", note="their status page speaks of charts")
    players.works(
        800, "unified-performance", *[step.id for step in players.shelf.get("unified-performance").steps[:2]]
    )
    total = players.score().total
    assert Players(LEAK).score().total < total < ideal().score().total


@pytest.mark.parametrize(
    ("mark", "change"),
    [
        (Mark.DETECT, {"incident.declared": 700.0}),
        (Mark.SEVERITY, {}),
    ],
)
def test_lateness_costs(mark: Mark, change: dict[str, float]) -> None:
    players = ideal()
    for at, entry in enumerate(players.scene.entries):
        if entry.kind in change:
            moved = entry.at.timestamp() + change[entry.kind] - 250
            players.scene.entries[at] = replace(entry, at=entry.at.fromtimestamp(moved, entry.at.tzinfo))
        if mark is Mark.SEVERITY and entry.kind == "incident.declared":
            players.scene.entries[at] = replace(entry, fields={**entry.fields, "severity": "P3"})
    assert points(players.score())[mark] < points(ideal().score())[mark]


def test_the_order_counts() -> None:
    deeds = tuple(
        replace(deed, needs=("redeploy",), otherwise=("stale-writes",)) if deed.id == "restart" else deed
        for deed in LEAK.deeds
    )
    found = ideal(replace(LEAK, deeds=deeds)).score()
    assert points(found)[Mark.ORDER] == 0
    assert points(found)[Mark.HARM] < 0


def quiet() -> Scenario:
    return replace(LEAK, troubles=(), deeds=(), severities=(), procedure="")


def test_on_a_quiet_day_looking_and_declaring_nothing_is_all() -> None:
    players = Players(quiet())
    players.does(600, "run.signed", run="manual-morning")
    assert players.score().total == 100
    assert Players(quiet()).score().total <= 10
    alarmed = Players(quiet())
    alarmed.declares(300, "P1")
    assert alarmed.score().total <= 10


def test_the_same_play_has_the_same_score() -> None:
    assert ideal().score() == ideal().score()
    assert [line.at for line in ideal().score().lines if line.at is not None]


@pytest.mark.parametrize(
    ("id", "came", "share"),
    [
        ("support", 60.0, 1.0),
        ("support", 100.0, 0.0),
        ("dashboard", 60.0, 0.0),
        ("", 60.0, 0.0),
    ],
)
def test_who_declares_upon_what_the_leader_brought_forward_is_measured_from_that(
    id: str, came: float, share: float
) -> None:
    """Before the trouble itself; a trail and free words are no sign, nor is what came only later."""
    players = Players(LEAK)
    players.declares(90, "P0")
    said = Inject("said-e1", InjectKind.CALL, "Is it down?", who="Ann")
    inject = next((each for each in LEAK.injects if each.id == id), said)
    found = replace(players.played(), led=(Given(Order("e1", inject=inject), "bo", Outcome(came)),))
    [line] = [each for each in score(found).lines if each.mark is Mark.DETECT]
    assert line.points == line.of * share
    assert ("leader" in line.why) is bool(share)
