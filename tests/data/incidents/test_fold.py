"""An incident from its entries, whatever else stands among them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from data.incidents.fold import fold_incident, fold_incidents
from data.models.entry import Entry
from data.models.incident import Stage
from tests.data.incidents.scene import ID, THREE, Scene

KINDS = (
    *("declared", "acknowledged", "severity", "note", "role", "task", "task-done", "task-acknowledged"),
    *("status", "update", "question", "answer", "escalated", "handover", "resolved", "reopened", "closed"),
    *("met", "", "unheard-of"),
)
KEYS = (
    *("incident", "severity", "title", "policy", "status", "role", "who", "task", "owner", "text", "box_s"),
    *("detected", "services", "audience", "question", "amends", "retracts", "to", "clock", "evidence"),
)
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from((ID, "1", "P0", "resolved", "public", "e1", "e2", "\x1b[2J")),
    st.lists(st.text(max_size=3), max_size=2),
    st.datetimes(),
)


def whole() -> Scene:
    scene = Scene()
    scene.declare(services=["api", "db"], detected=THREE - timedelta(minutes=4))
    scene.at(30, "incident.acknowledged")
    scene.at(40, "incident.role", role="commander", who="alice")
    scene.at(50, "incident.task", task="1", owner="bob", text="restart the pool", box_s=600)
    scene.at(60, "incident.task-acknowledged", task="1", by="bob")
    scene.at(70, "incident.question", question="1", text="since when?")
    scene.at(80, "incident.answer", question="1", text="since two")
    scene.at(90, "incident.severity", severity="P1", reason="only writes")
    scene.at(100, "incident.status", status="mitigating")
    scene.at(110, "incident.update", audience="public", text="we look into it")
    scene.at(120, "incident.task-done", task="1", by="bob")
    scene.at(130, "incident.handover", to="carol")
    scene.at(140, "incident.resolved")
    return scene


def test_everything_that_was_told() -> None:
    found = whole().incident
    assert (found.title, found.severity, found.stage, found.services) == (
        *("site down", "P1", Stage.RESOLVED),
        ("api", "db"),
    )
    assert [each.severity for each in found.severities] == ["P0", "P1"]
    assert found.roles["commander"].who == "carol"
    (task,) = found.tasks
    assert (task.owner, task.box, bool(task.acknowledged), bool(task.done)) == ("bob", 600, True, True)
    assert found.questions[0].answer == "since two"
    assert found.resolved is not None and found.resolved.steady - found.began.steady == 140
    assert len(found.timeline) == 13 and found.doubts == ()


def test_drills_stand_apart() -> None:
    scene = Scene()
    scene.at(0, "incident.declared", drill=True, severity="P0", title="a drill")
    assert fold_incidents(scene.entries) == {}
    assert fold_incident(ID, scene.entries, drill=True) is not None


def test_a_second_declaration_of_the_same_id_is_only_told() -> None:
    scene = Scene()
    scene.declare("P2")
    scene.at(1, "incident.declared", severity="P0", title="another")
    found = scene.incident
    assert (found.title, found.severity) == ("site down", "P2")
    assert "another" in found.timeline[1].words


def test_reopened_is_open_and_its_end_counts_anew() -> None:
    scene = whole()
    scene.at(200, "incident.reopened", reason="it is back")
    assert scene.incident.resolved is None and scene.incident.stage is Stage.INVESTIGATING
    scene.at(300, "incident.resolved")
    over = scene.incident.resolved
    assert over is not None and over.steady - scene.incident.began.steady == 300


def test_corrections_are_worked_in() -> None:
    scene = Scene()
    declared = scene.declare()
    note = scene.at(5, "incident.note", note="wrong")
    scene.at(6, "incident.note", retracts=note.id)
    scene.at(7, "incident.declared", amends=declared.id, title="database down", by="bo")
    found = scene.incident
    assert (found.title, found.severity) == ("database down", "P0")


def test_what_was_corrected_and_what_was_withdrawn_stays_to_be_read() -> None:
    scene = Scene()
    declared = scene.declare()
    note = scene.at(5, "incident.note", note="wrong")
    scene.at(6, "incident.correction", by="bo", retracts=note.id, why="another host")
    again = scene.at(7, "incident.correction", by="bo", amends=declared.id, title="database down")
    first, second = scene.incident.timeline
    assert "database down" in first.words and first.stamp.at == declared.at
    assert first.correction is not None and first.correction.entry == again.id
    assert "site down" in first.correction.original and first.stamp.by == "alice"
    assert second.words == "wrong" and second.correction is not None
    assert second.correction.withdrawn and second.correction.reason == "another host"


def test_a_correction_that_is_withdrawn_itself_corrects_nothing() -> None:
    scene = Scene()
    scene.declare()
    note = scene.at(5, "incident.note", note="right")
    wrong = scene.at(6, "incident.correction", amends=note.id, note="wrong")
    scene.at(7, "incident.correction", retracts=wrong.id)
    line = scene.incident.timeline[1]
    assert (line.words, line.correction) == ("right", None)


def test_a_correction_that_nobody_took_back_is_not_lost_to_an_earlier_one() -> None:
    scene = Scene()
    scene.declare()
    note = scene.at(5, "incident.note", note="one")
    scene.at(6, "incident.correction", retracts=note.id)
    scene.at(7, "incident.correction", amends=note.id, note="two")
    assert scene.incident.timeline[1].correction is not None
    assert scene.incident.timeline[1].correction.withdrawn


def test_a_second_declaration_under_a_taken_id_leaves_no_line() -> None:
    scene = Scene()
    scene.declare()
    second = scene.declare()
    scene.enter(1, "incident.withdrawn", {"incident": "", "retracts": second.id})
    assert len(scene.incident.timeline) == 1


def test_what_would_steer_a_terminal_does_not_get_in() -> None:
    scene = Scene()
    scene.at(0, "incident.declared", severity="P0", title="a\x1b[2Jb\nc", services=["\x9b31m"])
    found = scene.incident
    assert found.title.isprintable() and found.services[0].isprintable()


@given(st.randoms(use_true_random=False))
def test_the_order_in_which_entries_are_seen_does_not_matter(random: Random) -> None:
    entries = whole().entries
    shuffled = [*entries, *random.sample(entries, 3)]
    random.shuffle(shuffled)
    assert fold_incidents(shuffled) == fold_incidents(entries)


@given(
    st.lists(
        st.tuples(
            st.sampled_from([f"incident.{kind}" for kind in KINDS] + ["clock.moved", "x"]),
            st.dictionaries(st.sampled_from((*KEYS, "seconds")), VALUES, max_size=5),
            st.booleans(),
            st.integers(-10_000, 10_000),
        ),
        max_size=12,
    )
)
def test_no_entry_breaks_the_fold_nor_the_clocks(
    told: list[tuple[str, dict[str, object], bool, int]],
) -> None:
    entries = [
        Entry(
            f"e{number}",
            1,
            datetime(2026, 11, 20, tzinfo=UTC) + timedelta(seconds=seconds),
            THREE.date(),
            "x",
            "h",
            kind,
            False,
            {"incident": ID, **fields} if ours else fields,
        )
        for number, (kind, fields, ours, seconds) in enumerate(told)
    ]
    scene = Scene()
    scene.entries = entries
    for incident in fold_incidents(entries).values():
        assert incident.timeline
        if incident.id == ID:
            scene.clocks(100)
