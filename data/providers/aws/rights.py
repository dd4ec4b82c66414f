"""Which right of IAM a call needs, where AWS does not say it itself."""

from __future__ import annotations

_PREFIX = {"elbv2": "elasticloadbalancing", "apigatewayv2": "apigateway", "cloudwatch": "cloudwatch"}
_ACTIONS = {
    "s3:ListBuckets": "s3:ListAllMyBuckets",
    "s3:HeadBucket": "s3:ListBucket",
    "s3:GetBucketEncryption": "s3:GetEncryptionConfiguration",
    "apigateway:GetApis": "apigateway:GET",
    "budgets:DescribeBudgets": "budgets:ViewBudget",
}


def action_of(service: str, operation: str) -> str:
    """The action for boto3's name of a method: ``ce``, ``get_cost_and_usage`` → ``ce:GetCostAndUsage``."""
    camel = "".join(part[:1].upper() + part[1:] for part in operation.split("_"))
    action = f"{_PREFIX.get(service, service)}:{camel}"
    return _ACTIONS.get(action, action)
