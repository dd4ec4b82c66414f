"""Whether what is stored is encrypted: volumes, databases and buckets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from data.errors import SourceError
from data.models.failure import FailureKind
from data.models.reading import Observation
from data.providers.aws.calls import Calls, Row
from data.providers.aws.parse import dig, rows_of, some, words
from data.providers.aws.service import Found, Moment

_MOST = 5000
_MOST_BUCKETS = 200


def ask(calls: Calls, moment: Moment) -> Found:
    """Asks for each of the three what is really so, rather than what a rule says."""
    volumes = calls.pages("ec2", "describe_volumes", "Volumes", limit=_MOST)
    databases = calls.pages("rds", "describe_db_instances", "DBInstances", limit=_MOST)
    buckets = [words(row, "Name", 70) for row in rows_of(calls.one("s3", "list_buckets"), "Buckets")]
    encrypted = {
        **_flags("volume", volumes, "VolumeId", "Encrypted"),
        **_flags("database", databases, "DBInstanceIdentifier", "StorageEncrypted"),
        **_of_buckets(calls, buckets[:_MOST_BUCKETS]),
    }
    return found(encrypted, max(0, len(buckets) - _MOST_BUCKETS))


def found(encrypted: Mapping[str, bool], not_asked: int = 0) -> Found:
    """The share of all of them, and the names of those that are not."""
    more = f"; {not_asked} more buckets were not asked" if not_asked else ""
    bare = [name for name, safe_ in encrypted.items() if not safe_]
    if not encrypted:
        return Found((Observation("aws.encryption_pct", None, "%", detail="nothing is stored here"),))
    share = 100.0 * (len(encrypted) - len(bare)) / len(encrypted)
    told = f"{len(bare)} of {len(encrypted)} are not: {some(bare)}" if bare else f"all {len(encrypted)} are"
    return Found((Observation("aws.encryption_pct", share, "%", detail=told + more),))


def _flags(kind: str, rows: Iterable[Row], name: str, flag: str) -> dict[str, bool]:
    return {f"{kind} {words(row, name, 100)}": dig(row, flag) is True for row in rows}


def _of_buckets(calls: Calls, names: Iterable[str]) -> dict[str, bool]:
    """One call each; a bucket that has gone in between is passed over."""
    encrypted: dict[str, bool] = {}
    for name in names:
        try:
            answer = calls.one("s3", "get_bucket_encryption", Bucket=name)
            encrypted[f"bucket {name}"] = bool(dig(answer, "ServerSideEncryptionConfiguration.Rules"))
        except SourceError as error:
            if "ServerSideEncryptionConfigurationNotFound" in error.failure.message:
                encrypted[f"bucket {name}"] = False
            elif error.failure.kind is not FailureKind.NOT_FOUND:
                raise
    return encrypted
