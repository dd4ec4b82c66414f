"""Where the five documents contradict one another: the book keeps every side, and each can be seen."""

from __future__ import annotations

from datetime import date

import pytest

from data.catalogue import catalogue
from data.models.policy import Policy
from data.models.reading import Observation
from data.models.verdict import Verdict
from data.policies.book import SHIPPED, load_policies
from data.policies.judge import judge

BOOK = load_policies()
MINUTE, HOUR, DAY = 60.0, 3600.0, 86400.0


def policy(id: str) -> Policy:
    return BOOK.get(id)


def verdict(id: str, signal: str, value: float) -> str:
    known = catalogue().get(signal)
    assert known is not None
    return judge(Observation(signal, value, known.unit), policy(id)).verdict.value


def limits(id: str, signal: str) -> dict[str, str]:
    threshold = policy(id).threshold(signal)
    found = threshold.limits if threshold else {}
    return {role: f"{limit.comparison} {limit.number:g}" for role, limit in found.items()}


def marks(id: str, signal: str) -> dict[str, str]:
    return {m.role: f"{m.limit.comparison} {m.limit.number:g}" for m in policy(id).marks_of(signal)}


def seconds(id: str, name: str, severity: str, situation: str = "", *, repeats: bool = False) -> float | None:
    clock = policy(id).clock(name, severity, situation, repeats=repeats)
    return clock.seconds if clock else None


def ranks(id: str, situation: str) -> list[int]:
    said = policy(id).severities_for(situation)
    return [s.rank for one in said if (s := policy(id).severity(one.severity)) is not None]


# 1
def test_p1_is_the_gravest_in_the_runbooks_and_the_second_elsewhere() -> None:
    called = {id: [severity.id for severity in policy(id).severities] for id in SHIPPED}
    assert called == {
        "template-platform": ["P0", "P1", "P2", "P3"],
        "skafu": ["P0", "P1", "P2", "P3"],
        "unified": ["P0", "P1", "P2", "P3"],
        "runbooks": ["P1", "P2", "P3", "P4"],
        "manual": ["P0", "P1", "P2"],
    }
    p1 = {id: severity.rank for id in SHIPPED if (severity := policy(id).severity("P1")) is not None}
    assert p1 == {"template-platform": 1, "skafu": 1, "unified": 1, "runbooks": 0, "manual": 1}
    gravest = {id: severity.id for id in SHIPPED if (severity := policy(id).severity_at(0)) is not None}
    assert gravest["runbooks"] == "P1" and set(gravest.values()) == {"P0", "P1"}


# 2
@pytest.mark.parametrize(
    ("id", "gravest", "respond"),
    [
        ("template-platform", "P0", 15 * MINUTE),
        ("skafu", "P0", 15 * MINUTE),
        ("unified", "P0", 0.0),
        ("runbooks", "P1", 15 * MINUTE),
        ("manual", "P0", 0.0),
        ("strictest", "P0", 0.0),
    ],
)
def test_response_to_the_gravest(id: str, gravest: str, respond: float) -> None:
    assert seconds(id, "respond", gravest) == respond


def test_response_in_the_runbooks_is_the_same_for_every_severity() -> None:
    assert {seconds("runbooks", "respond", id) for id in ("P1", "P2", "P3", "P4")} == {15 * MINUTE}


def test_the_manual_adds_windows_for_the_first_actions() -> None:
    assert seconds("manual", "act", "P0", "service-down") == 5 * MINUTE
    assert seconds("manual", "act", "P0", "data-loss") == 10 * MINUTE
    assert seconds("manual", "act", "P0") is None


# 3
def test_a_security_breach() -> None:
    found = {id: ranks(id, "security-breach") for id in (*SHIPPED, "strictest")}
    assert found == {
        "template-platform": [0, 1],  # its own command files it as high
        "skafu": [0],
        "unified": [0],
        "runbooks": [],
        "manual": [1],
        "strictest": [0],
    }
    assert seconds("manual", "respond", "P1", "security-breach") == HOUR
    critical = next(alert for alert in policy("manual").alert_classes if alert.id == "critical")
    assert critical.respond == 0
    assert "signs of a security breach" in critical.covers


# 4
def test_loss_of_data() -> None:
    found = {id: ranks(id, "data-loss") for id in SHIPPED}
    assert found == {"template-platform": [], "skafu": [], "unified": [0], "runbooks": [0], "manual": [0]}
    assert ranks("skafu", "database-down") == [0]


# 5
def test_degraded_performance() -> None:
    found = {id: ranks(id, "performance-degradation") for id in (*SHIPPED, "strictest")}
    assert found == {
        "template-platform": [],
        "skafu": [1],
        "unified": [1],
        "runbooks": [1],
        "manual": [2],
        "strictest": [1],
    }
    assert ranks("skafu", "performance-issue") == ranks("unified", "performance-issue") == [2]
    assert seconds("manual", "respond", "P2") == 4 * HOUR


# 6 and 7
@pytest.mark.parametrize(
    ("id", "said"),
    [
        ("template-platform", {}),
        ("skafu", {"target": "< 1", "fail": "> 2"}),
        ("unified", {"target": "< 0.1", "fail": "> 1"}),
        ("runbooks", {"target": "< 0.1", "fail": "> 1"}),
        ("manual", {"target": "< 1", "warn": "> 1", "fail": "> 5"}),
        ("strictest", {"target": "< 0.1", "fail": "> 1"}),
    ],
)
def test_error_rate(id: str, said: dict[str, str]) -> None:
    assert limits(id, "api.error_rate_pct") == said


@pytest.mark.parametrize(
    ("value", "verdicts"),
    [
        (0.05, "pass pass pass pass pass"),
        (0.5, "pass warn warn pass warn"),
        (1.5, "warn fail fail warn fail"),
        (2.5, "fail fail fail warn fail"),
        (6.0, "fail fail fail fail fail"),
    ],
)
def test_what_an_error_rate_means(value: float, verdicts: str) -> None:
    ids = ("skafu", "unified", "runbooks", "manual", "strictest")
    assert " ".join(verdict(id, "api.error_rate_pct", value) for id in ids) == verdicts


def test_an_error_rate_of_1_5_is_off_target_but_no_alert_on_skafu() -> None:
    judgement = judge(Observation("api.error_rate_pct", 1.5, "%"), policy("skafu"))
    assert (judgement.verdict, judgement.words) == (Verdict.WARN, "1.5 % is not < 1 % (off target)")


def test_the_unified_runbook_starts_at_five_times_its_own_alert() -> None:
    assert marks("unified", "api.error_rate_pct") == {"symptom": "> 5"}


# 8
@pytest.mark.parametrize("signal", ["api.p95_ms", "http.latency_ms"])
@pytest.mark.parametrize(
    ("id", "said"),
    [
        ("skafu", {"target": "< 200", "fail": "> 500"}),
        ("unified", {"target": "< 200", "fail": "> 500"}),
        ("runbooks", {"target": "< 500", "fail": "> 1000"}),
        ("manual", {"target": "< 2000", "warn": "> 5000"}),
        ("strictest", {"target": "< 200", "fail": "> 500"}),
    ],
)
def test_latency(id: str, signal: str, said: dict[str, str]) -> None:
    assert limits(id, signal) == said


def test_an_alert_of_two_documents_is_the_target_of_a_third() -> None:
    assert [verdict(id, "api.p95_ms", 499) for id in ("skafu", "unified", "runbooks", "manual")] == [
        "warn",
        "warn",
        "pass",
        "pass",
    ]
    assert [verdict(id, "api.p95_ms", 600) for id in ("skafu", "unified", "runbooks", "manual")] == [
        "fail",
        "fail",
        "warn",
        "pass",
    ]


# 9
def test_disk() -> None:
    assert limits("manual", "host.disk_pct") == {"target": "< 80", "warn": "> 90"}
    assert marks("manual", "host.disk_pct") == {"scale": "> 70"}
    assert [id for id in SHIPPED if limits(id, "host.disk_pct")] == ["manual"]


# 10
def test_processor_and_memory() -> None:
    assert limits("skafu", "host.cpu_pct") == limits("skafu", "host.memory_pct") == {"target": "< 80"}
    assert marks("skafu", "host.cpu_pct") == {"scale": "> 80", "optimal": "> 70"}
    assert (limits("manual", "host.cpu_pct"), marks("manual", "host.cpu_pct")) == ({}, {"scale": "> 70"})
    assert limits("manual", "host.memory_pct") == {"warn": "> 90"}
    assert (verdict("skafu", "host.memory_pct", 85), verdict("manual", "host.memory_pct", 85)) == (
        "fail",
        "pass",
    )


# 11
@pytest.mark.parametrize(
    ("value", "verdicts"),
    [(79, "pass pass pass pass"), (80, "fail pass pass fail"), (81, "fail fail pass fail")],
)
def test_database_connections(value: float, verdicts: str) -> None:
    ids = ("manual", "runbooks", "skafu", "strictest")
    assert " ".join(verdict(id, "db.connections_pct", value) for id in ids) == verdicts


def test_database_connections_of_skafu_are_a_plan_without_an_alert() -> None:
    assert limits("skafu", "db.connections_used") == {}
    assert marks("skafu", "db.connections_used") == {"capacity": "> 100"}


# 12
def test_availability_over_time() -> None:
    said = {id: limits(id, "api.availability_pct") for id in ("skafu", "unified", "runbooks")}
    assert said == {
        "skafu": {"target": ">= 99.9", "fail": "< 99.5"},
        "unified": {"target": ">= 99.9", "fail": "< 99.5"},
        "runbooks": {"target": "> 99.9"},
    }


@pytest.mark.parametrize(
    ("up", "band", "said"),
    [
        (100, "healthy", "pass"),
        (95, "healthy", "pass"),
        (80, "degraded", "warn"),
        (60, "unhealthy", "fail"),
        (0, "unhealthy", "fail"),
    ],
)
def test_availability_as_the_share_of_services(up: float, band: str, said: str) -> None:
    found = policy("skafu").band("services.up_pct", up)
    assert found is not None
    assert (found.name, found.verdict.value, verdict("skafu", "services.up_pct", up)) == (band, said, said)


def test_the_runbooks_success_rate_contradicts_their_error_rate() -> None:
    assert limits("runbooks", "api.success_pct") == {"target": "> 99.5"}
    assert (verdict("runbooks", "api.success_pct", 99.6), verdict("runbooks", "api.error_rate_pct", 0.4)) == (
        "pass",
        "warn",
    )


# 13
def test_how_often_the_database_is_backed_up() -> None:
    said = {id: r.every for id in SHIPPED if (r := policy(id).routine("database-backup")) is not None}
    assert said == {"skafu": "4 hours", "runbooks": "day", "manual": "night"}
    skafu = policy("skafu").routine("database-backup")
    assert skafu is not None
    assert {"incremental: daily", "transaction log: every 15 minutes"} <= set(skafu.details)
    assert [verdict(id, "backup.age_h", 7) for id in ("skafu", "runbooks", "manual", "strictest")] == [
        "fail",
        "pass",
        "pass",
        "fail",
    ]


# 14
def test_how_often_a_restore_is_tried() -> None:
    said = {id: r.every for id in SHIPPED if (r := policy(id).routine("restore-test")) is not None}
    assert said == {"skafu": "month", "manual": "week"}
    integrity = policy("template-platform").routine("backup-integrity")
    assert integrity is not None and integrity.every == "evening"
    assert verdict("skafu", "backup.restore_test_age_d", 20) == "pass"
    assert verdict("manual", "backup.restore_test_age_d", 20) == "fail"


# 15
def test_when_the_status_page_speaks() -> None:
    first = {
        (id, severity): seconds(id, "public-update", severity, "service-down")
        for id in SHIPPED
        for severity in ("P0", "P1")
    }
    assert {key: value for key, value in first.items() if value is not None} == {
        ("skafu", "P0"): 0.0,
        ("skafu", "P1"): HOUR,
        ("manual", "P0"): 15 * MINUTE,
    }
    assert seconds("manual", "public-update", "P0", "service-down", repeats=True) == 30 * MINUTE
    assert "every [X] minutes" in [figure.figure for figure in policy("unified").figures]


# 16
def test_escalation_is_timed_in_one_document_and_immediate_in_two() -> None:
    assert [seconds("skafu", "escalate", id) for id in ("P0", "P1", "P2", "P3")] == [
        30 * MINUTE,
        2 * HOUR,
        8 * HOUR,
        48 * HOUR,
    ]
    assert [seconds("template-platform", "escalate", id) for id in ("P0", "P1")] == [0.0, None]
    assert seconds("manual", "escalate", "P0") is None
    assert {alert.id: alert.escalate for alert in policy("manual").alert_classes} == {
        "critical": 0.0,
        "warning": HOUR,
        "information": None,
    }


# 17
@pytest.mark.parametrize(
    ("rank", "template_platform", "skafu"),
    [
        (1, ("Engineering Manager", "Director"), ("Engineering Manager", "Product Manager")),
        (2, ("Team Lead", "Engineering Manager"), ("Tech Lead", "QA Lead")),
    ],
)
def test_who_is_told(rank: int, template_platform: tuple[str, ...], skafu: tuple[str, ...]) -> None:
    one, other = policy("template-platform").severity_at(rank), policy("skafu").severity_at(rank)
    assert one is not None and other is not None
    assert (one.who, other.who) == (template_platform, skafu)


# 18
def test_classes_of_alerts() -> None:
    platform = {a.id: (a.respond, a.resolve) for a in policy("template-platform").alert_classes}
    assert platform == {"high": (5 * MINUTE, None), "medium": (30 * MINUTE, 4 * HOUR)}
    manual = {a.id: (a.respond, a.respond_words) for a in policy("manual").alert_classes}
    assert manual == {
        "critical": (0.0, "immediate notification"),
        "warning": (HOUR, "1 hour"),
        "information": (None, "next business day"),
    }


# 19
def test_the_review_clock_counts_from_two_events() -> None:
    starts = {
        id: (clock.seconds, clock.start)
        for id in SHIPPED
        if (clock := policy(id).clock("review", "P0")) is not None
    }
    assert starts == {"template-platform": (48 * HOUR, ""), "skafu": (48 * HOUR, "resolved")}


# 20
def test_the_fourth_week_is_not_always_the_last() -> None:
    slots = {id: r.slot for id in SHIPPED if (r := policy(id).routine("monthly-closing")) is not None}
    assert slots == {"template-platform": "fourth week", "unified": "last week"}


# 21
def test_hours_without_a_zone_and_windows_in_utc() -> None:
    morning = policy("template-platform").routine("morning-checklist")
    assert morning is not None
    assert (morning.at, morning.zone) == ("09:00", "")
    production = next(w for w in policy("skafu").windows if w.environment == "production")
    assert (production.when, production.zone) == ("Sunday 02:00-06:00", "UTC")


# 22
def test_skafu_contradicts_itself() -> None:
    figures = {figure.subject: figure.figure for figure in policy("skafu").figures}
    assert figures["data"].startswith("100 GB now")
    assert figures["storage"].startswith("500 GB now")
    assert ranks("skafu", "monitoring-silent") == [2]
    full = [r.every for r in policy("skafu").routines if r.id.startswith("full-backup")]
    assert full == ["week", "month"]


# 23
def test_penetration_tests_are_not_vulnerability_scans() -> None:
    tests = {id: r.every for id in SHIPPED if (r := policy(id).routine("penetration-test")) is not None}
    assert tests == {"skafu": "month", "unified": "month"}
    scan = policy("manual").routine("vulnerability-scan")
    assert scan is not None and scan.every == "week"


# 24
def test_documents_that_are_out_of_date() -> None:
    said = {id: (policy(id).review.updated, policy(id).review.every) for id in SHIPPED}
    assert said["template-platform"] == ("$(date)", "monthly")
    assert said["unified"] == ("2025-01-XX", "")
    assert said["runbooks"] == ("2025-01-XX", "quarterly")
    review = policy("runbooks").review
    assert review.next == "2025-04-XX"
    assert review.overdue(date(2025, 4, 30)) == 0
    assert review.overdue(date(2025, 5, 1)) == 1
