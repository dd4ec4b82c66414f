"""Boards as tables."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from data.boards.exporting import facts_csv, series_csv
from data.models.board import Board, Fact, Panel
from data.models.verdict import Verdict
from tests.board_gallery import NOW, Range, fresh, snapshot
from tests.gallery import ZONE


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_a_line_a_fact_with_limit_and_provenance() -> None:
    (first, *_) = [row for row in rows(facts_csv(fresh(), ZONE)) if row["fact"] == "p95 projects"]
    assert (first["verdict"], first["value"], first["unit"]) == ("fail", "541", "ms")
    assert (first["limit"], first["policy"]) == ("> 500", "skafu")
    assert first["since"] == "2026-11-20T08:50:10+00:00"
    assert (first["compared"], first["compared_with"]) == ("180", "yesterday")


def test_a_line_a_point_of_every_series() -> None:
    found = rows(series_csv(fresh(), snapshot(), Range().outlook("x")))
    points = [row for row in found if row["fact"] == "p95 projects"]
    assert len(points) == 200  # an hour of them, every 15 s, without ten minutes
    assert points[-1]["at"] == "2026-11-20T09:02:00+00:00" and float(points[-1]["value"]) > 0
    assert snapshot().elapsed == NOW


def test_no_words_are_a_formula() -> None:
    fact = Fact("k", "=cmd|' /C calc'!A0", Verdict.FAIL, -5.0, "ms", words="@SUM(A1)", source='a,"b"\nc')
    board = Board("b", "B", Verdict.FAIL, ("",), (Panel("p", "+Panel", (fact,)),))
    (row,) = rows(facts_csv(board, ZONE))
    assert row["fact"].startswith("'=") and row["words"].startswith("'@") and row["panel"] == "'+Panel"
    assert row["value"] == "-5" and row["source"] == 'a,"b"\nc'
    assert "limit" in row and replace(fact, value=None).value is None
