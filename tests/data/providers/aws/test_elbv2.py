from __future__ import annotations

from typing import Any

from data.models.verdict import Verdict
from data.providers.aws.services.elbv2 import Group, ask, found
from tests.aws import calls, moment, provider, seen, whole
from tests.aws_endpoint import Refusal, aws_endpoint

BALANCER = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/shop/50dc6c495c0c9188"


def group(name: str, *states: str) -> Group:
    """A group with targets in these states."""
    rows = [
        {"Target": {"Id": f"i-{position}", "Port": 80}, "TargetHealth": {"State": state}}
        for position, state in enumerate(states)
    ]
    return Group(
        {"TargetGroupName": name, "TargetGroupArn": f"arn:{name}", "LoadBalancerArns": [BALANCER]}, rows
    )


async def test_an_empty_account_has_no_balancer_and_passes_nothing(moto: str) -> None:
    told = seen(await whole(provider(moto, "elbv2")), "aws.alb_unhealthy")
    assert (told.value, told.detail) == (None, "the account has no load balancer")


def test_targets_that_are_not_fit_are_counted_and_named(aws_keys: None) -> None:
    def health(sent: dict[str, Any]) -> dict[str, Any]:
        states = {"arn:web": ["healthy", "unhealthy"], "arn:api": ["initial"]}[sent["TargetGroupArn"]]
        return {
            "TargetHealthDescriptions": [
                {
                    "Target": {"Id": f"i-{position}", "Port": 80},
                    "TargetHealth": {"State": state, "Reason": "Target.FailedHealthChecks"},
                }
                for position, state in enumerate(states)
            ]
        }

    groups = [
        {"TargetGroupName": name, "TargetGroupArn": f"arn:{name}", "LoadBalancerArns": arns}
        for name, arns in (("web", [BALANCER]), ("api", [BALANCER]), ("unused", []))
    ]
    answers: dict[str, Any] = {
        "elbv2.describe_target_groups": {"TargetGroups": groups},
        "elbv2.describe_target_health": health,
    }
    with aws_endpoint(answers) as aws:
        result = ask(calls(aws.url), moment())
    (told,) = result.observations
    assert (told.value, told.detail, told.judged) == (1.0, "web i-1, 1 of 3 targets", Verdict.WARN)
    assert [(item.title, item.group, item.state, item.verdict) for item in result.items] == [
        ("i-1:80", "shop", "unhealthy", Verdict.FAIL),
        ("i-0:80", "shop", "initial", Verdict.WARN),
        ("i-0:80", "shop", "healthy", Verdict.PASS),
    ]
    assert ("reason", "Target.FailedHealthChecks") in result.items[0].fields


def test_a_group_that_is_gone_meanwhile_fails_by_name(aws_keys: None) -> None:
    answers: dict[str, Any] = {
        "elbv2.describe_target_groups": {
            "TargetGroups": [
                {"TargetGroupName": "web", "TargetGroupArn": "arn:web", "LoadBalancerArns": [BALANCER]}
            ]
        },
        "elbv2.describe_target_health": Refusal("TargetGroupNotFound", "it is gone"),
    }
    with aws_endpoint(answers) as aws:
        (told,) = ask(calls(aws.url), moment()).observations
    assert told.value is None
    assert told.detail == "0 of 0 targets, gone meanwhile: web"


def test_what_was_not_looked_at_is_no_pass() -> None:
    (all_well,) = found([group("web", "healthy", "healthy")], 1).observations
    assert (all_well.value, all_well.detail) == (0.0, "0 of 2 targets")
    (part,) = found([group("web", "healthy")], 2).observations
    assert (part.value, part.detail) == (None, "0 of 1 targets, only 1 of 2 groups were looked at")
    (empty,) = found([group("web")], 1).observations
    assert (empty.value, empty.detail) == (None, "0 of 0 targets, without any target: web")
    (down,) = found([group("web", "unhealthy", "initial"), group("api", "healthy")], 2).observations
    assert (down.value, down.judged) == (1.0, Verdict.FAIL)
    (bare,) = found([], 0, 2).observations
    assert (bare.value, bare.detail) == (None, "the load balancers have no targets")
