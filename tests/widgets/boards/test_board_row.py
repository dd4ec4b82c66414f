"""One fact as one line."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.models.board import Compared, Fact, Shape
from data.models.threshold import Comparison, Limit, Threshold
from data.models.verdict import Verdict
from tests.board_gallery import fresh, latency
from tests.fakes import START
from tests.gallery import ZONE
from widgets.boards.board_columns import Columns, Numbers
from widgets.boards.board_row import Setting, bar, change_text, fact_line, short, wanted
from widgets.line import plain_text, width_of

SETTING = Setting(START, ZONE, lambda fact, cells: "▁▂▃")
FACTS = [fact for panel in fresh().panels for fact in panel.facts]


def drawn(fact: Fact, width: int = 78, shape: Shape = Shape.LINES, most: float = 1.0) -> str:
    columns = Columns.at(width, Numbers.of([fact]), change=True, since=True)
    return plain_text(fact_line(fact, shape, columns, SETTING, most))


def test_sign_name_value_limit_trend_change_and_since() -> None:
    told = drawn(latency("projects", 541.0, Verdict.FAIL, 180.0)).split()
    assert told == ["✗", "p95", "projects", "541", "ms", "<=", "500", "ms", "▁▂▃", "×3.01", "08:50"]


def test_what_passes_says_nothing_of_since_when() -> None:
    fact = replace(latency("projects", 38.0, Verdict.PASS, 37.0), since=START)
    assert "09:02" not in drawn(fact)


def test_what_is_not_judged_has_no_sign() -> None:
    assert drawn(Fact("k", "size", None, 2.0**30, "bytes")).startswith("  size")


@pytest.mark.parametrize("shape", list(Shape))
@pytest.mark.parametrize("width", [30, 50, 66, 78, 120])
def test_a_line_keeps_to_its_width_and_shows_what_it_is_worth(shape: Shape, width: int) -> None:
    for fact in FACTS:
        columns = Columns.at(width, Numbers.of(FACTS), change=True, since=True)
        line = fact_line(fact, shape, columns, SETTING, 1000.0)
        assert width_of(line) <= max(width, 60)


@pytest.mark.parametrize(
    ("value", "before", "unit", "told"),
    [
        (110.0, 100.0, "ms", "+10 %"),
        (50.0, 100.0, "ms", "-50 %"),
        (300.0, 100.0, "ms", "×3"),
        (100.1, 100.0, "ms", "="),
        (71.0, 64.0, "%", "+7 pt"),
        (5.0, 0.0, "ms", "+5"),
        (1.0, 0.0, "bool", ""),
    ],
)
def test_changes(value: float, before: float, unit: str, told: str) -> None:
    fact = Fact("k", "n", None, value, unit, compared=Compared(before, "yesterday"))
    assert change_text(fact) == told


def test_the_limit_says_which_side_is_good() -> None:
    limits = Threshold(
        "%",
        target=Limit(Comparison.GE, 99.5, "manual", "x"),
        fail=Limit(Comparison.LT, 99.0, "manual", "x"),
    )
    fact = Fact("k", "n", Verdict.FAIL, 98.0, "%", threshold=limits)
    assert wanted(replace(fact, limit=limits.target)) == ">= 99.5 %"
    assert wanted(replace(fact, limit=limits.fail)) == ">= 99 %"
    assert wanted(Fact("k", "n")) == ""


def test_numbers_stand_under_one_another() -> None:
    facts = [Fact(str(at), "n", None, value, "ms") for at, value in enumerate((0.25, 12.5, 412.0))]
    numbers = Numbers.of(facts)
    assert [numbers.aligned(text) for text in ("0.25 ms", "12.5 ms", "412 ms")] == [
        "  0.25 ms",
        " 12.5  ms",
        "412    ms",
    ]
    assert numbers.aligned("—").strip() == "—"


@given(st.floats(0, 1e9), st.floats(0, 1e9), st.integers(1, 60))
def test_a_bar_is_as_long_as_its_share(value: float, most: float, room: int) -> None:
    told = bar(value, most, room)
    assert len(told) <= room and (value == 0) == (not told)


@pytest.mark.parametrize(
    ("width", "told"),
    [
        (40, "p95 response time · project-management"),
        (30, "p95 resp… · project-management"),
        (20, "p95 response time ·…"),
        (24, "p95 re… · project-manag…"),
        (8, "p95 res…"),
    ],
)
def test_of_a_name_both_halves_stay(width: int, told: str) -> None:
    assert short("p95 response time · project-management", width).rstrip() == told


def test_hostile_words_are_text() -> None:
    fact = Fact("k", "[@click=app.quit]x[/] [/etc]", None, text="[bold]", source="[/]")
    assert "[@click=app.quit]x[/] [/etc]" in drawn(fact, 120, Shape.THINGS)
