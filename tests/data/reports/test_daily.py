from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from data.models.entry import Entry
from data.models.failure import Failure, FailureKind
from data.models.item import Item
from data.models.reading import Observation
from data.models.round import Round
from data.models.verdict import Verdict
from data.recall.asking import Remembered
from data.reports.daily import Daily, daily_report
from data.reports.measuring import Field
from data.reports.sample import Basis
from tests.data.procedures.entries import entering
from tests.data.reports.grounds import NOW, ZONE, World, past, up

DAY = NOW.date()


def field(report: Daily, key: str) -> Field:
    return next(each for each in report.fields if each.key == key)


def services(*states: float) -> World:
    world = World()
    for number, state in enumerate(states):
        world.says(f"api-{number}", up(state), group="services")
    return world


@pytest.mark.parametrize(
    ("states", "status", "share"),
    [
        ((1, 1, 1, 1, 1), "healthy", 100.0),
        ((1, 1, 1, 1, 0), "degraded", 80.0),
        ((1, 1, 1, 0, 0), "unhealthy", 60.0),
        ((0, 0, 0, 0, 0), "unhealthy", 0.0),
    ],
)
def test_the_bands_of_the_document(states: tuple[float, ...], status: str, share: float) -> None:
    report = daily_report(services(*states).ground(), DAY)
    assert field(report, "overallStatus").text == status
    assert field(report, "serviceAvailability").value == share
    assert "skafu § Monitoring Dashboard Review" in field(report, "overallStatus").words


def test_a_service_that_cannot_be_asked_is_not_counted_as_up() -> None:
    world = services(1, 1, 1, 1)
    denied = Failure(FailureKind.AUTH, "the token is not valid")
    world.says(
        "api-4", group="services", feeds=["http.up"], failure=Round("api-4", NOW, 1.0, 1.0, None, denied)
    )
    report = daily_report(world.ground(), DAY)
    assert field(report, "overallStatus").text == "degraded"
    assert "not known: api-4" in field(report, "overallStatus").words


def test_the_four_groups_have_the_fields_of_the_document() -> None:
    report = daily_report(World().ground(), DAY)
    assert {group.key: [each.key for each in group.fields] for group in report.groups} == {
        "systemHealth": ["overallStatus", "serviceAvailability", "errorRate", "responseTime"],
        "businessMetrics": ["activeUsers", "projectsCreated", "apiCalls", "revenueImpact"],
        "securityMetrics": ["suspiciousActivity", "failedLogins", "newVulnerabilities", "complianceScore"],
        "infrastructureMetrics": ["cpuUtilization", "memoryUtilization", "diskUtilization", "networkTraffic"],
    }


def test_without_sources_nothing_is_zero_and_everything_says_why() -> None:
    report = daily_report(World().ground(), DAY)
    assert report.verdict is Verdict.NO_DATA and report.unknown == 16
    for each in report.fields:
        assert (each.value, each.text, each.shown, each.verdict) == (None, "", "no data", Verdict.NO_DATA)
        assert each.words
    assert "[[prometheus]]" in field(report, "errorRate").configure


def test_a_limit_is_said_with_where_it_is_written() -> None:
    world = World().says("prom", Observation("api.error_rate_pct", 3.0, "%"))
    found = field(daily_report(world.ground(), DAY), "errorRate")
    assert (found.value, found.verdict, found.basis) == (3.0, Verdict.FAIL, Basis.LIVE)
    assert found.words == "3 % is > 2 % (skafu § Key Performance Indicators)"
    assert found.observed_at == NOW


def test_of_several_machines_the_worst_is_told_and_a_silent_one_is_named() -> None:
    world = World()
    world.says("one", Observation("host.cpu_pct", 40.0, "%"))
    world.says("two", Observation("host.cpu_pct", 91.0, "%"))
    world.says("three", Observation("host.cpu_pct", None, "%", detail="not measured"))
    found = field(daily_report(world.ground(), DAY), "cpuUtilization")
    assert found.value == 91.0
    assert found.words.startswith("two: 91 % is not < 80 %")
    assert "1 of 3 not known: not measured" in found.words


def test_a_sum_with_a_part_missing_is_no_number() -> None:
    world = World()
    world.says("eu", Observation("business.api_calls", 1000.0, "count"))
    world.says("us", Observation("business.api_calls", None, "count", detail="no rows"))
    found = field(daily_report(world.ground(), DAY), "apiCalls")
    assert not found.known and "a part of the sum is missing: us" in found.words


def test_what_a_source_failed_with_is_the_reason() -> None:
    failure = Failure(FailureKind.CONNECT, "connection refused", "is it running?")
    world = World().says(
        "db",
        feeds=["business.active_users"],
        failure=Round("db", NOW, 1.0, 1.0, None, failure),
    )
    report = daily_report(world.ground(), DAY)
    assert report.silent == (("db", "connection refused"),)
    found = field(report, "activeUsers")
    assert found.words == "db: connection refused (is it running?)"


def test_the_next_signal_fills_a_field_that_the_first_does_not() -> None:
    world = World().says("aws", Observation("aws.config_compliance_pct", 88.0, "%"))
    found = field(daily_report(world.ground(), DAY), "complianceScore")
    assert (found.value, found.signal) == (88.0, "aws.config_compliance_pct")


def test_new_vulnerabilities_are_counted_from_the_alerts() -> None:
    seen = Observation("code.vulnerabilities", 2.0, "count")
    new = Item("vulnerability", "1", "one", Verdict.FAIL, at=NOW - timedelta(hours=1))
    old = replace(new, id="2", at=NOW - timedelta(days=9))
    found = field(
        daily_report(World().says("hub", seen, items=[new, old]).ground(), DAY), "newVulnerabilities"
    )
    assert (found.value, found.verdict) == (1.0, Verdict.FAIL)
    many = replace(seen, value=900.0)
    hidden = field(
        daily_report(World().says("hub", many, items=[new, old]).ground(), DAY), "newVulnerabilities"
    )
    assert not hidden.known  # only the gravest are listed, so new ones may be among the others


def evidence(value: float, at: datetime) -> dict[str, object]:
    return {
        **{
            "source": "prom",
            "kind": "prometheus",
            "signal": "api.error_rate_pct",
            "value": value,
            "unit": "%",
        },
        **{"verdict": "pass", "words": f"{value} % is < 1 %", "policy": "skafu", "section": "Key Indicators"},
        **{"observed_at": at, "fetched_at": at},
    }


def checked(day: date, value: float, *, drill: bool = False) -> Entry:
    at = datetime(day.year, day.month, day.day, 9, tzinfo=ZONE)
    enter = entering(f"host-{day}", day=day)
    return enter("item.checked", at=at, item="i", verdict="pass", evidence=[evidence(value, at)], drill=drill)


def test_an_earlier_day_is_told_from_what_a_checklist_wrote_down() -> None:
    yesterday = DAY - timedelta(days=1)
    world = World().says("prom", Observation("api.error_rate_pct", 3.0, "%"))
    entry = checked(yesterday, 0.5)
    report = daily_report(world.ground(entry), yesterday)
    found = field(report, "errorRate")
    assert (found.value, found.basis) == (0.5, Basis.JOURNAL)
    assert "written down by a checklist" in found.words and "skafu §" in found.words
    assert not field(report, "cpuUtilization").known and not field(report, "overallStatus").known


def test_a_drill_is_no_evidence() -> None:
    yesterday = DAY - timedelta(days=1)
    report = daily_report(World().ground(checked(yesterday, 0.5, drill=True)), yesterday)
    assert not field(report, "errorRate").known


def test_an_earlier_day_is_told_by_a_source_that_remembers() -> None:
    yesterday = DAY - timedelta(days=1)
    noon = datetime(2026, 11, 18, 12, tzinfo=ZONE)
    series = past("api.error_rate_pct", "%", noon, [9.0] * 24 + [2.0, 4.0] * 6, timedelta(hours=0.5))
    report = daily_report(World().ground(remembered=[Remembered("prom", (series,))]), yesterday)
    found = field(report, "errorRate")
    assert (found.value, found.verdict, found.basis) == (3.0, Verdict.FAIL, Basis.REMEMBERED)
    assert "mean of 12 values" in found.words


def test_incidents_of_the_day() -> None:
    enter = entering(day=DAY)
    declared = enter("incident.declared", incident="inc-1", title="site down", severity="P0")
    later = enter("incident.resolved", incident="inc-1", at=declared.at + timedelta(minutes=40))
    drill = enter("incident.declared", incident="inc-2", title="a drill", severity="P0", drill=True)
    (incident,) = daily_report(World().ground(declared, later, drill), DAY).incidents
    assert (incident.title, incident.severity, incident.lasted, incident.entries) == (
        "site down",
        "P0",
        2400.0,
        2,
    )
    assert daily_report(World().ground(), DAY).incidents == ()
