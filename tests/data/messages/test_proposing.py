"""Which words come next."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from data.config.channel import CHANNELS
from data.incidents.clocks import clocks_of
from data.incidents.ladder import ladder_clocks
from data.messages.letters import letters_of
from data.messages.proposing import as_if_said, next_words
from data.messages.shelf import load_templates
from data.models.incident import Audience
from data.models.message import Message, Moment, NextWords, Template
from data.models.timer import Timer
from data.policies.book import load_policies
from tests.data.incidents.scene import HOST, THREE, Scene

ALL = load_templates().all
LADDER = next(each for each in load_policies().ladders if each.id == "pagerduty-guide")


def proposed(scene: Scene, seconds: float, templates: tuple[Template, ...] = ALL) -> tuple[NextWords, ...]:
    now = THREE + timedelta(seconds=seconds)
    timers: list[Timer] = [*clocks_of(scene.incident, scene.policy, now, HOST)]
    if scene.incident.ladder:
        timers += ladder_clocks(scene.incident, LADDER, now, HOST)
    return next_words(scene.incident, timers, templates, scene.policy)


def ids(found: tuple[NextWords, ...]) -> list[str]:
    return [each.template.id for each in found]


def said(scene: Scene, seconds: float, audience: str) -> None:
    scene.at(seconds, "incident.update", audience=audience, text="x")


def test_the_most_urgent_words_come_first_in_the_policys_own_texts() -> None:
    scene = Scene()
    scene.declare("P0")
    found = proposed(scene, 120)
    assert ids(found) == ["skafu-p0-page", "skafu-escalation", "skafu-p0-stakeholders"]
    assert found[0].left is not None and found[0].left < 0 and found[0].due is not None


def test_the_severity_chooses_among_a_documents_texts() -> None:
    for severity, page in (("P1", "skafu-p1-page"), ("P2", None)):
        scene = Scene()
        scene.declare(severity)
        public = [each.template for each in proposed(scene, 10) if each.template.audience is Audience.PUBLIC]
        if page:
            assert [each.id for each in public] == [page]
        else:
            assert not any(each.document == "skafu" for each in public)


def test_after_the_first_words_come_updates_and_the_end_is_told_once() -> None:
    scene = Scene("manual")
    scene.declare("P0", situation="service-down")
    said(scene, 60, "public")
    assert "manual-page-update" in ids(proposed(scene, 120))
    scene.at(600, "incident.resolved")
    assert set(ids(proposed(scene, 660))) == {"manual-page-over", "manual-stakeholders-over"}
    said(scene, 700, "public")
    said(scene, 700, "internal")
    assert ids(proposed(scene, 720)) == []


def test_what_was_never_public_is_not_ended_in_public() -> None:
    scene = Scene()
    scene.declare("P2")
    scene.at(600, "incident.resolved")
    assert {each.template.audience for each in proposed(scene, 660)} == {Audience.INTERNAL}


def test_a_reopened_incident_is_told_of_again() -> None:
    scene = Scene("manual")
    scene.declare("P0", situation="service-down")
    said(scene, 60, "public")
    scene.at(600, "incident.resolved")
    said(scene, 700, "public")
    scene.at(900, "incident.reopened", reason="back")
    assert "manual-page-update" in ids(proposed(scene, 960))


def test_a_ladder_leads_from_the_first_word_to_the_long_incident() -> None:
    scene = Scene()
    scene.declare("P0", ladder="pagerduty-guide")
    steps = [(60, "first"), (300, "scope"), (900, "update"), (1800, "update")]
    for seconds, step in steps:
        public = next(each for each in proposed(scene, seconds) if each.template.audience is Audience.PUBLIC)
        assert public.template.id == f"pagerduty-guide-{step}"
        assert public.due is not None
        said(scene, seconds + 1, "public")
    assert "pagerduty-guide-long" in ids(proposed(scene, 7300))


def test_a_teams_own_text_goes_before_all_others() -> None:
    own = replace(load_templates().get("manual-page"), id="ours", document="")
    scene = Scene()
    scene.declare("P0")
    assert ids(proposed(scene, 120, (*ALL, own)))[0] == "ours"


def test_a_policy_without_texts_borrows_them() -> None:
    scene = Scene("strictest")
    scene.declare(scene.policy.severities[0].id)
    found = proposed(scene, 10)
    assert {(each.template.audience, each.template.moment) for each in found} >= {
        (Audience.INTERNAL, Moment.FIRST),
        (Audience.PUBLIC, Moment.FIRST),
    }
    assert not any(each.template.document == "pagerduty-guide" for each in found)


def test_words_that_wait_in_the_outbox_are_not_proposed_again() -> None:
    scene = Scene("manual")
    scene.declare("P0", situation="service-down")
    now = THREE + timedelta(seconds=120)
    message = Message(Audience.PUBLIC, "s", "b", "manual-page", Moment.FIRST)
    slack = CHANNELS["statuspage"].model_validate({"page_id": "p", "token_env": "T"})
    letters = letters_of(message, scene.incident, {"statuspage": slack}, now)
    found = next_words(as_if_said(scene.incident, letters), (), ALL, scene.policy)
    assert "manual-page-update" in ids(found)
    assert as_if_said(scene.incident, ()) == scene.incident
