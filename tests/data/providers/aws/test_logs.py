from __future__ import annotations

from typing import Any

from data.providers.aws.services.logs import ask, found
from tests.aws import calls, moment
from tests.aws_endpoint import aws_endpoint
from tests.moto_server import client


def test_an_account_without_logs(moto: str) -> None:
    (told,) = ask(calls(moto), moment()).observations
    assert (told.value, told.detail) == (None, "there is no log group")


def test_groups_of_moto(moto: str) -> None:
    logs = client("logs", moto)
    for name in ("/a", "/b", "/c", "/d"):
        logs.create_log_group(logGroupName=name)
    for name in ("/a", "/b", "/c"):
        logs.put_retention_policy(logGroupName=name, retentionInDays=30)
    told = ask(calls(moto), moment())
    (share,) = told.observations
    assert (share.value, share.detail) == (75, "1 of 4 without: /d")
    (item,) = told.items
    assert (item.kind, item.title, item.state) == ("retention", "/d", "kept for ever")
    assert item.at is not None
    logs.put_retention_policy(logGroupName="/d", retentionInDays=30)
    (share,) = ask(calls(moto), moment()).observations
    assert (share.value, share.detail) == (100, "all 4 log groups")


def test_three_thousand_on_pages_of_fifty(aws_keys: None) -> None:
    def groups(asked: dict[str, Any]) -> dict[str, Any]:
        start = int(asked.get("nextToken") or 0)
        rows = [
            {"logGroupName": f"/{number}", "storedBytes": number}
            | ({"retentionInDays": 7} if number % 2 else {})
            for number in range(start, start + 50)
        ]
        return {"logGroups": rows} | ({"nextToken": str(start + 50)} if start < 2950 else {})

    with aws_endpoint({"logs.describe_log_groups": groups}) as aws:
        told = ask(calls(aws.url), moment())
        assert aws.count("logs.describe_log_groups") == 60
    assert told.observations[0].value == 50
    assert len(told.items) == 200
    assert told.items[0].amount == 2998


def test_a_retention_of_another_type_is_none() -> None:
    assert found([{"logGroupName": "/a", "retentionInDays": "long"}]).observations[0].value == 0
