from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from data.config.secret import SecretReader
from data.errors import SourceError
from data.models.failure import FailureKind
from data.models.reading import Observation
from data.models.verdict import Verdict
from data.provider import ProviderContext
from data.providers.aws.client import AwsProvider
from data.providers.aws.keep import Keep
from data.providers.aws.service import Found, Moment
from data.providers.aws.services.cost import ask
from data.providers.aws.settings import AwsSettings
from data.timekeeping import SystemTimekeeper
from tests.aws import calls, seen, whole
from tests.aws_endpoint import Answering, AwsEndpoint, Refusal, aws_endpoint
from tests.moto_server import REGION

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
SIX_HOURS = 6 * 3600.0


def me(account: str) -> dict[str, Any]:
    return {"Account": account, "Arn": f"arn:aws:iam::{account}:user/reader", "UserId": "AIDA"}


def usage(asked: dict[str, Any]) -> dict[str, Any]:
    """Ten dollars a day for EC2 and one for S3, on two pages."""
    start, end = (date.fromisoformat(asked["TimePeriod"][each]) for each in ("Start", "End"))
    days = [start + timedelta(days=ahead) for ahead in range((end - start).days)]
    half = len(days) // 2
    page = days[half:] if asked.get("NextPageToken") else days[:half]
    rows = [
        {
            "TimePeriod": {"Start": str(day), "End": str(day + timedelta(days=1))},
            "Groups": [group("EC2", "10"), group("S3", "1")],
            "Estimated": True,
        }
        for day in page
    ]
    return {"ResultsByTime": rows} | ({} if asked.get("NextPageToken") else {"NextPageToken": "more"})


def group(name: str, amount: str) -> dict[str, Any]:
    return {"Keys": [name], "Metrics": {"UnblendedCost": {"Amount": amount, "Unit": "USD"}}}


def forecast(asked: dict[str, Any]) -> dict[str, Any]:
    start, end = (date.fromisoformat(asked["TimePeriod"][each]) for each in ("Start", "End"))
    days = [start + timedelta(days=ahead) for ahead in range((end - start).days)]
    assert days, "a forecast is of one day at least"
    return {
        "ForecastResultsByTime": [
            {"TimePeriod": {"Start": str(day), "End": str(day)}, "MeanValue": "12"} for day in days
        ]
    }


ANOMALY = {
    "AnomalyId": "a1",
    "AnomalyStartDate": "2026-11-18T00:00:00Z",
    "AnomalyEndDate": "2026-11-19T00:00:00Z",
    "AnomalyScore": {"MaxScore": 1, "CurrentScore": 1},
    "Impact": {"MaxImpact": 60, "TotalImpact": 84.5, "TotalActualSpend": 104.5, "TotalExpectedSpend": 20},
    "MonitorArn": "arn:aws:ce::1:anomalymonitor/1",
    "RootCauses": [{"Service": "EC2", "Region": "eu-west-1", "UsageType": "BoxUsage"}],
}
COVERAGE = {"Coverage": {"SpendCoveredBySavingsPlans": "30", "TotalCost": "40"}}
WELL: dict[str, Answering] = {
    "sts.get_caller_identity": me("123456789012"),
    "ce.get_cost_and_usage": usage,
    "ce.get_cost_forecast": forecast,
    "ce.get_anomalies": {"Anomalies": [ANOMALY]},
    "ce.get_savings_plans_coverage": {"SavingsPlansCoverages": [COVERAGE]},
}


@pytest.fixture
def aws(aws_keys: None) -> Iterator[AwsEndpoint]:
    with aws_endpoint(WELL) as endpoint:
        yield endpoint


@dataclass
class Asked:
    """The service asked again and again, with the same place to keep things."""

    aws: AwsEndpoint
    keep: Keep = field(default_factory=Keep)

    def at(self, now: datetime, pace: float = SIX_HOURS) -> Found:
        return ask(calls(self.aws.url), Moment(now, self.keep, pace=pace))

    @property
    def paid(self) -> int:
        return sum(name.startswith("ce.") for name, _ in self.aws.asked)


def value(found: Found, signal: str, service: str = "") -> float | None:
    return told(found, signal, service).value


def told(found: Found, signal: str, service: str = "") -> Observation:
    labels = (("service", service),) if service else ()
    (only,) = [each for each in found.observations if (each.signal, each.labels) == (signal, labels)]
    return only


def test_a_bill_in_numbers(aws: AwsEndpoint) -> None:
    found = Asked(aws).at(NOW)
    assert value(found, "cost.month_to_date") == 20 * 11
    assert value(found, "cost.yesterday") == 11
    assert value(found, "cost.day", "EC2") == 10
    assert value(found, "cost.forecast") == 19 * 11 + 11 * 12
    assert value(found, "cost.savings_coverage_pct") == 75
    assert value(found, "cost.anomalies") == 1
    assert {each.observed_at for each in found.observations} == {NOW}


def test_days_by_service_as_a_past(aws: AwsEndpoint) -> None:
    pasts = {past.labels: past for past in Asked(aws).at(NOW).pasts}
    assert set(pasts) == {(), (("service", "EC2"),), (("service", "S3"),)}
    whole_ = pasts[()]
    assert (len(whole_.times), set(whole_.values)) == (62, {11.0})
    assert datetime.fromtimestamp(whole_.times[-1], UTC) == datetime(2026, 11, 19, tzinfo=UTC)
    assert list(whole_.times) == sorted(whole_.times)


def test_an_anomaly_says_what_it_added_and_where(aws: AwsEndpoint) -> None:
    (item,) = Asked(aws).at(NOW).items
    assert (item.kind, item.group, item.amount, item.unit) == ("anomaly", "EC2", 84.5, "usd")
    assert item.title == "EC2 in eu-west-1 cost $84.50 more than expected"
    assert (item.verdict, item.state) == (Verdict.WARN, "open")


@pytest.mark.parametrize(
    ("days", "feedback", "open_"),
    [(5, "", True), (9, "", False), (1, "NO", False), (1, "PLANNED_ACTIVITY", False), (1, "YES", True)],
)
def test_an_anomaly_that_is_over_or_dismissed_does_not_count(
    aws: AwsEndpoint, days: int, feedback: str, open_: bool
) -> None:
    row = (
        ANOMALY
        | {"AnomalyEndDate": str(NOW.date() - timedelta(days=days))}
        | ({"Feedback": feedback} if feedback else {})
    )
    aws.answers["ce.get_anomalies"] = {"Anomalies": [row]}
    found = Asked(aws).at(NOW)
    assert value(found, "cost.anomalies") == float(open_)
    assert len(found.items) == 1


def test_it_is_asked_at_most_every_six_hours_and_says_its_age_and_price(aws: AwsEndpoint) -> None:
    asked = Asked(aws)
    assert "asked just now; a refresh costs about $0.05" in told(asked.at(NOW), "cost.yesterday").detail
    assert asked.paid == 5
    later = asked.at(NOW + timedelta(hours=3))
    assert "asked 3 h ago; a refresh costs about $0.05" in told(later, "cost.yesterday").detail
    assert told(later, "cost.yesterday").observed_at == NOW
    asked.at(NOW + timedelta(hours=5, minutes=59))
    assert asked.paid == 5
    asked.at(NOW + timedelta(hours=6))
    assert asked.paid == 10


def test_a_restart_does_not_pay_again_and_another_account_does(aws: AwsEndpoint, tmp_path: Path) -> None:
    Asked(aws, Keep(tmp_path, "prod")).at(NOW)
    again = Asked(aws, Keep(tmp_path, "prod"))
    assert value(again.at(NOW + timedelta(hours=1)), "cost.yesterday") == 11
    assert again.paid == 5
    aws.answers["sts.get_caller_identity"] = me("999999999999")
    again.at(NOW + timedelta(hours=1))
    assert again.paid == 10


def test_read_only_over_an_old_file_it_is_paid_for_once(aws: AwsEndpoint, tmp_path: Path) -> None:
    Asked(aws, Keep(tmp_path, "prod")).at(NOW)
    asked = Asked(aws, Keep(tmp_path, "prod", read_only=True))
    for minutes in (0, 10, 20):
        asked.at(NOW + timedelta(hours=8, minutes=minutes))
    assert asked.paid == 10  # once for the file, once for what it was too old for


def test_a_damaged_file_is_ignored(aws: AwsEndpoint, tmp_path: Path) -> None:
    Asked(aws, Keep(tmp_path, "prod")).at(NOW)
    (file,) = tmp_path.iterdir()
    for content in (b"", b"{}", b"\x00" * 500, file.read_bytes()[:-20]):
        file.write_bytes(content)
        assert value(Asked(aws, Keep(tmp_path, "prod")).at(NOW), "cost.yesterday") == 11


def test_a_bill_from_the_future_is_not_believed(aws: AwsEndpoint) -> None:
    asked = Asked(aws)
    asked.at(NOW + timedelta(hours=2))
    asked.at(NOW)
    assert asked.paid == 10


def test_a_new_month_is_asked_for_at_once(aws: AwsEndpoint) -> None:
    asked = Asked(aws)
    asked.at(datetime(2026, 11, 30, 23, 0, tzinfo=UTC))
    found = asked.at(datetime(2026, 12, 1, 1, 0, tzinfo=UTC))
    assert asked.paid == 10
    assert value(found, "cost.month_to_date") == 11
    assert value(found, "cost.forecast") == 31 * 12


def test_the_last_day_of_a_month_has_a_forecast(aws: AwsEndpoint) -> None:
    found = Asked(aws).at(datetime(2026, 11, 30, 12, 0, tzinfo=UTC))
    assert value(found, "cost.forecast") == 29 * 11 + 12


def test_too_little_history_is_no_error(aws: AwsEndpoint) -> None:
    short = Refusal("DataUnavailableException", "Insufficient amount of historical data to generate forecast")
    aws.answers["ce.get_cost_forecast"] = aws.answers["ce.get_savings_plans_coverage"] = short
    found = Asked(aws).at(NOW)
    for signal in ("cost.forecast", "cost.savings_coverage_pct"):
        assert (told(found, signal).value, told(found, signal).failure) == (None, None)
        assert told(found, signal).detail.startswith("not enough history yet")
    assert value(found, "cost.yesterday") == 11


def test_a_right_that_is_lacking_is_named_for_its_signal_alone(aws: AwsEndpoint) -> None:
    aws.answers["ce.get_anomalies"] = Refusal("AccessDeniedException", "not authorized", 400)
    found = Asked(aws).at(NOW)
    failure = told(found, "cost.anomalies").failure
    assert failure is not None
    assert (failure.kind, failure.remedy) == (FailureKind.RIGHTS, "grant ce:GetAnomalies")
    assert value(found, "cost.yesterday") == 11


def test_without_a_monitor_there_are_no_anomalies_to_be_found(aws: AwsEndpoint) -> None:
    aws.answers |= {"ce.get_anomalies": {"Anomalies": []}, "ce.get_anomaly_monitors": {"AnomalyMonitors": []}}
    failure = told(Asked(aws).at(NOW), "cost.anomalies").failure
    assert failure is not None
    assert failure.kind is FailureKind.NOT_CONFIGURED
    assert "create a monitor" in failure.remedy


def test_an_empty_account_has_no_figures_and_no_zero(aws: AwsEndpoint) -> None:
    aws.answers["ce.get_cost_and_usage"] = {"ResultsByTime": []}
    found = Asked(aws).at(NOW)
    for signal in ("cost.month_to_date", "cost.yesterday"):
        assert value(found, signal) is None
    assert found.pasts == ()


def test_what_fails_later_does_not_take_the_figures_away_at_once(aws: AwsEndpoint) -> None:
    asked = Asked(aws)
    asked.at(NOW)
    aws.answers["ce.get_cost_and_usage"] = Refusal("ThrottlingException", "Rate exceeded")
    found = asked.at(NOW + timedelta(hours=7))
    assert value(found, "cost.yesterday") == 11
    assert "asked 7 h ago" in told(found, "cost.yesterday").detail
    assert "not refreshed: ce asks to be asked less often" in told(found, "cost.yesterday").detail
    with pytest.raises(SourceError) as caught:
        asked.at(NOW + timedelta(hours=25))
    assert caught.value.failure.kind is FailureKind.RATE_LIMITED


def test_what_only_fails_now_is_not_kept_for_hours(aws: AwsEndpoint) -> None:
    aws.answers["ce.get_cost_forecast"] = Refusal("InternalServerError", status=500)
    with pytest.raises(SourceError):
        Asked(aws).at(NOW)


def test_five_hundred_services_are_kept_apart_as_far_as_is_of_use(aws: AwsEndpoint) -> None:
    day = {"TimePeriod": {"Start": "2026-11-19", "End": "2026-11-20"}, "Estimated": True}
    many = [group(f"service {number:03}", str(number)) for number in range(500)]
    aws.answers["ce.get_cost_and_usage"] = {"ResultsByTime": [day | {"Groups": many}]}
    found = Asked(aws).at(NOW)
    days = [each for each in found.observations if each.signal == "cost.day"]
    assert len(days) == 61
    assert sum(each.value or 0 for each in days) == value(found, "cost.yesterday") == sum(range(500))
    assert days[-1].labels == (("service", "440 others"),)


def test_a_hostile_name_is_made_safe(aws: AwsEndpoint) -> None:
    day = {"TimePeriod": {"Start": "2026-11-19", "End": "2026-11-20"}, "Estimated": True}
    aws.answers["ce.get_cost_and_usage"] = {
        "ResultsByTime": [day | {"Groups": [group("\x1b]52;c;x\x07[/]", "1")]}]
    }
    assert value(Asked(aws).at(NOW), "cost.day", "␛]52;c;x␇[/]") == 1


@pytest.mark.parametrize("read_only", [False, True])
async def test_the_provider_keeps_it_in_its_cache(aws: AwsEndpoint, tmp_path: Path, read_only: bool) -> None:
    settings = AwsSettings.model_validate(
        {"name": "prod", "region": REGION, "endpoint_url": aws.url, "services": ["cost"]}
    )
    context = ProviderContext(SystemTimekeeper(), SecretReader({}), read_only, cache=tmp_path / "cache")
    for _ in range(2):
        answer = await whole(AwsProvider(settings, context))
        assert seen(answer, "cost.yesterday").value == 11
    assert Asked(aws).paid == (10 if read_only else 5)
    assert (tmp_path / "cache").exists() is not read_only
    other = replace(context, read_only=True)
    await whole(AwsProvider(settings.model_copy(update={"name": "staging"}), other))
    assert Asked(aws).paid == (15 if read_only else 10)
