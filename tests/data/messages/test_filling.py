"""What an incident fills a template with, and what stays visible."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from data.incidents.clocks import clocks_of
from data.incidents.ladder import ladder_clocks
from data.messages.filling import filled, tidy
from data.messages.places import listed, moment, span, values_of
from data.messages.shelf import load_templates
from data.models.incident import Audience
from data.models.message import Message, Moment, Template
from data.policies.book import load_policies
from tests.data.incidents.scene import HOST, THREE, Scene
from tests.data.messages.shipped_places import KNOWN

LONDON = ZoneInfo("Europe/London")
LADDER = next(each for each in load_policies().ladders if each.id == "pagerduty-guide")


def told(scene: Scene, body: str, seconds: float = 600, **given: str) -> Message:
    template = Template("t", "T", "", "", Audience.PUBLIC, Moment.UPDATE, "{title}", body)
    now = THREE + timedelta(seconds=seconds)
    incident = scene.incident
    ladder = LADDER if incident.ladder else None
    timers = clocks_of(incident, scene.policy, now, HOST)
    return filled(template, incident, scene.policy, now, LONDON, ladder=ladder, timers=timers, given=given)


def scene(policy: str = "skafu", severity: str = "P0", **fields: object) -> Scene:
    made = Scene(policy)
    made.declare(severity, services=["checkout", "api"], **fields)
    return made


def test_what_is_known_is_filled_and_the_rest_stays_visible() -> None:
    message = told(scene(), "{severity} {service} since {started}, now {updated}: {status}. {impact}")
    assert message.body == "P0 checkout and api since 03:00 GMT, now 03:10 GMT: Investigating. {impact}"
    assert message.unfilled == ("impact",)


def test_every_known_place_can_be_filled() -> None:
    made = scene("manual", situation="service-down", reason="all fail")
    made.at(5, "incident.role", role="commander", who="alice")
    made.at(6, "incident.task", task="1", owner="bo", text="roll back")
    now = THREE + timedelta(seconds=60)
    running = values_of(made.incident, made.policy, Audience.PUBLIC, now, LONDON)
    made.at(1800, "incident.resolved")
    over = values_of(made.incident, made.policy, Audience.PUBLIC, now, LONDON)
    person = {place for place, words in KNOWN.items() if "only a person" in words}
    assert set(KNOWN) - set(running) - set(over) - person <= {"to", "who"}
    assert (over["duration"], over["resolved"]) == ("30 minutes", "03:30 GMT")
    assert running["tasks"] == "roll back (bo)"
    assert "next" not in over


def test_what_a_person_gives_goes_first_and_is_not_filled_again() -> None:
    message = told(scene(), "{impact} {service}", impact="see {title}", service="sign-in")
    assert message.body == "see {title} sign-in"
    assert message.unfilled == ("title",)


def test_a_subject_stays_one_line() -> None:
    template = Template("t", "T", "", "", Audience.PUBLIC, Moment.UPDATE, "{impact}", "x")
    made = scene()
    message = filled(template, made.incident, made.policy, THREE, LONDON, given={"impact": "a\nb\tc"})
    assert message.subject == "a b c"


@pytest.mark.parametrize(
    ("policy", "severity", "fields", "next_", "every"),
    [
        ("manual", "P0", {"situation": "service-down"}, "03:40 GMT", "30 minutes"),
        ("manual", "P0", {}, "03:40 GMT", "30 minutes"),
        ("skafu", "P0", {}, "{next}", "{every}"),
        ("unified", "P0", {}, "{next}", "{every}"),
    ],
)
def test_the_next_words_are_named_only_where_a_document_gives_their_time(
    policy: str, severity: str, fields: dict[str, object], next_: str, every: str
) -> None:
    assert told(scene(policy, severity, **fields), "{next}, {every}").body == f"{next_}, {every}"


@pytest.mark.parametrize(
    ("said", "at", "next_"),
    [
        ((), 60, "03:10 GMT"),
        ((), 700, "03:16 GMT"),
        ((60,), 300, "03:30 GMT"),
        ((60, 300), 1200, "03:40 GMT"),
        ((60, 300, 1200), 2400, "04:00 GMT"),
        ((60, 300, 1200), 7201, "{next}"),
    ],
)
def test_on_the_ladder_each_word_names_the_next(said: tuple[float, ...], at: float, next_: str) -> None:
    made = scene(ladder="pagerduty-guide")
    for when in said:
        made.at(when, "incident.update", audience="public", text="x")
    assert told(made, "{next}", at).body == next_
    assert ladder_clocks(made.incident, LADDER, THREE, HOST)


def test_times_carry_their_zone_and_another_day_its_date() -> None:
    later = THREE + timedelta(days=1)
    assert moment(THREE, later, LONDON) == "03:00 GMT, 20 Nov 2026"
    assert moment(THREE, THREE, ZoneInfo("America/Sao_Paulo")) == "00:00 UTC-03"
    assert moment(None, THREE, LONDON) == ""


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "1 minute"),
        (89, "1 minute"),
        (3600, "1 hour"),
        (4320, "1 hour 12 minutes"),
        (90061, "25 hours 1 minute"),
    ],
)
def test_spans_are_said_in_words(seconds: float, words: str) -> None:
    assert span(seconds) == words


def test_names_are_listed_in_words() -> None:
    assert [listed(names) for names in ((), ("a",), ("a", "b"), ("a", "b", "c"))] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]


def test_a_text_is_tidied_the_same_however_often() -> None:
    messy = "\n\n a\t b \r\nc\r ✔️ \n\n"
    assert tidy(messy) == " a   b\nc\n ✔"
    assert tidy(tidy(messy)) == tidy(messy)


def test_every_shipped_template_leaves_only_what_a_person_knows() -> None:
    made = scene("manual", situation="service-down", reason="r")
    made.at(5, "incident.role", role="commander", who="alice")
    person = {place for place, words in KNOWN.items() if "only a person" in words} | {
        "to",
        "who",
        "next",
        "every",
    }
    for over in (False, True):
        if over:
            made.at(1800, "incident.resolved")
        for template in load_templates().all:
            if (template.moment is Moment.RESTORED) is over:
                message = filled(template, made.incident, made.policy, THREE, LONDON)
                assert set(message.unfilled) <= person, template.id
