"""The quick reader says what a parser says, or nothing."""

from __future__ import annotations

import random
import tomllib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.journal.drafting import prepare
from data.journal.forms import forms
from data.journal.ids import next_id
from data.journal.quick import quick_values
from data.models.entry import Draft
from tests.journal_helpers import CHECKED, NOON, notes

SCALARS = (
    st.text(max_size=20)
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats()
    | st.booleans()
    | st.dates()
    | st.just(NOON)
)
ROWS = st.lists(
    st.dictionaries(st.sampled_from(["source", "value", "unit", "labels"]), SCALARS, max_size=4), max_size=3
)
FIELDS = st.dictionaries(
    st.sampled_from(["note", "run", "evidence", "count", "a b", "é"]), SCALARS | ROWS, max_size=4
)


def block(draft: Draft) -> str:
    return prepare(draft, at=NOON, by="alice", host="bastion-1").sealed("ab" * 32)[0]


def parser(text: str) -> dict[str, Any] | None:
    """What a real parser says of a block; None where it refuses, or finds more than one entry."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None
    entries = document.get("entry")
    return entries[0] if isinstance(entries, list) and len(entries) == 1 and len(document) == 1 else None


@pytest.mark.parametrize(
    "draft", [CHECKED, *notes(1), Draft("x", {"n": -3, "f": 1.5, "d": NOON.date(), "no": False})]
)
def test_what_the_journal_writes_is_read_quickly(draft: Draft) -> None:
    text = block(draft)
    quick = quick_values(text)
    assert quick is not None and list(quick) == list(parser(text) or ())
    assert forms(quick) == forms(parser(text))


@given(FIELDS)
@settings(max_examples=100, deadline=None)
def test_whatever_is_read_quickly_is_what_a_parser_reads(fields: dict[str, Any]) -> None:
    text = block(Draft("note", fields))
    quick = quick_values(text)
    assert quick is None or forms(quick) == forms(parser(text))


@given(
    st.integers(0, 2**32),
    st.sampled_from([CHECKED, Draft("note", {"note": 'a\\b"c', "evidence": [{"a": "b"}] * 2})]),
)
@settings(max_examples=300, deadline=None)
def test_changed_text_is_never_read_otherwise_than_by_a_parser(seed: int, draft: Draft) -> None:
    chance = random.Random(seed)
    text = list(block(draft))
    for _ in range(chance.randint(1, 3)):
        place = chance.randrange(len(text))
        change = chance.choice(
            [
                '"',
                "\\",
                " ",
                "\n",
                "=",
                "#",
                "0",
                "1",
                "-",
                ".",
                "{",
                "}",
                ",",
                "[",
                "]",
                "\x00",
                "é",
                "\r",
                "",
            ]
        )
        text[place : place + chance.randint(0, 2)] = [change]
    changed = "".join(text)
    quick = quick_values(changed)
    if quick is not None:
        read = parser(changed)
        assert read is not None, changed
        assert forms(quick) == forms(read), changed


def test_ids_of_one_moment_rise() -> None:
    moment = 1_790_000_000_123
    ids = [next_id(moment) for _ in range(5000)]
    assert ids == sorted(ids) and len(set(ids)) == len(ids)
    assert {text[:13] for text in ids} == {"01a0c450-6c7b"} and {text[14] for text in ids} == {"7"}
    assert next_id(moment - 1) < ids[0] and next_id(moment + 1) > ids[-1]


def test_ids_of_a_moment_that_lasts_rise_while_others_go_on() -> None:
    """A drill's clock stands, and in the same process a leader's orders are answered by the world's."""
    standing, moment = 1_700_000_000_000, 1_800_000_000_000
    ids = [[next_id(standing), next_id(moment + number)][0] for number in range(200)]
    assert ids == sorted(ids)
