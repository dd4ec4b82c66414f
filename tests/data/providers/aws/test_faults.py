"""Faults 45 and 46: whatever AWS, or what stands in its place, does with a call."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from console.lab.account.wire import MARK
from data.errors import SourceError
from data.models.failure import Failure, FailureKind
from data.models.reading import Answer
from data.providers.aws import sending
from data.providers.aws.sending import ANSWER_S
from tests.architecture.source_tree import ROOT
from tests.aws import calls, provider, whole
from tests.aws_endpoint import (
    Answering,
    Refusal,
    Sent,
    aws_endpoint,
    dripping,
    flooding,
    hanging,
    page,
    resetting,
)
from tests.background import served
from tests.certificates import self_signed_context
from tests.own_time import within
from tests.ports import closed_port
from tests.servers import plain

K = FailureKind
FIRST = {
    "s3": ("s3.list_buckets",),
    "alarms": ("cloudwatch.describe_alarms",),
    "elbv2": ("elbv2.describe_target_groups",),
    "lambda": ("lambda.list_functions",),
    "cloudfront": ("cloudfront.list_distributions",),
    "health": ("health.describe_events",),
    "rds": ("rds.describe_db_instances",),
    "cloudwatch": ("cloudwatch.list_metrics",),
}
"""What each service is asked first; among them are all of AWS' protocols."""


async def failure_of(
    answering: Answering, service: str = "s3", timeout: str = "30s", profile: str = ""
) -> Failure:
    """How a source fails whose only service answers so."""
    answers = {"*": answering, **dict.fromkeys(FIRST[service], answering)}
    with aws_endpoint(answers) as aws, pytest.raises(SourceError) as caught:
        await whole(provider(aws.url, service, timeout=timeout, profile=profile))
    return caught.value.failure


@pytest.mark.parametrize(
    ("answering", "kind", "said"),
    [
        (Refusal("ExpiredToken", "expired", 400), K.AUTH, "expired"),
        (Refusal("InvalidAccessKeyId", "no such key", 403), K.AUTH, "does not accept the credentials"),
        (Refusal("Throttling", "Rate exceeded", 400), K.RATE_LIMITED, "asked less often"),
        (Refusal("SlowDown", "", 503), K.RATE_LIMITED, "asked less often"),
        (Refusal("AccessDenied", "Access Denied", 403), K.RIGHTS, "s3:ListAllMyBuckets"),
        (Refusal("InternalError", "We encountered an internal error", 500), K.BAD_ANSWER, "internal error"),
        (page("<html><h1>Bad gateway</h1></html>", 502), K.BAD_ANSWER, "502"),
        (Sent(b"", 404), K.NOT_FOUND, "404"),
        (Sent(b"", 401), K.RIGHTS, "s3:ListAllMyBuckets"),
        (flooding(), K.TOO_LARGE, "larger"),
        (resetting(), K.CONNECT, "broke off"),
    ],
    ids=lambda value: "" if isinstance(value, str | Sent | Refusal) else str(value),
)
async def test_each_fault_is_told_apart(
    aws_keys: None, answering: Answering, kind: FailureKind, said: str
) -> None:
    failure = await failure_of(answering)
    assert (failure.kind, said in failure.message) == (kind, True), failure
    assert "\x1b" not in failure.message


PAGE = page("<html>Sign in to the network of the hotel</html>")
OTHERS = {
    "page": PAGE,
    "bad page": page("<!doctype html><p>Sign in<br>"),
    "nothing": Sent(b""),
    "no content": Sent(b"", 204),
    "garbage": Sent(b"\x00\xff\x1b]52;c;x\x07" * 100),
    "another's JSON": Sent(b'{"status": "ok"}'),
    "a list": Sent(b"[]"),
    "null": Sent(b"null"),
    "another's XML": Sent(b"<status>ok</status>"),
    "wrong types": Sent(
        b'{"Functions": 3, "MetricAlarms": {"a": 1}, "events": "x", "Metrics": 1}', 200, MARK
    ),
}


@pytest.mark.parametrize("service", FIRST)
async def test_an_answer_that_is_none_of_aws_never_passes(aws_keys: None, service: str) -> None:
    with aws_endpoint(dict.fromkeys(FIRST[service], PAGE)) as aws:
        asked = provider(aws.url, service)
        for name, other in OTHERS.items():
            aws.answers = {"*": other, **dict.fromkeys(FIRST[service], other)}
            with pytest.raises(SourceError) as caught:
                await whole(asked)
            failure = caught.value.failure
            assert failure.kind is K.BAD_ANSWER, (name, failure)
            assert "\x1b" not in failure.message


@pytest.mark.parametrize("fault", [hanging(), dripping()], ids=["hang", "drip"])
async def test_who_never_ends_is_not_waited_for(aws_keys: None, fault: Sent) -> None:
    with within(5):
        failure = await failure_of(fault, timeout="2s")
        assert failure.kind is K.TIMEOUT
        assert "s3 does not answer within" in failure.message


def test_a_drip_is_cut_off_by_itself(aws_keys: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "ANSWER_S", 0.5)
    with aws_endpoint({"s3.list_buckets": dripping()}) as aws, pytest.raises(SourceError) as caught:
        calls(aws.url).one("s3", "list_buckets")
    assert caught.value.failure.kind is K.TIMEOUT


async def test_pages_without_an_end_are_given_up(aws_keys: None) -> None:
    same = {"MetricAlarms": [], "NextToken": "again"}
    with aws_endpoint({"cloudwatch.describe_alarms": same}) as aws, pytest.raises(SourceError) as caught:
        await whole(provider(aws.url, "alarms"))
    assert caught.value.failure.kind is K.BAD_ANSWER
    count = iter(range(10**9))

    def another(_sent: dict[str, Any]) -> dict[str, Any]:
        return {"MetricAlarms": [], "NextToken": str(next(count))}

    with aws_endpoint({"cloudwatch.describe_alarms": another}) as aws:
        asked = provider(aws.url, "alarms", timeout="1s")
        with pytest.raises(SourceError) as caught:
            await whole(asked)
        assert caught.value.failure.kind is K.TIMEOUT
        seen = aws.count("cloudwatch.describe_alarms")
        await asyncio.sleep(0.3)
        assert aws.count("cloudwatch.describe_alarms") <= seen + 1


async def test_an_address_of_ones_own_is_asked_past_any_proxy(
    aws_keys: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with aws_endpoint({"s3.list_buckets": {"Buckets": []}}) as aws:
        assert (await whole(provider(aws.url, "s3"))).observations


async def test_a_certificate_that_nobody_vouches_for(aws_keys: None) -> None:
    with served(plain("no"), tls=self_signed_context()) as server, pytest.raises(SourceError) as caught:
        await whole(provider(server.url, "s3"))
    assert caught.value.failure.kind is K.TLS


async def test_nobody_listens(aws_keys: None) -> None:
    with closed_port() as port, pytest.raises(SourceError) as caught:
        await whole(provider(f"http://127.0.0.1:{port}", "s3"))
    assert caught.value.failure.kind is K.CONNECT


async def test_without_credentials_it_says_how_to_get_them(
    aws_keys: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    with aws_endpoint({"s3.list_buckets": {}}) as aws:
        for services in (("s3",), ()):
            with pytest.raises(SourceError) as caught:
                await whole(provider(aws.url, *services))
            assert caught.value.failure.kind is K.AUTH
            assert 'run "aws configure"' in caught.value.failure.remedy
        assert aws.asked == []


async def test_half_of_the_credentials(aws_keys: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    failure = await failure_of({})
    assert (failure.kind, failure.message) == (K.AUTH, "the AWS credentials are only there in part")


async def test_a_profile_that_is_not_there(aws_keys: None) -> None:
    failure = await failure_of({}, profile="ops-readonly")
    assert (failure.kind, failure.message) == (K.NOT_CONFIGURED, "AWS' configuration has no such profile")


async def test_signed_out_of_single_sign_on(
    aws_keys: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tmp_path / "config"
    settings.write_text(
        "[profile ops]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = ops\n"
        "region = eu-west-1\n[sso-session corp]\nsso_region = eu-west-1\n"
        "sso_start_url = https://127.0.0.1:9/start\n"
    )
    monkeypatch.setenv("AWS_CONFIG_FILE", str(settings))
    failure = await failure_of({}, profile="ops")
    assert failure.kind is K.AUTH
    assert failure.remedy == 'run "aws sso login --profile ops"'


async def test_credentials_that_are_renewed_are_taken_up(
    aws_keys: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with aws_endpoint({"s3.list_buckets": Refusal("ExpiredToken", "", 400)}) as aws:
        asked = provider(aws.url, "s3")
        with pytest.raises(SourceError):
            await whole(asked)
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "renewed")
        aws.answers["s3.list_buckets"] = {"Buckets": []}
        answer = await whole(asked)
        assert isinstance(answer, Answer)
        assert "Credential=renewed/" in aws.heads[-1]["authorization"]


async def test_credentials_that_never_come_hold_up_nobody(
    aws_keys: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tmp_path / "config"
    settings.write_text("[profile slow]\nregion = eu-west-1\ncredential_process = /bin/sleep 5\n")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(settings))
    with aws_endpoint({"s3.list_buckets": {}}) as aws:
        asked = provider(aws.url, "s3", "health", profile="slow", timeout="2s")
        for _ in range(2):
            with within(4):
                with pytest.raises(SourceError) as caught:
                    await whole(asked)
                assert caught.value.failure.kind is K.TIMEOUT
        assert aws.asked == []


async def test_nobody_signs_in_anew_over_a_service_that_is_not_there(
    aws_keys: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: dict[str, Answering] = {
        "s3.list_buckets": {"Buckets": []},
        "health.describe_events": Refusal("SubscriptionRequiredException"),
    }
    with aws_endpoint(answers) as aws:
        asked = provider(aws.url, "s3", "health")
        await whole(asked)
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "another")
        await whole(asked)
        assert aws.count("s3.list_buckets") == 2
        assert all("Credential=testing/" in head["authorization"] for head in aws.heads)


async def test_a_throttled_call_is_tried_twice_and_no_more(aws_keys: None) -> None:
    with aws_endpoint({"s3.list_buckets": Refusal("SlowDown", "", 503)}) as aws:
        with pytest.raises(SourceError):
            await whole(provider(aws.url, "s3"))
        assert aws.count("s3.list_buckets") == 2


async def test_leaving_does_not_wait_for_a_stuck_thread(aws_keys: None, tmp_path: Path) -> None:
    script = (
        "import asyncio, sys\n"
        "from tests.aws import provider\n"
        "async def main(url):\n"
        "    asked = provider(url, 's3', 'lambda', 'health', every='1s')\n"
        "    answer = await asked.fetch()\n"
        "    assert answer.partial\n"
        "    await asked.close()\n"
        "asyncio.run(main(sys.argv[1]))\n"
        "print('leaving', flush=True)\n"
    )
    with aws_endpoint({"*": hanging()}) as aws:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", script, aws.url, cwd=ROOT, stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        async with asyncio.timeout(120):
            assert await process.stdout.readline() == b"leaving\n"
        async with asyncio.timeout(ANSWER_S / 2):
            assert await process.wait() == 0
        assert aws.asked
