"""IAM's credential report: how old keys are, who is not seen any more, who has no second factor."""

from __future__ import annotations

from datetime import datetime

from data.errors import SourceError
from data.models.reading import Observation
from data.providers.aws.calls import Calls
from data.providers.aws.parse import some, when
from data.providers.aws.service import Found, Moment
from data.providers.aws.services.iam_items import key_items, user_items
from data.providers.aws.services.iam_report import User, parse_report

_AGAIN_S = 2.0
_NOT_YET = ("ReportNotPresent", "ReportExpired", "ReportInProgress", "ReportNotReady")
_SIGNALS = (
    ("aws.key_age_d", "d"),
    ("aws.users_unused", "count"),
    ("aws.users_without_mfa", "count"),
    ("aws.access_audit_pct", "%"),
)


def ask(calls: Calls, moment: Moment) -> Found:
    """The report; where there is none yet, it is being made, and is asked for again soon."""
    try:
        answer = calls.one("iam", "get_credential_report")
    except SourceError as error:
        if not any(word in error.failure.message for word in _NOT_YET):
            raise
        calls.one("iam", "generate_credential_report")
        return _not_yet()
    content = answer.get("Content") or b""
    text = content.decode("utf-8", "replace") if isinstance(content, bytes) else str(content)
    made = when(answer, "GeneratedTime")
    if made is not None and (moment.now - made).total_seconds() > _RENEW_S:
        calls.one("iam", "generate_credential_report")
    return found(parse_report(text), moment.now, made)


def found(users: tuple[User, ...], now: datetime, made: datetime | None = None) -> Found:
    """The four signals, as of the time the report was made, and everybody with their keys."""
    as_of = f"report of {made:%d %b %H:%M} UTC" if made else "credential report"
    ages = {key.name: key.age_d(now) for user in users for key in user.keys if key.active}
    known = {name: age for name, age in ages.items() if age is not None}
    oldest = max(known, key=lambda name: known[name], default=None)
    unused = [user.name for user in users if user.unused(now)]
    bare = [user.name for user in users if user.without_mfa]
    out_of_order = [user.name for user in users if user.troubles(now)]
    share = 100.0 * (len(users) - len(out_of_order)) / len(users) if users else None

    def seen(signal: str, value: float | None, unit: str, words: str) -> Observation:
        return Observation(
            signal, value, unit, observed_at=made, detail=f"{words}; {as_of}" if words else as_of
        )

    return Found(
        (
            seen("aws.key_age_d", known[oldest] if oldest else None, "d", oldest or "no key is active"),
            seen("aws.users_unused", float(len(unused)), "count", some(unused)),
            seen("aws.users_without_mfa", float(len(bare)), "count", some(bare)),
            seen("aws.access_audit_pct", share, "%", _audit_words(out_of_order, len(users))),
        ),
        (*user_items(users, now), *key_items(users, now)),
    )


def _audit_words(out_of_order: list[str], count: int) -> str:
    if not out_of_order:
        return f"all {count} users are in order" if count else "there is no user"
    return f"{len(out_of_order)} of {count} are not in order: {some(out_of_order)}"


def _not_yet() -> Found:
    seen = tuple(
        Observation(signal, None, unit, detail="IAM is making its credential report")
        for signal, unit in _SIGNALS
    )
    return Found(seen, again=_AGAIN_S)


_RENEW_S = 4 * 3600.0
"""IAM makes a new report every four hours at most."""
