"""``ops-console incident`` on a real journal."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.command_line import CommandLine

SHAPE = {"id", "title", "severity", "policy", "state", "clocks", "roles", "tasks", "timeline", "schema"}


@pytest.fixture
def line(tmp_path: Path) -> CommandLine:
    made = CommandLine(tmp_path)
    made.configure('[console]\npolicy = "skafu"\n')
    return made


def declared(line: CommandLine, severity: str = "P0") -> str:
    called = line.call(
        "incident", "declare", "--severity", severity, "--title", "site down", "--commander", ""
    )
    assert called.code == 0, called.err
    return called.out.strip()


def shown(line: CommandLine, *id: str) -> dict[str, Any]:
    called = line.call("incident", "show", *id, "--json")
    assert called.code == 0, called.err
    document: dict[str, Any] = called.json
    return document


def test_from_the_declaration_to_the_end(line: CommandLine) -> None:
    id = declared(line)
    assert re.fullmatch(r"INC-\d{4}-\d{2}-\d{2}-1", id)
    for words in (
        ("ack",),
        ("role", "commander", "alice"),
        ("task", "@bob", "restart the pool", "--within", "10"),
        ("task", "--ack", "1"),
        ("task", "--done", "1"),
        ("note", "pool restarted"),
        ("severity", "P1", "--reason", "only writes"),
        ("status", "mitigating"),
        ("resolve", "--note", "pool"),
    ):
        called = line.call("incident", *words)
        assert called.code == 0, called.err
    found = shown(line, id)
    assert found.keys() >= SHAPE
    assert (found["state"], found["severity"], found["policy"]) == ("resolved", "P1", "skafu")
    assert found["roles"] == {"commander": "alice"}
    assert found["tasks"][0]["owner"] == "bob" and found["tasks"][0]["done"]
    clocks = {each["name"]: each for each in found["clocks"] if not each["former"]}
    assert clocks["respond"]["state"] == "met" and clocks["review"]["state"] == "running"
    assert clocks["escalate"]["who"] == ["Engineering Manager", "Product Manager"]
    kinds = [each["kind"] for each in found["timeline"]]
    assert kinds[0] == "declared" and kinds[-1] == "resolved" and len(kinds) == 10
    assert line.call("log", "verify").code == 0
    text = line.call("incident", "show", id).out
    assert "site down" in text and "pool restarted" in text


def test_whoever_declares_is_in_command_unless_another_is_named(line: CommandLine) -> None:
    words = ("incident", "declare", "--severity", "P0", "--title", "down", "--json")
    assert line.call(*words).json["roles"] == {"commander": "alice"}
    assert line.call(*words, "--commander", "@bo").json["roles"] == {"commander": "bo"}
    refused = line.call(*words, "--commander", "bo, chen")
    assert refused.code == 64 and "more than one person" in refused.err


def test_a_ladder_is_chosen_and_what_is_due_is_called_out(line: CommandLine) -> None:
    words = ("--severity", "P0", "--title", "down", "--commander", "", "--ladder")
    wrong = line.call("incident", "declare", *words, "pagerduty")
    assert wrong.code == 64 and 'nearest known one is "pagerduty-guide"' in wrong.err
    assert line.call("incident", "declare", *words, "pagerduty-guide").code == 0
    found = shown(line)
    assert "first public word: under investigation" in [each["name"] for each in found["clocks"]]
    assert {"kind": "unowned", "words": "nobody is in command"} in found["calls"]
    assert "nobody is in command" in line.call("incident", "show").out


def test_listing_with_the_mean_times(line: CommandLine) -> None:
    assert line.call("incident", "list").out == "No incidents recorded.\n"
    first, second = declared(line), declared(line, "P2")
    assert second.endswith("-2")
    assert line.call("incident", "ack").err.startswith("ops-console: 2 incidents are open (name one of ")
    assert line.call("incident", "resolve", first).code == 0
    listed = line.call("incident", "list", "--json").json
    assert [each["id"] for each in listed["incidents"]] == [first, second]
    assert listed["mean"]["resolved"] == 1
    only = line.call("incident", "list", "--open", "--json").json["incidents"]
    assert [each["id"] for each in only] == [second]


def test_wrong_calls_say_what_is_wrong_and_write_nothing(line: CommandLine) -> None:
    for words, said in (
        (("declare", "--severity", "P7", "--title", "x"), 'skafu knows no severity "P7"'),
        (("note", "x"), "no incident is open"),
        (("show", "INC-1"), 'no incident is called "INC-1"'),
    ):
        called = line.call("incident", *words)
        assert called.code == 64 and said in called.err, called.err
    declared(line)
    called = line.call("incident", "task", "bob,carol", "x")
    assert called.code == 64 and "more than one person" in called.err
    assert line.call("incident", "task").code == 64
    assert len(shown(line)["timeline"]) == 1


@pytest.mark.parametrize(
    ("words", "text", "box"),
    [
        (("look at the disk 20m",), "look at the disk", 1200.0),
        (("look at 20m", "--within", "5"), "look at 20m", 300.0),
        (("look",), "look", 0.0),
    ],
)
def test_a_task_may_end_in_its_time(line: CommandLine, words: tuple[str, ...], text: str, box: float) -> None:
    declared(line)
    assert line.call("incident", "task", "@bo", *words).code == 0
    (task,) = shown(line)["tasks"]
    assert (task["owner"], task["text"], task["box_s"] or 0.0) == ("bo", text, box)


def test_read_only_changes_nothing(line: CommandLine) -> None:
    id = declared(line)
    for words in (("ack",), ("declare", "--severity", "P0", "--title", "x"), ("resolve",)):
        called = line.call("--read-only", "incident", *words)
        assert called.code == 64 and "read-only" in called.err
    assert len(shown(line, id)["timeline"]) == 1


def test_without_a_severity_both_are_proposed_from_what_fails(line: CommandLine) -> None:
    line.configure(
        '[console]\npolicy = "skafu"\n[[http]]\nname = "api"\nurl = "http://127.0.0.1:9/"\n'
        'critical = true\ntimeout = "2s"\n'
    )
    called = line.call("incident", "declare", "--json")
    assert called.code == 0, called.err
    found = called.json
    assert found["severity"] == "P0" and found["title"].startswith("api: ")
    assert found["services"] == ["api"] and found["situation"] == "service-down"
    assert "api (critical)" in found["severities"][0]["reason"]
