"""A line typed during an incident: what is recorded, what opens, what is refused and with which words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.incidents.orders import ORDERS, order_named, people_of
from data.incidents.preview import preview
from data.incidents.typed import Typed, boxed, typed
from tests.data.incidents.scene import Scene
from tests.terminal.payloads import BREAKING, SHAPES
from tests.terminal.payloads import ORDERS as TERMINAL_ORDERS

PEOPLE = ("Ann Lee", "Engineering Manager", "bo", "chen")


def scene(*, over: bool = False) -> Scene:
    scene = Scene()
    scene.declare("P1")
    scene.at(1, "incident.role", role="deputy", who="bo")
    scene.at(2, "incident.task", task="1", owner="chen", text="list the customers")
    scene.at(3, "incident.question", question="1", text="what changed?")
    if over:
        scene.at(9, "incident.resolved")
    return scene


def take(line: str, *, over: bool = False) -> Typed:
    found = scene(over=over)
    return typed(line, found.incident, found.policy, PEOPLE)


@pytest.mark.parametrize(
    ("line", "kind", "fields"),
    [
        ("pool is at its limit", "note", {"note": "pool is at its limit"}),
        ("  trimmed  ", "note", {"note": "trimmed"}),
        ("//var/log is full", "note", {"note": "/var/log is full"}),
        ("/note @bo said so", "note", {"note": "@bo said so"}),
        ("@bo roll back 20m", "task", {"task": "2", "owner": "bo", "text": "roll back", "box_s": 1200.0}),
        ("@bo roll back", "task", {"task": "2", "owner": "bo", "text": "roll back"}),
        ("@Ann Lee call the vendor 1h", "task", {"owner": "Ann Lee", "box_s": 3600.0}),
        ("@deputy call the vendor", "task", {"owner": "bo"}),
        ("/task bo roll back 1h30m", "task", {"owner": "bo", "box_s": 5400.0}),
        (
            "/severity p0 checkout is out",
            "severity",
            {"severity": "P0", "was": "P1", "reason": "checkout is out"},
        ),
        ("/sev p0 checkout is out", "severity", {"severity": "P0"}),
        ("/status Mitigating", "status", {"status": "mitigating"}),
        ("/status resolved", "resolved", {}),
        ("/role scribe Ann Lee", "role", {"role": "scribe", "who": "Ann Lee"}),
        ("/role expert:database dee", "role", {"role": "expert:database", "who": "dee"}),
        ("/ack", "acknowledged", {}),
        ("/ask who deployed?", "question", {"question": "2", "text": "who deployed?"}),
        ("/answer 1 the pool", "answer", {"question": "1", "text": "the pool"}),
        ("/answer the pool", "answer", {"question": "1", "text": "the pool"}),
        ("/take 1", "task-acknowledged", {"task": "1"}),
        ("/done", "task-done", {"task": "1"}),
        (
            "/escalate Engineering Manager it goes on",
            "escalated",
            {"to": "Engineering Manager", "reason": "it goes on"},
        ),
        ("/escalate CTO", "escalated", {"to": "CTO"}),
        ("/met report", "met", {"clock": "report"}),
        ("/met Public update", "met", {"clock": "public-update"}),
        (
            "/later bo fix the pool 2026-11-27",
            "action",
            {"action": "1", "owner": "bo", "text": "fix the pool", "due": date(2026, 11, 27)},
        ),
        ("/resolve rolled back", "resolved", {"note": "rolled back"}),
    ],
)
def test_what_is_recorded(line: str, kind: str, fields: dict[str, object]) -> None:
    found = take(line)
    assert found.refusal == "" and found.opens == ""
    (draft,) = found.drafts
    assert draft.kind == f"incident.{kind}"
    assert fields.items() <= dict(draft.fields).items()


def test_after_the_end() -> None:
    assert take("/reopen it fails again", over=True).drafts[0].kind == "incident.reopened"
    assert take("/close", over=True).drafts[0].kind == "incident.closed"
    assert take("a late note", over=True).drafts[0].kind == "incident.note"
    assert "reopen it, or add a note" in take("@bo more", over=True).refusal


def test_done_with_words_keeps_them() -> None:
    done, note = take("/done 1 all eleven").drafts
    assert (done.kind, note.fields["note"]) == ("incident.task-done", "task 1: all eleven")


@pytest.mark.parametrize(
    ("line", "opens", "words"),
    [
        ("/update public", "update", "public"),
        ("/runbook", "runbook", ""),
        ("/handover bo", "handover", "bo"),
        ("/report", "report", ""),
        ("/outbox", "outbox", ""),
        ("/find pool limit", "find", "pool limit"),
        ("/help", "help", ""),
    ],
)
def test_what_is_opened(line: str, opens: str, words: str) -> None:
    assert take(line) == Typed(opens=opens, words=words)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("", "an empty note says nothing"),
        ("/", "which command?"),
        ("/sevrity P0 x", 'no command is called "/sevrity". the nearest known one is "severity"'),
        ("/re", '"/re" may be several commands. /resolve, /reopen, /report'),
        ("/var/log is full", "// begins a note that begins with /"),
        ("/severity", "which severity?. /severity P1 why"),
        ("/severity P9 x", 'skafu knows no severity "P9"'),
        ("/severity P0", "why is it P0 and no longer P1?"),
        ("/severity P1 still", "that is so already"),
        ("/status asleep", 'no status is called "asleep"'),
        ("/role", "which role?. there are commander"),
        ("/role boss bo", 'no role is called "boss"'),
        ("/role deputy", "who?"),
        ("/role deputy Ann Leeds", "is more than one name"),
        ("@", "who?"),
        ("@bo", "what is to be done?"),
        ("@bo,chen look", '"bo,chen" is more than one person'),
        ("@bo sleep 25h", "between a minute and a day"),
        ("/done 7", 'INC-2026-11-20-1 has no task "7"'),
        ("/answer 7 x", 'has no question "7"'),
        ("/answer 1", "what is the answer?"),
        ("/ask", "what is the question?"),
        ("/escalate", "who was called?"),
        ("/met repot", 'no clock is called "repot". the nearest known one is "report"'),
        ("/met", "which clock?"),
        ("/later bo 2026-11-27", "an action item needs words"),
        ("/reopen why", "is open"),
        ("/close", "is not resolved"),
    ],
)
def test_what_is_refused_and_why(line: str, words: str) -> None:
    found = take(line)
    assert words in found.refusal
    assert not found.drafts and not found.opens


@pytest.mark.parametrize(
    ("text", "words", "seconds"),
    [
        ("roll back 20m", "roll back", 1200),
        ("roll back 20 min", "roll back", 1200),
        ("roll back 2 h 5 min", "roll back", 7500),
        ("roll back 90m", "roll back", 5400),
        ("raise the limit to 20", "raise the limit to 20", 0),
        ("use 20m of disk.", "use 20m of disk.", 0),
        ("20m", "20m", 0),
    ],
)
def test_time_boxes(text: str, words: str, seconds: float) -> None:
    assert boxed(text) == (words, seconds)


@pytest.mark.parametrize(
    ("line", "opens", "words"),
    [
        ("/role commander chen", "handover", "chen"),
        ("/role Commander @Ann Lee", "handover", "Ann Lee"),
        ("/role commander ALICE", "", ""),
        ("/role deputy alice", "", ""),
        ("/role expert:commander chen", "", ""),
    ],
)
def test_the_command_of_somebody_is_handed_over(line: str, opens: str, words: str) -> None:
    found = scene()
    found.at(4, "incident.role", role="commander", who="alice")
    told = typed(line, found.incident, found.policy, PEOPLE)
    assert (told.opens, told.words, told.refusal) == (opens, words, "")
    assert [each.kind for each in told.drafts] == ([] if opens else ["incident.role"])


def test_the_command_that_nobody_has_is_given_freely_and_one_that_is_over_not_at_all() -> None:
    (given,) = take("/role commander chen").drafts
    assert given.fields.items() >= {"role": "commander", "who": "chen"}.items()
    found = scene(over=True)
    found.at(10, "incident.role", role="commander", who="alice")
    assert "was resolved" in typed("/role commander chen", found.incident, found.policy, PEOPLE).refusal


def test_every_command_is_understood_and_has_its_own_beginning() -> None:
    for order in ORDERS:
        assert order_named(order.name) is order
        found = take(f"/{order.name}")
        assert "no command" not in found.refusal
    assert order_named("s") is None and order_named("") is None


@pytest.mark.parametrize("payload", [*TERMINAL_ORDERS.values(), *SHAPES.values(), *BREAKING.values()])
@pytest.mark.parametrize(
    "line", ["{}", "@bo {}", "@{} do", "/{}", "/role {} {}", "/severity {} {}", "/met {}", "/done {}"]
)
def test_hostile_words_are_recorded_or_refused_in_words_fit_to_be_shown(payload: str, line: str) -> None:
    found = take(line.replace("{}", payload))
    shown = preview(found, scene().incident)
    assert "\x1b" not in shown and "\x9b" not in shown and "\x07" not in shown


@given(st.text(max_size=60))
def test_no_line_breaks_it_and_nothing_is_swallowed(line: str) -> None:
    found = take(line)
    assert bool(found.drafts) + bool(found.opens) + bool(found.refusal) == 1


def test_people_are_those_with_roles_then_owners_then_writers_then_the_known() -> None:
    assert people_of(scene().incident, ("Ann Lee", "bo")) == ("bo", "chen", "alice", "Ann Lee")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("pool", "enter writes this note"),
        ("@bo roll back 20m", "enter records: task 2 for bo, 20 min: roll back"),
        ("/severity P0 checkout is out", "enter records: P1 → P0: checkout is out"),
        ("/done 1", "enter records: task 1 is done: list the customers"),
        ("/update", "enter opens it: write to people"),
        ("/severity P0", "why is it P0 and no longer P1?. give a reason"),
    ],
)
def test_what_enter_would_do_is_told_beforehand(line: str, words: str) -> None:
    assert preview(take(line), scene().incident) == words


def test_an_action_item_has_a_person_and_a_day() -> None:
    scene = Scene()
    scene.declare()
    (draft,) = typed("/later @bo raise the limit 2026-11-27", scene.incident, scene.policy).drafts
    assert draft.kind == "incident.action" and draft.fields["due"] == date(2026, 11, 27)
    assert (draft.fields["owner"], draft.fields["text"]) == ("bo", "raise the limit")
    assert "until which day?" in typed("/later bo raise the limit", scene.incident, scene.policy).refusal
