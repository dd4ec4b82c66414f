from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from data.models.verdict import Verdict
from data.providers.aws.services.snapshots import ask, found
from tests.aws import calls, moment
from tests.aws_endpoint import aws_endpoint
from tests.moto_server import client

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def test_an_account_without_a_database(moto: str) -> None:
    (told,) = ask(calls(moto), moment()).observations
    assert (told.value, told.detail) == (None, "there is no RDS database")


def test_a_database_of_moto_with_its_snapshot(moto: str) -> None:
    client("rds", moto).create_db_instance(
        DBInstanceIdentifier="main",
        DBInstanceClass="db.t3.micro",
        Engine="postgres",
        AllocatedStorage=20,
        MasterUsername="u",
        MasterUserPassword="p4ssword",
    )
    (told,) = ask(calls(moto), moment()).observations
    assert told.labels == (("database", "main"),)
    assert told.value == pytest.approx(0, abs=0.1)


def test_the_worst_in_front_and_none_at_all_is_worse_than_an_old_one() -> None:
    newest = {"fresh": NOW - timedelta(hours=5), "old": NOW - timedelta(hours=40)}
    told = found(["fresh", "old", "bare"], newest, NOW)
    assert [(dict(each.labels)["database"], each.value) for each in told.observations] == [
        ("bare", None),
        ("old", 40),
        ("fresh", 5),
    ]
    assert told.observations[0].judged is Verdict.FAIL
    assert [(item.state, item.verdict) for item in told.items] == [
        ("no snapshot at all", Verdict.FAIL),
        ("old", Verdict.WARN),
        ("fresh", Verdict.PASS),
    ]


def test_a_cluster_has_its_snapshots_for_all_of_its_databases(aws_keys: None) -> None:
    def snapshot(owner: str, name: str, hours: float) -> dict[str, Any]:
        return {owner: name, "SnapshotCreateTime": NOW - timedelta(hours=hours)}

    with aws_endpoint(
        {
            "rds.describe_db_instances": {
                "DBInstances": [
                    {"DBInstanceIdentifier": "alone"},
                    {"DBInstanceIdentifier": "reader", "DBClusterIdentifier": "aurora"},
                ]
            },
            "rds.describe_db_clusters": {"DBClusters": [{"DBClusterIdentifier": "aurora"}]},
            "rds.describe_db_snapshots": {
                "DBSnapshots": [snapshot("DBInstanceIdentifier", "alone", hours) for hours in (50, 3, 26)]
            },
            "rds.describe_db_cluster_snapshots": {
                "DBClusterSnapshots": [snapshot("DBClusterIdentifier", "aurora", 8)]
            },
        }
    ) as aws:
        told = ask(calls(aws.url), moment(NOW))
    ages = {dict(each.labels)["database"]: each.value for each in told.observations}
    assert ages == {"alone": 3, "aurora": 8}
