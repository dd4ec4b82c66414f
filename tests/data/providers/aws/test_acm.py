from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from data.models.verdict import Verdict
from data.providers.aws.services.acm import ask, found
from tests.aws import calls, moment, provider, seen, whole
from tests.aws_endpoint import aws_endpoint
from tests.moto_server import client

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def certificate(
    domain: str, days: float | None, *, used: bool = True, status: str = "ISSUED"
) -> dict[str, Any]:
    end = {} if days is None else {"NotAfter": NOW + timedelta(days=days)}
    return {
        "CertificateArn": f"arn:aws:acm:{domain}/{days}",
        "DomainName": domain,
        "InUse": used,
        "Status": status,
    } | end


async def test_an_empty_account(moto: str) -> None:
    answer = await whole(provider(moto, "acm"))
    assert (seen(answer, "aws.cert_days").value, seen(answer, "aws.cert_days").detail) == (
        None,
        "no certificate",
    )


async def test_against_moto(moto: str) -> None:
    client("acm", moto).request_certificate(DomainName="www.example.com")
    answer = await whole(provider(moto, "acm"))
    (item,) = answer.items
    assert (item.kind, item.title, dict(item.fields)["in use"]) == ("certificate", "www.example.com", "no")


def test_the_first_to_end_in_front() -> None:
    told = found([certificate("a", 200), certificate("b", 5), certificate("c", 20)], NOW)
    assert [(dict(each.labels)["domain"], each.value) for each in told.observations] == [
        ("b", 5),
        ("c", 20),
        ("a", 200),
    ]
    assert [(item.title, item.verdict) for item in told.items] == [
        ("b", Verdict.FAIL),
        ("c", Verdict.WARN),
        ("a", Verdict.PASS),
    ]


def test_one_that_has_ended_has_less_than_no_days() -> None:
    (days,) = found([certificate("a", -3, status="EXPIRED")], NOW).observations
    assert days.value == -3


def test_of_two_for_a_domain_the_shorter_counts_and_one_not_in_use_does_not() -> None:
    rows = [certificate("a", 300), certificate("a", 9), certificate("a", 1, used=False)]
    told = found(rows, NOW)
    (days,) = told.observations
    assert days.value == 9
    assert len(told.items) == 3
    (none,) = found([certificate("a", 1, used=False)], NOW).observations
    assert (none.value, none.detail) == (None, "none of 1 certificates is in use")


def test_one_that_was_never_issued_is_no_pass() -> None:
    (item,) = found([certificate("a", None, status="PENDING_VALIDATION")], NOW).items
    assert (item.verdict, item.amount) == (Verdict.WARN, None)


def test_small_keys_and_large_ones_are_asked_for(aws_keys: None) -> None:
    with aws_endpoint({"acm.list_certificates": {"CertificateSummaryList": []}}) as aws:
        ask(calls(aws.url), moment())
        ((_, asked),) = aws.asked
    assert {"RSA_4096", "EC_prime256v1", "RSA_2048"} <= set(asked["Includes"]["keyTypes"])
