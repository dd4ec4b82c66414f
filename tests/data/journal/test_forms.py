"""What is written reads back the same, in any parser, and is safe to look at with `cat`."""

from __future__ import annotations

import hashlib
import math
import tomllib
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import PurePosixPath
from typing import Any

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from data.errors import BadDataError
from data.journal.drafting import SIZE_LIMIT, prepare
from data.journal.evidence import evidence_from
from data.journal.forms import forms
from data.journal.plain import plain_table
from data.journal.seals import seal_of
from data.models.entry import Draft
from data.models.evidence import Evidence
from data.models.verdict import Verdict
from data.safe import sign
from tests.journal_helpers import CHECKED, NOON

LOCAL = datetime.fromisoformat("2026-01-02T00:00:00")
ODD = LOCAL.replace(tzinfo=timezone(timedelta(seconds=17)))
FIRST, LAST = LOCAL.replace(year=1900), LOCAL.replace(year=2200)
KEYS = st.text(min_size=1, max_size=12).filter(lambda key: key not in ("prev", "seal", "evidence"))
OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
SCALARS = (
    st.text(max_size=40)
    | st.integers(-(2**63), 2**63 - 1)
    | st.booleans()
    | st.floats()
    | st.datetimes(FIRST, LAST)
    | st.datetimes(FIRST, LAST, timezones=OFFSETS)
    | st.dates()
    | st.times()
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


def block(draft: Draft) -> str:
    return prepare(draft, at=NOON, by="alice", host="bastion-1").sealed("ab" * 32)[0]


def read_back(text: str) -> dict[str, Any]:
    (entry,) = tomllib.loads(text)["entry"]
    assert isinstance(entry, dict)
    return entry


@given(st.dictionaries(KEYS.map(lambda key: f"x{key}"), VALUES, max_size=5))
@settings(max_examples=120, deadline=None)
def test_any_values_read_back_the_same_and_keep_their_seal(fields: dict[str, Any]) -> None:
    text = block(Draft("note", fields))
    entry = read_back(text)
    assert entry["seal"] == seal_of(entry)
    kept = {key: value for key, value in entry.items() if key in plain_table(fields)}
    if not any("[redacted]" in line for line in text.splitlines()):
        assert forms(kept)[1] == forms(plain_table(fields))[1]


@given(st.dictionaries(KEYS.map(lambda key: f"x{key}"), VALUES, max_size=4))
@settings(max_examples=60, deadline=None)
def test_another_writers_style_keeps_the_seal(fields: dict[str, Any]) -> None:
    entry = read_back(block(Draft("note", fields)))
    again = read_back(tomli_w.dumps({"entry": [dict(reversed(entry.items()))]}))
    assert seal_of(again) == entry["seal"]


@given(st.text(max_size=80), st.text(min_size=1, max_size=10))
@settings(max_examples=120, deadline=None)
def test_every_entry_is_safe_to_cat(text: str, key: str) -> None:
    written = block(Draft("note", {"note": text, f"x{key}": [{f"y{key}": text}]}))
    assert all(sign(character) == character for character in written if character != "\n")
    assert [line for line in written.splitlines() if line.startswith("[")] == ["[[entry]]"]


def test_what_a_terminal_would_obey_is_escaped_and_recovered() -> None:
    words = '\x00\x07\x1b[2J\x7f\x85\x9b31m\u202e\u2066\u200b\u2028\ufeff\U000e0041\r\n\t\\"\ud800é漢😀'
    text = block(Draft("note", {"note": words}))
    assert not set(text) & set("\x00\x07\x1b\x7f\x85\x9b\u202e\u2066\u200b\u2028\ufeff\U000e0041\r\t")
    assert "é漢😀" in text
    assert read_back(text)["note"] == words.replace("\ud800", "\\ud800")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, 1.0),
        (1, True),
        ("1", 1),
        (0.0, -0.0),
        (date(2026, 1, 1), "2026-01-01"),
        (date(2026, 1, 2), LOCAL),
        (LOCAL, LOCAL.replace(tzinfo=UTC)),
        (["a", "b"], ["b", "a"]),
        (["a,b"], ["a", "b"]),
        ({"a": {}}, {"a": []}),
        ("é", "\\u00e9"),
    ],
)
def test_the_seal_tells_values_apart(one: object, other: object) -> None:
    assert seal_of({"x": one}) != seal_of({"x": other})


def test_the_seal_is_over_values_only() -> None:
    base = {"a": 1, "b": {"c": NOON, "d": [1.5, math.inf]}}
    same = {
        "b": {"d": [1.5, math.inf], "c": NOON.astimezone(timezone(timedelta(hours=5)))},
        "a": 1,
        "seal": "x",
    }
    assert seal_of(base) == seal_of(same)
    assert seal_of({"a": "é"}) == hashlib.sha256(b'{"a":"\\u00e9"}').hexdigest()


def test_the_canonical_form_is_what_the_page_says() -> None:
    value = {
        "b": [True, 12, 0.5, 1e22, "é\n"],
        "a": {
            "t": datetime(2026, 11, 20, 9, 2, 11, 123000, tzinfo=UTC),
            "l": LOCAL,
            "d": date(2026, 1, 2),
        },
        "c": time(7, 32),
    }
    assert forms(value)[1] == (
        '{"a":{"d":@2026-01-02,"l":@2026-01-02T00:00:00.000000,"t":@2026-11-20T09:02:11.123000Z},'
        '"b":[true,12,0.5,1e+22,"\\u00e9\\n"],"c":@07:32:00.000000}'
    )


def test_the_shape_of_an_entry() -> None:
    lines = block(CHECKED).splitlines()
    assert lines[0] == "[[entry]]"
    keys = [line.split(" = ")[0] for line in lines[1:] if " = " in line and not line.startswith(" ")]
    assert keys == [
        *("id", "schema", "at", "day", "by", "host", "kind", "run", "item", "verdict", "count", "note"),
        *("drill", "prev", "evidence", "seal"),
    ]
    assert lines[3] == "at = 2026-11-20T12:00:00.000+00:00"
    assert lines[lines.index("evidence = [") + 1].startswith('    { source = "prom", signal = ')


def test_other_types_become_plain_ones() -> None:
    fields = {
        "verdict": Verdict.NO_DATA,
        "path": PurePosixPath("/var/log"),
        "pair": (1, 2),
        "gone": None,
        "holes": [1, None, 2],
        "odd": ODD,
        "clock": time(7, 32, tzinfo=UTC),
    }
    entry = read_back(block(Draft("note", fields)))
    assert (entry["verdict"], entry["path"], entry["pair"], entry["holes"]) == (
        "no-data",
        "/var/log",
        [1, 2],
        [1, 2],
    )
    assert "gone" not in entry and entry["clock"] == time(7, 32)
    assert entry["odd"] == ODD


def test_what_no_entry_can_hold_is_refused() -> None:
    nested: list[Any] = []
    for _ in range(40):
        nested = [nested]
    for fields in ({"x": nested}, {"x": b"bytes"}, {"x": 2**63}, {"x": {3: 4}}, {"id": "mine"}):
        with pytest.raises(BadDataError):
            block(Draft("note", fields))
    with pytest.raises(BadDataError, match="4 MiB"):
        block(Draft("note", {"x": "x" * SIZE_LIMIT}))
    with pytest.raises(BadDataError, match="kind"):
        block(Draft(""))


def test_evidence_goes_in_and_comes_back() -> None:
    evidence = Evidence(
        source="prom",
        kind="prometheus",
        signal="api.p95_ms",
        labels=(("service", "api"),),
        query="histogram_quantile(0.95, …)",
        value=412.0,
        unit="ms",
        verdict=Verdict.WARN,
        words="412 ms is not < 200 ms",
        threshold=200.0,
        comparison="<",
        policy="skafu",
        section="Key Performance Indicators",
        observed_at=NOON,
        fetched_at=None,
        digest="sha256:00",
    )
    entry = read_back(block(Draft("item.checked", {"evidence": [evidence]})))
    assert [evidence_from(table) for table in entry["evidence"]] == [evidence]
    empty = evidence_from({"value": "twelve", "verdict": "splendid", "labels": 3, "observed_at": "now"})
    assert (empty.value, empty.verdict, empty.labels, empty.observed_at) == (None, Verdict.NO_DATA, (), None)
