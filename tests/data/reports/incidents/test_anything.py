"""Whatever entries there are, in whatever order: a report comes of them, and its times make sense."""

from __future__ import annotations

import json
from zoneinfo import ZoneInfo

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from data.incidents.deputy import calls_of
from data.incidents.fold import fold_incidents
from data.incidents.handover import handover_of
from data.incidents.handover_check import check, questions
from data.incidents.handover_text import text
from data.reports.incidents.document import review_document
from data.reports.incidents.review import review_of
from data.reports.incidents.review_markdown import review_markdown
from data.reports.incidents.svg import svg
from tests.data.incidents.scene import HOST, ID, Scene
from tests.data.reports.incidents.script import EVIDENCE, case_of

ZONE = ZoneInfo("Europe/London")
KINDS = st.sampled_from(
    [
        *("incident.declared", "incident.acknowledged", "incident.severity", "incident.status"),
        *("incident.resolved", "incident.closed", "incident.reopened", "incident.update", "incident.note"),
        *("incident.task", "incident.task-done", "incident.question", "incident.answer", "incident.role"),
        *("incident.action", "incident.action-done", "incident.action-opened", "incident.correction"),
        *("incident.judged", "incident.signal", "incident.met", "incident.handover", "incident.escalated"),
        *("runbook.begun", "runbook.started", "runbook.finished", "runbook.skipped", "runbook.ended"),
        *("outbox.queued", "outbox.tried", "outbox.sent", "clock.moved", "incident.of-a-kind-to-come"),
    ]
)
VALUES = st.sampled_from(
    [
        *("P0", "P1", "1", "public", "mitigating", "review", "fix", "bastion-1-0001", "", "db main"),
        *(7, -3600.0, True, [EVIDENCE], {}, [], "x" * 2000),
    ]
)
KEYS = st.sampled_from(
    [
        *("severity", "title", "policy", "services", "status", "audience", "text", "note", "task", "owner"),
        *("question", "action", "due", "amends", "retracts", "evidence", "detected", "clock", "role", "who"),
        *("run", "runbook", "step", "steps", "letter", "channel", "seconds", "key", "box_s", "to", "reason"),
    ]
)
ENTRIES = st.lists(
    st.tuples(st.floats(-100, 90_000), KINDS, st.dictionaries(KEYS, VALUES, max_size=6)), max_size=25
)


@settings(max_examples=120, deadline=None)
@given(
    st.sampled_from(["skafu", "manual", "unified", "runbooks", "template-platform"]), ENTRIES, st.booleans()
)
def test_a_report_comes_of_it(
    policy: str, entries: list[tuple[float, str, dict[str, object]]], told: bool
) -> None:
    scene = Scene(policy)
    if told:
        scene.declare("P0" if policy != "runbooks" else "P1", situation="service-down")
    scene.at(1, "incident.note", note="x")
    for at, kind, fields in entries:
        scene.enter(at, kind, fields if kind == "clock.moved" else {"incident": ID, **fields})
    assume(ID in fold_incidents(scene.entries))  # the very first entry may have been taken back
    case = case_of(scene, 100_000)
    review = review_of(case)
    for each in review.report.milestones:
        assert each.after is None or each.name == "detected" or each.after >= 0
        assert each.after is not None or each.words
    assert all(each.late is None or each.late >= 0 for each in review.report.owed)
    assert len(review.answers) == 12 and all(each.data or each.why for each in review.answers)
    json.dumps(review_document(review, ZONE), allow_nan=False)
    assert review_markdown(review, ZONE).startswith("# Post-incident review")
    assert svg(review.report.picture, "x").endswith("</svg>\n")
    calls = calls_of(case.incident, case.timers, case.at, HOST)
    found = handover_of(case.incident, case.timers, calls, case.policy, case.at, HOST, ZONE)
    answers = {each.key: each.value for each in questions(found)}
    assert check(found, answers) == {}, "what it says itself always fits"
    assert text(found)
