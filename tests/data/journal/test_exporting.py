"""Entries for other programs and for people."""

from __future__ import annotations

import json
import math
import tomllib
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from data.journal.drafting import prepare
from data.journal.exporting import entry_json, entry_toml, markdown, summary
from data.journal.reading import read_file
from data.journal.seals import seal_of
from data.models.entry import Draft, Entry, Trust
from tests.journal_helpers import CHECKED, NOON, notes, put, sealed_file


def sealed(draft: Draft) -> Entry:
    return prepare(draft, at=NOON, by="alice", host="bastion-1").sealed("ab")[1]


def test_json_has_the_contracts_keys_in_their_order() -> None:
    made = entry_json(sealed(CHECKED))
    assert list(made) == [
        *("id", "schema", "at", "day", "by", "host", "kind", "run", "item", "verdict", "count", "note"),
        *("drill", "prev", "evidence", "seal", "trust", "found_in"),
    ]
    assert (made["at"], made["day"]) == ("2026-11-20T12:00:00+00:00", "2026-11-20")
    assert made["evidence"][0]["observed_at"] == "2026-11-20T12:00:00+00:00"
    assert json.loads(json.dumps(made, allow_nan=False)) == made


def test_json_bears_what_it_does_not_know() -> None:
    made = entry_json(sealed(Draft("note", {"x": [math.nan, math.inf, date(2026, 1, 2)], "trust": "mine"})))
    assert made["x"] == ["nan", "inf", "2026-01-02"]
    assert made["trust"] == "sealed"


def test_toml_is_a_block_with_the_seal_it_had() -> None:
    entry = sealed(CHECKED)
    (read,) = tomllib.loads(entry_toml(entry))["entry"]
    assert read["seal"] == entry.seal == seal_of(read)


def test_what_was_never_saved_can_be_pasted_into_a_file(tmp_path: Path) -> None:
    unsaved = prepare(CHECKED, at=NOON, by="alice", host="bastion-1").entry()
    file = put(tmp_path, sealed_file(notes(1))[0] + entry_toml(unsaved).encode())
    content = read_file(file, ZoneInfo("UTC"))
    assert content.problems == []
    assert [entry.trust for entry in content.entries] == [Trust.SEALED, Trust.HAND_WRITTEN]
    assert content.entries[1].fields == CHECKED.fields


def test_a_summary_is_one_line() -> None:
    assert summary(sealed(Draft("note", {"note": "two\nlines", "run": "r-1"}, drill=True))) == (
        "note r-1: two lines (drill)"
    )
    assert summary(sealed(Draft("run.started"))) == "run.started"


def test_markdown_shows_words_as_words() -> None:
    text = markdown([sealed(Draft("note", {"note": "*bold* <b> [x](y) `z`"}))])
    assert text == (
        "## 2026-11-20\n\n- 12:00:00 alice@bastion\\-1: note: \\*bold\\* \\<b\\> \\[x\\]\\(y\\) \\`z\\`\n"
    )
