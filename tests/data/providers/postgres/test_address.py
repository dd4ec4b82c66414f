"""A connection string is shown without its secrets, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.providers.postgres.address import UNKNOWN, shown


@pytest.mark.parametrize(
    ("dsn", "expected"),
    [
        ("postgresql://alice:s3cret@db.example.com:6543/app", "db.example.com:6543/app"),
        ("postgres://alice@db.example.com", "db.example.com:5432"),
        ("postgresql://alice:s3cret@[::1]:5432/app?sslmode=require", "::1:5432/app"),
        ("postgresql:///app?host=/var/run/postgresql", "the local socket/app"),
        ("postgresql://one:1,two:2/app", UNKNOWN),
        ("host=db password=s3cret", UNKNOWN),
        ("postgres://alice:s3/cret@db/app", UNKNOWN),
        ("postgres://alice:s3#cret@db/app", UNKNOWN),
        ("postgres://alice:s3?cret@db/app", UNKNOWN),
        ("postgres://alice:p@ss/word@db/app", UNKNOWN),
        ("\x1b[2J", UNKNOWN),
        ("", "the local socket"),
    ],
)
def test_shown(dsn: str, expected: str) -> None:
    assert shown(dsn) == expected


@given(st.text(min_size=1, max_size=20), st.text(alphabet="@:/?#%[]&= ", max_size=4))
def test_no_password_comes_through(before: str, signs: str) -> None:
    assert "CANARY" not in shown(f"postgresql://alice:{before}{signs}CANARY@db.example.com/app")
