from __future__ import annotations

import pytest
from botocore import exceptions as boto

from data.models.failure import FailureKind
from data.providers.aws.errors import translate
from data.providers.aws.rights import action_of

K = FailureKind
URL = "https://ops:c4n4ry@s3.eu-west-1.amazonaws.com/"


@pytest.mark.parametrize(
    ("error", "kind", "remedy"),
    [
        (boto.NoCredentialsError(), K.AUTH, 'run "aws configure"'),
        (boto.CredentialRetrievalError(provider="x", error_msg="c4n4ry"), K.AUTH, 'run "aws sso login'),
        (boto.UnauthorizedSSOTokenError(), K.AUTH, 'run "aws sso login --profile ops"'),
        (boto.SSOTokenLoadError(error_msg="c4n4ry"), K.AUTH, 'run "aws sso login --profile ops"'),
        (boto.ProfileNotFound(profile="x"), K.NOT_CONFIGURED, "check profile"),
        (boto.NoRegionError(), K.NOT_CONFIGURED, "set region"),
        (boto.ConnectTimeoutError(endpoint_url=URL), K.TIMEOUT, ""),
        (boto.ReadTimeoutError(endpoint_url=URL), K.TIMEOUT, ""),
        (boto.SSLError(endpoint_url=URL, error="c4n4ry"), K.TLS, "check AWS_CA_BUNDLE"),
        (boto.EndpointConnectionError(endpoint_url=URL, error="refused"), K.CONNECT, "check network"),
        (
            boto.EndpointConnectionError(endpoint_url=URL, error="Failed to resolve 's3' ([Errno -2])"),
            K.DNS,
            "check region",
        ),
        (boto.ProxyConnectionError(proxy_url=URL, error="c4n4ry"), K.CONNECT, "check network"),
        (boto.ConnectionClosedError(endpoint_url=URL), K.CONNECT, ""),
        (boto.HTTPClientError(error="c4n4ry"), K.BAD_ANSWER, "is there a proxy"),
        (boto.ParamValidationError(report="c4n4ry"), K.INTERNAL, ""),
        (KeyError("c4n4ry"), K.BAD_ANSWER, "is there a proxy"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
def test_what_an_error_of_the_library_means(error: Exception, kind: FailureKind, remedy: str) -> None:
    failure = translate(error, "s3", "list_buckets", "ops").failure
    assert failure.kind is kind
    assert failure.remedy.startswith(remedy)
    assert "c4n4ry" not in failure.message + failure.remedy


@pytest.mark.parametrize(
    ("service", "operation", "action"),
    [
        ("ce", "GetCostAndUsage", "ce:GetCostAndUsage"),
        ("s3", "ListBuckets", "s3:ListAllMyBuckets"),
        ("elbv2", "DescribeTargetHealth", "elasticloadbalancing:DescribeTargetHealth"),
        ("rds", "DescribeDBInstances", "rds:DescribeDBInstances"),
        ("budgets", "DescribeBudgets", "budgets:ViewBudget"),
        ("apigatewayv2", "GetApis", "apigateway:GET"),
    ],
)
def test_the_right_that_a_call_needs(service: str, operation: str, action: str) -> None:
    assert action_of(service, operation) == action
