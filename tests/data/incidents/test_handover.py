"""A handover: generated from what is, and confirmed by three values."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from data.errors import UsageError
from data.incidents import handover_text
from data.incidents.clocks import clocks_of
from data.incidents.deputy import LONG_S, calls_of
from data.incidents.handover import Handover, handover_of
from data.incidents.handover_check import check, hand_over, questions
from tests.data.incidents.scene import HOST, THREE, Scene

LONDON = ZoneInfo("Europe/London")
RIGHT = {"severity": "P0", "next": "escalate 03:30", "tasks": "1"}


@pytest.fixture
def scene() -> Scene:
    made = Scene()
    made.declare(services=["db main"])
    made.at(100, "incident.acknowledged")
    made.at(110, "incident.role", role="commander", who="alice")
    made.at(120, "incident.task", task="1", owner="bo", text="roll back", box_s=600)
    made.at(125, "incident.task", task="2", owner="chen", text="call the vendor")
    made.at(128, "incident.task-done", task="2")
    made.at(130, "incident.question", question="1", text="since when?")
    made.at(140, "incident.update", audience="public", text="we look into it")
    made.at(150, "incident.status", status="mitigating")
    made.at(160, "runbook.finished", run="r", runbook="pool", step="restart", text="exit 0", evidence=[{}])
    return made


def handed(scene: Scene, seconds: float, role: str = "commander") -> Handover:
    now, incident = THREE + timedelta(seconds=seconds), scene.incident
    timers = clocks_of(incident, scene.policy, now, HOST)
    calls = calls_of(incident, timers, now, HOST)
    return handover_of(incident, timers, calls, scene.policy, now, HOST, LONDON, role=role)


def test_everything_that_must_be_known_is_said(scene: Scene) -> None:
    text = handover_text.text(handed(scene, 1000))
    for words in (
        "INC-2026-11-20-1: commander from alice",
        "P0 Critical (skafu) since 03:00; mitigating after 16 min 40 s",
        "escalate 03:30, in 13 min 20 s → CTO, Engineering Manager, Security Team",
        "Open tasks (1)",
        "1 @bo: roll back, 10 min from 03:02, not taken yet",
        "1: since when? (asked by alice)",
        "public: last 03:02 by alice: we look into it",
        "internal: no words yet",
        "runbook.finished",
        "(entry bastion-1-0010)",
    ):
        assert words in text, text
    assert "call the vendor" not in text.partition("Tried")[0]


def test_the_three_values_are_those_that_are_read(scene: Scene) -> None:
    assert {each.key: each.value for each in questions(handed(scene, 1000))} == RIGHT


@pytest.mark.parametrize(
    "answers",
    [
        RIGHT,
        {"severity": " p0 ", "next": "ESCALATE, 3.30", "tasks": "one"},
        {"severity": "P-0", "next": "escalat 0330", "tasks": "1 open"},
        {"severity": "p0", "next": "03:30 escalate", "tasks": "01"},
        {"severity": "p0", "next": "2026-11-20 03:30:00 escalate", "tasks": "1 task"},
    ],
)
def test_spelling_is_forgiven(scene: Scene, answers: dict[str, str]) -> None:
    assert check(handed(scene, 1000), answers) == {}


@pytest.mark.parametrize(
    ("key", "answer"),
    [
        ("severity", "P1"),
        ("severity", "P00"),
        ("severity", ""),
        ("next", "escalate"),
        ("next", "03:30"),
        ("next", "escalate 03:31"),
        ("next", "review 03:30"),
        ("next", "escalate review 03:30"),
        ("next", "escalate 03:30 03:31"),
        ("next", "2026-11-21 escalate 03:30"),
        ("next", "none"),
        ("tasks", "2"),
        ("tasks", "1 2"),
        ("tasks", "²"),
        ("tasks", "9" * 5000),
    ],
)
def test_a_wrong_value_is_refused_and_the_right_one_is_not_told(scene: Scene, key: str, answer: str) -> None:
    wrong = check(handed(scene, 1000), RIGHT | {key: answer})
    assert wrong.keys() == {key}
    assert RIGHT[key] not in wrong[key].split()


def test_the_role_moves_only_when_all_three_fit(scene: Scene) -> None:
    read = handed(scene, 1000)
    text = handover_text.text(read)
    with pytest.raises(UsageError, match="does not change hands: tasks"):
        hand_over(scene.incident, read, read, "bo", RIGHT | {"tasks": "2"}, text)
    (draft,) = hand_over(scene.incident, read, read, "@bo", RIGHT, text)
    assert draft.kind == "incident.handover" and draft.fields["confirmed"] == RIGHT
    assert (draft.fields["to"], draft.fields["role"], draft.fields["was"]) == ("bo", "commander", "alice")
    assert str(draft.fields["digest"]).startswith("sha256:")
    scene.write(1001, [draft])
    assert scene.incident.roles["commander"].who == "bo"


def test_what_changed_while_it_was_read_must_be_read_again(scene: Scene) -> None:
    read = handed(scene, 1000)
    scene.at(1010, "incident.task-done", task="1")
    with pytest.raises(UsageError, match="no longer so"):
        hand_over(scene.incident, read, handed(scene, 1020), "bo", RIGHT, "")


def test_the_clock_of_command_begins_anew(scene: Scene) -> None:
    late = THREE + timedelta(seconds=LONG_S + 200)

    def said() -> str:
        return " ".join(call.words for call in calls_of(scene.incident, (), late, HOST))

    assert "alice in command for two hours" in said()
    read = handed(scene, LONG_S + 100)
    answers = {each.key: each.value for each in questions(read)}
    scene.write(LONG_S + 120, hand_over(scene.incident, read, read, "bo", answers, ""))
    assert "in command for two hours" not in said()


def test_one_who_has_the_role_does_not_take_it_over(scene: Scene) -> None:
    read = handed(scene, 1000)
    with pytest.raises(UsageError, match="Alice is commander already"):
        hand_over(scene.incident, read, read, "Alice", RIGHT, "")
    with pytest.raises(UsageError, match="more than one person"):
        hand_over(scene.incident, read, read, "bo, chen", RIGHT, "")


def test_nothing_is_handed_over_when_all_is_over(scene: Scene) -> None:
    scene.at(900, "incident.resolved")
    read = handed(scene, 1000)
    with pytest.raises(UsageError, match="is over"):
        hand_over(scene.incident, read, read, "bo", RIGHT, "")


def test_an_incident_without_anything_can_be_handed_over(scene: Scene) -> None:
    bare = Scene("unified")
    bare.at(0, "incident.note", note="x")
    read = handed(bare, 10)
    answers = {"severity": "none", "next": "none", "tasks": "zero"}
    assert check(read, answers) == {}
    assert hand_over(bare.incident, read, read, "bo", answers, "")[0].fields["to"] == "bo"
    assert "its declaration is lost" in handover_text.text(read)


def test_a_clock_of_another_day_is_said_with_its_day(scene: Scene) -> None:
    for number, kind in enumerate(("escalated", "update")):
        scene.at(200 + number, f"incident.{kind}", audience="internal", to="cto", text="x")
    scene.at(300, "incident.severity", severity="P3", reason="calm")
    found = questions(handed(scene, 1000))[1]
    assert found.value in ("none", "escalate 2026-11-22 03:00")


def test_markdown_obeys_nothing_that_was_written(scene: Scene) -> None:
    scene.at(1, "incident.note", note="x")
    scene.at(
        2, "incident.question", question="9", text="<script> [a](http://e) ![b](c) www.evil.example # `x`"
    )
    said = handover_text.markdown(handed(scene, 1000))
    assert "\\<script\\>" in said and "\\[a\\](http\\://e)" in said and "www\\.evil" in said
