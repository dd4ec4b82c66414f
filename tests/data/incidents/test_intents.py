"""What people want recorded, and what is refused with the reason."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from data.errors import UsageError
from data.incidents import intents
from data.incidents.naming import named, next_id
from data.models.entry import Draft
from data.models.incident import Audience, Incident, Stage
from data.policies.book import load_policies
from tests.data.incidents.scene import ID, THREE, Scene

SKAFU = load_policies().get("skafu")
RUNBOOKS = load_policies().get("runbooks")


def open_one() -> Incident:
    scene = Scene()
    scene.declare()
    return scene.incident


def over() -> Incident:
    scene = Scene()
    scene.declare()
    scene.at(60, "incident.resolved")
    return scene.incident


def test_a_whole_incident_through_intents() -> None:
    scene = Scene()
    scene.write(0, intents.declare(ID, SKAFU, "p0", " site down ", THREE.date(), situation="service-down"))
    scene.write(1, intents.acknowledge(scene.incident))
    assert intents.acknowledge(scene.incident) == []
    scene.write(2, intents.assign(scene.incident, "Commander", "@alice"))
    scene.write(3, intents.assign(scene.incident, "expert:database", "bob", "alice"))
    scene.write(4, intents.give(scene.incident, "@bob", "restart the pool", 600))
    scene.write(5, intents.give(scene.incident, "carol", "call the host"))
    scene.write(6, intents.take_task(scene.incident, "1"))
    scene.write(7, intents.finish_task(scene.incident, "1"))
    scene.write(8, intents.grade(scene.incident, SKAFU, "P1", "only writes"))
    scene.write(9, intents.go_on(scene.incident, "Mitigating"))
    scene.write(10, intents.sent(scene.incident, Audience.PUBLIC, "we know"))
    scene.write(11, intents.escalate(scene.incident, "CTO"))
    scene.write(12, intents.ask(scene.incident, "since when?"))
    scene.write(13, intents.answer(scene.incident, "1", "since two"))
    scene.write(14, intents.note(scene.incident, "pool restarted"))
    scene.write(15, intents.go_on(scene.incident, "resolved"))
    scene.write(16, intents.meet(scene.incident, "report"))
    scene.write(17, intents.close(scene.incident))
    found = scene.incident
    assert (found.title, found.severity, found.stage) == ("site down", "P1", Stage.CLOSED)
    assert {name: role.who for name, role in found.roles.items()} == {
        "commander": "alice",
        "expert:database": "bob",
    }
    assert [(task.id, task.owner, bool(task.done)) for task in found.tasks] == [
        ("1", "bob", True),
        ("2", "carol", False),
    ]
    scene.write(18, intents.reopen(found, "it is back"))
    assert scene.incident.stage is Stage.INVESTIGATING


REFUSED: list[tuple[Callable[[], list[Draft]], str]] = [
    (lambda: intents.declare(ID, SKAFU, "P9", "x", THREE.date()), 'skafu knows no severity "P9"'),
    (lambda: intents.declare(ID, RUNBOOKS, "P0", "x", THREE.date()), "runbooks has P1 \\(Critical\\)"),
    (lambda: intents.declare(ID, SKAFU, "P0", " ", THREE.date()), "needs a title"),
    (lambda: intents.declare(ID, SKAFU, "P0", "x", THREE.date(), situation="servce-down"), '"service-down"'),
    (lambda: intents.grade(open_one(), SKAFU, "P1", " "), "why is it P1 and no longer P0"),
    (lambda: intents.grade(open_one(), SKAFU, "critical", "x"), "knows no severity"),
    (lambda: intents.assign(open_one(), "comander", "bob"), 'the nearest known one is "commander"'),
    (lambda: intents.assign(open_one(), "scribe:two", "bob"), "no role is called"),
    (lambda: intents.assign(open_one(), "scribe", "bob, carol"), "more than one person"),
    (lambda: intents.give(open_one(), "", "x"), "who\\?"),
    (lambda: intents.give(open_one(), "bob and carol", "x"), "more than one person"),
    (lambda: intents.give(open_one(), "bob", "  "), "what is to be done"),
    (lambda: intents.give(open_one(), "bob", "x", -1), "less than no time"),
    (lambda: intents.finish_task(open_one(), "4"), 'has no task "4"'),
    (lambda: intents.go_on(open_one(), "mitigate"), '"mitigating"'),
    (lambda: intents.go_on(open_one(), "closed"), "no status is called"),
    (lambda: intents.note(open_one(), " "), "empty note"),
    (lambda: intents.answer(open_one(), "1", "x"), 'no question "1"'),
    (lambda: intents.resolve(over()), "was resolved by alice"),
    (lambda: intents.grade(over(), SKAFU, "P1", "x"), "was resolved"),
    (lambda: intents.reopen(open_one(), "x"), "is open"),
    (lambda: intents.close(open_one()), "not resolved"),
    (lambda: intents.escalate(open_one(), " "), "who was called"),
]


@pytest.mark.parametrize("number", range(len(REFUSED)))
def test_what_is_refused_names_what_is_wrong(number: int) -> None:
    intent, words = REFUSED[number]
    with pytest.raises(UsageError, match=words):
        intent()


def test_what_is_so_already_is_not_written_twice() -> None:
    scene = Scene()
    scene.declare()
    assert intents.grade(scene.incident, SKAFU, "p0", "") == []
    scene.at(1, "incident.status", status="mitigating")
    assert intents.go_on(scene.incident, "mitigating") == []


def test_ids_count_up_within_a_day() -> None:
    known = ["INC-2026-11-20-2", "INC-2026-11-19-9", "INC-2026-11-20-x", "hostile"]
    assert next_id(THREE.date(), known) == "INC-2026-11-20-3"
    assert next_id(THREE.date(), []) == ID


def test_the_only_open_one_need_not_be_named() -> None:
    one = open_one()
    assert named({ID: one}) is one and named({ID: one}, ID.lower()) is one
    with pytest.raises(UsageError, match="no incident is open"):
        named({ID: over()})
    with pytest.raises(UsageError, match="2 incidents are open"):
        named({ID: one, "b": one})
    with pytest.raises(UsageError, match=f'nearest known one is "{ID}"'):
        named({ID: one}, "INC-2026-11-20-2")
