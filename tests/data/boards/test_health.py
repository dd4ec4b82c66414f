"""What health gains: each subject in a phrase, honest in every look."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from data.boards.gain import Gain
from data.boards.health import around_board, health_gains
from data.boards.health_maintenance import allowed_words
from data.boards.outlook import Outlook
from data.models.failure import FailureKind
from data.models.item import Item
from data.models.maintenance import Maintenance, Opening, Span
from data.models.reading import Observation
from data.models.snapshot import Phase
from data.models.verdict import Verdict
from data.policies.book import load_policies
from data.provider import Source
from data.store import Store
from tests.around_gallery import Around
from tests.data.boards.looks import ZONE, Scene
from tests.fakes import START, answering

SKAFU = load_policies().get("skafu")
FIVE = ("projects", "templates", "ai", "github", "observability")


def gain(made: Scene, title: str, environment: str = "production") -> Gain:
    outlook = replace(made.outlook, policies=load_policies().policies)
    return next(each for each in health_gains(made.snapshot, outlook, environment) if each.title == title)


def services(up: int, down: int = 0, *, policy: str = "skafu") -> Scene:
    made = Scene(policy=load_policies().get(policy))
    sources = [
        Source(name, "http", "services", 10.0, 5.0, True, answering(), frozenset({"http.up"}))
        for name in FIVE
    ]
    made.store = Store(sources, made.policy, made.clock)
    for name in FIVE[:up]:
        made.says(name, Observation("http.up", 1.0, "bool", judged=Verdict.PASS))
    for name in FIVE[up : up + down]:
        made.says(name, Observation("http.up", 0.0, "bool", judged=Verdict.FAIL))
    return made


@pytest.mark.parametrize(
    ("up", "verdict", "said"),
    [
        (5, Verdict.PASS, "100 % of 5 services (healthy: ≥ 95 %)"),
        (4, Verdict.WARN, "80 % of 5 services (degraded: ≥ 80 %)"),
        (3, Verdict.FAIL, "60 % of 5 services (unhealthy: < 80 %)"),
    ],
)
def test_availability_keeps_to_the_bands_of_the_document(up: int, verdict: Verdict, said: str) -> None:
    found = gain(services(up, 5 - up), "availability")
    assert (found.verdict, found.words) == (verdict, said)
    fact = found.panel.facts[0]
    assert fact.limit is not None and fact.limit.section == "Monitoring Dashboard Review"
    assert ("degraded", "≥ 80 %, skafu § Monitoring Dashboard Review") in fact.details
    assert [value for name, value in fact.details if name == "down"] == list(FIVE[up:])


def test_what_is_down_in_maintenance_is_told_and_does_not_alarm() -> None:
    made = services(4, 1)
    for patterns, silence, verdict in ((("observ*",), True, None), (("observ*",), False, Verdict.WARN)):
        window = Maintenance("patches", Span(START, START + timedelta(hours=1)), patterns, silence)
        snapshot = replace(
            made.snapshot, openings=(Opening(window, Span(START, START + timedelta(hours=1))),)
        )
        found = health_gains(snapshot, made.outlook, "production")[0]
        assert found.verdict is verdict
        assert ("in maintenance" in found.words) is silence
        assert found.panel.facts[0].verdict is Verdict.WARN, "the real verdict stays"


def test_a_service_that_was_not_asked_yet_is_neither_up_nor_down() -> None:
    found = gain(services(4), "availability")
    assert found.words == "100 % of 4 services (healthy: ≥ 95 %), 1 not known"
    assert found.verdict is Verdict.NO_DATA


def test_a_service_that_does_not_answer_is_down_and_one_that_may_not_be_asked_is_not_known() -> None:
    made = services(4).fails("observability")
    assert gain(made, "availability").words.startswith("80 % of 5")
    made = services(4).fails("observability", FailureKind.RIGHTS)
    assert gain(made, "availability").words.endswith("1 not known")


def test_a_document_without_bands_judges_no_share_but_shows_who_does() -> None:
    found = gain(services(4, 1, policy="manual"), "availability")
    assert (found.verdict, found.words) == (None, "80 % of 5 services")
    assert any(name == "degraded" and "skafu" in told for name, told in found.panel.facts[0].details)


def test_the_two_meanings_of_the_word_stand_side_by_side() -> None:
    made = Scene(("api", frozenset({"http.up"})), ("prom", frozenset({"api.availability_pct"})), policy=SKAFU)
    made.says("api", Observation("http.up", 1.0, "bool", judged=Verdict.PASS))
    made.says("prom", Observation("api.availability_pct", 99.2, "%"))
    found = gain(made, "availability")
    assert found.verdict is Verdict.FAIL
    assert "two things" in found.panel.note
    now, over_time = found.panel.facts
    assert (now.verdict, over_time.verdict) == (Verdict.PASS, Verdict.FAIL)
    assert over_time.limit is not None and over_time.limit.number == 99.5


DEPLOYS = frozenset({"deploy.recent", "deploy.failed", "ci.failed"})


def deployment(id: str, minutes: float, verdict: Verdict = Verdict.PASS, kind: str = "deployment") -> Item:
    return Item(kind, id, f"web {id}", verdict, state="done", at=START - timedelta(minutes=minutes))


def test_deployments_of_today_with_those_that_failed_first() -> None:
    made = Scene(("repo", DEPLOYS))
    items = [deployment("1", 5), deployment("2", 90, Verdict.FAIL), deployment("old", 60 * 24, Verdict.FAIL)]
    made.lists(
        "repo", items, Observation("deploy.recent", 2.0, "count"), Observation("deploy.failed", 1.0, "count")
    )
    found = gain(made, "deployments")
    assert (found.words, found.verdict) == ("2 today, 1 failed (web 2 07:32)", Verdict.WARN)
    assert [fact.name for fact in found.panel.facts] == ["web 2", "web 1"]


def test_no_deployment_is_said_and_passes() -> None:
    made = Scene(("repo", DEPLOYS)).says("repo", Observation("deploy.recent", 0.0, "count"))
    assert gain(made, "deployments").words == "none today"
    assert gain(made, "deployments").verdict is Verdict.PASS


VENDOR = frozenset({"vendor.up", "vendor.incidents"})


def vendor(up: float, detail: str) -> Observation:
    return Observation("vendor.up", up, "bool", judged=Verdict.PASS if up else Verdict.FAIL, detail=detail)


def test_vendors_are_well_or_named_with_what_they_say() -> None:
    made = Scene(("github", VENDOR), ("aws", VENDOR))
    made.says("github", vendor(1.0, "All Systems Operational")).says("aws", vendor(1.0, "operational"))
    assert (gain(made, "vendors").words, gain(made, "vendors").verdict) == ("all 2 well", Verdict.PASS)
    incident = Item(
        "vendor-incident", "i", "API requests fail", Verdict.FAIL, "major", "investigating", START
    )
    made.lists("github", [incident], vendor(0.0, "Partial System Outage"))
    found = gain(made, "vendors")
    assert (found.words, found.verdict) == ("github: API requests fail", Verdict.FAIL)
    assert found.panel.facts[0].text == "Partial System Outage"


ALERTS = frozenset({"alerts.firing", "alerts.silenced", "alerts.watchdog"})


def test_alerts_are_counted_once_though_replicas_list_them_twice() -> None:
    made = Scene(("am-1", ALERTS), ("am-2", ALERTS))
    for name in ("am-1", "am-2"):
        made.says(
            name, Observation("alerts.firing", 2.0, "count"), Observation("alerts.silenced", 1.0, "count")
        )
    assert gain(made, "alerts").words == "2 firing, 1 silenced"
    assert gain(made, "alerts").verdict is Verdict.WARN


def test_a_missing_watchdog_is_an_alarm() -> None:
    made = Scene(("am", ALERTS))
    missing = Observation("alerts.watchdog", 0.0, "bool", judged=Verdict.FAIL)
    found = gain(made.says("am", Observation("alerts.firing", 0.0, "count"), missing), "alerts")
    assert (found.words, found.verdict) == ("none firing, the watchdog is missing", Verdict.FAIL)


PLATFORM = frozenset({"aws.alarms", "aws.s3_reachable", "fly.machines_down"})
ERRORS = frozenset({"errors.issues", "errors.new_issues"})


def test_the_platform_names_what_is_broken_or_counts_what_is_in_order() -> None:
    made = Scene(("prod", PLATFORM))
    alarms = Observation("aws.alarms", 0.0, "count", judged=Verdict.PASS)
    reach = Observation("aws.s3_reachable", 1.0, "bool", judged=Verdict.PASS)
    found = gain(made.says("prod", alarms, reach), "platform")
    assert (found.words, found.verdict) == ("2 in order", Verdict.PASS)
    alarm = Item("alarm", "a", "api 5xx", Verdict.FAIL, state="ALARM", at=START)
    made.lists("prod", [alarm], replace(alarms, value=1.0, judged=Verdict.FAIL), replace(reach, value=None))
    found = gain(made, "platform")
    assert (found.words, found.verdict) == ("CloudWatch alarms in ALARM 1, 1 not known", Verdict.FAIL)
    assert "api 5xx" in [fact.name for fact in found.panel.facts]


def test_errors_are_counted_with_what_is_new() -> None:
    seen = (Observation("errors.issues", 1204.0, "count"), Observation("errors.new_issues", 3.0, "count"))
    made = Scene(("sentry", ERRORS)).lists(
        "sentry", [Item("issue", "i", "KeyError: cart", Verdict.WARN)], *seen
    )
    found = gain(made, "errors")
    assert found.words == "1,204 open, 3 new today"
    assert [fact.name for fact in found.panel.facts][-1] == "KeyError: cart"


@pytest.mark.parametrize(
    ("title", "feeds"),
    [
        ("platform", PLATFORM),
        ("errors", ERRORS),
        ("deployments", DEPLOYS),
        ("vendors", VENDOR),
        ("alerts", ALERTS),
    ],
)
def test_each_look_is_honest(title: str, feeds: frozenset[str]) -> None:
    made = Scene(("it", feeds))
    assert gain(made, title).verdict is Verdict.NO_DATA
    for kind, phase in ((FailureKind.CONNECT, Phase.FAILED), (FailureKind.RIGHTS, Phase.NO_RIGHTS)):
        found = gain(made.fails("it", kind), title)
        assert (found.verdict, found.panel.phase) == (Verdict.ERROR, phase)
        assert found.words not in ("", "none today", "none firing")
    nothing = gain(Scene(("api", frozenset({"db.up"}))), title)
    assert (nothing.words, nothing.verdict) == ("", None)
    assert nothing.panel.configure


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ("2026-11-22T03:00:00", "allows changes until 06:00 UTC"),
        ("2026-11-22T06:00:00", "allows changes from Sun 02:00 UTC, announced 7 days before"),
    ],
)
def test_the_policy_says_until_when_changes_may_be_made(now: str, said: str) -> None:
    window = next(each for each in SKAFU.windows if each.environment == "production")
    assert allowed_words(window, datetime.fromisoformat(now).replace(tzinfo=UTC)) == said


def test_the_policy_of_another_environment_is_not_shown() -> None:
    made = Scene(("api", frozenset({"http.up"})), policy=SKAFU)
    assert "allows changes from Sun 02:00 UTC" in gain(made, "maintenance").words
    assert "from Sat 01:00 UTC" in gain(made, "maintenance", "staging").words
    assert gain(made, "maintenance", "development").words == "the policy allows changes: continuous"
    assert gain(made, "maintenance", "lab").words == ""


def test_an_open_window_keeps_the_verdicts_of_what_it_covers_in_sight() -> None:
    made = services(4, 1)
    window = Maintenance("patches", Span(START, START + timedelta(hours=1)), ("services",))
    made.store = Store([], made.policy, made.clock, (window,))
    snapshot = replace(
        services(4, 1).snapshot, openings=(Opening(window, Span(START, START + timedelta(hours=1))),)
    )
    found = next(
        each for each in health_gains(snapshot, made.outlook, "production") if each.title == "maintenance"
    )
    assert found.words == "patches until 10:02"
    fact = found.panel.facts[0]
    assert "covers 5 sources, their alarms are silenced; 1 of them do not pass" in fact.words
    assert ("observability", "fail") in fact.details


def test_as_a_board_it_says_what_deviates_in_the_same_words() -> None:
    around = Around()
    outlook = Outlook(SKAFU, ZONE)
    board = around_board(around.snapshot, outlook, "production")
    assert board.verdict is Verdict.FAIL
    assert board.sentence[0].startswith(
        "Availability: 67 % of 3 services (unhealthy: < 80 %); alerts: 2 firing"
    )
    assert "deployments: 3 today, 1 failed" in board.sentence[0] and "vendors" not in board.sentence[0]
    keys = [fact.key for panel in board.panels for fact in panel.facts]
    assert len(keys) == len(set(keys))
