from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from data.models.past import Window
from data.models.reading import Observation
from data.providers.aws.parse import MOST_SERIES
from data.providers.aws.services.cloudwatch import ask, recall
from tests.aws import calls, moment, provider, whole
from tests.aws_endpoint import Refusal, aws_endpoint
from tests.metrics import Metrics
from tests.moto_server import client

NOW = datetime(2026, 11, 20, 9, 2, 10, tzinfo=UTC)
END = datetime(2026, 11, 20, 9, 1, tzinfo=UTC).timestamp()
MINUTES = [END - 60 * back for back in range(15, 0, -1)]


def shop(metrics: Metrics, name: str = "shop", calls_a_minute: float = 120.0) -> None:
    """A REST API with 120 calls a minute, 6 refused and 3 failed, at 40, 180 and 900 ms."""
    rest = "AWS/ApiGateway"
    for metric, value in (("Count", calls_a_minute), ("4XXError", 6.0), ("5XXError", 3.0)):
        metrics.put(rest, metric, "Sum", dict.fromkeys(MINUTES, value), ApiName=name)
    for stat, value in (("p50", 40.0), ("p95", 180.0), ("p99", 900.0)):
        metrics.put(rest, "Latency", stat, {END - 600: 1.0, END - 300: value}, ApiName=name)


def readings(observations: tuple[Observation, ...], service: str) -> dict[str, float | None]:
    """The values of one service by signal."""
    return {each.signal: each.value for each in observations if dict(each.labels).get("service") == service}


def test_a_rest_api(aws_keys: None) -> None:
    metrics = Metrics()
    shop(metrics)
    with aws_endpoint(metrics.answers) as aws:
        result = ask(calls(aws.url), replace(moment(NOW), pace=120.0))
    assert readings(result.observations, "shop") == {
        "api.throughput_rps": 2.0,
        "api.client_error_pct": 5.0,
        "api.error_rate_pct": 2.5,
        "api.p50_ms": 40.0,
        "api.p95_ms": 180.0,
        "api.p99_ms": 900.0,
    }
    share = next(each for each in result.observations if each.signal == "api.error_rate_pct")
    assert share.detail == "45 of 1,800 calls in 15 min"
    assert share.observed_at == NOW - timedelta(seconds=70)
    assert result.note == "6 metrics asked for, about $0.04 a day"


def test_a_load_balancer_counts_its_own_errors_too_and_answers_in_seconds(aws_keys: None) -> None:
    metrics = Metrics()
    name, balancer = "app/shop/50dc6c495c0c9188", "AWS/ApplicationELB"
    for metric, value in (
        ("RequestCount", 60.0),
        ("HTTPCode_Target_4XX_Count", 3.0),
        ("HTTPCode_ELB_4XX_Count", 3.0),
        ("HTTPCode_Target_5XX_Count", 6.0),
        ("HTTPCode_ELB_5XX_Count", 6.0),
    ):
        metrics.put(balancer, metric, "Sum", dict.fromkeys(MINUTES, value), LoadBalancer=name)
    for stat, value in (("p50", 0.04), ("p95", 0.25), ("p99", 1.5)):
        metrics.put(balancer, "TargetResponseTime", stat, {END - 300: value}, LoadBalancer=name)
    with aws_endpoint(metrics.answers) as aws:
        result = ask(calls(aws.url), moment(NOW))
    assert readings(result.observations, "shop") == {
        "api.throughput_rps": 1.0,
        "api.client_error_pct": 10.0,
        "api.error_rate_pct": 20.0,
        "api.p50_ms": 40.0,
        "api.p95_ms": 250.0,
        "api.p99_ms": 1500.0,
    }


@pytest.mark.parametrize("allowed", [True, False])
def test_an_http_api_has_a_name_where_that_may_be_asked(aws_keys: None, allowed: bool) -> None:
    metrics = Metrics()
    metrics.put("AWS/ApiGateway", "Count", "Sum", dict.fromkeys(MINUTES, 60.0), ApiId="a1b2")
    api = {
        "ApiId": "a1b2",
        "Name": "checkout",
        "ProtocolType": "HTTP",
        "RouteSelectionExpression": "$request",
    }
    names = {"Items": [api]} if allowed else Refusal("AccessDeniedException", "", 403)
    with aws_endpoint({**metrics.answers, "apigatewayv2.get_apis": names}) as aws:
        result = ask(calls(aws.url), moment(NOW))
    assert readings(result.observations, "checkout" if allowed else "a1b2")["api.throughput_rps"] == 1.0


def test_one_that_nobody_called_has_no_shares_and_no_latencies(aws_keys: None) -> None:
    metrics = Metrics()
    shop(metrics)
    metrics.put("AWS/ApiGateway", "Count", "Sum", {END - 7000: 5.0}, ApiName="idle")
    with aws_endpoint(metrics.answers) as aws:
        result = ask(calls(aws.url), moment(NOW))
    assert readings(result.observations, "idle") == {"api.throughput_rps": 0.0}
    assert len(readings(result.observations, "shop")) == 6


def test_where_nobody_was_called_nothing_passes(aws_keys: None) -> None:
    metrics = Metrics()
    metrics.put("AWS/ApiGateway", "Count", "Sum", {END - 7000: 5.0}, ApiName="idle")
    with aws_endpoint(metrics.answers) as aws:
        result = ask(calls(aws.url), moment(NOW))
    unknown = {each.signal: each.detail for each in result.observations if each.value is None}
    assert unknown == dict.fromkeys(
        ("api.client_error_pct", "api.error_rate_pct", "api.p50_ms", "api.p95_ms", "api.p99_ms"),
        "no calls in 15 min",
    )


def test_a_latency_of_long_ago_is_not_shown_as_if_it_held(aws_keys: None) -> None:
    metrics = Metrics()
    shop(metrics)
    for stat in ("p50", "p95", "p99"):
        metrics.put("AWS/ApiGateway", "Latency", stat, {END - 900: 40.0}, ApiName="shop")
    with aws_endpoint(metrics.answers) as aws:
        result = ask(calls(aws.url), moment(NOW))
    latencies = [each for each in result.observations if each.unit == "ms"]
    assert [(each.value, each.detail) for each in latencies] == [(None, "no call in 10 min")] * 3


def test_metrics_of_stages_and_methods_are_no_services_of_their_own(aws_keys: None) -> None:
    metrics = Metrics()
    shop(metrics)
    metrics.put("AWS/ApiGateway", "Count", "Sum", dict.fromkeys(MINUTES, 60.0), ApiName="shop", Stage="prod")
    with aws_endpoint(metrics.answers) as aws:
        result = ask(calls(aws.url), moment(NOW))
    assert len(result.observations) == 6


def test_pages_and_batches_are_put_together(aws_keys: None) -> None:
    metrics = Metrics(page=90)
    for number in range(120):
        shop(metrics, f"shop-{number:03}", calls_a_minute=100.0 + number)
    with aws_endpoint(metrics.answers) as aws:
        result = ask(calls(aws.url), moment(NOW))
    assert len(readings(result.observations, "shop-119")) == 6
    assert readings(result.observations, "shop-000") == {}
    said = [each.detail for each in result.observations if not each.labels]
    assert said == [f"the {MOST_SERIES} with the most calls of 120 are shown"]
    assert metrics.queries == 120 + MOST_SERIES * 5


def test_the_past_ends_each_value_with_its_period(aws_keys: None) -> None:
    metrics = Metrics()
    shop(metrics)
    with aws_endpoint(metrics.answers) as aws:
        pasts = {past.signal: past for past in recall(calls(aws.url), Window(END - 900, END, 60.0))}
    rate = pasts["api.throughput_rps"]
    assert (rate.labels, rate.unit, len(rate.times)) == ((("service", "shop"),), "rps", 15)
    assert rate.times[-1] == END and set(rate.values) == {2.0}
    assert set(pasts["api.error_rate_pct"].values) == {2.5}
    assert pasts["api.p95_ms"].values == (1.0, 180.0)
    assert len(pasts) == 6


async def test_an_account_without_any_has_no_say_in_these_signals(moto: str) -> None:
    answer = await whole(provider(moto, "cloudwatch"))
    assert [each.signal for each in answer.observations] == ["aws.alarms"]
    assert "no API and no load balancer was called in the last 3 h" in answer.raw


def test_sums_of_a_real_interface(moto: str) -> None:
    now = datetime.now(UTC)
    data = [
        {
            "MetricName": "Count",
            "Dimensions": [{"Name": "ApiName", "Value": "shop"}],
            "Timestamp": now - timedelta(minutes=back),
            "Value": 30.0,
        }
        for back in range(2, 10)
    ]
    cloudwatch = client("cloudwatch", moto)
    cloudwatch.put_metric_data(Namespace="AWS/ApiGateway", MetricData=data)
    from data.providers.aws.metrics import Metric, active, read

    assert active(calls(moto), "AWS/ApiGateway", "Count", "ApiName") == ["shop"]
    metric = Metric("AWS/ApiGateway", "Count", "Sum", (("ApiName", "shop"),))
    (points,) = read(calls(moto), [metric], now.timestamp() - 900, now.timestamp())
    assert sum(points.values()) == 240.0
