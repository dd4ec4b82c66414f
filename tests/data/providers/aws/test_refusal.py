from __future__ import annotations

import pytest

from data.models.failure import FailureKind
from data.providers.aws.refusal import Refusal, meaning, refusal
from data.scrubber import Scrubber

K = FailureKind
LOGIN = '"aws sso login"'


def refused(code: str, text: str = "", status: int = 400, **more: str) -> Refusal:
    """What AWS might say when Cost Explorer is asked."""
    return Refusal("ce", "GetCostAndUsage", code, text, status, **more)


@pytest.mark.parametrize(
    ("code", "text", "status", "kind", "remedy"),
    [
        ("ExpiredToken", "", 403, K.AUTH, f"run {LOGIN}"),
        ("ExpiredTokenException", "", 400, K.AUTH, f"run {LOGIN}"),
        ("InvalidClientTokenId", "", 403, K.AUTH, f"run {LOGIN}"),
        ("UnrecognizedClientException", "", 400, K.AUTH, f"run {LOGIN}"),
        ("RequestTimeTooSkewed", "", 403, K.AUTH, "set this machine's clock"),
        ("Throttling", "Rate exceeded", 400, K.RATE_LIMITED, "it is asked again later"),
        ("ThrottlingException", "", 400, K.RATE_LIMITED, "it is asked again later"),
        ("TooManyRequestsException", "", 429, K.RATE_LIMITED, "it is asked again later"),
        ("RequestLimitExceeded", "", 503, K.RATE_LIMITED, "it is asked again later"),
        ("AccessDenied", "", 403, K.RIGHTS, "grant ce:GetCostAndUsage"),
        ("UnauthorizedOperation", "", 403, K.RIGHTS, "grant ce:GetCostAndUsage"),
        (
            "AccessDeniedException",
            "User: arn:aws:iam::1:user/x is not authorized to perform: ce:GetTags on resource: *",
            400,
            K.RIGHTS,
            "grant ce:GetTags",
        ),
        ("AccessDeniedException", "User not enabled for cost explorer access", 400, K.NOT_CONFIGURED, ""),
        (
            "InvalidAccessException",
            "Account 1 is not subscribed to AWS Security Hub",
            401,
            K.NOT_CONFIGURED,
            "",
        ),
        ("SubscriptionRequiredException", "", 400, K.NOT_CONFIGURED, ""),
        ("OptInRequired", "", 403, K.NOT_CONFIGURED, ""),
        ("NoSuchBucket", "", 404, K.NOT_FOUND, ""),
        ("ResourceNotFoundException", "", 400, K.NOT_FOUND, ""),
        ("ValidationException", "the end is before the start", 400, K.REFUSED, ""),
        ("InternalError", "", 500, K.BAD_ANSWER, ""),
        ("", "", 502, K.BAD_ANSWER, ""),
    ],
)
def test_what_a_refusal_means(code: str, text: str, status: int, kind: FailureKind, remedy: str) -> None:
    failure = meaning(refused(code, text, status), LOGIN).failure
    assert failure.kind is kind
    assert failure.message
    if kind is K.NOT_CONFIGURED:
        assert failure.remedy == "enable it, or leave ce out of services"
    else:
        assert failure.remedy == remedy


def test_a_wish_to_be_left_alone_is_passed_on() -> None:
    assert meaning(refused("Throttling", retry_after="17"), LOGIN).failure.retry_after == 17.0


def test_words_are_safe_and_short() -> None:
    failure = meaning(refused("\x1b]0;x\x07" + "a" * 500, "[red]" + "b\x9b" * 5000, 500), LOGIN).failure
    assert "\x1b" not in failure.message and "\x9b" not in failure.message
    assert len(failure.message) < 500
    page = meaning(refused("502", "<!doctype html><h1>Bad gateway", 502), LOGIN).failure
    assert page.message == "ce: 502: a web page in place of an answer"


def test_what_was_signed_is_never_repeated() -> None:
    scrub = Scrubber(["c4n4ry-secret", "c4n4ry-token"])
    said = "The Canonical String should have been x-amz-security-token:c4n4ry-token"
    response = {
        "Error": {"Code": "SignatureDoesNotMatch", "Message": said},
        "ResponseMetadata": {"HTTPStatusCode": 403},
    }
    made = refusal(response, "s3", "ListBuckets", scrub)
    assert "c4n4ry" not in made.text
    assert "Canonical" not in meaning(made, LOGIN).failure.message


def test_an_answer_without_any_of_it_is_still_an_answer() -> None:
    made = refusal({}, "s3", "ListBuckets", Scrubber(()))
    assert meaning(made, LOGIN).failure.message == "s3: status 0"
