from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from data.models.past import Window
from data.providers.aws.services.rds import ask, recall
from tests.aws import calls, moment, provider, seen, whole
from tests.aws_endpoint import aws_endpoint
from tests.metrics import Metrics
from tests.moto_server import client

NOW = datetime(2026, 11, 20, 9, 2, 10, tzinfo=UTC)
END = datetime(2026, 11, 20, 9, 2, tzinfo=UTC).timestamp()


def instance(name: str, engine: str = "postgres", state: str = "available") -> dict[str, Any]:
    """An instance as RDS describes it."""
    return {"DBInstanceIdentifier": name, "Engine": engine, "DBInstanceStatus": state}


def measured(*names: str) -> Metrics:
    """Two minutes of each instance."""
    metrics = Metrics()
    for name in names:
        for metric, stat, value in (
            ("CPUUtilization", "Average", 40.0),
            ("DatabaseConnections", "Maximum", 12.0),
            ("FreeStorageSpace", "Minimum", 5e9),
        ):
            values = {END - 180: 0.0, END - 120: value}
            metrics.put("AWS/RDS", metric, stat, values, DBInstanceIdentifier=name)
    return metrics


async def test_an_empty_account_has_no_instance_and_passes_nothing(moto: str) -> None:
    answer = await whole(provider(moto, "rds"))
    for signal in ("aws.rds_cpu_pct", "aws.rds_connections", "aws.rds_free_bytes"):
        told = seen(answer, signal)
        assert (told.value, told.detail) == (None, "the account has no RDS instance")


async def test_an_instance_of_a_real_interface_without_metrics(moto: str) -> None:
    client("rds", moto).create_db_instance(
        DBInstanceIdentifier="main", Engine="postgres", DBInstanceClass="db.t3.micro"
    )
    told = seen(await whole(provider(moto, "rds")), "aws.rds_cpu_pct", instance="main")
    assert (told.value, told.detail) == (None, "no value in 10 min")


def test_the_newest_minute_counts(aws_keys: None) -> None:
    instances = [instance("main"), instance("old", state="stopped"), instance("cluster", "aurora-postgresql")]
    answers = {**measured("main", "cluster").answers, "rds.describe_db_instances": {"DBInstances": instances}}
    with aws_endpoint(answers) as aws:
        result = ask(calls(aws.url), moment(NOW))
    values = {(dict(each.labels)["instance"], each.signal): each for each in result.observations}
    assert values["main", "aws.rds_cpu_pct"].value == 40.0
    assert values["main", "aws.rds_connections"].value == 12.0
    assert values["main", "aws.rds_free_bytes"].value == 5e9
    assert values["main", "aws.rds_cpu_pct"].observed_at == datetime(2026, 11, 20, 9, 1, tzinfo=UTC)
    assert values["old", "aws.rds_cpu_pct"].value is None
    assert values["old", "aws.rds_cpu_pct"].detail == "the instance is stopped"
    assert ("cluster", "aws.rds_free_bytes") not in values


def test_the_past(aws_keys: None) -> None:
    answers = {
        **measured("main").answers,
        "rds.describe_db_instances": {"DBInstances": [instance("main")]},
    }
    with aws_endpoint(answers) as aws:
        pasts = {past.signal: past for past in recall(calls(aws.url), Window(END - 900, END, 60.0))}
    assert pasts["aws.rds_cpu_pct"].times == (END - 120, END - 60)
    assert pasts["aws.rds_cpu_pct"].values == (0.0, 40.0)
    assert pasts["aws.rds_cpu_pct"].labels == (("instance", "main"),)
