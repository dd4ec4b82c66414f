"""Which right of IAM a call needs, where AWS does not say it itself."""

from __future__ import annotations

_PREFIX = {"elbv2": "elasticloadbalancing", "apigatewayv2": "apigateway"}
_ACTIONS = {
    "s3:ListBuckets": "s3:ListAllMyBuckets",
    "s3:HeadBucket": "s3:ListBucket",
    "s3:GetBucketEncryption": "s3:GetEncryptionConfiguration",
    "apigateway:GetApis": "apigateway:GET",
    "budgets:DescribeBudgets": "budgets:ViewBudget",
}


def action_of(service: str, operation: str) -> str:
    """The action for boto3's name of a service and AWS' of an operation: ``ce:GetCostAndUsage``."""
    action = f"{_PREFIX.get(service, service)}:{operation}"
    return _ACTIONS.get(action, action)
