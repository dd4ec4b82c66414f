"""The lab's account through the provider that a user has: all is well, and each trouble shows."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import TypeVar

import pytest

from data.catalogue import catalogue
from data.models.checklist import SignalCheck
from data.models.reading import Answer
from data.models.verdict import Verdict
from data.policies.book import load_policies
from data.policies.judge import judge
from data.procedures.library import load_checklists
from data.providers.aws.client import AwsProvider
from data.providers.aws.table import SERVICES
from tests.aws import provider, seen, whole
from tests.lab_account import LabAccount

pytestmark = pytest.mark.lab
Seen = TypeVar("Seen")


def patient(url: str) -> AwsProvider:
    """The provider for the whole account, which may take its time on a busy machine."""
    return provider(url, timeout="300s")


async def on_one_day(look: Callable[[], Awaitable[Seen]]) -> Seen:
    """What was seen; where a day of the bill ended in the middle, it is looked at again."""
    while True:
        day = datetime.now(UTC).date()
        looks = await look()
        if datetime.now(UTC).date() == day:
            return looks


async def test_every_signal_of_the_table_is_brought(lab_account: LabAccount) -> None:
    answer = await whole(patient(lab_account.url), 300)
    missing = [each for each in answer.observations if each.value is None]
    assert missing == []
    fed = {signal for service in SERVICES for signal in service.feeds}
    assert fed == {each.signal for each in answer.observations}
    for each in answer.observations:
        known = catalogue().get(each.signal)
        assert known is not None and known.unit == each.unit, each


async def test_when_all_is_well_every_row_of_the_daily_list_passes(lab_account: LabAccount) -> None:
    answer = await whole(patient(lab_account.url), 300)
    daily = load_checklists().get("skafu-daily")
    policy = load_policies().get("skafu")
    fed = {signal for service in SERVICES for signal in service.feeds}
    checks = [check for item in daily.items for check in item.checks if isinstance(check, SignalCheck)]
    asked = [check for check in checks if check.signal in fed]
    assert len(asked) >= 10
    for check in asked:
        values = [each for each in answer.observations if each.signal == check.signal]
        assert values
        for each in values:
            assert judge(each, policy, demand_target=True).verdict is Verdict.PASS, each
            assert each.value is not None
            assert check.must is None or check.must.comparison.holds(each.value, check.must.number), each


async def test_two_months_of_costs_with_one_anomaly_that_is_over(lab_account: LabAccount) -> None:
    answer = await whole(provider(lab_account.url, "cost"))
    assert seen(answer, "cost.anomalies").value == 0
    (anomaly,) = (item for item in answer.items if item.kind == "anomaly")
    assert (anomaly.group, anomaly.verdict, anomaly.state) == ("EC2 - Other", Verdict.PASS, "over")
    overall = next(past for past in answer.pasts if past.labels == ())
    assert len(overall.times) >= 60
    usual = sorted(overall.values)[len(overall.values) // 2]
    peak = overall.times[overall.values.index(max(overall.values))]
    assert max(overall.values) > 1.3 * usual
    assert 21 * 86_400 <= overall.times[-1] - peak <= 24 * 86_400


async def test_the_same_every_time(lab_account: LabAccount) -> None:
    async def twice() -> list[Answer]:
        return [await whole(provider(lab_account.url, "cost", "unused")) for _ in range(2)]

    first, second = await on_one_day(twice)
    assert _stable(first) == _stable(second)


async def test_a_spike_of_the_cost(lab_account: LabAccount) -> None:
    async def before_while_and_after() -> list[Answer]:
        answers = []
        for trouble in (False, True, False):
            await lab_account.account.cost_spike(trouble)
            answers.append(await whole(provider(lab_account.url, "cost", "budgets")))
        return answers

    calm, high, mended = await on_one_day(before_while_and_after)
    assert (seen(high, "cost.yesterday").value or 0) > 3 * (seen(calm, "cost.yesterday").value or 0)
    assert seen(high, "cost.anomalies").value == 1
    assert [item.verdict for item in high.items if item.kind == "anomaly"] == [Verdict.WARN, Verdict.PASS]
    assert (seen(high, "cost.budget_pct").value or 0) > (seen(calm, "cost.budget_pct").value or 0)
    assert seen(mended, "cost.yesterday").value == seen(calm, "cost.yesterday").value


async def test_a_new_finding(lab_account: LabAccount) -> None:
    await lab_account.account.finding_new(True)
    answer = await whole(provider(lab_account.url, "guardduty"))
    told = seen(answer, "aws.guardduty_findings")
    assert (told.value, told.detail) == (1, "1 high")
    (finding,) = answer.items
    assert (finding.severity, finding.verdict) == ("HIGH", Verdict.FAIL)


async def test_an_old_key(lab_account: LabAccount) -> None:
    await lab_account.account.key_old(True)
    answer = await whole(provider(lab_account.url, "iam"))
    assert (seen(answer, "aws.key_age_d").value or 0) > 400
    assert seen(answer, "aws.access_audit_pct").value == 80
    worst = next(item for item in answer.items if item.kind == "access-key")
    assert (worst.title, worst.verdict) == ("build key 1", Verdict.WARN)


def _stable(answer: Answer) -> dict[tuple[str, object], object]:
    """Without today's cost, which grows by the minute."""
    return {
        (each.signal, each.labels): each.value
        for each in answer.observations
        if each.signal in ("cost.yesterday", "cost.day", "cost.unused_usd")
    }
