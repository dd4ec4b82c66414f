"""What is proposed for a declaration, from what fails."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data.incidents.proposal import propose
from data.models.alert import Alert, Gravity
from data.models.snapshot import SourceState
from data.models.verdict import Verdict
from data.policies.book import load_policies
from tests.data.procedures.snapshots import failed, fresh, loading, seen, snapshot, stale

BOOK = load_policies()


def bad(source: SourceState, *, critical: bool = True) -> SourceState:
    """The same source, its readings failing."""
    readings = tuple(replace(reading, verdict=Verdict.FAIL, words="too much") for reading in source.readings)
    return replace(source, readings=readings, verdict=Verdict.FAIL, critical=critical)


DATABASE = bad(fresh("main", seen("db.up", 0, "bool")))
SITE = bad(fresh("site", seen("http.up", 0, "bool")))
SLOW = bad(fresh("api", seen("api.p95_ms", 900, "ms")))
BREACH = bad(fresh("account", seen("security.breach_indicators", 1, "count")))
WELL = fresh("well", seen("http.up", 1, "bool"))


@pytest.mark.parametrize(
    ("policy", "source", "severity", "situation"),
    [
        ("skafu", DATABASE, "P0", "database-down"),
        ("unified", DATABASE, "P0", "service-down"),
        ("runbooks", DATABASE, "P1", "service-down"),
        ("manual", SITE, "P0", "service-down"),
        ("skafu", SLOW, "P1", "performance-degradation"),
        ("manual", SLOW, "P2", "performance-degradation"),
        ("template-platform", SLOW, "P1", "major-feature"),
        ("unified", bad(SLOW, critical=False), "P2", "minor-feature"),
        ("skafu", failed(WELL), "P0", "service-down"),
        ("manual", bad(SLOW, critical=False), "P2", ""),
        ("manual", BREACH, "P1", "security-breach"),
        ("manual", bad(BREACH, critical=False), "P1", "security-breach"),
        ("unified", BREACH, "P0", "security-breach"),
        ("runbooks", BREACH, "P1", ""),
    ],
)
def test_the_severity_follows_from_what_fails(
    policy: str, source: SourceState, severity: str, situation: str
) -> None:
    proposed = propose(snapshot(WELL, source), BOOK.get(policy))
    assert (proposed.severity, proposed.situation) == (severity, situation)
    assert policy in proposed.reason and source.name in proposed.reason


def test_the_gravest_leads_and_the_rest_is_affected() -> None:
    proposed = propose(snapshot(bad(WELL, critical=False), SLOW, DATABASE), BOOK.get("skafu"))
    assert proposed.severity == "P0" and "main (critical)" in proposed.reason
    assert set(proposed.services) == {"main", "api", "well"}
    assert proposed.services[-1] == "well"
    assert len(proposed.title) <= 120 and "too much" in proposed.title


def test_a_breach_weighs_more_than_slowness() -> None:
    proposed = propose(snapshot(SLOW, bad(BREACH, critical=False)), BOOK.get("manual"))
    assert (proposed.severity, proposed.situation) == ("P1", "security-breach")


def test_what_is_not_known_to_fail_is_not_affected() -> None:
    proposed = propose(snapshot(WELL, stale(WELL)), BOOK.get("skafu"))
    assert (proposed.title, proposed.services, proposed.situation) == ("", (), "")
    assert proposed.severity == "P1" and "nothing that the console watches fails" in proposed.reason
    early = propose(snapshot(WELL, loading("new", "db.up")), BOOK.get("skafu"))
    assert early.services == () and "1 of 2 sources have not answered yet" in early.reason


def test_many_failing_sources_make_a_short_title() -> None:
    many = [replace(SLOW, name=f"service-{number}") for number in range(30)]
    proposed = propose(snapshot(*many), BOOK.get("skafu"))
    assert "and 27 more" in proposed.title and len(proposed.services) == 30


@pytest.mark.parametrize(
    ("source", "title"),
    [
        (SLOW, "api: p95 response time too much"),
        (DATABASE, "main: database answers: too much"),
    ],
)
def test_the_title_is_in_words_that_can_be_sent_to_anybody(source: SourceState, title: str) -> None:
    assert propose(snapshot(source), BOOK.get("skafu")).title == title


def test_what_a_person_looks_at_comes_first() -> None:
    failing = snapshot(bad(WELL, critical=False), SLOW, DATABASE)
    proposed = propose(failing, BOOK.get("skafu"), "well")
    assert proposed.services[0] == "well" and proposed.title.startswith("well, ")
    assert proposed.severity == "P0"
    whole = propose(snapshot(WELL, DATABASE), BOOK.get("skafu"), "well")
    assert whole.services == ("well", "main") and whole.title.startswith("main")
    own = propose(failing, BOOK.get("skafu"), "own/api/api.p95_ms")
    assert own.services[0] == "api"


def test_an_alert_gives_the_title_and_its_gravity_where_nothing_fails() -> None:
    alert = Alert("alert", "fp", "Slow", gravity=Gravity.HIGH, fields=(("summary", "p95 is 2.4 s"),))
    source = replace(WELL, items=(alert,))
    proposed = propose(snapshot(source), BOOK.get("skafu"), "alert/fp")
    assert (proposed.title, proposed.severity) == ("Slow: p95 is 2.4 s", "P1")
    assert proposed.reason.startswith("the alert Slow is high")
    worse = propose(snapshot(source, DATABASE), BOOK.get("skafu"), "alert/fp")
    assert (worse.title, worse.severity) == ("Slow: p95 is 2.4 s", "P0")
    assert propose(snapshot(source), BOOK.get("skafu"), "alert/gone").title == ""


def test_since_when_and_on_what_it_is_declared() -> None:
    proposed = propose(snapshot(bad(WELL, critical=False), DATABASE), BOOK.get("skafu"))
    assert [each.source for each in proposed.evidence] == ["main", "well"]
    assert proposed.detected == DATABASE.since
