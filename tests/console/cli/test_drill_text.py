"""What is printed of past drills fits a small terminal, and says what its columns are."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from console.cli.drills.drill_text import history_page
from data.drills.scores.history import Result, trends
from data.models.score import Score

BEGAN = datetime(2026, 11, 2, 10, 0, tzinfo=UTC)


def result(day: int, total: float | None) -> Result:
    points = None if total is None else Score(total, ())
    name, procedure = "performance-degradation", "template-platform-scheduled-maintenance"
    began = BEGAN + timedelta(days=day)
    return Result(
        f"2026-11-0{day + 2}-{name}-1", name, "Slow", procedure, "alice", began, 7, "manual", points
    )


def test_history_has_headings_and_fits() -> None:
    played = [result(day, total) for day, total in enumerate((100.0, 5.0, 28.3, 0.0, 72.5, 80.0, None))]
    lines = history_page(played, trends(played), ZoneInfo("UTC"))
    assert max(map(len, lines)) <= 80
    assert lines[0].split() == ["began", "points", "who", "drill"]
    assert any(each.split() == ["by", "name", "change", "points"] for each in lines)
    (person,) = (each for each in lines if each.startswith("person"))
    assert person.split()[:6] == ["person", "alice", "+38.8", "100", "→", "5"]
    assert any(each.endswith("72.5 → 80") for each in lines)
    assert lines[-1] == "Change: the latest against those before."


def test_where_there_is_but_one_nothing_has_changed() -> None:
    played = [result(0, 60.0)]
    lines = history_page(played, trends(played), ZoneInfo("UTC"))
    assert not any("hange" in each for each in lines)
