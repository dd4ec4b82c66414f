"""Facts of one name are told apart by their source."""

from __future__ import annotations

from data.boards.panels import panel_of
from data.models.reading import Observation
from tests.data.boards.looks import Scene

SIGNALS = ("http.latency_ms",)
FEEDS = frozenset(SIGNALS)


def test_one_name_from_two_sources() -> None:
    made = Scene(("shop", FEEDS), ("site", FEEDS))
    for name in ("shop", "site"):
        made.says(name, Observation("http.latency_ms", 12.0, "ms"))
    facts = panel_of("x", "X", SIGNALS, made.snapshot, made.outlook).facts
    assert [fact.name for fact in facts] == ["time to answer · shop", "time to answer · site"]


def test_a_name_that_is_alone_stays_as_it_is() -> None:
    made = Scene(("shop", FEEDS)).says("shop", Observation("http.latency_ms", 12.0, "ms"))
    (fact,) = panel_of("x", "X", SIGNALS, made.snapshot, made.outlook).facts
    assert fact.name == "time to answer"
