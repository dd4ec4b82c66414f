"""Recorded answers in, alerts and counts out."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis.strategies import (
    booleans,
    dictionaries,
    fixed_dictionaries,
    floats,
    lists,
    none,
    recursive,
    sampled_from,
    text,
)

from data.errors import SourceError
from data.models.alert import Gravity, Matcher
from data.models.failure import FailureKind
from data.models.verdict import Verdict
from data.providers.alertmanager.observe import observations
from data.providers.alertmanager.parse import Found, parse_alerts, parse_time
from data.providers.alertmanager.server import Server, parse_server
from data.providers.alertmanager.silences import parse_silences, still_firing
from data.providers.alertmanager.stream import elements
from data.web.answer import HttpAnswer
from tests.recorded import http_answer

ACK = "faace4b7-4256-4f1b-9ba7-9349b84298a9"


def recorded(most: int = 500) -> Found:
    return parse_alerts(elements(http_answer("alertmanager/alerts.http")), "Watchdog", most, frozenset({ACK}))


def raw(number: int, severity: str = "warning", **status: list[str]) -> dict[str, Any]:
    return {
        "fingerprint": f"{number:016x}",
        "startsAt": f"2026-11-20T08:{number % 60:02}:00Z",
        "status": {"state": "suppressed" if status else "active", **status},
        "labels": {"alertname": "Many", "severity": severity, "number": str(number)},
    }


def test_what_fires_is_silenced_and_is_inhibited_is_told_apart() -> None:
    found = recorded()
    assert found.counts == {"firing": 1, "silenced": 1, "inhibited": 1}
    assert [(alert.title, alert.active, alert.gravity) for alert in found.alerts] == [
        ("HighLatency", True, Gravity.HIGH),
        ("DiskFull", False, Gravity.MEDIUM),
        ("Slow", False, Gravity.MEDIUM),
    ]
    first = found.alerts[0]
    assert first.verdict is Verdict.FAIL
    assert first.at == datetime(2026, 11, 20, 8, 54, 58, 751000, UTC)
    assert (first.group, first.receivers) == ("api", ("team",))
    assert first.runbook == "https://runbooks.example/high-latency"
    assert dict(first.fields)["summary"] == "p95 is 2.4 s"
    assert found.alerts[2].inhibited_by == (first.id,)


def test_the_watchdog_is_not_counted_and_its_absence_is_a_failure() -> None:
    found = recorded()
    assert found.watchdog and all(alert.title != "Watchdog" for alert in found.alerts)
    there = {each.signal: each for each in observations(found, 1, "Watchdog", Server())}
    assert (there["alerts.watchdog"].value, there["alerts.watchdog"].judged) == (1.0, Verdict.PASS)
    gone = parse_alerts([], "Watchdog", 500, frozenset())
    missing = {each.signal: each for each in observations(gone, 0, "Watchdog", Server())}["alerts.watchdog"]
    assert (missing.value, missing.judged) == (0.0, Verdict.FAIL)
    assert "does not fire" in missing.detail


def test_without_a_watchdog_named_none_is_told_of() -> None:
    found = parse_alerts([], "", 500, frozenset())
    assert [each.signal for each in observations(found, 0, "", Server())] == [
        "alerts.firing",
        "alerts.silenced",
        "alerts.inhibited",
        "alerts.silences",
    ]


def test_two_replicas_that_disagree_are_one_alert_that_fires() -> None:
    """Fault 39: the same alert twice, silenced in one copy only."""
    twice = [raw(1, silencedBy=["s"]), raw(1), raw(1, inhibitedBy=["i"])]
    found = parse_alerts(twice, "", 500, frozenset())
    assert found.counts == {"firing": 1, "silenced": 0, "inhibited": 0}
    assert [alert.active for alert in found.alerts] == [True]


def test_of_many_the_gravest_and_those_acknowledged_are_kept_and_the_rest_is_counted() -> None:
    """Fault 39: 50,000 alerts."""
    many = [raw(number, "info") for number in range(49_998)]
    many += [raw(60_000, "critical"), raw(60_001, silencedBy=[ACK])]
    found = parse_alerts(many, "", 500, frozenset({ACK}))
    assert len(found.alerts) == 500 and found.total == 50_000
    assert found.alerts[0].gravity is Gravity.HIGH
    assert any(ACK in alert.silenced_by for alert in found.alerts)
    words = observations(found, 1, "", Server())[0].detail
    assert "showing 500 of 50,000 alerts" in words


def test_hostile_words_are_made_visible_and_the_real_ones_are_kept_to_be_sent_back() -> None:
    evil = raw(1)
    evil["labels"]["alertname"] = "A\x1b[31mB"
    evil["annotations"] = {"summary": "\u202ereversed [@click=app.quit]x[/]"}
    found = parse_alerts([evil], "", 500, frozenset())
    assert found.alerts[0].title == "A␛[31mB"
    assert "\u202e" not in dict(found.alerts[0].fields)["summary"]
    assert found.labels[found.alerts[0].id]["alertname"] == "A\x1b[31mB"


@pytest.mark.parametrize(
    "odd",
    [
        None,
        7,
        {},
        {"fingerprint": "x"},
        {"fingerprint": "", "labels": {}, "status": {}},
        {"fingerprint": "x", "labels": {"a": 1}, "status": {}},
        {"fingerprint": "x", "labels": {}, "status": "active"},
        {"fingerprint": "x", "labels": {}, "annotations": [1], "status": {}},
    ],
)
def test_what_is_no_alert_is_counted_and_warns(odd: object) -> None:
    found = parse_alerts([odd, raw(1, "info")], "", 500, frozenset())
    assert (len(found.alerts), found.unreadable) == (1, 1)
    first = observations(found, 0, "", Server())[0]
    assert first.judged is Verdict.WARN and "1 could not be read" in first.detail


def test_an_alert_of_the_barest_kind() -> None:
    bare = {"fingerprint": "f", "labels": {}, "status": {}, "startsAt": "0001-01-01T00:00:00Z"}
    alert = parse_alerts([bare], "", 500, frozenset()).alerts[0]
    assert (alert.title, alert.at, alert.gravity) == ("(an alert without a name)", None, Gravity.MEDIUM)


@pytest.mark.parametrize("value", [None, "", "soon", 7, "2026-11-20T08:00:00", "0001-01-01T00:00:00Z"])
def test_what_is_no_time(value: object) -> None:
    assert parse_time(value) is None


def test_silences_in_force_and_to_come_the_first_to_end_first() -> None:
    listed, active = parse_silences(elements(http_answer("alertmanager/silences.http")))
    assert active == 1
    assert [(each.created_by, each.state, each.acknowledges) for each in listed] == [
        ("bo", "active", "8551f6f905da37e0"),
        ("chen", "pending", ""),
    ]
    assert listed[0].comment == "making room"
    assert listed[1].matchers == (Matcher("service", "db-.*", is_regex=True),)
    assert listed[1].title == 'service=~"db-.*"'


def test_thousands_of_silences_leave_out_no_acknowledgement() -> None:
    def silence(number: int, comment: str) -> dict[str, Any]:
        return {"id": f"s{number}", "status": {"state": "active"}, "comment": comment, "createdBy": "bo"}

    many = [silence(number, "work") for number in range(3000)] + [silence(9000, "[ack beef] mine")]
    listed, active = parse_silences(many)
    assert active == 3001 and len(listed) == 501
    assert [each.id for each in listed if each.acknowledges] == ["s9000"]


def answer(body: bytes, *, complete: bool = True) -> HttpAnswer:
    return HttpAnswer("http://am.example", 200, {}, body, "sha256:", complete, 1.0)


@pytest.mark.parametrize("body", [b"[]", b" [ ] ", b"[\n]"])
def test_an_empty_list(body: bytes) -> None:
    assert list(elements(answer(body))) == []


def test_elements_whatever_stands_between_them() -> None:
    assert list(elements(answer(b'[1 , {"a":[2]}\n,\t"x"]'))) == [1, {"a": [2]}, "x"]


@pytest.mark.parametrize("body", [b"", b"{}", b"<html>", b"[1", b"[1 2]", b"[1,", b"[,1]", b"[" * 100_000])
def test_what_is_no_list(body: bytes) -> None:
    with pytest.raises(SourceError) as caught:
        list(elements(answer(body)))
    assert caught.value.failure.kind is FailureKind.BAD_ANSWER


def test_a_list_that_was_cut() -> None:
    with pytest.raises(SourceError) as caught:
        list(elements(answer(b"[1,2", complete=False)))
    assert caught.value.failure.kind is FailureKind.TOO_LARGE


NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def test_what_the_server_says_of_itself() -> None:
    status = {
        "uptime": "2026-11-20T08:59:18Z",
        "versionInfo": {"version": "0.28.1"},
        "cluster": {"status": "ready", "peers": [{}, {}]},
    }
    server = parse_server(status, NOW)
    assert server == Server("Alertmanager 0.28.1, 2 in its cluster (ready)", 42.0)
    assert not server.settled
    assert parse_server({}, NOW).settled and parse_server([], NOW).uptime is None


def test_an_acknowledgement_knows_whether_its_alert_is_still_there() -> None:
    listed, _ = parse_silences(elements(http_answer("alertmanager/silences.http")))
    ack, plain = listed
    fires = recorded().listed
    assert still_firing(ack, fires, settled=True).fires is True
    assert still_firing(ack, frozenset(), settled=True).fires is False
    assert still_firing(ack, frozenset(), settled=False).fires is None
    assert still_firing(plain, frozenset(), settled=True) is plain


JSON = recursive(
    none() | booleans() | floats() | text(max_size=8) | sampled_from(["active", "2026-11-20T08:00:00Z"]),
    lambda inner: lists(inner, max_size=3) | dictionaries(text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
KEYS = ("id", "fingerprint", "labels", "annotations", "status", "startsAt", "endsAt", "receivers", "matchers")
ALMOST = dictionaries(sampled_from(KEYS), JSON | fixed_dictionaries({"state": JSON, "silencedBy": JSON}))


@given(lists(JSON | ALMOST, max_size=4))
def test_whatever_is_listed_nothing_breaks(listed: list[Any]) -> None:
    found = parse_alerts(listed, "Watchdog", 2, frozenset({"s"}))
    assert found.total + found.unreadable <= len(listed)
    parse_silences(listed)
    assert observations(found, 0, "Watchdog", parse_server(listed[0] if listed else None, NOW))
