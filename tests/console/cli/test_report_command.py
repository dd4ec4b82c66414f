"""``ops-console report``, on a real source of this machine and a real journal."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.command_line import CommandLine
from tests.daylight import this_morning


@pytest.fixture
def line(tmp_path: Path) -> CommandLine:
    line = CommandLine(tmp_path)
    line.configure(
        '[[host]]\nname = "box"\n[[http]]\nname = "api"\ngroup = "services"\nurl = "http://127.0.0.1:1/"\n'
    )
    return line


def test_a_day_in_json_and_in_words(line: CommandLine) -> None:
    called = line.call("report", "daily", "--format", "json")
    assert (called.code, called.err) == (0, "")
    document = called.json
    assert (document["schema"], document["report"], document["policy"]) == (1, "daily", "manual")
    assert document["systemHealth"]["overallStatus"] == "unhealthy"
    assert isinstance(document["infrastructureMetrics"]["memoryUtilization"], float)
    assert document["businessMetrics"]["activeUsers"] is None
    assert line.call("report", "daily", "--json").json.keys() == document.keys()
    text = line.call("report", "daily").out
    assert "- could not be asked: api: connection refused" in text
    assert document["silent"] == [{"source": "api", "error": "connection refused"}]
    assert text.startswith("# Daily operations report, ") and "| active users | no data |" in text


def test_lists_that_were_run_are_in_the_record(line: CommandLine) -> None:
    run = line.call("checklist", "run", "manual-morning").out
    assert run
    week = line.call("report", "weekly", "--format", "json").json
    (kept,) = [each for each in week["checklists"] if each["checklist"] == "manual-morning"]
    assert (kept["runs"], kept["done"]) == (1, 0)
    assert any(trend["signal"] == "host.disk_pct" for trend in week["trends"])
    assert week["incidents"] == [] and week["cost"]["total"] is None


@pytest.mark.parametrize("span", ["daily", "weekly", "monthly"])
def test_a_past_day_says_what_is_not_known(line: CommandLine, span: str) -> None:
    called = line.call("report", span, "--date", "2020-02-29", "--format", "json")
    assert called.code == 0
    day = called.json if span == "daily" else called.json["last_day"]
    assert set(day["infrastructureMetrics"].values()) == {None}
    assert line.call("report", span, "--date", "2020-02-29").code == 0


@pytest.mark.parametrize("day", ["tomorrow", "2026-02-30", "in three days"])
def test_a_day_that_is_none_is_refused(line: CommandLine, day: str) -> None:
    if day == "in three days":  # reckoned here: those who run tests side by side must agree on their names
        day = (this_morning() + timedelta(days=3)).date().isoformat()
    called = line.call("report", "daily", "--date", day)
    assert called.code == 64 and called.err.startswith("ops-console: ") and day in called.err


def test_a_wrong_span_and_a_wrong_format(line: CommandLine) -> None:
    assert line.call("report", "yearly").code == 64
    assert line.call("report", "daily", "--format", "pdf").code == 64
