"""One fact whole."""

from __future__ import annotations

import pytest

from data.models.board import Fact
from data.models.verdict import Verdict
from data.policies.book import load_policies
from data.policies.comparing import explain
from tests.board_gallery import fresh, latency
from tests.fakes import START
from tests.gallery import ZONE
from tests.host import text_of
from widgets.boards.board_detail import fact_lines, panel_lines
from widgets.line import width_of


def test_everything_that_is_known() -> None:
    opinions = explain(load_policies(), "api.p95_ms", 541.0, "ms")
    fact = latency("projects", 541.0, Verdict.FAIL, 180.0)
    text = text_of(fact_lines(fact, START, ZONE, 100, opinions))
    for words in (
        "✗ fail  541 ms   wanted <= 500 ms   since 08:50",
        "yesterday 180 ms  ×3.01",
        "fail    > 500 ms     skafu § Key Performance Indicators",
        "What the documents make of it",
        "09:01:58, 12 s ago",
        "skafu-daily (r opens it)",
        "https://grafana.example.com/d/api",
    ):
        assert words in text


@pytest.mark.parametrize("width", [40, 64, 120])
def test_words_are_wrapped(width: int) -> None:
    fact = Fact("k", "n", words="word " * 60, details=(("asked", "x" * 300),))
    assert all(width_of(line) <= width for line in fact_lines(fact, START, ZONE, width))


def test_a_name_stands_apart_from_what_it_names() -> None:
    fact = Fact(
        "k", "n", details=(("days until then", "0.0"), ("a name that is much longer than others", "x"))
    )
    text = text_of(fact_lines(fact, START, ZONE, 60))
    assert f"{'days until then':<28}0.0" in text and "a name that is much longer… x" in text


def test_a_panel_that_is_not_configured_shows_what_would() -> None:
    text = text_of(panel_lines(fresh().panels[-1], 78))
    assert "not configured" in text and 'name = "prom"' in text
