"""What recorded rows of a real server come to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from data.models.failure import FailureKind
from data.models.reading import Observation
from data.models.verdict import Verdict
from data.providers.postgres.parse import parse_overview, parse_size, parse_slow, parse_statements
from data.providers.postgres.window import Window

_RECORDED = Path(__file__).parents[3] / "fixtures" / "postgres" / "primary.json"


@pytest.fixture
def recorded() -> dict[str, Any]:
    """Rows that a PostgreSQL 18 gave."""
    content: dict[str, Any] = json.loads(_RECORDED.read_text())
    return content


def by_signal(observations: tuple[Observation, ...]) -> dict[str, Observation]:
    return {observation.signal: observation for observation in observations}


def test_overview(recorded: dict[str, Any]) -> None:
    seen = by_signal(parse_overview(recorded["overview"], Window(1000)))
    assert {name: round(each.value or 0, 3) for name, each in seen.items()} == {
        "db.up": 1.0,
        "db.connections_used": 4.0,
        "db.connections_max": 100.0,
        "db.connections_pct": 4.0,
        "db.oldest_transaction_s": round(recorded["overview"][0]["oldest_transaction_s"], 3),
        "db.locks_waiting": 1.0,
        "db.cache_hit_pct": round(
            100 * recorded["overview"][0]["blocks_hit"] / recorded["overview"][0]["blocks_asked"], 3
        ),
    }
    assert seen["db.up"].judged is Verdict.PASS
    assert seen["db.connections_pct"].detail == "4 of 100 (3 of them kept for administrators)"
    assert seen["db.connections_pct"].unit == "%"


def test_without_rights_connections_are_known_and_transactions_are_not(recorded: dict[str, Any]) -> None:
    seen = by_signal(parse_overview(recorded["overview-without-rights"], Window(1000)))
    assert seen["db.connections_used"].value == 5.0
    assert "without pg_monitor" in seen["db.connections_used"].detail
    oldest = seen["db.oldest_transaction_s"]
    assert oldest.value is None and oldest.failure is not None
    assert oldest.failure.kind is FailureKind.RIGHTS
    assert oldest.failure.remedy == "grant pg_monitor to plain"


def test_cache_hits_are_those_since_the_last_round(recorded: dict[str, Any]) -> None:
    window, row = Window(1000), recorded["overview"][0]
    parse_overview([row], window)
    later = {**row, "blocks_hit": row["blocks_hit"] + 500, "blocks_asked": row["blocks_asked"] + 2000}
    cache = by_signal(parse_overview([later], window))["db.cache_hit_pct"]
    assert cache.value == 25.0
    assert cache.detail == "blocks found in memory since the last round"


def test_a_database_that_has_read_nothing_has_no_cache_hits(recorded: dict[str, Any]) -> None:
    row = {**recorded["overview"][0], "blocks_hit": 0, "blocks_asked": 0}
    assert by_signal(parse_overview([row], Window(1000)))["db.cache_hit_pct"].value is None


def test_size(recorded: dict[str, Any]) -> None:
    (size,) = parse_size(recorded["size"])
    assert (size.value, size.unit) == (float(recorded["size"][0]["size_bytes"]), "bytes")


def test_mean_of_all_statements(recorded: dict[str, Any]) -> None:
    row = recorded["statements"][0]
    window = Window(1)
    (first,) = parse_statements([row], window)
    assert first.value == pytest.approx(row["total_ms"] / row["calls"])
    assert first.detail == "over all statements since statistics began"
    (second,) = parse_statements([{"calls": row["calls"] + 2, "total_ms": row["total_ms"] + 90}], window)
    assert second.value == pytest.approx(45.0)


def test_no_statement_counted() -> None:
    (mean,) = parse_statements([{"calls": 0.0, "total_ms": 0.0}], Window(1))
    assert mean.value is None and mean.detail == "no statement has been counted yet"


def test_slow_statements_are_counted_and_named(recorded: dict[str, Any]) -> None:
    (slow,) = parse_slow(recorded["slow"], 1.0)
    assert slow.value == recorded["slow"][0]["statements"]
    assert slow.detail.startswith("300 ms × ")
    assert "select pg_sleep($1)" in slow.detail


def test_no_slow_statement() -> None:
    (slow,) = parse_slow([], 100.0)
    assert slow.value == 0.0 and slow.detail == "no statement takes longer than 100 ms on average"


def test_a_statement_that_may_hold_a_password_is_not_quoted() -> None:
    row = {"statements": 1, "calls": 1, "mean_ms": 200.0, "query": "ALTER ROLE bo PASSWORD 'hunter2'"}
    (slow,) = parse_slow([row], 100.0)
    assert slow.detail == "200 ms × 1: ALTER ROLE …"


def test_hostile_statement_text_is_made_safe() -> None:
    row = {"statements": 1, "calls": 1, "mean_ms": 200.0, "query": "select '\x1b]52;c;aGk=\x07 [/red]'"}
    (slow,) = parse_slow([row], 100.0)
    assert "\x1b" not in slow.detail and "\x07" not in slow.detail
