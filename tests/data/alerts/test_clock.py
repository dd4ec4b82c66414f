"""How long something waits, in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data.alerts.acts import Acts
from data.alerts.case import Case
from data.alerts.clock import demand_words, running, span, waiting_words
from data.alerts.desk import desk_of
from data.alerts.target import class_of
from data.models.alert import Gravity
from data.policies.book import load_policies
from tests.alert_desk import Watchtower, alert, view
from tests.fakes import START


def case(minutes: float, severity: str = "critical", policy: str = "template-platform") -> Case:
    tower = Watchtower("am")
    tower.lists("am", alert("Down", severity, minutes=minutes))
    return desk_of(tower.snapshot, Acts(), view(policy), START).cases[0]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-5, "0:00"),
        (0, "0:00"),
        (192.9, "3:12"),
        (3599, "59:59"),
        (3600, "1 h 00 min"),
        (86_399, "23 h 59 min"),
        (86_400, "1 d 0 h"),
        (274_000, "3 d 4 h"),
    ],
)
def test_spans(seconds: float, words: str) -> None:
    assert span(seconds) == words


@pytest.mark.parametrize(
    ("minutes", "severity", "policy", "words", "runs"),
    [
        (3.2, "critical", "template-platform", "3:12 of 5:00", True),
        (7.2, "critical", "template-platform", "2:12 over 5:00", True),
        (130, "critical", "template-platform", "2 h 05 min over 5:00", False),
        (3, "critical", "manual", "3:00, due at once", True),
        (3, "info", "manual", "by Mon 23 Nov", False),
        (8000, "info", "manual", "late, was due Mon 16 Nov", False),
        (3, "critical", "skafu", "3:00, no target", True),
        (-5, "critical", "template-platform", "0:00 of 5:00", True),
    ],
)
def test_what_waits(minutes: float, severity: str, policy: str, words: str, runs: bool) -> None:
    waiting = case(minutes, severity, policy)
    assert waiting_words(waiting, START) == words
    assert running(waiting, START) is runs


def test_without_a_beginning_nothing_runs() -> None:
    unknown = replace(case(3), since=None)
    assert waiting_words(unknown, START) == "since when is not known"
    assert not running(unknown, START)


@pytest.mark.parametrize(
    ("policy", "gravity", "words"),
    [
        ("manual", Gravity.HIGH, "at once"),
        ("manual", Gravity.LOW, "next business day"),
        ("template-platform", Gravity.MEDIUM, "30:00"),
    ],
)
def test_what_a_class_demands(policy: str, gravity: Gravity, words: str) -> None:
    found = class_of(gravity, load_policies().get(policy))
    assert found is not None and demand_words(found) == words
