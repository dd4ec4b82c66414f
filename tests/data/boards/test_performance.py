from __future__ import annotations

import pytest

from data.boards.performance import DATABASE, LATENCY, MACHINE, PAGE, TRAFFIC, performance_board
from data.catalogue import catalogue
from data.models.board import Board, Panel
from data.models.reading import Observation
from data.models.snapshot import Phase
from data.models.verdict import Verdict
from tests.data.boards.looks import Scene


def board(made: Scene) -> Board:
    return performance_board(made.snapshot, made.outlook)


def by_id(made: Scene, id: str) -> Panel:
    return next(panel for panel in board(made).panels if panel.id == id)


def test_every_signal_of_a_panel_is_known() -> None:
    assert [s for s in (*LATENCY, *TRAFFIC, *DATABASE, *PAGE, *MACHINE) if catalogue().get(s) is None] == []


def test_an_empty_configuration_shows_how_to_begin() -> None:
    shown = board(Scene())
    assert shown.verdict is Verdict.NO_DATA
    assert all(panel.phase is Phase.NOT_CONFIGURED for panel in shown.panels)
    assert all(panel.configure for panel in shown.panels)


def test_percentiles_stand_together_by_service() -> None:
    labels = [(("service", name),) for name in ("checkout", "basket")]
    said = [Observation(s, 9.0, "ms", one) for s in ("api.p99_ms", "api.p50_ms") for one in labels]
    made = Scene(("prom", frozenset(LATENCY))).says("prom", *said)
    assert [fact.name.rpartition(" · ")[::2] for fact in by_id(made, "latency").facts] == [
        ("median response time", "basket"),
        ("p99 response time", "basket"),
        ("median response time", "checkout"),
        ("p99 response time", "checkout"),
    ]


def test_page_load_is_judged_by_the_document_that_speaks_of_it() -> None:
    made = Scene(("rum", frozenset(PAGE))).says("rum", Observation("web.lcp_ms", 3_000.0, "ms"))
    (fact,) = by_id(made, "page-load").facts
    assert fact.verdict is Verdict.FAIL
    assert fact.limit is not None and (fact.limit.policy, fact.limit.number) == ("runbooks", 2_500)


@pytest.mark.parametrize("value", [None, float("nan")])
def test_page_load_without_a_value_is_no_pass(value: float | None) -> None:
    made = Scene(("rum", frozenset(PAGE))).says("rum", Observation("web.lcp_ms", value, "ms"))
    (fact,) = by_id(made, "page-load").facts
    assert fact.verdict is Verdict.NO_DATA and board(made).verdict is Verdict.NO_DATA


def test_the_sentence_says_what_since_when_and_what_it_was() -> None:
    made = Scene(("prom", frozenset(TRAFFIC)))
    made.says("prom", Observation("api.error_rate_pct", 6.1, "%"))
    shown = board(made)
    assert shown.verdict is Verdict.FAIL
    assert shown.sentence[0].startswith("1 of 1 fails: error rate 6.1 % (limit ")
    assert "since 09:02" in shown.sentence[0]
