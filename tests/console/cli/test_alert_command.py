"""``ops-console alert`` on a real Alertmanager and a real journal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from data.alerts.lasting import matcher
from data.errors import UsageError
from data.models.alert import Matcher
from tests.alertmanager_server import AlertmanagerServer, alertmanager_server
from tests.command_line import CommandLine


@pytest.fixture(scope="module")
def shared() -> Iterator[AlertmanagerServer]:
    with alertmanager_server() as started:
        yield started


@pytest.fixture
def server(shared: AlertmanagerServer) -> AlertmanagerServer:
    """The same for all tests, with nothing silenced."""
    for silence in shared.in_force():
        shared.expire(silence["id"])
    return shared


@pytest.fixture
def line(tmp_path: Path, server: AlertmanagerServer) -> CommandLine:
    made = CommandLine(tmp_path)
    made.configure(f'[[alertmanager]]\nname = "am"\nurl = "{server.url}"\n')
    return made


def alerts(line: CommandLine) -> dict[str, Any]:
    called = line.call("alert", "list", "--json")
    assert called.code == 0, called.err
    return {each["title"]: each for each in called.json["alerts"]}


def kinds(line: CommandLine) -> list[tuple[str, str, str]]:
    acts = line.call("alert", "history", "--json").json["acts"]
    return [(act["did"], act["title"], act["reason"]) for act in acts]


def test_listing_acknowledging_and_giving_back(line: CommandLine, server: AlertmanagerServer) -> None:
    server.fire({"summary": "p95 is 2.4 s"}, alertname="Slow", severity="critical", service="api")
    first = alerts(line)["Slow"]
    assert (first["state"], first["summary"], first["gravity"]) == ("unanswered", "p95 is 2.4 s", "high")
    assert first["target"]["policy"] == "manual" and first["target"]["respond_s"] == 0
    called = line.call("alert", "ack", "Slow", "--reason", "on it", "--yes")
    assert (called.code, called.out) == (0, "Slow is yours\n"), called.err
    (silence,) = server.in_force()
    assert silence["createdBy"] == "alice"
    taken = alerts(line)["Slow"]
    assert taken["state"] == "acknowledged"
    assert (taken["owner"]["by"], taken["owner"]["reason"]) == ("alice", "on it")
    again = line.call("alert", "ack", "Slow", "--reason", "me too", "--yes")
    assert again.out == "alice has it already: on it\n"
    assert line.call("alert", "expire", first["key"].partition("/")[2][:8], "--yes").code == 0
    assert server.in_force() == []
    assert kinds(line) == [("acknowledged", "Slow", "on it"), ("unacknowledged", "Slow", "")]
    text = line.call("alert", "list").out
    assert "Slow [critical]" in text and "due at once" in text
    assert "alice" in line.call("alert", "history").out


def test_silencing_by_alert_and_by_matchers_extending_and_ending(
    line: CommandLine, server: AlertmanagerServer
) -> None:
    server.fire(alertname="Noisy", severity="warning", host="a")
    called = line.call("alert", "silence", "Noisy", "--for", "30m", "--reason", "upgrade", "--yes")
    assert called.code == 0, called.err
    (first,) = server.in_force()
    assert called.out == "Noisy is silenced\n"
    assert line.call("alert", "extend", "Noisy", "--yes").code == 0
    (second,) = server.in_force()
    assert second["endsAt"] > first["endsAt"]
    assert line.call("alert", "expire", second["id"], "--yes").code == 0
    wide = line.call("alert", "silence", "--match", 'host=~"a|b"', "--for", "1h", "--reason", "move", "--yes")
    assert wide.code == 0, wide.err
    (third,) = server.in_force()
    assert third["matchers"] == [{"name": "host", "value": "a|b", "isRegex": True, "isEqual": True}]
    assert [did for did, _, _ in kinds(line)] == ["silenced", "extended", "expired", "silenced"]
    assert alerts(line)["Noisy"]["state"] == "silenced"


def test_nothing_is_changed_without_a_yes(line: CommandLine, server: AlertmanagerServer) -> None:
    server.fire(alertname="Asked", severity="warning")
    called = line.call("alert", "ack", "Asked", "--reason", "on it")
    assert called.code == 64 and server.url in called.err and "say --yes" in called.err
    assert server.in_force() == [] and kinds(line) == []


def test_nothing_is_changed_in_read_only_mode(line: CommandLine, server: AlertmanagerServer) -> None:
    server.fire(alertname="Seen", severity="warning")
    called = line.call("alert", "ack", "Seen", "--reason", "x", "--yes", "--read-only")
    assert called.code == 64 and "read-only" in called.err
    assert server.in_force() == []
    assert "Seen" in line.call("alert", "list", "--read-only").out


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (("ack", "Nothing", "--reason", "x", "--yes"), 'no alert "Nothing" is listed'),
        (("silence", "Here", "--for", "2", "--reason", "x", "--yes"), "is no time from a minute"),
        (("silence", "Here", "--for", "90d", "--reason", "x", "--yes"), "is no time from a minute"),
        (("silence", "--for", "2h", "--reason", "x"), "name an alert, or give --match"),
        (("silence", "--match", "a b", "--for", "2h", "--reason", "x"), "is no matcher"),
        (("extend", "Here", "--yes"), "no silence covers Here"),
        (("ack", "Here"), "--reason"),
    ],
)
def test_a_wrong_call_is_one_line(
    line: CommandLine, server: AlertmanagerServer, argv: tuple[str, ...], words: str
) -> None:
    server.fire(alertname="Here", severity="warning")
    called = line.call("alert", *argv)
    assert called.code == 64 and words in called.err and called.err.count("\n") == 1
    assert server.in_force() == []


def test_two_of_one_name_are_told_apart(line: CommandLine, server: AlertmanagerServer) -> None:
    for host in ("x", "y"):
        server.fire(alertname="Twin", severity="warning", host=host)
    called = line.call("alert", "ack", "Twin", "--reason", "x", "--yes")
    assert called.code == 64 and '2 alerts are called "Twin"' in called.err


def test_an_alert_manager_that_is_gone_is_no_data_and_exit_3(tmp_path: Path) -> None:
    line = CommandLine(tmp_path)
    line.configure('[[alertmanager]]\nname = "am"\nurl = "http://127.0.0.1:9"\n')
    called = line.call("alert", "list")
    assert called.code == 3
    assert "am: NO DATA: connection refused" in called.out and "nothing fires" not in called.out
    assert line.call("alert", "list", "--json").json["troubles"][0]["blind"] is True
    asked = line.call("alert", "ack", "Down", "--reason", "x", "--yes")
    assert asked.code == 64 and "am cannot be asked" in asked.err


def test_own_verdicts_are_answered_in_the_journal(tmp_path: Path) -> None:
    line = CommandLine(tmp_path)
    line.configure('[[command]]\nname = "box/1"\nargv = ["/bin/sh", "-c", "echo BAD; exit 2"]\n')
    (own,) = line.call("alert", "list", "--json").json["alerts"]
    assert own["own"] and own["state"] == "unanswered"
    assert line.call("alert", "ack", own["key"], "--reason", "known").out.endswith("is yours\n")
    (own,) = line.call("alert", "list", "--json").json["alerts"]
    assert own["state"] == "acknowledged" and own["owner"]["reason"] == "known"
    assert line.call("alert", "expire", own["key"]).code == 0
    assert line.call("alert", "list", "--json").json["alerts"][0]["state"] == "unanswered"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('service="api"', Matcher("service", "api")),
        ("service=api", Matcher("service", "api")),
        ('service!="api"', Matcher("service", "api", is_equal=False)),
        ('service=~"a.*"', Matcher("service", "a.*", is_regex=True)),
        ("service !~ a", Matcher("service", "a", is_regex=True, is_equal=False)),
    ],
)
def test_matchers_as_alertmanager_writes_them(text: str, expected: Matcher) -> None:
    assert matcher(text) == expected


@pytest.mark.parametrize("text", ["", "api", "=api", "a-b=c"])
def test_what_is_no_matcher(text: str) -> None:
    with pytest.raises(UsageError):
        matcher(text)
