"""Objectives: what is asked for them, at what pace, and what is said where there is nothing to count."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import cast

import pytest
from pydantic import ValidationError

from data.errors import SourceError
from data.models.failure import Failure, FailureKind
from data.models.reading import Observation
from data.providers.prometheus.api import Api
from data.providers.prometheus.objective import WindowsAsking, askings, ratio
from data.providers.prometheus.parse import Result, Series
from data.providers.prometheus.settings import PrometheusSettings, PrometheusSlo
from data.web.answer import HttpAnswer
from tests.fakes import HandClock

SLO = PrometheusSlo(name="api", errors='bad_total{code=~"5.."}', total="all_total", objective=99.5)


@dataclass
class Scripted:
    """Answers every question alike, or fails."""

    series: tuple[Series, ...] = ()
    failure: SourceError | None = None
    asked: list[str] = field(default_factory=list)

    async def instant(self, promql: str) -> tuple[Result, HttpAnswer]:
        self.asked.append(promql)
        if self.failure is not None:
            raise self.failure
        answer = HttpAnswer("http://x/", 200, {}, b"{}", "sha256:0", True, 1.0)
        return Result(self.series, 1000.0), answer


async def ask(asking: WindowsAsking, api: Scripted) -> dict[tuple[str, str], Observation]:
    asked = await asking.ask(cast(Api, api), asyncio.Semaphore(1))
    return {(each.signal, dict(each.labels).get("window", "")): each for each in asked.observations}


def part(label: str, window: str, value: float | None, words: str = "") -> Series:
    return Series({label: window}, value, words)


async def test_a_share_and_a_count_for_each_window() -> None:
    api = Scripted(
        (
            part("ops_console_ratio", "5m", 0.25),
            part("ops_console_count", "5m", 400.0),
            part("ops_console_errors", "now", 2.0),
        )
    )
    found = await ask(askings(SLO, HandClock())[0], api)
    assert found["slo.error_ratio", "5m"].value == 0.25
    assert found["slo.error_ratio", "5m"].labels == (("slo", "api"), ("window", "5m"))
    assert found["slo.error_ratio", "5m"].query == ratio(SLO, "5m")
    assert found["slo.requests", "5m"].value == 400.0
    assert found["slo.requests", "1h"].value is None
    assert found["slo.objective_pct", ""].value == 99.5


async def test_no_errors_at_all_are_none_and_that_is_said() -> None:
    api = Scripted((part("ops_console_ratio", "5m", 0.0), part("ops_console_count", "5m", 400.0)))
    found = await ask(askings(SLO, HandClock())[0], api)
    assert found["slo.error_ratio", "5m"].detail == "nothing matches errors now: taken as none"


async def test_no_requests_are_no_data() -> None:
    words = "not a number (NaN): nothing to reckon with, 0 ÷ 0 for one"
    api = Scripted((part("ops_console_ratio", "5m", None, words),))
    found = await ask(askings(SLO, HandClock())[0], api)
    assert (found["slo.error_ratio", "5m"].value, found["slo.error_ratio", "5m"].detail) == (None, words)
    assert found["slo.error_ratio", "30m"].detail == "no requests are counted over 30m"


@pytest.mark.parametrize("whole", [True, False])
async def test_a_server_that_forgets_sooner_than_the_budget_is_reckoned_is_told(whole: bool) -> None:
    series = [part("ops_console_ratio", "30d", 0.001), part("ops_console_errors", "now", 1.0)]
    if whole:
        series.append(part("ops_console_began", "30d", 3.0))
    asking = askings(SLO, HandClock())[-1]
    found = await ask(asking, Scripted(tuple(series)))
    assert ("less than 30d is remembered" in found["slo.error_ratio", "30d"].detail) is not whole
    assert "count_over_time(all_total[6h] offset 714h)" in asking.promql


async def test_long_windows_are_asked_seldom_and_stand_meanwhile() -> None:
    clock, api = HandClock(), Scripted((part("ops_console_ratio", "30d", 0.001),))
    budget = askings(SLO, clock)[-1]
    first = await ask(budget, api)
    clock.move(600)
    assert await ask(budget, api) == first and len(api.asked) == 1
    clock.move(301)
    await ask(budget, api)
    assert len(api.asked) == 2


async def test_a_failure_is_data_and_tried_again_within_a_minute() -> None:
    clock = HandClock()
    api = Scripted(failure=SourceError(FailureKind.TIMEOUT, "too slow", "raise timeout"))
    budget = askings(SLO, clock)[-1]
    found = await ask(budget, api)
    failure = found["slo.error_ratio", "30d"].failure
    assert failure is not None and failure.kind is FailureKind.TIMEOUT
    assert found["slo.requests", "30d"].failure == failure
    clock.move(30)
    await ask(budget, api)
    assert len(api.asked) == 1
    clock.move(31)
    await ask(budget, api)
    assert len(api.asked) == 2


async def test_one_that_did_not_get_its_turn_keeps_its_answer_and_comes_next() -> None:
    clock, api = HandClock(), Scripted((part("ops_console_ratio", "30d", 0.001),))
    budget = askings(SLO, clock)[-1]
    late = Failure(FailureKind.TIMEOUT, "no answer in time")
    assert budget.failed(late).observations[0].failure == late, "nothing is known yet"
    await ask(budget, api)
    clock.move(900)
    closed = asyncio.Semaphore(0)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await budget.ask(cast(Api, api), closed)
    assert budget.failed(late).observations[0].value == 0.001
    await ask(budget, api)
    assert len(api.asked) == 2
    clock.move(3_600)
    assert budget.failed(late).observations[0].failure == late, "that was too long ago"


async def test_a_short_window_that_fails_is_not_what_it_was() -> None:
    clock, api = HandClock(), Scripted((part("ops_console_ratio", "5m", 0.001),))
    short = askings(SLO, clock)[0]
    await ask(short, api)
    api.failure = SourceError(FailureKind.CONNECT, "refused")
    clock.move(15)
    found = await ask(short, api)
    assert found["slo.error_ratio", "5m"].failure is not None


@pytest.mark.parametrize(
    "wrong",
    [
        "rate(all_total[5m])",
        "all_total[5m]",
        "sum(all_total)",
        "a + b",
        "",
        "all_total offset 5m",
        "1",
        "a b",
    ],
)
def test_only_a_plain_metric_is_taken(wrong: str) -> None:
    with pytest.raises(ValidationError, match="metric is wanted"):
        PrometheusSlo(name="api", errors="bad_total", total=wrong)


@pytest.mark.parametrize("objective", [0, 100, 101, -1])
def test_an_objective_leaves_a_budget(objective: float) -> None:
    with pytest.raises(ValidationError):
        PrometheusSlo(name="api", errors="a", total="b", objective=objective)


def test_two_objectives_have_two_names() -> None:
    one = {"name": "api", "errors": "a", "total": "b"}
    with pytest.raises(ValidationError, match="two objectives have one name"):
        PrometheusSettings.model_validate({"name": "p", "url": "http://127.0.0.1:1", "slo": [one, one]})


def test_a_source_feeds_what_its_objectives_bring() -> None:
    one = {"name": "api", "errors": "a", "total": "b"}
    plain = PrometheusSettings.model_validate({"name": "p", "url": "http://127.0.0.1:1", "slo": [one]})
    assert {"slo.error_ratio", "slo.requests"} < plain.feeds() and "slo.objective_pct" not in plain.feeds()
