from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import SourceError
from data.models.failure import FailureKind
from data.models.verdict import Verdict
from data.providers.aws.services.iam import ask, found
from data.providers.aws.services.iam_report import parse_report
from tests.aws import calls, moment, provider, seen, whole
from tests.aws_endpoint import Answering, Refusal, aws_endpoint
from tests.moto_server import client

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
HEAD = (
    "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,"
    "password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,"
    "access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,"
    "access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,"
    "access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,"
    "cert_2_active,cert_2_last_rotated"
)
NO_KEY = "false,N/A,N/A,N/A,N/A"
ROOT = (
    "<root_account>,arn,{made},not_supported,no_information,not_supported,not_supported,{mfa},"
    f"{NO_KEY},{NO_KEY},false,N/A,false,N/A"
)


def ago(days: float) -> str:
    return f"{NOW - timedelta(days=days):%Y-%m-%dT%H:%M:%S+00:00}"


def user(
    name: str, *, password: bool = True, seen_: float | None = 1, mfa: bool = True, key: float | None = None
) -> str:
    last = "no_information" if seen_ is None else ago(seen_)
    keys = NO_KEY if key is None else f"true,{ago(key)},{ago(1)},eu-west-1,s3"
    entry = f"true,{last},{ago(300)},N/A" if password else "false,N/A,N/A,N/A"
    return f"{name},arn,{ago(400)},{entry},{str(mfa).lower()},{keys},{NO_KEY},false,N/A,false,N/A"


def root(mfa: bool = True) -> str:
    return ROOT.format(made=ago(900), mfa=str(mfa).lower())


def report(*lines: str) -> str:
    return "\n".join((HEAD, *lines))


def values(*lines: str) -> dict[str, float | None]:
    return {each.signal: each.value for each in found(parse_report(report(*lines)), NOW).observations}


def test_all_in_order() -> None:
    told = values(root(), user("alice", key=20), user("bo"))
    assert told == {
        "aws.key_age_d": 20,
        "aws.users_unused": 0,
        "aws.users_without_mfa": 0,
        "aws.access_audit_pct": 100,
    }


@pytest.mark.parametrize(
    ("line", "state", "verdict"),
    [
        (user("x", mfa=False), "no second factor", Verdict.FAIL),
        (user("x", key=91), "a key older than 90 d", Verdict.WARN),
        (user("x", seen_=91), "not seen for 90 d", Verdict.WARN),
        (user("x", seen_=None), "not seen for 90 d", Verdict.WARN),
        (root(mfa=False), "no second factor", Verdict.FAIL),
    ],
)
def test_what_is_not_in_order(line: str, state: str, verdict: Verdict) -> None:
    told = found(parse_report(report(line, user("alice"))), NOW)
    first = told.items[0]
    assert (first.kind, first.state, first.verdict) == ("user", state, verdict)
    assert told.observations[-1].value == 50


def test_root_with_a_key_is_not_in_order_whatever_its_age() -> None:
    line = root().replace(NO_KEY, f"true,{ago(1)},{ago(1)},eu-west-1,s3", 1)
    assert found(parse_report(report(line)), NOW).items[0].state == "root has a key"


def test_one_who_cannot_come_in_is_not_missed() -> None:
    assert values(user("x", password=False, seen_=None, mfa=False))["aws.access_audit_pct"] == 100


def test_keys_by_age() -> None:
    told = found(parse_report(report(user("new", key=2), user("old", key=400))), NOW)
    keys = [item for item in told.items if item.kind == "access-key"]
    assert [(item.title, item.amount, item.verdict) for item in keys] == [
        ("old key 1", 400, Verdict.WARN),
        ("new key 1", 2, Verdict.PASS),
    ]
    assert dict(keys[0].fields)["for"] == "s3"


def test_nobody_at_all() -> None:
    assert values() == {
        "aws.key_age_d": None,
        "aws.users_unused": 0,
        "aws.users_without_mfa": 0,
        "aws.access_audit_pct": None,
    }


@pytest.mark.parametrize("text", ["", "<html>", "user\nalice", '"', "a,b\n1,2"])
def test_what_is_no_report_is_said(text: str) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        parse_report(text)


@given(st.text(max_size=300))
def test_no_report_is_a_crash(text: str) -> None:
    found(parse_report(HEAD + "\n" + text), NOW)


def test_hostile_names_are_made_safe() -> None:
    (first, *_) = parse_report(report(user("a\x1b]0;x\x07\u202e")))
    assert first.name == "a␛]0;x␇·"


async def test_moto_makes_a_report_and_it_is_asked_for_again(moto: str) -> None:
    iam = client("iam", moto)
    for name in ("alice", "bo"):
        iam.create_user(UserName=name)
    iam.create_access_key(UserName="alice")
    answer = await whole(provider(moto, "iam"))
    assert seen(answer, "aws.key_age_d").value == pytest.approx(0, abs=1)
    assert {item.id for item in answer.items} == {"alice", "bo", "alice key 1"}


async def test_a_report_that_is_being_made_is_waited_for_over_rounds(aws_keys: None) -> None:
    rounds: list[dict[str, Any]] = []

    def get(asked: dict[str, Any]) -> Answering:
        rounds.append(asked)
        if len(rounds) < 3:
            return Refusal("ReportNotPresent", "No report is present", 410)
        return {"Content": report(user("alice")).encode(), "ReportFormat": "text/csv", "GeneratedTime": NOW}

    with aws_endpoint(
        {"iam.get_credential_report": get, "iam.generate_credential_report": {"State": "STARTED"}}  # type: ignore[dict-item]
    ) as aws:
        asked = provider(aws.url, "iam")
        first = await asked.fetch()
        assert first.partial
        assert seen(first, "aws.key_age_d").detail == "IAM is making its credential report"
        answer = await whole(asked, 30)
        assert aws.count("iam.get_credential_report") == 3
    assert seen(answer, "aws.access_audit_pct").value is not None
    assert seen(answer, "aws.access_audit_pct").observed_at == NOW


def test_an_old_report_is_used_and_a_new_one_asked_for(aws_keys: None) -> None:
    old = {"Content": report(user("alice")).encode(), "GeneratedTime": NOW - timedelta(hours=5)}
    with aws_endpoint(
        {"iam.get_credential_report": old, "iam.generate_credential_report": {"State": "STARTED"}}
    ) as aws:
        told = ask(calls(aws.url), moment(NOW))
        assert aws.count("iam.generate_credential_report") == 1
    assert told.observations[0].observed_at == NOW - timedelta(hours=5)
    assert told.again is None


def test_a_right_that_is_lacking_is_named(aws_keys: None) -> None:
    with (
        aws_endpoint({"iam.get_credential_report": Refusal("AccessDenied", "no", 403)}) as aws,
        pytest.raises(SourceError) as caught,
    ):
        ask(calls(aws.url), moment())
    assert caught.value.failure.kind is FailureKind.RIGHTS
    assert caught.value.failure.remedy == "grant iam:GetCredentialReport"


def test_five_thousand_users_are_counted_and_the_worst_listed() -> None:
    lines = [user(f"user{number}", mfa=number % 10 > 0, key=number % 200) for number in range(5000)]
    told = found(parse_report(report(*lines)), NOW)
    assert {each.signal: each.value for each in told.observations}["aws.users_without_mfa"] == 500
    assert len(told.items) == 400
    assert told.items[0].verdict is Verdict.FAIL
