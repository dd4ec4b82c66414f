"""S3: whether each bucket can be reached, and whether what is put there is encrypted."""

from __future__ import annotations

from dataclasses import dataclass

from data.errors import SourceError
from data.models.failure import Failure, FailureKind
from data.models.item import Item
from data.models.reading import Observation
from data.models.verdict import Verdict
from data.providers.aws.calls import Calls, Row
from data.providers.aws.parse import dig, gravest, some, when, words
from data.providers.aws.service import Found, Moment

_REACHABLE, _ENCRYPTED = "aws.s3_reachable", "aws.s3_encrypted"
MOST = 200
"""Buckets that are looked at one by one."""
_HEAD, _RULES = "HeadBucket", "GetBucketEncryption"
_NO_RULES = "ServerSideEncryptionConfigurationNotFound"


@dataclass(frozen=True, slots=True)
class Bucket:
    """A bucket; `encrypted` names the way, empty for none; a Failure where that could not be asked."""

    row: Row
    trouble: Failure | None
    encrypted: str | Failure

    @property
    def name(self) -> str:
        """Its name, safe to show."""
        return words(self.row, "Name")


def ask(calls: Calls, _moment: Moment) -> Found:
    """Look at every bucket, one after the other."""
    rows = calls.pages("s3", "list_buckets", "Buckets")
    return found([_look(calls, row) for row in rows[:MOST]], len(rows))


def found(buckets: list[Bucket], total: int) -> Found:
    """What `total` buckets, as far as they were looked at, come to."""
    if not total:
        none = "the account has no bucket"
        return Found(
            tuple(Observation(signal, None, "bool", detail=none) for signal in (_REACHABLE, _ENCRYPTED))
        )
    items = gravest(map(_item, buckets))
    return Found((_reachable(buckets, total), _encrypted(buckets, total)), items)


def _look(calls: Calls, row: Row) -> Bucket:
    name = str(row["Name"])
    try:
        calls.one("s3", "head_bucket", Bucket=name)
    except SourceError as error:
        if error.failure.kind in (FailureKind.AUTH, FailureKind.RATE_LIMITED, FailureKind.NOT_CONFIGURED):
            raise
        return Bucket(row, error.failure, error.failure)
    try:
        answer = calls.one("s3", "get_bucket_encryption", Bucket=name)
    except SourceError as error:
        return Bucket(row, None, "" if _NO_RULES in error.message else error.failure)
    rules = dig(answer, "ServerSideEncryptionConfiguration.Rules") or ()
    ways = [words(rule, "ApplyServerSideEncryptionByDefault.SSEAlgorithm") for rule in rules]
    return Bucket(row, None, next(filter(None, ways), ""))


def _reachable(buckets: list[Bucket], total: int) -> Observation:
    gone = [each.name for each in buckets if each.trouble and each.trouble.kind is not FailureKind.RIGHTS]
    if gone:
        note = f"cannot be reached: {some(gone)}"
        return Observation(_REACHABLE, 0.0, "bool", judged=Verdict.FAIL, detail=note, query=_HEAD)
    barred = [each.trouble for each in buckets if each.trouble]
    if barred:
        return _unknown(_REACHABLE, barred, total, _HEAD)
    return _all(_REACHABLE, buckets, total, "answer", _HEAD)


def _encrypted(buckets: list[Bucket], total: int) -> Observation:
    bare = [each.name for each in buckets if each.encrypted == ""]
    if bare:
        note = f"not encrypted: {some(bare)}"
        return Observation(_ENCRYPTED, 0.0, "bool", judged=Verdict.WARN, detail=note, query=_RULES)
    barred = [each.encrypted for each in buckets if isinstance(each.encrypted, Failure)]
    if barred:
        return _unknown(_ENCRYPTED, barred, total, _RULES)
    return _all(_ENCRYPTED, buckets, total, "encrypt by default", _RULES)


def _all(signal: str, buckets: list[Bucket], total: int, what: str, query: str) -> Observation:
    """A yes only where every bucket was looked at."""
    if len(buckets) < total:
        note = f"only {len(buckets)} of {total} buckets were looked at; those {what}"
        return Observation(signal, None, "bool", detail=note, query=query)
    note = f"the {total} buckets {what}" if total > 1 else f"the one bucket does: {what}"
    return Observation(signal, 1.0, "bool", detail=note, query=query)


def _unknown(signal: str, barred: list[Failure], total: int, query: str) -> Observation:
    first = barred[0]
    note = f"{len(barred)} of {total} buckets: {first.message}"
    failure = Failure(first.kind, note, first.remedy)
    return Observation(signal, None, "bool", detail=note, failure=failure, query=query)


def _item(bucket: Bucket) -> Item:
    secure = bucket.encrypted
    if bucket.trouble is not None:
        state, verdict = bucket.trouble.message, Verdict.FAIL
        if bucket.trouble.kind is FailureKind.RIGHTS:
            verdict = Verdict.ERROR
    elif isinstance(secure, Failure):
        state, verdict = "reachable, encryption unknown", Verdict.NO_DATA
    else:
        state = f"reachable, {'encrypted' if secure else 'not encrypted'}"
        verdict = Verdict.PASS if secure else Verdict.WARN
    shown = secure.message if isinstance(secure, Failure) else (secure or "none")
    return Item(
        "bucket",
        bucket.name,
        bucket.name,
        verdict,
        state=state,
        at=when(bucket.row, "CreationDate"),
        fields=(("encryption", shown),),
    )
