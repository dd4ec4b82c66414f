from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from data.boards.panels import configure_of, panel_of
from data.boards.sentences import board_of
from data.models.board import Panel
from data.models.failure import Failure, FailureKind
from data.models.reading import Observation
from data.models.series import Key, Series
from data.models.snapshot import Phase
from data.models.usual import Usual
from data.models.verdict import Verdict
from tests.data.boards.looks import Scene

SIGNALS = ("db.connections_pct", "db.cache_hit_pct")
FEEDS = frozenset(SIGNALS)


def scene() -> Scene:
    return Scene(("db main", FEEDS))


def panel(made: Scene) -> Panel:
    return panel_of("database", "Database", SIGNALS, made.snapshot, made.outlook)


def test_a_fact_has_value_limit_and_where_the_limit_comes_from() -> None:
    made = scene().says("db main", Observation("db.connections_pct", 81.0, "%"))
    (fact,) = panel(made).facts
    assert (fact.value, fact.unit, fact.name, fact.group) == (81.0, "%", "connections in use", "db main")
    assert fact.limit is not None and fact.limit.number == 80 and fact.limit.section
    assert fact.verdict is not None and fact.verdict != Verdict.PASS
    assert ("limit from", f"manual § {fact.limit.section}") in fact.details


@pytest.mark.parametrize(
    ("look", "phase"),
    [
        (lambda s: s, Phase.LOADING),
        (lambda s: s.says("db main", Observation("db.connections_pct", 1.0, "%")), Phase.FRESH),
        (lambda s: s.says("db main", Observation("db.connections_pct", 1.0, "%")).later(60), Phase.STALE),
        (lambda s: s.fails("db main"), Phase.FAILED),
        (lambda s: s.fails("db main", FailureKind.RIGHTS), Phase.NO_RIGHTS),
    ],
)
def test_every_phase_has_its_look(look: Callable[[Scene], Scene], phase: Phase) -> None:
    made = look(scene())
    shown = panel(made)
    assert shown.phase is phase
    board = board_of("x", "X", [shown], made.snapshot, made.outlook)
    assert (board.verdict is Verdict.PASS) == (phase is Phase.FRESH)


def test_what_nobody_feeds_shows_the_lines_that_would() -> None:
    made = Scene(("api", frozenset({"http.up"})))
    shown = panel(made)
    assert shown.phase is Phase.NOT_CONFIGURED
    assert tomllib.loads(shown.configure)["postgres"][0]["dsn_env"]
    board = board_of("x", "X", [shown], made.snapshot, made.outlook)
    assert board.verdict is Verdict.NO_DATA and "configured" in board.sentence[0]


def test_lines_of_several_queries_share_one_source() -> None:
    lines = tomllib.loads(configure_of(["api.p95_ms", "api.p50_ms"]))
    assert [each["signal"] for each in lines["prometheus"][0]["query"]] == ["api.p95_ms", "api.p50_ms"]


def test_a_right_that_one_signal_lacks_is_told() -> None:
    failure = Failure(FailureKind.RIGHTS, "may not read it", "grant pg_monitor")
    made = scene().says("db main", Observation("db.connections_pct", None, "%", failure=failure))
    shown = panel(made)
    assert shown.phase is Phase.NO_RIGHTS and "grant pg_monitor" in shown.message


def test_since_is_when_the_limit_was_first_broken() -> None:
    made = scene().says("db main", Observation("db.connections_pct", 85.0, "%"))
    now = made.snapshot.elapsed

    def past(key: Key, start: float, end: float) -> Series:
        times = (now - 1200, now - 900, now - 600, now - 300)
        values = (85.0, 70.0, 81.0, 84.0)
        kept = [(t, v) for t, v in zip(times, values, strict=True) if start <= t <= end]
        return Series(tuple(t for t, _ in kept), tuple(v for _, v in kept))

    outlook = replace(made.outlook, past=past)
    (fact,) = panel_of("database", "Database", SIGNALS, made.snapshot, outlook).facts
    assert fact.since == made.snapshot.at - timedelta(seconds=600)
    assert fact.compared is None


@pytest.mark.parametrize(("hours", "told"), [(0.5, 0.5), (3.0, 3.0), (30.0, 30.0), (1000.0, 168.0)])
def test_since_looks_back_as_far_as_it_must(hours: float, told: float) -> None:
    made = scene().says("db main", Observation("db.connections_pct", 85.0, "%"))
    now = made.snapshot.elapsed

    def past(key: Key, start: float, end: float) -> Series:
        times = tuple(start + n * (end - start) / 400 for n in range(401))
        return Series(times, tuple(85.0 if at > now - hours * 3_600 else 20.0 for at in times))

    (fact,) = panel_of("d", "D", SIGNALS, made.snapshot, replace(made.outlook, past=past)).facts
    assert fact.since is not None
    assert (made.snapshot.at - fact.since).total_seconds() / 3_600 == pytest.approx(told, rel=0.05)


def test_compared_with_yesterday() -> None:
    made = scene().says("db main", Observation("db.connections_pct", 85.0, "%"))
    yesterday = made.snapshot.elapsed - 86_400.0

    def past(key: Key, start: float, end: float) -> Series:
        return Series((yesterday + 20,), (41.0,)) if start <= yesterday <= end else Series((), ())

    outlook = replace(made.outlook, past=past)
    shown = panel_of("database", "Database", SIGNALS, made.snapshot, outlook)
    (fact,) = shown.facts
    assert fact.compared is not None and (fact.compared.value, fact.compared.span) == (41.0, "yesterday")
    board = board_of("x", "X", [shown], made.snapshot, outlook)
    assert "connections in use 85 %" in board.sentence[0] and "41 % yesterday" in board.sentence[0]


def test_what_is_unusual_is_said_in_words() -> None:
    made = scene().says("db main", Observation("db.connections_pct", 30.0, "%"))

    def usual(key: Key, at: datetime) -> Usual | None:
        return Usual(8, 12, 10, 9, "on Fridays at 09")

    shown = panel_of("database", "Database", SIGNALS, made.snapshot, replace(made.outlook, usual=usual))
    (fact,) = shown.facts
    assert "unusual: 30 %, usually 8–12 % on Fridays at 09" in fact.words
    board = board_of("x", "X", [shown], made.snapshot, made.outlook)
    assert board.sentence == (
        "What is judged keeps within its limit.",
        "Unusual: connections in use 30 %, usually 8–12 % on Fridays at 09.",
    )


def test_a_signal_that_a_source_at_hand_could_bring_is_named() -> None:
    made = Scene(("db main", FEEDS), kind="postgres").says("db main", Observation("db.up", 1.0, "bool"))
    signals = (*SIGNALS, "db.size_bytes", "aws.rds_cpu_pct")
    shown = panel_of("database", "Database", signals, made.snapshot, made.outlook)
    assert shown.note == "not configured: db.size_bytes"


@pytest.mark.parametrize(
    ("signal", "value", "told"),
    [
        ("api.error_rate_pct", 0.0, False),
        ("api.error_rate_pct", 0.9, True),
        ("api.throughput_rps", 0.0, True),
        ("api.throughput_rps", 0.9, True),
        ("business.of_our_own", 0.0, True),
        ("api.error_rate_pct", 0.2002, False),
        ("api.throughput_rps", 0.09999, False),
        ("api.error_rate_pct", 0.21, True),
    ],
)
def test_what_is_better_than_usual_is_no_news(signal: str, value: float, told: bool) -> None:
    made = Scene(("prom", frozenset({signal}))).says("prom", Observation(signal, value, ""))
    outlook = replace(made.outlook, usual=lambda key, at: Usual(0.1, 0.2, 0.15, 9, "on Fridays at 09"))
    (fact,) = panel_of("x", "X", (signal,), made.snapshot, outlook).facts
    assert ("unusual" in fact.words) is told


def test_of_more_than_can_be_shown_the_worst_are_there_in_their_order() -> None:
    made = Scene(("host", frozenset({"host.disk_pct"})))
    full = {217: 99.0, 483: 98.0}
    made.says(
        "host",
        *(Observation("host.disk_pct", full.get(n, 5.0), "%", (("mount", f"/{n:03}"),)) for n in range(500)),
    )
    shown = panel_of("machine", "Machine", ("host.disk_pct",), made.snapshot, made.outlook)
    names = [fact.name for fact in shown.facts]
    assert shown.total == 500 and len(names) == 200 and names == sorted(names)
    assert {name[-3:] for name in names} > {"217", "483"}
    assert board_of("x", "X", [shown], made.snapshot, made.outlook).sentence[0].startswith("2 of 500")


def test_a_board_that_judges_nothing_has_not_passed() -> None:
    made = scene().says("db main", Observation("db.cache_hit_pct", 99.0, "%"))
    board = board_of("b", "B", [panel(made)], made.snapshot, made.outlook)
    assert not board.judged and board.sentence == ("Nothing here has a limit, so nothing is judged.",)
    made = scene().says("db main", Observation("db.connections_pct", 40.0, "%"))
    assert board_of("b", "B", [panel(made)], made.snapshot, made.outlook).judged


def test_what_has_no_data_is_named_where_the_sign_says_so() -> None:
    made = scene().says("db main", Observation("x.other", 1.0, ""))
    empty = panel(made)
    board = board_of("b", "B", [empty, replace(empty, title="Sessions")], made.snapshot, made.outlook)
    assert board.verdict is Verdict.NO_DATA and board.sentence == ("No data: database; and 1 more.",)
    made = scene().says("db main", Observation("db.connections_pct", 40.0, "%"))
    board = board_of("b", "B", [panel(made), empty], made.snapshot, made.outlook)
    assert board.sentence == ("What is judged keeps within its limit.", "No data: database.")
