"""AWS Backup: how old the newest backup is, and which jobs failed in the last day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from data.errors import SourceError
from data.models.failure import FailureKind
from data.models.item import Item, facts_of
from data.models.reading import Observation
from data.models.verdict import Verdict
from data.providers.aws.calls import Calls, Row
from data.providers.aws.parse import gravest, number, some, when, words
from data.providers.aws.service import Found, Moment

_RECENT = timedelta(hours=24)
_BACK = timedelta(days=35)
_MOST = 2000
_HOUR_S = 3600.0
_VERDICTS = {
    "COMPLETED": Verdict.PASS,
    "RUNNING": Verdict.PASS,
    "CREATED": Verdict.PASS,
    "PENDING": Verdict.PASS,
    "PARTIAL": Verdict.WARN,
    "ABORTING": Verdict.WARN,
    "ABORTED": Verdict.WARN,
    "FAILED": Verdict.FAIL,
    "EXPIRED": Verdict.FAIL,
}


def ask(calls: Calls, moment: Moment) -> Found:
    """The jobs of the last day; where none of them is complete, the last one that was."""
    jobs = _jobs(calls, ByCreatedAfter=moment.now - _RECENT)
    former: list[Row] = []
    if not any(_completed(job) for job in jobs):
        former = _jobs(calls, ByCreatedAfter=moment.now - _BACK, ByState="COMPLETED")
    if not jobs and not former and not calls.pages("backup", "list_backup_plans", "BackupPlansList", limit=1):
        raise SourceError(
            FailureKind.NOT_CONFIGURED,
            "backup: there is no backup plan",
            "create one in AWS Backup, or leave backup out of services",
        )
    return found(jobs, former, moment.now)


def found(jobs: list[Row], former: Iterable[Row], now: datetime) -> Found:
    """The age of the newest that is complete, and how many of the last day's jobs failed."""
    complete = [(at, job) for job in (*jobs, *former) if _completed(job) and (at := _at(job))]
    newest = max(complete, key=lambda pair: pair[0], default=None)
    failed = [job for job in jobs if _verdict(job) in (Verdict.FAIL, Verdict.WARN)]
    names = some(_resource(job) for job in failed)
    return Found(
        (
            Observation(
                "aws.backup_age_h",
                max(0.0, (now - newest[0]).total_seconds() / _HOUR_S) if newest else None,
                "h",
                detail=_resource(newest[1]) if newest else f"none was completed in {_BACK.days} days",
            ),
            Observation(
                "aws.backup_jobs_failed",
                float(len(failed)),
                "count",
                detail=f"of {len(jobs)} in 24 h" + (f": {names}" if failed else ""),
            ),
        ),
        gravest(_item(job) for job in jobs or former),
    )


def _jobs(calls: Calls, **parameters: object) -> list[Row]:
    return calls.pages("backup", "list_backup_jobs", "BackupJobs", limit=_MOST, **parameters)


def _item(job: Row) -> Item:
    size = number(job, "BackupSizeInBytes")
    fields = (
        ("says", words(job, "StatusMessage", 300)),
        ("vault", words(job, "BackupVaultName", 60)),
        ("done", words(job, "PercentDone", 10)),
        ("resource", words(job, "ResourceArn", 150)),
    )
    return Item(
        "backup",
        words(job, "BackupJobId", 60),
        _resource(job),
        _verdict(job),
        state=words(job, "State", 20).lower(),
        at=_at(job),
        group=words(job, "ResourceType", 40),
        amount=size,
        unit="bytes" if size is not None else "",
        fields=facts_of(*fields),
    )


def _verdict(job: Row) -> Verdict:
    return _VERDICTS.get(words(job, "State", 20), Verdict.NO_DATA)


def _completed(job: Row) -> bool:
    return words(job, "State", 20) == "COMPLETED"


def _at(job: Row) -> datetime | None:
    return when(job, "CompletionDate") or when(job, "CreationDate")


def _resource(job: Row) -> str:
    name = words(job, "ResourceName", 80) or words(job, "ResourceArn", 150).rpartition(":")[2]
    kind = words(job, "ResourceType", 40)
    return f"{kind} {name}".strip()
