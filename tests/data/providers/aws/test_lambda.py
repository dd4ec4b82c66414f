from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from data.models.failure import FailureKind
from data.models.past import Window
from data.models.reading import Observation
from data.models.verdict import Verdict
from data.providers.aws.services.lambda_ import ask, recall
from tests.aws import calls, moment, provider, seen, whole
from tests.aws_endpoint import Answering, Refusal, aws_endpoint
from tests.metrics import Metrics
from tests.moto_server import client

NOW = datetime(2026, 11, 20, 9, 2, 10, tzinfo=UTC)
END = datetime(2026, 11, 20, 9, 2, tzinfo=UTC).timestamp()
SPACE = "AWS/Lambda"


def function(name: str, limit: int = 30) -> dict[str, Any]:
    """A function as Lambda lists it."""
    arn = f"arn:aws:lambda:eu-west-1:123456789012:function:{name}"
    return {
        "FunctionName": name,
        "FunctionArn": arn,
        "Runtime": "python3.13",
        "Timeout": limit,
        "MemorySize": 512,
    }


def use(metrics: Metrics, invocations: float, errors: float, longest: float, at: float, *names: str) -> None:
    """What was measured at one time, of one function or of all."""
    labels = {"FunctionName": names[0]} if names else {}
    values = (("Invocations", "Sum", invocations), ("Errors", "Sum", errors), ("Throttles", "Sum", 2.0))
    for metric, stat, value in (
        *values,
        ("Duration", "Maximum", longest),
        ("ConcurrentExecutions", "Maximum", 9.0),
    ):
        old = metrics.values.get((SPACE, metric, stat, tuple(labels.items())), {})
        metrics.put(SPACE, metric, stat, {**old, at: value}, **labels)


def one(observations: tuple[Observation, ...], signal: str, function: str = "") -> Observation:
    """The reading of one function, or of all."""
    labels = (("function", function),) if function else ()
    (found,) = [each for each in observations if (each.signal, each.labels) == (signal, labels)]
    return found


async def test_an_empty_account_has_no_function_and_passes_nothing(moto: str) -> None:
    answer = await whole(provider(moto, "lambda"))
    assert seen(answer, "aws.lambda_functions").value == 0.0
    for signal in ("aws.lambda_error_pct", "aws.lambda_duration_ms", "aws.lambda_throttles"):
        told = seen(answer, signal)
        assert (told.value, told.detail) == (None, "the account has no function")


def test_all_together_and_each(aws_keys: None) -> None:
    metrics = Metrics()
    use(metrics, 1000.0, 5.0, 2500.0, END - 300)
    use(metrics, 900.0, 0.0, 150.0, END - 300, "resize")
    use(metrics, 100.0, 5.0, 29_000.0, END - 300, "bill")
    functions = {"Functions": [function("resize"), function("bill"), function("unused")]}
    with aws_endpoint({**metrics.answers, "lambda.list_functions": functions}) as aws:
        result = ask(calls(aws.url), moment(NOW))
    seen = result.observations
    assert one(seen, "aws.lambda_functions").value == 3.0
    whole = one(seen, "aws.lambda_error_pct")
    assert (whole.value, whole.detail) == (0.5, "5 of 1,000 calls failed")
    assert one(seen, "aws.lambda_duration_ms").value == 2500.0
    assert one(seen, "aws.lambda_concurrency").value == 9.0
    assert one(seen, "aws.lambda_error_pct", "bill").value == 5.0
    assert one(seen, "aws.lambda_error_pct", "resize").value == 0.0
    throttles = one(seen, "aws.lambda_throttles", "resize")
    assert (throttles.value, throttles.judged) == (2.0, Verdict.WARN)
    assert [(item.kind, item.title, item.verdict, item.state) for item in result.items] == [
        ("function", "bill", Verdict.WARN, "5 of 100 calls failed, near its time limit"),
        ("function", "unused", Verdict.NO_DATA, "not called lately"),
        ("function", "resize", Verdict.PASS, "0 of 900 calls failed"),
    ]
    assert ("time limit", "30 s") in result.items[0].fields


def test_an_hour_ago_counts_only_where_nothing_was_called_since(aws_keys: None) -> None:
    metrics = Metrics()
    use(metrics, 100.0, 50.0, 100.0, END - 3000)
    use(metrics, 100.0, 50.0, 100.0, END - 3000, "nightly")
    functions = {"Functions": [function("nightly")]}
    with aws_endpoint({**metrics.answers, "lambda.list_functions": functions}) as aws:
        assert one(ask(calls(aws.url), moment(NOW)).observations, "aws.lambda_error_pct").value == 50.0
        use(metrics, 100.0, 1.0, 100.0, END - 300)
        use(metrics, 100.0, 1.0, 100.0, END - 300, "nightly")
        fresh = ask(calls(aws.url), moment(NOW)).observations
    assert one(fresh, "aws.lambda_error_pct").value == 1.0
    assert one(fresh, "aws.lambda_error_pct", "nightly").value == 1.0


def test_where_none_was_called_nothing_passes(aws_keys: None) -> None:
    answers = {**Metrics().answers, "lambda.list_functions": {"Functions": [function("idle")]}}
    with aws_endpoint(answers) as aws:
        result = ask(calls(aws.url), moment(NOW))
    told = one(result.observations, "aws.lambda_error_pct")
    assert (told.value, told.detail) == (None, "no function was called in the last hour")


def test_without_the_right_to_metrics_the_functions_are_still_listed(aws_keys: None) -> None:
    answers: dict[str, Answering] = {
        "cloudwatch.list_metrics": Refusal("AccessDenied", "", 403),
        "lambda.list_functions": {"Functions": [function("a")]},
    }
    with aws_endpoint(answers) as aws:
        result = ask(calls(aws.url), moment(NOW))
    failure = one(result.observations, "aws.lambda_error_pct").failure
    assert failure is not None
    assert (failure.kind, failure.remedy) == (FailureKind.RIGHTS, "grant cloudwatch:ListMetrics")
    assert one(result.observations, "aws.lambda_functions").value == 1.0
    assert [item.title for item in result.items] == ["a"]


def test_the_past_of_all_together(aws_keys: None) -> None:
    metrics = Metrics()
    use(metrics, 100.0, 5.0, 250.0, END - 300)
    with aws_endpoint(metrics.answers) as aws:
        pasts = {past.signal: past for past in recall(calls(aws.url), Window(END - 3600, END, 300.0))}
    assert (pasts["aws.lambda_error_pct"].times, pasts["aws.lambda_error_pct"].values) == ((END,), (5.0,))
    assert pasts["aws.lambda_duration_ms"].labels == ()


async def test_sums_of_a_real_interface(moto: str) -> None:
    now = datetime.now(UTC)
    cloudwatch = client("cloudwatch", moto)
    for metric, value in (("Invocations", 20.0), ("Errors", 1.0), ("Duration", 400.0), ("Throttles", 0.0)):
        datum = {
            "MetricName": metric,
            "Dimensions": [{"Name": "FunctionName", "Value": "resize"}],
            "Timestamp": now - timedelta(minutes=5),
            "Value": value,
        }
        cloudwatch.put_metric_data(Namespace=SPACE, MetricData=[datum])
    answer = await whole(provider(moto, "lambda"))
    assert seen(answer, "aws.lambda_error_pct").value == 5.0
    assert seen(answer, "aws.lambda_error_pct", function="resize").value == 5.0
    assert seen(answer, "aws.lambda_duration_ms").value == 400.0
