"""Thirty days back-filled into a real Prometheus: objectives, percentiles and the past are its own."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest

from data.baselines.keeper import Keeper
from data.boards.outlook import Outlook
from data.boards.performance import performance_board
from data.config.secret import SecretReader
from data.models.failure import Failure
from data.models.past import TimeRange, Window
from data.models.reading import Answer
from data.models.round import Round
from data.provider import ProviderContext, Source
from data.providers.prometheus.client import PrometheusProvider
from data.providers.prometheus.settings import PrometheusSettings
from data.recall.backfill import Recall
from data.slo.window import SECONDS
from data.store import Store
from data.timekeeping import SystemTimekeeper
from tests.fakes import policy
from tests.prometheus_server import PrometheusServer, prometheus_server

DAY = 86_400
WINDOWS = (*SECONDS, "30d")
ERRORS, TOTAL = 'http_requests_total{code=~"5.."}', "http_requests_total"
P95 = "histogram_quantile(0.95, sum by (le) (rate(took_seconds_bucket[5m]))) * 1000"
BUCKETS = (("0.1", 0.6), ("0.25", 0.85), ("0.5", 0.96), ("1", 0.995), ("+Inf", 1.0))
RULES = {
    **{f"recorded_{w}": f"sum(rate({ERRORS}[{w}])) / sum(rate({TOTAL}[{w}]))" for w in WINDOWS},
    **{f"counted_{w}": f"sum(increase({TOTAL}[{w}]))" for w in WINDOWS},
    "p95_ms": P95,
}
YOUNG = {"name": "two days old", "errors": 'took_seconds_bucket{le="9"}', "total": "took_seconds_bucket"}
RATE = {"signal": "api.throughput_rps", "unit": "rps", "promql": "sum(rate(http_requests_total[1h]))"}
SLO = {"name": 'the "api" \\ $1', "errors": ERRORS, "total": TOTAL, "objective": 99.9}


def history(now: float) -> Iterator[str]:
    """Requests and errors of thirty-one days, and how long they took on the last two."""
    chance = random.Random(7)
    times = [now - ago for ago in range(31 * DAY, 2 * DAY, -600)] + [
        now - ago for ago in range(2 * DAY, -1, -60)
    ]
    yield "# TYPE http_requests counter"
    for code, often in (("200", 400.0), ("404", 20.0), ("500", 0.5), ("503", 0.2)):
        count = 1e7
        for at, before in zip(times[1:], times, strict=False):
            count += (at - before) * often / 60 * chance.random() * 2
            yield f'http_requests_total{{code="{code}"}} {count:.0f} {at:.3f}'
    yield "# TYPE took_seconds histogram"
    for bucket, share in BUCKETS:
        count = 1e7 * share
        for at in times[-1_440:]:
            count += 100 * share
            yield f'took_seconds_bucket{{le="{bucket}"}} {count:.0f} {at:.3f}'


@pytest.fixture(scope="module")
def prometheus() -> Iterator[PrometheusServer]:
    with prometheus_server(history(time.time()), RULES) as server:
        yield server


def settings(server: PrometheusServer) -> PrometheusSettings:
    recorded = [{"signal": name, "promql": name} for name in RULES]
    p95 = {"signal": "api.p95_ms", "promql": P95, "unit": "ms"}
    return PrometheusSettings.model_validate(
        {
            "name": "prom",
            "url": server.url,
            "timeout": "10s",
            "slo": [SLO, YOUNG],
            "query": [*recorded, p95, RATE],
        }
    )


def provider(server: PrometheusServer) -> PrometheusProvider:
    return PrometheusProvider(settings(server), ProviderContext(SystemTimekeeper(), SecretReader({})))


def values(answer: Answer) -> dict[str, float]:
    """Every value there is, an objective's with its window."""
    return {
        " ".join([each.signal, dict(each.labels).get("window", "")]).strip(): each.value
        for each in answer.observations
        if each.value is not None and dict(each.labels).get("slo") != YOUNG["name"]
    }


async def first_whole(asked: PrometheusProvider) -> dict[str, float]:
    """The first answer in which every rule has been recorded."""
    async with asyncio.timeout(120):
        while not (found := values(await asked.fetch())).keys() >= RULES.keys():
            await asyncio.sleep(0.2)
    return found


async def test_shares_and_percentiles_are_those_that_prometheus_records(prometheus: PrometheusServer) -> None:
    asked = provider(prometheus)
    await first_whole(asked)
    await asked.close()
    asked = provider(prometheus)  # nothing remembered of before: every window is asked at once
    found = await first_whole(asked)
    await asked.close()
    for window in WINDOWS:
        assert found[f"slo.error_ratio {window}"] == pytest.approx(found[f"recorded_{window}"], rel=1e-6)
        assert found[f"slo.requests {window}"] == pytest.approx(found[f"counted_{window}"], rel=0.02)
        assert 0 < found[f"slo.error_ratio {window}"] < 0.05
    for window in ("1h", "6h", "1d", "3d"):
        assert found[f"slo.burn_rate {window}"] == pytest.approx(
            found[f"recorded_{window}"] / 0.001, rel=1e-6
        )
    assert found["api.p95_ms"] == pytest.approx(found["p95_ms"], rel=1e-6)
    assert found["slo.objective_pct"] == 99.9


async def test_what_it_does_not_remember_whole_is_told(prometheus: PrometheusServer) -> None:
    asked = provider(prometheus)
    answer = await asked.fetch()
    await asked.close()
    told = {
        dict(each.labels)["slo"]: each.detail
        for each in answer.observations
        if each.signal == "slo.error_ratio" and dict(each.labels)["window"] == "30d"
    }
    assert told[str(SLO["name"])] == ""
    assert "less than 30d is remembered" in told["two days old"] and "taken as none" in told["two days old"]


async def test_the_past_is_what_prometheus_remembers(prometheus: PrometheusServer) -> None:
    asked, now = provider(prometheus), time.time()
    window = Window(now - 3_600, now, 15.0)
    pasts = {(each.signal, dict(each.labels).get("window", "")): each for each in await asked.past(window)}
    direct = await asked.range(P95, window.start, window.end, window.step)
    await asked.close()
    assert pasts["api.p95_ms", ""].values == direct[0].values and len(direct[0].values) > 230
    assert pasts["api.p95_ms", ""].unit == "ms"
    assert len(pasts["slo.error_ratio", "1h"].values) > 230


async def test_a_week_is_filled_in_with_the_week_before(prometheus: PrometheusServer) -> None:
    asked, time_ = provider(prometheus), SystemTimekeeper()
    chosen = settings(prometheus)
    sources = [Source("prom", "prometheus", "", 15.0, 10.0, True, asked, chosen.feeds())]
    store = Store(sources, policy(), time_)
    recall = Recall(sources, store, time_)
    await recall.fill(TimeRange.WEEK, 7.0 * DAY)
    await asked.close()
    assert recall.standing["prom"].failure is None, recall.standing
    now = time_.elapsed()
    key = ("prom", "slo.error_ratio", (("slo", str(SLO["name"])), ("window", "1h")))
    for end in (now, now - 7 * DAY):
        series = store.past(key, end - 7 * DAY, end)
        assert 330 <= len(series.values) <= 337 and all(0 <= value < 0.1 for value in series.values)


async def test_the_board_says_of_it_what_prometheus_says(prometheus: PrometheusServer) -> None:
    asked, time_ = provider(prometheus), SystemTimekeeper()
    await first_whole(asked)
    chosen = settings(prometheus)
    sources = [Source("prom", "prometheus", "", 15.0, 10.0, True, asked, chosen.feeds())]
    store = Store(sources, policy(), time_)
    answer = await asked.fetch()
    await asked.close()
    store.record(Round("prom", time_.now(), time_.elapsed(), 5.0, answer))
    board = performance_board(store.snapshot(), Outlook(policy(), ZoneInfo("UTC"), past=store.past))
    shown = [fact for panel in board.panels for fact in panel.facts if fact.group != YOUNG["name"]]
    facts = {fact.key.rpartition(":")[2]: fact.value for fact in shown}
    recorded = values(answer)
    assert facts["availability"] == pytest.approx(100 * (1 - recorded["recorded_30d"]), rel=1e-6)
    assert facts["budget"] == pytest.approx(100 * (1 - recorded["recorded_30d"] / 0.001), rel=1e-6)
    assert facts["burn-1h"] == pytest.approx(recorded["recorded_1h"] / 0.001, rel=1e-6)
    assert facts["api.p95_ms"] == pytest.approx(recorded["p95_ms"], rel=1e-6)


async def test_what_is_usual_is_learned_from_four_weeks(prometheus: PrometheusServer) -> None:
    asked, time_ = provider(prometheus), SystemTimekeeper()
    sources = [Source("prom", "prometheus", "", 15.0, 10.0, True, asked, settings(prometheus).feeds())]
    keeper = Keeper(ZoneInfo("Europe/London"))
    pasts = await Recall(sources, Store(sources, policy(), time_), time_).ask(keeper.window(time_.now()))
    await asked.close()
    found = {name: past for name, past in pasts.items() if not isinstance(past, Failure)}
    assert keeper.take(found, time_.now()) >= 1 and not keeper.due(time_.now())
    usual = keeper.usual(("prom", "api.throughput_rps", ()), time_.now())
    assert usual is not None and usual.samples == 12
    # 420.7 requests a minute on the mean.
    assert usual.low < 7.0 < usual.high and usual.holds(usual.middle)
