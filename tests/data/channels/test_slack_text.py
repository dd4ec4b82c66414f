"""A letter as Slack is given it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.channel import NotDelivered
from data.channels.slack.text import escape, message, room_name, topic
from tests.channels import letter


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("<!channel> and <!here>", "&lt;!channel&gt; and &lt;!here&gt;"),
        (
            "<@U024BE7LH> <#C024BE7LR> <!subteam^S1>",
            "&lt;@U024BE7LH&gt; &lt;#C024BE7LR&gt; &lt;!subteam^S1&gt;",
        ),
        ("<https://evil.example|the bank>", "&lt;https://evil.example|the bank&gt;"),
        ("&lt;!channel&gt;", "&amp;lt;!channel&amp;gt;"),
        ("@channel", "@channel"),
    ],
)
def test_nothing_calls_anybody_or_links_anywhere(text: str, sent: str) -> None:
    assert escape(text) == sent
    told = message(letter(subject=text, body=text))
    assert told["text"] == f"*{sent}*\n{sent}"
    assert (told["parse"], told["link_names"], told["unfurl_links"]) == ("none", False, False)


@given(st.text())
def test_what_people_read_is_what_was_written(text: str) -> None:
    shown = escape(text).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert shown == text
    assert not set("<>") & set(escape(text))


def test_without_a_subject_there_is_only_the_text() -> None:
    assert message(letter(subject=" ", body="All is well."))["text"] == "All is well."


def test_what_slack_would_cut_short_is_not_sent() -> None:
    assert len(str(message(letter(subject="", body="x" * 40_000))["text"])) == 40_000
    with pytest.raises(NotDelivered, match="40,001 characters") as caught:
        message(letter(subject="", body="x" * 40_001))
    assert (caught.value.certain, caught.value.final) == (True, True)


@pytest.mark.parametrize(
    ("incident", "name"),
    [
        ("INC-2026-11-20-3", "inc-2026-11-20-3"),
        ("Größe: 7", "incident-gr-sse-7"),
        ("42", "incident-42"),
    ],
)
def test_a_channel_is_called_after_its_incident(incident: str, name: str) -> None:
    assert room_name(incident) == name


@given(st.text(max_size=300))
def test_slack_takes_every_name(incident: str) -> None:
    assert re.fullmatch(r"[a-z0-9_-]{1,80}", room_name(incident))


def test_the_topic_is_severity_and_title() -> None:
    assert topic(letter(severity="P0", title="Checkout <down>")) == "P0: Checkout &lt;down&gt;"
    assert topic(letter(severity="", title="", subject="Only this")) == "Only this"
    assert len(topic(letter(title="x" * 900))) <= 250
