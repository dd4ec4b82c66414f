"""The provider on a real Prometheus."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta

import pytest

from data.config.secret import SecretReader
from data.errors import SourceError
from data.models.failure import FailureKind
from data.models.reading import Answer, Observation
from data.models.verdict import Verdict
from data.provider import ProviderContext
from data.providers.prometheus.client import PrometheusProvider
from data.providers.prometheus.settings import TARGETS_DOWN, PrometheusSettings
from data.timekeeping import SystemTimekeeper
from tests.own_time import within
from tests.prometheus_server import PrometheusServer, prometheus_server
from tests.stopped import stopped


@pytest.fixture(scope="module")
def prometheus() -> Iterator[PrometheusServer]:
    """One for all tests here; it takes five seconds to meet its targets."""
    with prometheus_server() as server:
        yield server


@asynccontextmanager
async def provider(
    server: PrometheusServer, *queries: dict[str, object], **more: object
) -> AsyncIterator[PrometheusProvider]:
    settings = {"name": "prom", "url": server.url, "query": queries, **more}
    made = PrometheusProvider(
        PrometheusSettings.model_validate(settings), ProviderContext(SystemTimekeeper(), SecretReader({}))
    )
    try:
        yield made
    finally:
        await made.close()


def query(signal: str, promql: str, *labels: str, **more: object) -> dict[str, object]:
    return {"signal": signal, "promql": promql, "labels": labels, **more}


def seen(answer: Answer, signal: str, **labels: str) -> Observation:
    found = [
        each
        for each in answer.observations
        if each.signal == signal and (not labels or dict(each.labels) == labels)
    ]
    assert found, [(each.signal, each.labels, each.detail) for each in answer.observations]
    return found[0]


async def until(asked: PrometheusProvider, holds: Callable[[Answer], bool]) -> Answer:
    """The answer after the one that holds: the queries of one round see different moments."""
    async with asyncio.timeout(60):
        while not holds(await asked.fetch()):
            await asyncio.sleep(0.05)
    return await asked.fetch()


async def answered(asked: PrometheusProvider, holds: Callable[[Answer], bool]) -> None:
    """Asked until it answers so: a busy server may need more than the second that it is given."""
    async with asyncio.timeout(60):
        while True:
            with suppress(SourceError):
                if holds(await asked.fetch()):
                    return


def has(signal: str, value: float | None, **labels: str) -> Callable[[Answer], bool]:
    def holds(answer: Answer) -> bool:
        return any(
            each.signal == signal and each.value == value and (not labels or dict(each.labels) == labels)
            for each in answer.observations
        )

    return holds


async def test_values_by_label_with_the_times_of_their_samples(prometheus: PrometheusServer) -> None:
    prometheus.exporter.metrics = 'took{service="a"} 5\ntook{service="b"} 7\n'
    since = datetime.now(UTC) - timedelta(seconds=1)
    async with provider(prometheus, query("api.p95_ms", "took", "service", unit="ms")) as asked:
        answer = await until(asked, lambda answer: len(answer.observations) == 3)
    observed = seen(answer, "api.p95_ms", service="b")
    assert (observed.value, observed.unit, observed.query, observed.judged) == (7.0, "ms", "took", None)
    assert observed.observed_at is not None and since <= observed.observed_at <= datetime.now(UTC)
    assert seen(answer, TARGETS_DOWN).value == 0.0
    assert answer.query == prometheus.url
    assert '"resultType":"vector"' in answer.raw and answer.digest.startswith("sha256:")


async def test_each_kind_of_nothing_in_its_own_words_beside_a_good_value(
    prometheus: PrometheusServer,
) -> None:
    prometheus.exporter.metrics = 'odd{service="nan"} NaN\nodd{service="inf"} +Inf\ngood 1\n'
    queries = [
        query("odd.nan", 'odd{service="nan"}'),
        query("odd.inf", 'odd{service="inf"}'),
        query("odd.both", "odd"),
        query("odd.never", "no_such_metric"),
        query("odd.rate", "sum(rate(no_such_metric[1m])) / sum(rate(no_such_metric[1m]))"),
        query("odd.text", '"text"'),
        query("odd.range", "odd[5s]"),
        query("odd.wrong", "sum(rate("),
        query("odd.scalar", "6 * 7"),
        query("good.one", "good"),
    ]
    async with provider(prometheus, *queries) as asked:
        answer = await until(asked, has("good.one", 1.0))
    words = {each.signal: each.detail for each in answer.observations if each.value is None}
    assert {signal: detail[:24] for signal, detail in words.items()} == {
        "odd.nan": "not a number (NaN): noth",
        "odd.inf": "infinite (+Inf)",
        "odd.both": "2 series where one was e",
        "odd.never": "no such series: nothing ",
        "odd.rate": "no such series: nothing ",
        "odd.text": "the query answers a stri",
        "odd.range": "the query answers a matr",
        "odd.wrong": "Prometheus says bad_data",
    }
    assert seen(answer, "odd.scalar").value == 42.0
    wrong = seen(answer, "odd.wrong").failure
    assert wrong is not None and wrong.kind is FailureKind.REFUSED and "parse error" in wrong.message


async def test_a_series_that_stops_is_vanished_and_what_rests_on_it_stale(
    prometheus: PrometheusServer,
) -> None:
    """rate() goes on answering for its whole window; the console does not go on believing it."""
    prometheus.exporter.metrics = "steps_total 10\nkept_total 10\n"
    queries = [
        query("plain.one", "steps_total"),
        query("rate.stops", "rate(steps_total[1m])"),
        query("rate.allowed", "rate(steps_total[1m])", max_age="1m"),
        query("rate.goes", "rate(kept_total[1m])"),
    ]
    async with provider(prometheus, *queries) as asked:
        await until(asked, lambda answer: seen(answer, "rate.stops").value == 0.0)
        prometheus.exporter.metrics = "kept_total 10\n"
        answer = await until(asked, has("plain.one", None))
    assert seen(answer, "plain.one").detail.startswith("vanished: last there at ")
    assert seen(answer, "plain.one").detail.endswith("it was 10")
    stopped = seen(answer, "rate.stops")
    assert (stopped.value, stopped.judged) == (0.0, Verdict.STALE)
    assert stopped.detail.startswith("stale: its series has stopped, the last sample is ")
    assert seen(answer, "rate.allowed").judged is None
    assert seen(answer, "rate.goes").judged is None


async def test_a_single_round_misses_what_vanished_before_it(prometheus: PrometheusServer) -> None:
    """Both series are there for the last 90 s, then one is hidden."""
    old = int((time.time() - 90) * 1000)
    prometheus.exporter.metrics = (
        f'brief{{service="a"}} 1 {old}\nbrief{{service="b"}} 1 {old}\nhidden{{service="b"}} 1\n'
    )
    async with provider(prometheus, query("hidden.one", "hidden")) as asked:
        await until(asked, has("hidden.one", 1.0))
    async with provider(
        prometheus, query("brief.one", "brief unless on (service) hidden", "service")
    ) as another:
        answer = await another.fetch()
    assert seen(answer, "brief.one", service="a").value == 1.0
    gone = seen(answer, "brief.one", service="b")
    assert gone.value is None and gone.detail.startswith("vanished: last there at ")


async def test_samples_that_come_old_are_stale(prometheus: PrometheusServer) -> None:
    """An instant query gives an answer of now for a sample of 90 s ago."""
    old = int((time.time() - 90) * 1000)
    prometheus.exporter.metrics = f"old_one 3 {old}\nold_two 4 {old}\n"
    queries = [
        query("old.strict", "old_one + old_two", max_age="1m"),
        query("old.lenient", "old_one + old_two", max_age="10m"),
        query("old.any", "old_one + old_two", max_age=0),
    ]
    async with provider(prometheus, *queries) as asked:
        answer = await until(asked, has("old.any", 7.0))
    strict = seen(answer, "old.strict")
    assert (strict.value, strict.judged) == (7.0, Verdict.STALE)
    assert "old, 60 s is allowed" in strict.detail
    assert seen(answer, "old.lenient").judged is None
    lenient = seen(answer, "old.lenient").observed_at
    assert lenient is not None and lenient.timestamp() == pytest.approx(old / 1000, abs=1)


async def test_more_series_than_are_wanted(prometheus: PrometheusServer) -> None:
    prometheus.exporter.metrics = "".join(f'many{{id="{number}"}} 1\n' for number in range(30))
    async with provider(prometheus, query("many.one", "many", "id"), max_series=20) as asked:
        answer = await until(asked, lambda answer: len(answer.observations) == 22)
    assert [each.detail for each in answer.observations if each.value is None] == [
        "cut off: 20 of 30 series are kept"
    ]


async def test_the_past_of_a_query(prometheus: PrometheusServer) -> None:
    prometheus.exporter.metrics = ""
    async with provider(prometheus) as asked:
        now = time.time()
        (series,) = await asked.range("sum(ticks_total)", now - 3, now, 0.5)
        assert 1 <= len(series.values) <= 7
        assert list(series.times) == sorted(series.times)
        assert len(await asked.range("vector(1)", now - 864_000, now, 1)) == 1
        with pytest.raises(SourceError, match="parse error"):
            await asked.range("sum(", now - 3, now, 1)


async def test_a_server_that_is_stopped_is_told_in_time(prometheus: PrometheusServer) -> None:
    async with provider(prometheus, query("up.all", "sum(up)"), timeout=1) as asked:
        await answered(asked, lambda _: True)
        with stopped(prometheus.process.pid), within(1.5):
            with pytest.raises(SourceError) as raised:
                await asked.fetch()
            assert raised.value.failure.kind is FailureKind.TIMEOUT
        await answered(asked, has("up.all", 2.0))


async def test_a_target_that_goes(prometheus: PrometheusServer) -> None:
    """Nothing that came from it passes any more, and it is named."""
    prometheus.mortal.metrics = "alive 1\n"
    queries = [
        query("mortal.alive", "alive"),
        query("mortal.rate", 'rate(ticks_total{job="mortal"}[1m])'),
        query("mortal.both", "sum by (job) (rate(ticks_total[1m]))", "job"),
        query("mortal.dead", 'rate(ticks_total{job="mortal"}[1m]) and on (job) up == 1', "job"),
    ]
    async with provider(prometheus, *queries) as asked:
        await until(asked, has("mortal.alive", 1.0))
        prometheus.mortal.stop()
        answer = await until(asked, has(TARGETS_DOWN, 1.0))
    down = seen(answer, TARGETS_DOWN)
    assert (down.judged, down.detail) == (Verdict.WARN, f"1 of 2: mortal {prometheus.mortal.address}")
    assert seen(answer, "mortal.alive").detail.startswith("vanished")
    assert seen(answer, "mortal.rate").judged is Verdict.STALE
    assert seen(answer, "mortal.both", job="mortal").judged is Verdict.STALE
    assert seen(answer, "mortal.both", job="steady").judged is None
    assert seen(answer, "mortal.dead", job="mortal").value is None


async def test_nobody_there() -> None:
    settings = PrometheusSettings(name="prom", url="http://127.0.0.1:1")
    asked = PrometheusProvider(settings, ProviderContext(SystemTimekeeper(), SecretReader({})))
    with pytest.raises(SourceError) as raised:
        await asked.fetch()
    await asked.close()
    assert raised.value.failure.kind is FailureKind.CONNECT
