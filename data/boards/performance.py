"""How fast the service is, how much it bears, and how much of either is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from data.assess import reading_under
from data.boards.capacity import capacity_panel
from data.boards.facts import fact_of, label_words
from data.boards.objectives import slo_panel
from data.boards.outlook import Outlook
from data.boards.panels import framed, panel_of
from data.boards.sentences import board_of
from data.models.board import Board, Fact, Panel
from data.models.policy import Policy
from data.models.reading import Reading
from data.models.snapshot import Snapshot
from data.policies.book import load_policies

LATENCY = ("api.p50_ms", "api.p95_ms", "api.p99_ms", "http.latency_ms")
TRAFFIC = (
    "api.throughput_rps",
    "api.error_rate_pct",
    "api.client_error_pct",
    "api.success_pct",
    "api.availability_pct",
    "api.rate_limited",
    "errors.logged",
)
DATABASE = (
    "db.query_mean_ms",
    "db.query_p95_ms",
    "db.slow_statements",
    "db.cache_hit_pct",
    "db.locks_waiting",
    "db.connections_pct",
    "db.oldest_transaction_s",
    "db.replication_lag_s",
    "aws.rds_connections",
    "aws.rds_cpu_pct",
    "aws.rds_free_bytes",
)
PAGE = ("web.fcp_ms", "web.lcp_ms", "web.tti_ms", "web.cls")
MACHINE = (
    "host.cpu_pct",
    "host.memory_pct",
    "host.disk_pct",
    "host.inodes_pct",
    "host.swap_pct",
    "host.load1",
    "host.network_bytes",
    "aws.lambda_duration_ms",
    "aws.lambda_error_pct",
    "aws.lambda_throttles",
    "aws.lambda_concurrency",
)
_PAGE_POLICY = "runbooks"
"""The one document that names numbers for page load."""


def performance_board(snapshot: Snapshot, outlook: Outlook) -> Board:
    """Latency, traffic, database, page load and machine, each against its limits and its past."""
    panels = (
        _by_service("latency", "Latency", LATENCY, snapshot, outlook),
        _by_service("traffic", "Traffic and errors", TRAFFIC, snapshot, outlook),
        slo_panel(snapshot, outlook),
        panel_of("database", "Database", DATABASE, snapshot, outlook),
        _page_load(snapshot, outlook),
        panel_of("machine", "Machine", MACHINE, snapshot, outlook),
        capacity_panel(snapshot, outlook),
    )
    return board_of("performance", "Performance", panels, snapshot, outlook)


def _by_service(id: str, title: str, signals: Sequence[str], snapshot: Snapshot, outlook: Outlook) -> Panel:
    """Each service and endpoint with its signals together, the signals in their order."""
    panel = panel_of(id, title, signals, snapshot, outlook)
    return replace(panel, facts=tuple(sorted(panel.facts, key=lambda fact: _place(fact, signals))))


def _place(fact: Fact, signals: Sequence[str]) -> tuple[bool, str, str, int]:
    if fact.series is None:
        return (True, "", "", 0)
    source, signal, labels = fact.series
    return (signal == "http.latency_ms", source, label_words(labels), signals.index(signal))


def _page_load(snapshot: Snapshot, outlook: Outlook) -> Panel:
    """Judged by the document that names page load, where the policy in use is silent."""
    readings = [_judged(each) for signal in PAGE for each in snapshot.readings_of(signal)]
    facts = tuple(fact_of(each, snapshot, outlook) for each in readings)
    return framed("page-load", "Page load", facts, PAGE, snapshot)


def _judged(reading: Reading) -> Reading:
    if reading.threshold is not None or not reading.verdict.known:
        return reading
    return reading_under(reading, _page_policy())


@cache
def _page_policy() -> Policy:
    return load_policies().get(_PAGE_POLICY)
