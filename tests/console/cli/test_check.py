"""``ops-console check``: its JSON, its text and its exit codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.models.failure import Failure, FailureKind
from data.models.reading import Observation
from data.models.verdict import Verdict
from tests.command_line import CommandLine
from tests.console.snapshots import broken, reading, snapshot, source
from tests.console.wiring_stub import answer


@pytest.fixture
def line(tmp_path: Path) -> CommandLine:
    return CommandLine(tmp_path)


def test_the_json_is_the_contracts(line: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, snapshot(source("api", Verdict.PASS, reading("api", Verdict.PASS))))
    called = line.call("check", "--json")
    assert called.code == 0
    assert called.json == {
        "schema": 1,
        "at": "2026-11-20T09:00:04.000+00:00",
        "policy": "skafu",
        "verdict": "pass",
        "sources": [{"name": "api", "kind": "http", "verdict": "pass", "took_ms": 12.1, "error": None}],
        "readings": [
            {
                "source": "api",
                "kind": "http",
                "signal": "http.latency_ms",
                "labels": {},
                "value": 12.1,
                "unit": "ms",
                "observed_at": "2026-11-20T09:00:04.000+00:00",
                "fetched_at": "2026-11-20T09:00:04.000+00:00",
                "verdict": "pass",
                "threshold": {
                    "target": 200,
                    "warn": None,
                    "fail": 500,
                    "policy": "skafu",
                    "section": "Key Performance Indicators",
                },
                "error": None,
            }
        ],
    }


@pytest.mark.parametrize(
    ("verdict", "code"),
    [(Verdict.PASS, 0), (Verdict.WARN, 1), (Verdict.FAIL, 2), (Verdict.NO_DATA, 3), (Verdict.STALE, 3)],
)
@pytest.mark.parametrize("options", [(), ("--json",)])
def test_the_exit_code_is_the_verdict(
    line: CommandLine,
    monkeypatch: pytest.MonkeyPatch,
    verdict: Verdict,
    code: int,
    options: tuple[str, ...],
) -> None:
    answer(monkeypatch, snapshot(source("api", verdict, reading("api", verdict))))
    assert line.call("check", *options).code == code


def test_a_source_that_cannot_be_asked(line: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, snapshot(broken("db")))
    called = line.call("check", "--json")
    assert called.code == 3
    assert called.json["sources"][0]["error"] == "connect: connection refused"
    assert called.json["sources"][0]["took_ms"] is None
    text = line.call("check").out
    assert "error  db" in text
    assert "connect: connection refused (is it running?)" in text


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf"), None])
def test_json_has_no_word_for_the_unknown(
    line: CommandLine, monkeypatch: pytest.MonkeyPatch, value: float | None
) -> None:
    answer(monkeypatch, snapshot(source("api", Verdict.NO_DATA, reading("api", Verdict.NO_DATA, value))))
    assert line.call("check", "--json").json["readings"][0]["value"] is None


def test_labels_and_failures_of_single_readings(line: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    missing = Observation(
        "host.disk_pct",
        None,
        "%",
        labels=(("mount", "/srv"),),
        failure=Failure(FailureKind.RIGHTS, "permission denied"),
    )
    one = reading("host", Verdict.ERROR, observation=missing)
    answer(monkeypatch, snapshot(source("host", Verdict.ERROR, one)))
    document = line.call("check", "--json").json["readings"][0]
    assert document["labels"] == {"mount": "/srv"}
    assert document["error"] == "rights: permission denied"
    assert "host.disk_pct {/srv}  —  rights: permission denied" in line.call("check").out


def test_the_text_is_aligned_and_worst_first(line: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(
        monkeypatch,
        snapshot(
            source("api", Verdict.PASS, reading("api", Verdict.PASS, words="12.1 ms is < 200 ms")),
            source("shop-front", Verdict.FAIL, reading("shop-front", Verdict.FAIL, 1234.5, words="too slow")),
            source(
                "up", Verdict.PASS, reading("up", Verdict.PASS, observation=Observation("http.up", 1, "bool"))
            ),
        ),
    )
    assert line.call("check").out.splitlines() == [
        "Of 3 sources 1 fails.",
        "",
        "fail  shop-front  http.latency_ms  1.234 s  too slow",
        "pass  api         http.latency_ms  12.1 ms  12.1 ms is < 200 ms",
        "pass  up          http.up              yes",
    ]


def test_without_sources_there_is_no_data(line: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, snapshot())
    called = line.call("check")
    assert (called.code, called.out) == (3, "There is nothing to ask: no sources are configured.\n")


def test_a_pattern_that_fits_nothing_is_a_wrong_call(
    line: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch, snapshot())
    called = line.call("check", "--only", "ap*")
    assert called.code == 64
    assert 'no source is named like "ap*" (ops-console config show' in called.err
    assert asked == []


def test_a_broken_configuration_is_78(line: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, snapshot())
    line.configure("[console]\nnonsense = 1\n")
    called = line.call("check", "--json")
    assert (called.code, called.out) == (78, "")
