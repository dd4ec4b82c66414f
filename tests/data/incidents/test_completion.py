"""The ways on from a line that is being typed."""

from __future__ import annotations

from data.incidents.completion import Known, choices
from data.incidents.people import Callee
from tests.data.incidents.scene import Scene

KNOWN = Known(
    people=("Ann Lee",),
    callees=(Callee("CTO", "Ann Lee", "+44 20 7946 0000"), Callee("Engineering Manager")),
    runbooks=(("db-connections", "Database connections"),),
)


def lines(text: str, known: Known = KNOWN) -> list[str]:
    scene = Scene()
    scene.declare("P1")
    scene.at(1, "incident.role", role="deputy", who="bo")
    scene.at(2, "incident.task", task="1", owner="chen", text="list the customers")
    scene.at(2, "incident.task", task="2", owner="chen", text="over already")
    scene.at(3, "incident.task-done", task="2")
    scene.at(3, "incident.question", question="1", text="what changed?")
    return [choice.line for choice in choices(text, scene.incident, scene.policy, known)]


def test_plain_words_have_no_ways_on() -> None:
    assert lines("") == lines("pool") == lines("//var") == []


def test_names() -> None:
    assert lines("@") == ["@bo ", "@chen ", "@alice ", "@Ann Lee "]
    assert lines("@a") == ["@alice ", "@Ann Lee "]
    assert lines("@bo ") == [] and lines("@bo roll") == []


def test_commands() -> None:
    assert lines("/s") == ["/severity ", "/status "]
    assert lines("/AC") == ["/ack"]
    assert len(lines("/")) > 15


def test_what_follows_a_command() -> None:
    assert lines("/severity ") == ["/severity P0 ", "/severity P1 ", "/severity P2 ", "/severity P3 "]
    assert lines("/severity P0 ") == []
    assert lines("/status m") == ["/status mitigating", "/status monitoring"]
    assert lines("/role d") == ["/role deputy "]
    assert lines("/role deputy A") == ["/role deputy alice", "/role deputy Ann Lee"]
    assert lines("/escalate ") == ["/escalate CTO ", "/escalate Engineering Manager "]
    assert lines("/done ") == ["/done 1"]
    assert lines("/answer ") == ["/answer 1 "]
    assert lines("/update ") == ["/update public", "/update internal"]
    assert lines("/runbook db") == ["/runbook db-connections"]
    assert "/met report" in lines("/met ")
    assert lines("/nonsense ") == []


def test_what_they_mean_is_said() -> None:
    scene = Scene()
    scene.declare("P1")
    scene.at(1, "incident.role", role="deputy", who="bo")
    found = {each.line: each.means for each in choices("/role ", scene.incident, scene.policy, KNOWN)}
    assert found["/role deputy "] == "now bo" and found["/role scribe "] == "nobody"
    (first, _) = choices("/escalate ", scene.incident, scene.policy, KNOWN)
    assert first.means == "Ann Lee +44 20 7946 0000"
