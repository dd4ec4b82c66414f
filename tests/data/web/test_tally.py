from __future__ import annotations

from datetime import UTC, datetime, timedelta

from data.models.item import Item
from data.models.verdict import Verdict
from data.web.tally import Tally

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def test_all_are_counted_and_the_gravest_kept() -> None:
    tally = Tally({"critical": 2, "high": 1}, most=3)
    tally.add(Item("x", str(n), "low", Verdict.WARN, "low") for n in range(1000))
    tally.add([Item("x", "c", "worst", Verdict.FAIL, "critical", at=NOW - timedelta(days=9))])
    tally.add([Item("x", "h", "bad", Verdict.FAIL, "high", at=NOW)])
    tally.add([Item("x", "d", "worse", Verdict.FAIL, "critical", at=NOW)])
    assert tally.count == 1003
    assert [item.title for item in tally.items] == ["worse", "worst", "bad"]
    assert tally.words(("critical", "high", "medium", "low")) == "2 critical, 1 high, 1,000 low"
