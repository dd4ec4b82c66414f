"""The baseline command: learning from a source that remembers, and showing what is usual."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from data.baselines.book import Baselines
from data.baselines.file import load, save
from data.baselines.hour import HOUR, HOURS
from data.errors import SourceError
from data.models.failure import FailureKind
from data.models.past import Past, Window
from data.providers.prometheus.client import PrometheusProvider
from tests.command_line import CommandLine

CONFIG = """
[console]
timezone = "UTC"
[[prometheus]]
name = "prom"
url = "http://127.0.0.1:9"
[[prometheus.query]]
signal = "api.p95_ms"
unit = "ms"
promql = "x"
"""


@pytest.fixture
def line(tmp_path: Path) -> CommandLine:
    made = CommandLine(tmp_path)
    made.configure(CONFIG)
    return made


def file_of(line: CommandLine) -> Path:
    return line.home / ".local/state/ops-console/baselines.json"


def remembers(monkeypatch: pytest.MonkeyPatch) -> None:
    async def past(self: PrometheusProvider, window: Window) -> tuple[Past, ...]:
        times = tuple(window.start + n * window.step for n in range(HOURS))
        return (Past("api.p95_ms", (), "ms", times, tuple(100.0 for _ in times)),)

    monkeypatch.setattr(PrometheusProvider, "past", past)


def test_update_learns_and_show_tells(line: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    remembers(monkeypatch)
    updated = line.call("baseline", "update")
    assert (updated.code, updated.err) == (0, "")
    assert "prom: 1 series" in updated.out and str(file_of(line)) in updated.out
    shown = line.call("baseline", "show", "--json").json
    (series,) = shown["series"]
    assert shown["schema"] == 1 and shown["learned_at"]
    assert (series["source"], series["signal"], series["unit"], series["hours"]) == (
        "prom",
        "api.p95_ms",
        "ms",
        HOURS,
    )
    assert series["usual"]["middle"] == 100.0 and series["usual"]["when"].startswith("on ")
    table = line.call("baseline", "show", "api.p95_ms").out
    assert "90 ms to 110 ms" in table
    assert load(file_of(line), ZoneInfo("UTC")).units


def test_update_in_json_names_each_source(line: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    remembers(monkeypatch)
    told = line.call("baseline", "update", "--json").json
    assert told["sources"] == [{"name": "prom", "series": 1, "error": None}] and told["series"] == 1


def test_a_source_that_cannot_be_asked_is_named_and_what_was_known_stays(line: CommandLine) -> None:
    book = Baselines(ZoneInfo("UTC"))
    now = datetime.now(UTC).timestamp()
    book.learn(("prom", "api.p95_ms", ()), "ms", [(now - n * HOUR, 5.0) for n in range(10)])
    save(book, file_of(line))
    before = file_of(line).read_bytes()
    updated = line.call("baseline", "update")
    assert updated.code == 1 and "prom: " in updated.out and "1 series are kept" in updated.out
    assert file_of(line).read_bytes() == before


def test_read_only_learns_nothing(line: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    remembers(monkeypatch)
    called = line.call("--read-only", "baseline", "update")
    assert called.code == 64 and "read-only" in called.err and not file_of(line).exists()


def test_without_a_source_that_remembers_that_is_said(tmp_path: Path) -> None:
    called = CommandLine(tmp_path).call("baseline", "update")
    assert called.code == 0 and "No source here remembers its past" in called.out


def test_show_before_anything_is_known(line: CommandLine) -> None:
    assert "baseline update" in line.call("baseline", "show").out
    missing = line.call("baseline", "show", "api.p95_ms")
    assert missing.code == 64 and 'no baseline of "api.p95_ms"' in missing.err


def test_show_names_the_nearest_signal(line: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    remembers(monkeypatch)
    line.call("baseline", "update")
    assert "api.p95_ms" in line.call("baseline", "show", "api.p95").err


def test_a_damaged_file_is_one_line(line: CommandLine) -> None:
    file_of(line).parent.mkdir(parents=True)
    file_of(line).write_text(json.dumps({"schema": 9}))
    called = line.call("baseline", "show")
    assert called.code == 65 and "damaged" in called.err and called.err.count("\n") == 1


async def test_a_past_that_fails_is_a_line_too(line: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    async def past(self: PrometheusProvider, window: Window) -> tuple[Past, ...]:
        raise SourceError(FailureKind.RIGHTS, "may not look back")

    monkeypatch.setattr(PrometheusProvider, "past", past)
    import asyncio

    called = await asyncio.to_thread(line.call, "baseline", "update")
    assert called.code == 1 and "prom: may not look back" in called.out
