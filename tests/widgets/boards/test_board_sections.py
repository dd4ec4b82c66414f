"""A board as rows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data.models.board import Board, Fact, Panel
from data.models.verdict import Verdict
from tests.board_gallery import BOARDS, fresh
from tests.fakes import START
from tests.gallery import ZONE
from tests.host import text_of
from widgets.boards.board_row import Setting
from widgets.boards.board_sections import Arrangement, rows_of, sections
from widgets.line import Line
from widgets.rows import Row

SETTING = Setting(START, ZONE, lambda fact, cells: "")


def rows(board: Board, arranged: Arrangement, width: int = 78) -> list[Row]:
    return rows_of(sections(board, arranged), arranged, SETTING, width, ("yesterday", "1 h"))


def lines(found: list[Row]) -> str:
    shown: list[Line] = [line for row in found for line in row.lines]
    return text_of(shown)


def many(count: int, total: int | None = None) -> Board:
    facts = tuple(Fact(f"k{at}", f"fact {at}", Verdict.PASS, float(at)) for at in range(count))
    return Board("b", "B", Verdict.PASS, ("",), (Panel("p", "Panel", facts, total=total),))


def test_panels_fold_and_say_how_much_is_folded_away() -> None:
    folded = rows(many(20), Arrangement(most=6))
    assert "14 more, enter shows them" in lines(folded) and len(folded) == 8
    opened = rows(many(20), Arrangement(most=6, opened=frozenset({"p"})))
    assert "enter shows fewer" in lines(opened) and len(opened) == 22


def test_one_more_is_shown_rather_than_folded() -> None:
    assert "more" not in lines(rows(many(7), Arrangement(most=6)))


def test_what_the_board_itself_left_out_is_said() -> None:
    told = lines(rows(many(20, total=12_000), Arrangement(most=6)))
    assert "14 more, enter shows them; 11,980 further ones are not listed here" in told


def test_a_filter_leaves_what_matches_and_counts_the_rest() -> None:
    arranged = Arrangement(words=("database",))
    found = sections(fresh(), replace(arranged, words=("projects",)))
    assert [fact.name for each in found for fact in each.facts] == ["p95 projects"]
    assert sum(each.hidden for each in found) == 14
    assert "not configured" not in lines(rows(fresh(), replace(arranged, words=("projects",)))).lower()


@pytest.mark.parametrize("look", BOARDS)
def test_every_key_is_its_row_s_own(look: str) -> None:
    keys = [row.key for row in rows(BOARDS[look](), Arrangement())]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("look", "words"),
    [
        ("loading", "… asking"),
        ("stale", "~ stale"),
        ("failed", "# failed"),
        ("no-rights", "# no rights"),
        ("not-configured", "Not configured"),
    ],
)
def test_every_look_has_sign_and_word(look: str, words: str) -> None:
    assert words in lines(rows(BOARDS[look](), Arrangement()))


def test_the_lines_of_configuration_are_shown_when_asked_for() -> None:
    opened = Arrangement(opened=frozenset({"page-load"}))
    assert 'signal = "web.lcp_ms"' in lines(rows(fresh(), opened))
    assert "web.lcp_ms" not in lines(rows(fresh(), Arrangement()))


def test_columns_stand_under_one_another_in_all_panels() -> None:
    text = lines(rows(fresh(), Arrangement())).splitlines()
    limits = [line.index("<") for line in text if " < " in line]
    ends = {line.index("<") + len(line[line.index("<") :].split("  ")[0]) for line in text if " < " in line}
    assert len(limits) >= 4 and len(ends) <= 2
