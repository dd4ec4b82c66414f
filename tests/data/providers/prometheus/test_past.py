"""The past of the queries: told apart as their values are, bounded, and each failing for itself."""

from __future__ import annotations

import asyncio
import json
from typing import cast
from urllib.parse import parse_qs, urlsplit

import pytest

from data.config.secret import SecretReader
from data.errors import SourceError
from data.models.failure import FailureKind
from data.models.past import Window
from data.provider import Historian, ProviderContext
from data.providers.prometheus.api import Api
from data.providers.prometheus.client import PrometheusProvider
from data.providers.prometheus.parse import RangeSeries, parse_range
from data.providers.prometheus.past import ask_past, pasts_of
from data.providers.prometheus.settings import PrometheusQuery, PrometheusSettings
from data.timekeeping import SystemTimekeeper, Timekeeper
from tests.fakes import HandClock
from tests.own_time import within
from tests.servers import Reply, Request, hang, plain, raw, serve

WINDOW = Window(1_000.0, 2_000.0, 10.0)
P95 = PrometheusQuery(signal="api.p95_ms", promql="p95", unit="ms", labels=("service",))


class Scripted:
    """Answers a range by its query: with series, or by failing."""

    def __init__(self, **answers: tuple[RangeSeries, ...] | SourceError) -> None:
        self._answers = answers

    async def range(self, promql: str, start: float, end: float, step: float) -> tuple[RangeSeries, ...]:
        answer = self._answers[promql]
        if isinstance(answer, SourceError):
            raise answer
        return answer


def series(service: str, **more: str) -> RangeSeries:
    return RangeSeries({"service": service, **more}, (1_000.0, 1_010.0), (1.0, 2.0))


async def test_one_that_fails_hides_no_other() -> None:
    other = PrometheusQuery(signal="x", promql="broken")
    api = Scripted(p95=(series("a"), series("b")), broken=SourceError(FailureKind.TIMEOUT, "too slow"))
    pasts = await ask_past(cast(Api, api), (P95, other), WINDOW, 200)
    assert [(each.signal, each.labels, each.unit) for each in pasts] == [
        ("api.p95_ms", (("service", "a"),), "ms"),
        ("api.p95_ms", (("service", "b"),), "ms"),
    ]


async def test_where_all_fail_that_is_the_answer() -> None:
    api = Scripted(p95=SourceError(FailureKind.RIGHTS, "no"))
    with pytest.raises(SourceError, match="no"):
        await ask_past(cast(Api, api), (P95,), WINDOW, 200)


def test_series_that_cannot_be_told_apart_are_left_out() -> None:
    """As for the value of now: which of the two would it be?"""
    assert pasts_of(P95, (series("a", pod="1"), series("a", pod="2"), series("b")), 200)[0].labels == (
        ("service", "b"),
    )


def test_no_more_series_than_are_kept() -> None:
    assert len(pasts_of(P95, [series(str(n)) for n in range(500)], 200)) == 200


def test_what_is_no_number_leaves_a_gap() -> None:
    values = [[1, "1"], [2, "NaN"], [3, "+Inf"], [4, "2"]]
    matrix = {"resultType": "matrix", "result": [{"metric": {"service": "a\x1b[31m"}, "values": values}]}
    (past,) = pasts_of(P95, parse_range({"status": "success", "data": matrix}), 200)
    assert (past.times, past.values) == ((1.0, 4.0), (1.0, 2.0))
    assert "\x1b" not in past.labels[0][1]


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (hang, FailureKind.TIMEOUT),
        (raw(*[b"HTTP/1.1 200 OK\r\n\r\n", *[b"{"] * 40], pause=0.1), FailureKind.TIMEOUT),
        (plain("<html>"), FailureKind.BAD_ANSWER),
        (plain(json.dumps({"data": {"resultType": "vector", "result": []}})), FailureKind.BAD_ANSWER),
        (plain(json.dumps({"data": {"resultType": "matrix", "result": [1]}})), FailureKind.BAD_ANSWER),
        (plain(b"x" * 5_000_000), FailureKind.TOO_LARGE),
        (plain("", status="403 Forbidden"), FailureKind.RIGHTS),
        (plain("", status="500 Oh"), FailureKind.BAD_ANSWER),
        (plain("", status="429 Slow", headers="Retry-After: 7\n"), FailureKind.RATE_LIMITED),
    ],
    ids=["hang", "drip", "html", "vector", "nonsense", "too large", "403", "500", "429"],
)
async def test_a_server_that_misbehaves_costs_its_own_past_only(reply: Reply, kind: FailureKind) -> None:
    timeout = 1.0 if kind is FailureKind.TIMEOUT else 20.0
    async with serve(reply) as server:
        asked = provider(server.url, timeout=timeout)
        with within(timeout + 1.5), pytest.raises(SourceError) as raised:
            await asked.past(WINDOW)
        await asked.close()
    assert raised.value.failure.kind is kind


async def test_never_more_points_than_prometheus_gives() -> None:
    asked_for: list[dict[str, list[str]]] = []

    async def reply(request: Request, writer: asyncio.StreamWriter) -> None:
        asked_for.append(parse_qs(urlsplit(request.target).query))
        await plain(json.dumps({"data": {"resultType": "matrix", "result": []}}))(request, writer)

    async with serve(reply) as server:
        asked = provider(server.url)
        assert isinstance(asked, Historian)
        assert await asked.past(Window(0.0, 1e8, 1.0)) == ()
        await asked.close()
    (one,) = asked_for
    assert 1e8 / float(one["step"][0]) <= 11_000


async def test_a_server_by_another_clock_is_asked_by_its_own() -> None:
    clock, asked_for = HandClock(), list[dict[str, list[str]]]()
    theirs = clock.now().timestamp() + 7_200.0

    async def reply(request: Request, writer: asyncio.StreamWriter) -> None:
        point = {"metric": {}, "value": [theirs, "1"], "values": [[theirs - 60.0, "1"]]}
        kind = "matrix" if "query_range" in request.target else "vector"
        if kind == "matrix":
            asked_for.append(parse_qs(urlsplit(request.target).query))
        answer = json.dumps({"data": {"resultType": kind, "result": [point]}})
        await plain(answer)(request, writer)

    async with serve(reply) as server:
        asked = provider(server.url, clock)
        await asked.fetch()
        now = clock.now().timestamp()
        (past,) = await asked.past(Window(now - 900.0, now, 15.0))
        await asked.close()
    assert float(asked_for[0]["end"][0]) == pytest.approx(theirs)
    assert past.times == pytest.approx((now - 60.0,))


def provider(url: str, clock: Timekeeper | None = None, timeout: float = 20.0) -> PrometheusProvider:
    settings = {"name": "prom", "url": url, "timeout": timeout, "query": [{"signal": "x", "promql": "x"}]}
    context = ProviderContext(clock or SystemTimekeeper(), SecretReader({}))
    return PrometheusProvider(PrometheusSettings.model_validate(settings), context)
