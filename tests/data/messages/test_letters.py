"""Letters: one a channel, keys that stay, and none at all where anything hinders."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.config.channel import CHANNELS, ChannelSettings
from data.errors import UsageError
from data.messages.letters import channels_for, letters_of
from data.messages.shelf import load_templates
from data.messages.writing_desk import WritingDesk
from data.models.incident import Audience
from data.models.letter import Purpose
from data.models.message import Message, Moment
from data.outbox.writing import queue
from data.scrubber import Scrubber
from tests.data.incidents.scene import THREE, Scene
from tests.gallery import ZONE

SETTINGS: dict[str, dict[str, object]] = {
    "slack": {"token_env": "T", "channel": "#incidents"},
    "statuspage": {"page_id": "p", "token_env": "T"},
    "email": {"host": "localhost", "sender": "ops@example.com", "to": ["all@example.com"]},
    "webhook": {"url": "http://127.0.0.1:9/"},
    "pagerduty": {"routing_key_env": "R"},
}


def channel(name: str, **more: object) -> ChannelSettings:
    return CHANNELS[name].model_validate({**SETTINGS[name], **more})


ALL = {name: channel(name) for name in SETTINGS}
PUBLIC = Message(Audience.PUBLIC, "checkout: outage", "We look into it.", moment=Moment.FIRST)
INTERNAL = replace(PUBLIC, audience=Audience.INTERNAL)


@pytest.fixture
def scene() -> Scene:
    made = Scene()
    made.declare("P0")
    return made


def test_each_audience_has_its_channels_unless_configured_otherwise() -> None:
    assert channels_for(Audience.INTERNAL, ALL) == ("slack", "webhook", "pagerduty")
    assert channels_for(Audience.PUBLIC, ALL) == ("statuspage", "email")
    other = {
        **ALL,
        "slack": channel("slack", audience="both"),
        "email": channel("email", audience="internal"),
    }
    assert channels_for(Audience.PUBLIC, other) == ("slack", "statuspage")
    assert channels_for(Audience.INTERNAL, other) == ("slack", "email", "webhook", "pagerduty")


def test_a_text_is_one_letter_a_channel_with_a_key_each(scene: Scene) -> None:
    letters = letters_of(PUBLIC, scene.incident, ALL, THREE, by="alice")
    assert [each.channel for each in letters] == ["statuspage", "email"]
    assert len({each.key for each in letters}) == 2 and len({each.words for each in letters}) == 1
    assert letters == letters_of(PUBLIC, scene.incident, ALL, THREE, by="alice")
    later = letters_of(PUBLIC, scene.incident, ALL, THREE + timedelta(minutes=20), by="alice")
    assert not {each.key for each in letters} & {each.key for each in later}
    assert len(queue(letters)) == 2


def test_what_an_incident_is_called_inside_stays_inside(scene: Scene) -> None:
    assert {each.title for each in letters_of(PUBLIC, scene.incident, ALL, THREE)} == {"checkout: outage"}
    assert {each.title for each in letters_of(INTERNAL, scene.incident, ALL, THREE)} == {"site down"}


def test_the_first_letter_opens_the_last_one_resolves(scene: Scene) -> None:
    def purposes(message: Message, *opened: str) -> dict[str, Purpose]:
        made = letters_of(message, scene.incident, ALL, THREE, opened=opened)
        return {each.channel: each.purpose for each in made}

    assert purposes(PUBLIC) == {"statuspage": Purpose.OPEN, "email": Purpose.UPDATE}
    assert purposes(PUBLIC, "statuspage")["statuspage"] is Purpose.UPDATE
    assert purposes(replace(PUBLIC, moment=Moment.RESTORED), "statuspage")["statuspage"] is Purpose.RESOLVE
    assert purposes(INTERNAL, "slack")["pagerduty"] is Purpose.OPEN
    scene.at(600, "incident.resolved")
    assert purposes(INTERNAL)["pagerduty"] is Purpose.RESOLVE


def test_the_pager_is_told_what_is_next_unless_somebody_says_otherwise(scene: Scene) -> None:
    def desk(*opened: str) -> WritingDesk:
        return WritingDesk(
            scene.incident, scene.policy, ZONE, load_templates(), ALL, opened=frozenset(opened)
        )

    assert desk().counterpart() is Purpose.OPEN
    assert desk("pagerduty").counterpart() is Purpose.ACKNOWLEDGE
    assert desk("pagerduty").counterpart("res") is Purpose.RESOLVE
    scene.at(600, "incident.resolved")
    assert desk("pagerduty").counterpart("what") is Purpose.RESOLVE


def test_a_drill_stays_a_drill(scene: Scene) -> None:
    drilled = replace(scene.incident, drill=True)
    assert all(each.drill for each in letters_of(INTERNAL, drilled, ALL, THREE))


@pytest.mark.parametrize(
    ("message", "title", "words"),
    [
        (replace(PUBLIC, body="see {impact}"), "t", "{impact} is not filled"),
        (replace(PUBLIC, subject="{service}"), "t", "{service} is not filled"),
        (replace(PUBLIC, body="ghp_" + "a1B2" * 9), "t", "looks like"),
        (replace(PUBLIC, subject="password=hunter2hunter2"), "t", "looks like a secret"),
        (replace(INTERNAL, body="x"), "ghp_" + "a1B2" * 9, "title looks like a secret"),
        (replace(PUBLIC, body=" "), "t", "no text"),
        (replace(PUBLIC, subject=""), "t", "no subject"),
        (replace(PUBLIC, subject="a\nBcc: all@example.com"), "t", "more than one line"),
        (replace(PUBLIC, body="a\x1b]52;c;x\x07"), "t", "nobody sees"),
        (replace(PUBLIC, body="a\u202eb"), "t", "nobody sees"),
        (replace(PUBLIC, body="a\u200bb"), "t", "nobody sees"),
        (replace(PUBLIC, body="it is ownsecret1 here"), "t", "own secrets"),
        (replace(PUBLIC, subject="s" * 256), "t", "statuspage: the subject has 256"),
        (replace(PUBLIC, body="word " * 4_001), "t", "characters"),
    ],
)
def test_hindered_words_make_no_letters(scene: Scene, message: Message, title: str, words: str) -> None:
    incident = replace(scene.incident, title=title)
    with pytest.raises(UsageError, match="do not go") as told:
        letters_of(message, incident, ALL, THREE, own=Scrubber(["ownsecret1"]))
    assert words in str(told.value)


def test_a_webhook_of_slack_takes_less_than_its_bot(scene: Scene) -> None:
    long = replace(INTERNAL, body="word " * 1_000)
    assert letters_of(long, scene.incident, ALL, THREE, chosen=["slack"])
    hook = {"slack": CHANNELS["slack"].model_validate({"webhook_url_env": "H"})}
    with pytest.raises(UsageError, match="slack: the text has 5000 characters"):
        letters_of(long, scene.incident, hook, THREE)


def test_an_e_mail_to_nobody_is_no_e_mail(scene: Scene) -> None:
    email = {"email": channel("email", to=[])}
    with pytest.raises(UsageError, match="nobody to write to"):
        letters_of(PUBLIC, scene.incident, email, THREE)
    (letter,) = letters_of(PUBLIC, scene.incident, email, THREE, to=("a@example.com",))
    assert letter.to == ("a@example.com",)


def test_an_unknown_channel_is_answered(scene: Scene) -> None:
    with pytest.raises(UsageError, match="slak"):
        letters_of(PUBLIC, scene.incident, ALL, THREE, chosen=["slak"])


@given(st.text(max_size=60), st.text(max_size=200))
def test_what_goes_is_kept_by_the_outbox_as_it_was_shown(subject: str, body: str) -> None:
    scene = Scene()
    scene.declare("P0")
    try:
        letters = letters_of(replace(PUBLIC, subject=subject, body=body), scene.incident, ALL, THREE)
    except UsageError:
        return
    for draft in queue(letters):
        assert (draft.fields["subject"], draft.fields["text"]) == (subject, body)
