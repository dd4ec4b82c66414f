"""IAM's credential report: a table in CSV, one line a user; pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from data.errors import SourceError
from data.models.failure import FailureKind
from data.providers.aws.services.stamp import parse_stamp
from data.safe import safe

MAX_AGE_D = 90
"""A key is to be changed, and a user to be seen, within so many days."""
_ROOT = "<root_account>"

_DAY_S = 86_400.0
_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Key:
    """One of a user's two access keys."""

    user: str
    number: int
    active: bool
    changed: datetime | None
    used: datetime | None
    service: str

    @property
    def name(self) -> str:
        """``alice's key 1``; the report does not tell its id."""
        return f"{self.user} key {self.number}"

    def age_d(self, now: datetime) -> float | None:
        """Days since it was made or changed."""
        return (now - self.changed).total_seconds() / _DAY_S if self.changed else None


@dataclass(frozen=True, slots=True)
class User:
    """One line of the report."""

    name: str
    root: bool
    created: datetime | None
    password: bool
    signed_in: datetime | None
    mfa: bool
    keys: tuple[Key, ...]

    @property
    def seen(self) -> datetime | None:
        """When password or key were last used."""
        return max(filter(None, (self.signed_in, *(key.used for key in self.keys))), default=None)

    @property
    def without_mfa(self) -> bool:
        """Whether a password alone is enough to come in."""
        return self.password and not self.mfa

    def unused(self, now: datetime) -> bool:
        """Whether somebody who could come in has not done so for long; nobody signs in as root."""
        if self.root or not (self.password or any(key.active for key in self.keys)):
            return False
        last = self.seen or self.created
        return last is not None and (now - last).total_seconds() > MAX_AGE_D * _DAY_S

    def troubles(self, now: datetime) -> list[str]:
        """What is not as it should be, in words."""
        active = [key for key in self.keys if key.active]
        old = any((key.age_d(now) or 0.0) > MAX_AGE_D for key in active)
        found = {
            "no second factor": self.without_mfa,
            f"a key older than {MAX_AGE_D} d": old,
            f"not seen for {MAX_AGE_D} d": self.unused(now),
            "root has a key": self.root and bool(active),
        }
        return [trouble for trouble, real in found.items() if real]


def parse_report(text: str) -> tuple[User, ...]:
    """Everybody in the report. Raises SourceError where it is none."""
    table = csv.DictReader(io.StringIO(text))
    try:
        rows = list(islice(table, _MOST))
    except csv.Error:
        rows = []
    if not {"user", "mfa_active"}.issubset(table.fieldnames or ()):
        raise SourceError(FailureKind.BAD_ANSWER, "iam: the credential report cannot be read")
    return tuple(_user(row) for row in rows)


def _user(row: Mapping[str, str | None]) -> User:
    name = row.get("user") or ""
    root = name == _ROOT
    shown = "the root account" if root else safe(name, 80)
    password = row.get("password_enabled") == "true" or (
        root and row.get("password_enabled") == "not_supported"
    )
    return User(
        shown,
        root,
        parse_stamp(row.get("user_creation_time")),
        password,
        parse_stamp(row.get("password_last_used")),
        row.get("mfa_active") == "true",
        tuple(_key(shown, number, row) for number in (1, 2)),
    )


def _key(user: str, number: int, row: Mapping[str, str | None]) -> Key:
    def cell(name: str) -> str:
        return row.get(f"access_key_{number}_{name}") or ""

    return Key(
        user,
        number,
        cell("active") == "true",
        parse_stamp(cell("last_rotated")),
        parse_stamp(cell("last_used_date")),
        safe(cell("last_used_service"), 40).replace("N/A", ""),
    )
