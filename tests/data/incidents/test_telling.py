"""The words of an entry, whatever somebody wrote into it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.incidents.telling import telling


@pytest.mark.parametrize(
    ("kind", "fields", "words"),
    [
        ("declared", {"severity": "P0", "title": "down", "reason": "db"}, "declared P0: down (db)"),
        ("note", {"note": "pool"}, "pool"),
        ("severity", {"was": "P1", "severity": "P0", "reason": "worse"}, "P1 → P0: worse"),
        ("severity", {"severity": "P0"}, "severity P0"),
        ("role", {"role": "deputy", "who": "bo", "reports_to": "ann"}, "bo is deputy, reports to ann"),
        ("role", {"role": "deputy"}, "nobody is deputy any more"),
        ("handover", {"to": "bo"}, "bo takes over as commander"),
        (
            "task",
            {"task": "1", "owner": "bo", "text": "look", "box_s": 1200.0},
            "task 1 for bo, 20 min: look",
        ),
        ("task", {"task": "1", "text": "look"}, "task 1 for nobody: look"),
        ("task-done", {"task": "1"}, "task 1 is done: the words of it"),
        ("question", {"question": "1", "text": "why?"}, "question 1: why?"),
        ("answer", {"question": "1", "text": "so"}, "the words of it — so"),
        ("update", {"audience": "public", "text": "we look"}, "public words: we look"),
        (
            "update",
            {"audience": "internal", "text": "P2 down\n\nSince: 03:10\r\nBy: bo\n"},
            "internal words: P2 down · Since: 03:10 · By: bo",
        ),
        ("escalated", {"to": "CTO", "reason": "late"}, "called CTO: late"),
        ("met", {"clock": "report"}, "report is done"),
        ("unheard-of", {"text": "words", "who": "bo"}, "words · bo"),
        ("task", {"task": 7, "text": ["x"]}, ""),
    ],
)
def test_words(kind: str, fields: dict[str, object], words: str) -> None:
    assert telling(f"incident.{kind}", fields, "the words of it") == words


@given(
    st.sampled_from(["declared", "severity", "role", "task", "answer", "update", "met", "x"]),
    st.dictionaries(
        st.sampled_from(["title", "severity", "text", "role", "who", "box_s", "task", "audience", "clock"]),
        st.one_of(st.text(max_size=20), st.floats(), st.booleans(), st.lists(st.integers(), max_size=2)),
    ),
)
def test_whatever_stands_there_one_safe_line_comes_of_it(kind: str, fields: dict[str, object]) -> None:
    words = telling(f"incident.{kind}", fields)
    assert "\n" not in words and "\x1b" not in words


@pytest.mark.parametrize(
    ("kind", "fields", "words"),
    [
        ("begun", {"title": "Restart", "mode": "dry"}, "Restart begun (dry)"),
        ("started", {"title": "Restart it", "text": "rc restart x"}, "Restart it runs: rc restart x"),
        ("finished", {"title": "Restart", "status": "exit 0", "took_s": 2.4}, "Restart → exit 0 after 2.4 s"),
        ("checked", {"title": "It answers", "words": "38 ms"}, "It answers: 38 ms"),
        ("skipped", {"runbook": "db", "step": "2", "reason": "no need"}, "db 2 is skipped: no need"),
        ("ended", {"runbook": "db", "outcome": "done"}, "db ended: done"),
        ("unheard-of", {"title": "Restart", "reason": "why"}, "Restart · why"),
    ],
)
def test_what_runs_say(kind: str, fields: dict[str, object], words: str) -> None:
    assert telling(f"runbook.{kind}", fields) == words
