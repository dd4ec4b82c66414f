from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from data.models.past import Past
from data.models.reading import Observation
from data.models.verdict import Verdict
from data.recall.asking import Remembered
from data.reports.daily import daily_report
from data.reports.document import daily_document, periodic_document
from data.reports.markdown import daily_markdown, periodic_markdown
from data.reports.period import Span, period_of
from data.reports.periodic import Periodic, periodic_report
from tests.data.procedures.entries import entering
from tests.data.reports.grounds import ZONE, World, past
from tests.data.reports.test_daily import DAY, checked

WEEK = period_of(Span.WEEKLY, DAY)
MONDAY = datetime(2026, 11, 16, tzinfo=ZONE)
BEFORE = MONDAY - timedelta(days=7)
HOUR = timedelta(hours=1)


def told(*pasts: Past, world: World | None = None) -> Periodic:
    return periodic_report((world or World()).ground(remembered=[Remembered("prom", pasts)]), WEEK)


def test_a_trend_against_the_week_before() -> None:
    series = past("api.error_rate_pct", "%", BEFORE, [1.0] * 168 + [2.0] * 90, HOUR)
    (trend,) = told(series).trends
    assert (trend.mean, trend.before, trend.change_pct, trend.direction) == (2.0, 1.0, 100.0, "worse")
    assert (trend.title, len(trend.values)) == ("error rate", 90)


@pytest.mark.parametrize(
    ("signal", "unit", "now", "direction"),
    [
        ("api.throughput_rps", "rps", 1200.0, "better"),
        ("api.throughput_rps", "rps", 1003.0, "the same"),
        ("db.size_bytes", "bytes", 1200.0, "up"),
        ("team.own", "count", 800.0, "down"),
    ],
)
def test_what_is_better_depends_on_the_signal(signal: str, unit: str, now: float, direction: str) -> None:
    (trend,) = told(past(signal, unit, BEFORE, [1000.0] * 168 + [now] * 5, HOUR)).trends
    assert trend.direction == direction


def test_without_a_week_before_there_is_no_change() -> None:
    (trend,) = told(past("host.cpu_pct", "%", MONDAY, [5.0, 7.0], HOUR)).trends
    assert (trend.mean, trend.before, trend.change_pct, trend.direction) == (6.0, None, None, "")


def test_the_journal_tells_what_no_source_remembers() -> None:
    entries = [checked(DAY - timedelta(days=back), value) for back, value in ((0, 2.0), (1, 4.0), (8, 1.0))]
    (trend,) = periodic_report(World().ground(*entries), WEEK).trends
    assert (trend.values, trend.before, trend.basis.value) == ((4.0, 2.0), 1.0, "journal")


def test_a_promise_and_what_was_reached() -> None:
    series = past("api.p95_ms", "ms", MONDAY, [150.0] * 9 + [400.0], HOUR)
    target = next(each for each in told(series).targets if each.signal == "api.p95_ms")
    assert (target.reached, target.met_pct, target.count, target.verdict) == (175.0, 90.0, 10, Verdict.PASS)
    assert (target.limit.number, target.limit.section) == (200.0, "Key Performance Indicators")


def test_the_series_that_did_worst_decides() -> None:
    good = past("api.availability_pct", "%", MONDAY, [100.0] * 5, HOUR)
    bad = Past(good.signal, (("service", "shop"),), "%", good.times, (99.0,) * 5)
    target = next(each for each in told(good, bad).targets if each.signal == "api.availability_pct")
    assert (target.reached, target.met_pct, target.verdict) == (99.0, 50.0, Verdict.FAIL)
    assert target.words.startswith("worst of 2: prom")


def test_a_promise_that_nobody_measures_is_no_data_and_never_kept() -> None:
    over = period_of(Span.MONTHLY, date(2026, 10, 5))
    report = periodic_report(World().says("box", Observation("host.cpu_pct", 5.0, "%")).ground(), over)
    assert report.verdict is Verdict.NO_DATA
    for target in report.targets:
        assert (target.reached, target.met_pct, target.verdict) == (None, None, Verdict.NO_DATA)
    words = {target.signal: target.words for target in report.targets}
    assert words["host.cpu_pct"] == "no data: box does not remember, and no checklist wrote it down"
    assert words["api.p95_ms"] == "no data: no source brings api.p95_ms"


def test_what_nobody_remembers_is_told_as_of_now_while_the_period_runs() -> None:
    report = told(world=World().says("box", Observation("host.cpu_pct", 85.0, "%")))
    target = next(each for each in report.targets if each.signal == "host.cpu_pct")
    assert (target.reached, target.verdict, report.verdict) == (85.0, Verdict.FAIL, Verdict.FAIL)
    assert "only as of now" in target.words


def cost(service: str, values: list[float]) -> Past:
    first = datetime(2026, 11, 20, tzinfo=UTC) - timedelta(days=len(values))
    times = tuple((first + timedelta(days=number)).timestamp() for number in range(len(values)))
    return Past("cost.day", (("service", service),), "usd", times, tuple(values))


def test_cost_of_the_week_against_as_many_days_before() -> None:
    pasts = [cost("EC2", [10.0] * 10 + [30.0] * 4), cost("S3", [1.0] * 14)]
    world = World().says("aws", Observation("cost.month_to_date", 400.0, "usd"), pasts=pasts)
    found = periodic_report(world.ground(), WEEK).spending
    assert (found.total, found.before, found.days) == (124.0, 44.0, 4)
    assert found.services == (("EC2", 120.0), ("S3", 4.0))
    assert found.words == "4 of 7 days are known; EC2 explains all of it"
    assert found.now[0].value == 400.0
    assert [trend.signal for trend in periodic_report(world.ground(), WEEK).trends] == []


def test_without_cost_there_is_none_and_a_reason() -> None:
    found = told().spending
    assert found.total is None and found.words == "no data: no source brings cost.month_to_date"
    assert not any(field.known for field in found.now)


def test_incidents_and_lists_of_the_week() -> None:
    report = told()
    assert report.incidents == () and report.lists == ()
    assert "No incidents recorded." in periodic_markdown(report, ZONE)


def test_a_source_that_does_not_tell_its_past_is_named() -> None:
    report = periodic_report(
        World().ground(remembered=[Remembered("prom", failure="connection refused")]), WEEK
    )
    assert report.silent == (("prom", "connection refused"),)
    assert "did not tell its past: prom: connection refused" in periodic_markdown(report, ZONE)


def test_a_month_that_is_over_is_not_so_far() -> None:
    over = periodic_report(World().ground(), period_of(Span.MONTHLY, date(2026, 10, 5)))
    assert not over.running and over.today.day == date(2026, 10, 31)
    assert told().running and told().today.day == DAY


def everything() -> World:
    world = World().says("api", Observation("http.up", 1.0, "bool"), group="services")
    return world.says(
        "prom | [x](y)",
        Observation("api.error_rate_pct", 3.0, "%", (("service", "a|b"),)),
        pasts=[cost("EC2 *", [1.0] * 20)],
    )


def test_the_json_of_a_day() -> None:
    document = daily_document(daily_report(everything().ground(), DAY), ZONE)
    assert (document["schema"], document["report"], document["day"]) == (1, "daily", "2026-11-20")
    assert document["systemHealth"] == {
        "overallStatus": "healthy",
        "serviceAvailability": 100.0,
        "errorRate": 3.0,
        "responseTime": None,
    }
    fields = {each["field"]: each for each in document["fields"]}
    assert fields["responseTime"]["words"] == "no data: no source brings api.p95_ms"
    assert fields["errorRate"]["verdict"] == "fail" and fields["errorRate"]["basis"] == "live"
    assert fields["errorRate"]["observed_at"].endswith("+00:00")
    json.dumps(document, allow_nan=False)


def test_the_json_of_a_week() -> None:
    series = past("api.error_rate_pct", "%", BEFORE, [1.0] * 168 + [2.0] * 90, HOUR)
    document = periodic_document(told(series, world=everything()), ZONE)
    assert (document["schema"], document["report"], document["so_far"]) == (1, "weekly", True)
    assert (document["from"], document["to"]) == ("2026-11-16", "2026-11-22")
    assert document["trends"][0]["direction"] == "worse"
    assert document["cost"]["total"] == 4.0
    json.dumps(document, allow_nan=False)


def test_markdown_holds_whatever_words_come() -> None:
    incident = entering(day=DAY)("incident.declared", incident="i", title="a | `b`\n# c", severity="P0")
    ground = everything().ground(incident)
    for text in (
        daily_markdown(daily_report(ground, DAY), ZONE),
        periodic_markdown(periodic_report(ground, WEEK), ZONE),
    ):
        tables = [line for line in text.splitlines() if line.startswith("|")]
        widths = {line.replace("\\|", "").count("|") for line in tables if "---" in line}
        assert all(line.replace("\\|", "").count("|") in widths for line in tables)
        assert "\n# c" not in text and "a \\| \\`b\\`␊\\# c" in text


def test_the_sentence_of_a_day() -> None:
    text = daily_markdown(daily_report(everything().ground(), DAY), ZONE)
    assert text.startswith("# Daily operations report, 2026-11-20: fail\n\nThe services are healthy. ")
    assert "To be looked at: error rate 3 %. 13 of 16 fields have no data." in text
