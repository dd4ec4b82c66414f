"""``ops-console incident`` when the worst is over: handing over, putting right, action items, the end."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.command_line import CommandLine


@pytest.fixture
def line(tmp_path: Path) -> CommandLine:
    made = CommandLine(tmp_path)
    made.configure('[console]\npolicy = "skafu"\n')
    declared = made.call("incident", "declare", "--severity", "P0", "--title", "site down")
    assert declared.code == 0, declared.err
    return made


def done(line: CommandLine, *words: str) -> Any:  # noqa: ANN401 - whatever was printed
    called = line.call("incident", *words, "--json")
    assert called.code == 0, called.err
    return called.json


def entry_of(line: CommandLine, kind: str) -> str:
    found = [each for each in done(line, "show")["timeline"] if each["kind"] == kind]
    return str(found[-1]["entry"])


def test_the_role_moves_when_three_values_fit(line: CommandLine) -> None:
    done(line, "role", "commander", "alice")
    for owner in ("bo", "chen"):
        done(line, "task", owner, "look")
    page = line.call("incident", "handover").out
    assert "commander from alice" in page and "Open tasks (2)" in page
    clock = next(row.split(",")[0].strip() for row in page.splitlines() if row.startswith("  public-update"))
    values = ("--confirm", "severity=p0", "--confirm", f"next={clock}", "--confirm")
    wrong = line.call("incident", "handover", "--to", "bo", *values, "tasks=3")
    assert wrong.code == 64 and "so many tasks are not open" in wrong.err
    assert done(line, "show")["roles"] == {"commander": "alice"}
    refused = line.call("incident", "role", "commander", "bo")
    assert refused.code == 64 and "alice is in command" in refused.err and "incident handover" in refused.err
    assert done(line, "role", "commander", "alice")["roles"] == {"commander": "alice"}
    assert done(line, "handover", "--to", "bo", *values, "tasks=2")["roles"] == {"commander": "bo"}
    entry = next(each for each in line.call("log", "show", "--json").json["entries"] if "digest" in each)
    assert entry["kind"] == "incident.handover" and entry["confirmed"]["tasks"] == "2"
    assert line.call("log", "verify").code == 0


def test_the_page_as_markdown_and_json(line: CommandLine) -> None:
    assert line.call("incident", "handover", "--format", "md").out.startswith("# Handover of INC-")
    shown = done(line, "handover", "--role", "scribe")
    assert [each["name"] for each in shown["confirm"]] == ["severity", "next", "tasks"]
    assert line.call("incident", "handover", "--role", "king").code == 64


def test_what_was_put_right_stands_and_the_first_words_stay(line: CommandLine) -> None:
    done(line, "note", "pool is full")
    entry = entry_of(line, "note")
    done(line, "correct", entry[-8:], "--text", "pool of api-2 is full")
    told = done(line, "show")["timeline"][-1]
    assert told["words"] == "pool of api-2 is full" and told["entry"] == entry
    assert told["correction"]["original"] == "pool is full"
    done(line, "correct", entry, "--withdraw", "another host")
    told = done(line, "show")["timeline"][-1]
    assert told["correction"]["withdrawn"] and told["correction"]["reason"] == "another host"
    text = line.call("incident", "show").out
    assert "(taken back by alice, another host) pool is full" in text
    assert line.call("incident", "correct", entry, "--text", "x").code == 64
    assert line.call("log", "verify").code == 0


def test_what_happened_is_not_rewritten(line: CommandLine) -> None:
    done(line, "status", "mitigating")
    entry = entry_of(line, "status")
    wrong = line.call("incident", "correct", entry, "--text", "x")
    assert wrong.code == 64 and "is not rewritten" in wrong.err
    for words in (("--text", "x", "--withdraw", "y"), ()):
        assert line.call("incident", "correct", entry, *words).code == 64
    assert line.call("incident", "correct", "ffffffff", "--text", "x").code == 64


def test_the_trouble_began_earlier(line: CommandLine) -> None:
    declared = entry_of(line, "declared")
    found = done(line, "correct", declared, "--began", "2026-01-01T00:00")
    assert found["times"]["detect_s"] > 0 and found["title"] == "site down"
    late = line.call("incident", "correct", declared, "--began", "2199-01-01T00:00")
    assert late.code == 64 and "cannot begin after" in late.err


def test_action_items_from_given_to_done(line: CommandLine) -> None:
    assert line.call("incident", "action", "list").out == "No action items.\n"
    assert line.call("incident", "action", "add", "bo", "raise the limit").code == 64
    words = ("action", "add", "@bo", "raise the limit", "--due")
    found = done(line, *words, "2026-01-01", "--area", "fix")
    assert found["actions"][0]["owner"] == "bo" and found["actions"][0]["due"] == "2026-01-01"
    done(line, *words, "2199-01-01")
    assert line.call("incident", *words, "2199-01-01", "--area", "fixes").code == 64
    listed = done(line, "action", "list")["actions"]
    assert [each["action"] for each in listed] == ["1", "2"] and listed[0]["overdue_d"] > 0
    assert "d over" in line.call("incident", "action", "list").out
    id = found["id"]
    done(line, "action", "done", f"{id}/1", "--note", "in 4.3")
    assert [each["action"] for each in done(line, "action", "list")["actions"]] == ["2"]
    done(line, "action", "done", "1", "--open")
    assert len(done(line, "action", "list")["actions"]) == 2
    assert "raise the limit" in line.call("incident", "show").out


def test_reopened_resolved_met_and_closed(line: CommandLine) -> None:
    id = done(line, "resolve")["id"]
    assert line.call("incident", "reopen", id).code == 64
    assert done(line, "reopen", "--reason", "still down")["state"] == "investigating"
    done(line, "resolve", id)
    wrong = line.call("incident", "met", "reviews")
    assert wrong.code == 64 and 'nearest known one is "review"' in wrong.err
    clocks = {each["name"]: each["state"] for each in done(line, "met", "review")["clocks"]}
    assert clocks["review"] == "met"
    closed = done(line, "close")
    assert (closed["id"], closed["state"]) == (id, "closed")


def test_report_and_review_in_writing(line: CommandLine, tmp_path: Path) -> None:
    done(line, "ack")
    id = done(line, "resolve")["id"]
    said = line.call("incident", "report").out
    assert said.startswith(f"# Incident report {id}: site down") and "| acknowledged |" in said
    document = done(line, "report", id)
    assert document["schema"] == 1 and document["times"]["resolved"]["after_s"] >= 0
    assert line.call("report", "incident", id, "--format", "json").json["id"] == id
    assert line.call("report", "incident", id).out.startswith("# Incident report")
    assert line.call("report", "incident", id, "--review").out.startswith("# Post-incident review")
    out = tmp_path / "out"
    called = line.call("incident", "review", id, "--out", str(out))
    assert [Path(each).name for each in called.out.split()] == [
        f"{id}-review.{e}" for e in ("md", "json", "svg")
    ]
    assert f"![The affected signals]({id}-review.svg)" in (out / f"{id}-review.md").read_text()
    assert (out / f"{id}-review.svg").stat().st_mode & 0o777 == 0o600
    picture = tmp_path / "picture.svg"
    assert line.call("incident", "report", "--picture", str(picture)).code == 0
    assert picture.read_text().startswith("<svg")
    wrong = line.call("incident", "report", "--picture", str(tmp_path / "picture.svg" / "x.svg"))
    assert wrong.code == 64 and "cannot be written" in wrong.err


def test_the_clocks_of_report_and_review_are_met_by_writing_them(line: CommandLine) -> None:
    early = line.call("incident", "review", "--done")
    assert early.code == 64 and "is not resolved" in early.err
    done(line, "resolve")
    done(line, "review", "--done")
    shown = done(line, "show", done(line, "report")["id"])
    clocks = {each["name"]: each["state"] for each in shown["clocks"]}
    assert clocks["review"] == "met"
    met = next(
        each for each in line.call("log", "show", "--json").json["entries"] if each["kind"] == "incident.met"
    )
    assert met["clock"] == "review" and met["digest"].startswith("sha256:")


def test_answers_of_people_are_kept(line: CommandLine) -> None:
    done(line, "resolve")
    found = done(line, "review", "--answer", "root-cause=limit = 100", "--answer", "fix=yes")
    said = {each["id"]: each["said"][0]["text"] for each in found["answers"] if each["said"]}
    assert said == {"root-cause": "limit = 100", "fix": "yes"}
    wrong = line.call("incident", "review", "--answer", "root=x")
    assert wrong.code == 64 and 'nearest known one is "root-cause"' in wrong.err
    assert line.call("incident", "review", "--answer", "x").code == 64


def test_read_only_changes_nothing(line: CommandLine) -> None:
    for words in (
        ("handover", "--to", "bo"),
        ("met", "review"),
        ("action", "add", "bo", "x", "--due", "2199-01-01"),
        ("report", "--done"),
        ("review", "--out", "x"),
    ):
        called = line.call("--read-only", "incident", *words)
        assert called.code == 64 and "read-only" in called.err, called
    assert line.call("--read-only", "incident", "handover").code == 0


def test_an_action_item_comes_back_in_the_weeks_list_until_it_is_done(line: CommandLine) -> None:
    done(line, "action", "add", "bo", "raise the limit", "--due", "2026-01-01")
    done(line, "action", "add", "chen", "write it down", "--due", "2199-01-01")
    due = line.call("checklist", "due")
    assert "2 action items are open, 1 overdue: ops-console incident action list" in due.out
    assert line.call("checklist", "due", "--json").json["actions"][0]["owner"] == "bo"
    run = line.call("checklist", "run", "skafu-database-weekly", "--json").json
    found = [each for each in run["items"] if each["group"] == "Action items"]
    assert [each["title"] for each in found] == ["raise the limit", "write it down"]
    assert "OVERDUE by" in found[0]["carried"]["words"]
    marked = line.call("checklist", "mark", run["run"], found[0]["id"], "done", "--note", "in 4.3")
    assert marked.code == 0, marked.err
    (left,) = done(line, "action", "list")["actions"]
    assert left["text"] == "write it down"
    assert line.call("checklist", "undo", run["run"], found[0]["id"]).code == 0
    assert len(done(line, "action", "list")["actions"]) == 2
    other = line.call("checklist", "run", "skafu-security-weekly", "--json").json
    assert not [each for each in other["items"] if each["group"] == "Action items"]
    assert "days: bo, due 2026-01-01" in line.call("checklist", "summary", run["run"]).out
    assert line.call("log", "verify").code == 0


def test_reports_of_a_day_and_a_week_say_what_is_left_to_do(line: CommandLine) -> None:
    assert "Action items" not in line.call("report", "daily").out
    done(line, "action", "add", "bo", "raise <b>it</b>", "--due", "2026-01-01")
    for span in ("daily", "weekly"):
        said = line.call("report", span).out
        assert "## Action items" in said and "raise \\<b\\>it\\</b\\>" in said and "OVERDUE by" in said
        (found,) = line.call("report", span, "--json").json["actions"]
        assert found["owner"] == "bo" and found["overdue_d"] > 0
