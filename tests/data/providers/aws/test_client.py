from __future__ import annotations

import pytest

from data.errors import SourceError
from data.models.failure import FailureKind
from data.providers.aws.client import AwsProvider
from tests.aws import provider, whole
from tests.aws_endpoint import Refusal, aws_endpoint


async def test_credentials_that_have_expired_fail_the_whole_source(aws_keys: None) -> None:
    with aws_endpoint(
        {"*": Refusal("ExpiredToken", "The security token has expired"), "s3.list_buckets": {}}
    ) as aws:
        aws.answers["s3.list_buckets"] = aws.answers["*"]
        asked: AwsProvider = provider(aws.url, "s3", profile="")
        with pytest.raises(SourceError) as caught:
            await whole(asked)
    assert caught.value.failure.kind is FailureKind.AUTH
    assert "aws sso login" in caught.value.failure.remedy
