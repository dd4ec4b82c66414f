"""``ops-console incident update, escalate, ask, answer, templates, pager`` on a real journal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.command_line import CommandLine

CONFIGURATION = """
[console]
policy = "skafu"
[channel.slack]
token_env = "SLACK_TOKEN"
api_url = "http://127.0.0.1:9/api"
channel = "#incidents"
[channel.pagerduty]
routing_key_env = "ROUTING_KEY"
api_url = "http://127.0.0.1:9/v2/enqueue"
[channel.statuspage]
page_id = "p1"
token_env = "PAGE_TOKEN"
api_url = "http://127.0.0.1:9/v1"
[[contact]]
name = "Ann Lee"
role = "CTO"
phone = "+44 20 7946 0000"
"""


@pytest.fixture
def line(tmp_path: Path) -> CommandLine:
    made = CommandLine(tmp_path, {"SLACK_TOKEN": "plainlookingword", "ROUTING_KEY": "r", "PAGE_TOKEN": "p"})
    made.configure(CONFIGURATION)
    return made


@pytest.fixture
def declared(line: CommandLine) -> str:
    words = ("--severity", "P0", "--title", "site down", "--service", "checkout")
    called = line.call("incident", "declare", *words)
    assert called.code == 0, called.err
    return called.out.strip()


def document(line: CommandLine, *argv: str) -> dict[str, Any]:
    called = line.call(*argv, "--json")
    assert called.code == 0, called.err
    found: dict[str, Any] = called.json
    return found


def queued(line: CommandLine) -> list[dict[str, Any]]:
    found = document(line, "log", "show")["entries"]
    return [each for each in found if each["kind"] == "outbox.queued"]


def test_what_is_due_next_is_proposed_and_does_not_go_unfilled(line: CommandLine, declared: str) -> None:
    shown = document(line, "incident", "update", "--audience", "public", "--dry-run")
    assert (shown["template"], shown["state"], shown["incident"]) == ("skafu-p0-page", "shown", declared)
    assert "checkout" in shown["subject"]
    internal = line.call("incident", "update", "--audience", "internal", "--yes", "--wait", "0")
    assert internal.code == 64
    assert "{impact} is not filled" in internal.err
    assert queued(line) == []


def test_filled_words_wait_in_the_outbox_one_letter_a_channel(line: CommandLine, declared: str) -> None:
    told = document(
        line,
        "incident",
        "update",
        "Pool is full; api 4.12.3 rolled back.",
        "--subject",
        "site down",
        "--yes",
        "--wait",
        "0",
    )
    assert told["state"] == "waiting"
    assert {(each["channel"], each["purpose"]) for each in told["letters"]} == {
        ("slack", "open"),
        ("pagerduty", "open"),
    }
    assert {each["letter"] for each in queued(line)} == {each["letter"] for each in told["letters"]}
    again = document(
        line, "incident", "update", "Still at it.", "--subject", "site down", "--yes", "--wait", "0"
    )
    assert {each["purpose"] for each in again["letters"]} == {"update"}
    shown = document(line, "incident", "show")
    assert not any(each["kind"] == "update" for each in shown["timeline"])


def test_public_words_do_not_carry_the_title(line: CommandLine, declared: str) -> None:
    document(line, "incident", "update", "--audience", "public", "--yes", "--wait", "0")
    (page,) = queued(line)
    assert (page["channel"], page["purpose"]) == ("statuspage", "open")
    assert page["title"] == page["subject"] == "checkout: outage"
    assert "site down" not in page["text"]


@pytest.mark.parametrize(
    "text", ["the key is ghp_" + "a1B2" * 9, "password=hunter2hunter2", "use plainlookingword for it"]
)
@pytest.mark.usefixtures("declared")
def test_a_secret_goes_nowhere(line: CommandLine, text: str) -> None:
    called = line.call("incident", "update", text, "--subject", "site down", "--yes", "--wait", "0")
    assert called.code == 64
    assert text not in called.err + called.out
    assert queued(line) == []


@pytest.mark.usefixtures("declared")
def test_without_a_terminal_nothing_goes_unasked(line: CommandLine) -> None:
    called = line.call("incident", "update", "We are at it.", "--subject", "site down")
    assert called.code == 64
    assert "We are at it." in called.out and "say --yes" in called.err
    assert queued(line) == []


@pytest.mark.usefixtures("declared")
def test_words_said_by_hand_are_only_recorded_and_stop_the_clock(line: CommandLine) -> None:
    told = document(line, "incident", "update", "Said on the phone.", "--audience", "public", "--by-hand")
    assert (told["state"], told["audience"], told["letters"]) == ("recorded", "public", [])
    clocks = {each["name"]: each for each in document(line, "incident", "show")["clocks"]}
    assert clocks["public-update"]["state"] == "met"
    assert queued(line) == []


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (("text", "--template", "skafu-users"), "TEXT or --template"),
        (("--template", "skafu-userz"), "skafu-users"),
        (("--template", "skafu-users", "--audience", "internal"), "is for public words"),
        (
            ("text", "--channel", "slak", "--subject", "s", "--yes", "--wait", "0"),
            'no channel is called "slak"',
        ),
        (("text", "--set", "impact", "--yes", "--wait", "0"), "PLACE=VALUE"),
    ],
)
@pytest.mark.usefixtures("declared")
def test_a_wrong_call_is_answered_in_one_line(line: CommandLine, argv: tuple[str, ...], words: str) -> None:
    called = line.call("incident", "update", *argv)
    assert called.code == 64
    assert words in called.err and called.err.count("\n") == 1


@pytest.mark.usefixtures("declared")
def test_braces_in_a_value_are_not_filled_again_and_hinder(line: CommandLine) -> None:
    argv = ("incident", "update", "--template", "skafu-users", "--set", "name=all", "--set", "actions={id}")
    shown = document(line, *argv, "--set", "impact=sign-in fails", "--dry-run")
    assert "{id}" in shown["body"] and "{id} is not filled" in shown["hindrances"]


@pytest.mark.usefixtures("declared")
def test_escalating_shows_whom_the_policy_names_and_records_who_was_called(line: CommandLine) -> None:
    shown = document(line, "incident", "escalate")
    assert not shown["recorded"]
    assert {"role": "CTO", "name": "Ann Lee"}.items() <= shown["callees"][0].items()
    called = line.call("incident", "escalate", "--to", "CTO", "--reason", "pool")
    assert called.code == 0 and "+44 20 7946 0000" in called.out
    clocks = {each["name"]: each for each in document(line, "incident", "show")["clocks"]}
    assert clocks["escalate"]["state"] == "met"


@pytest.mark.usefixtures("declared")
def test_questions_are_put_and_answered(line: CommandLine) -> None:
    assert line.call("incident", "ask", "who owns the pool?").code == 0
    assert line.call("incident", "answer", "1", "bo").code == 0
    assert line.call("incident", "answer", "7", "bo").code == 64


@pytest.mark.usefixtures("declared")
def test_a_signal_goes_to_the_pager_and_counts_as_no_update(line: CommandLine) -> None:
    told = document(line, "incident", "pager", "acknowledge", "--yes", "--wait", "0")
    assert [(each["channel"], each["purpose"], each["words"]) for each in told["letters"]] == [
        ("pagerduty", "acknowledge", None)
    ]
    assert line.call("incident", "pager", "open", "--channel", "slack", "--yes", "--wait", "0").code == 64


def test_templates_are_listed_and_shown(line: CommandLine) -> None:
    found = document(line, "incident", "templates", "--audience", "public")["templates"]
    assert {each["audience"] for each in found} == {"public"}
    assert "{service}" in line.call("incident", "templates", "manual-page").out


@pytest.mark.usefixtures("declared")
def test_read_only_refuses_and_still_shows(line: CommandLine) -> None:
    argv = ("incident", "update", "We are at it.", "--subject", "site down")
    assert line.call("--read-only", *argv, "--yes", "--wait", "0").code == 64
    assert line.call("--read-only", *argv, "--dry-run").code == 0


@pytest.mark.usefixtures("declared")
def test_what_cannot_be_sent_now_waits_and_says_why(line: CommandLine) -> None:
    argv = ("incident", "update", "At it.", "--subject", "site down", "--channel", "slack", "--yes")
    told = document(line, *argv, "--wait", "0.2")
    assert told["state"] == "waiting"
    (letter,) = told["letters"]
    assert letter["state"] == "waiting" and letter["why"]
