"""Users and their access keys as things of a list; pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from data.models.item import Item, facts_of
from data.models.verdict import Verdict
from data.providers.aws.parse import MOST_ITEMS
from data.providers.aws.services.iam_report import MAX_AGE_D, Key, User


def user_items(users: Sequence[User], now: datetime) -> tuple[Item, ...]:
    """Those who are not in order first."""
    items = sorted((_user(user, now) for user in users), key=lambda item: (-item.verdict.rank, item.title))
    return tuple(items[:MOST_ITEMS])


def key_items(users: Sequence[User], now: datetime) -> tuple[Item, ...]:
    """The keys that work, the oldest first."""
    keys = [key for user in users for key in user.keys if key.active]
    keys.sort(key=lambda key: -(key.age_d(now) or 0.0))
    return tuple(_key(key, now) for key in keys[:MOST_ITEMS])


def _user(user: User, now: datetime) -> Item:
    troubles = user.troubles(now)
    grave = user.without_mfa or user.root
    seen = user.seen
    fields = (
        ("password", "yes" if user.password else "no"),
        ("second factor", "yes" if user.mfa else "no"),
        ("last seen", f"{seen:%Y-%m-%d %H:%M} UTC" if seen else "never"),
        ("active keys", str(sum(key.active for key in user.keys))),
    )
    return Item(
        "user",
        user.name,
        user.name,
        (Verdict.FAIL if grave else Verdict.WARN) if troubles else Verdict.PASS,
        state=", ".join(troubles) or "in order",
        at=user.created,
        fields=fields,
    )


def _key(key: Key, now: datetime) -> Item:
    age = key.age_d(now)
    old = age is not None and age > MAX_AGE_D
    used = f"{key.used:%Y-%m-%d %H:%M} UTC" if key.used else "never"
    fields = (("last used", used), ("for", key.service))
    return Item(
        "access-key",
        key.name,
        key.name,
        Verdict.WARN if old else Verdict.PASS if age is not None else Verdict.NO_DATA,
        state=f"older than {MAX_AGE_D} d" if old else "active",
        at=key.changed,
        group=key.user,
        amount=age,
        unit="d" if age is not None else "",
        fields=facts_of(*fields),
    )
