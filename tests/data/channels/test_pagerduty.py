"""PagerDuty's events, against what they are documented to be answered with."""

from __future__ import annotations

import pytest

from data.channel import NotDelivered
from data.channels.pagerduty import dedup_key, event_of, severity_of
from data.models.letter import Purpose, Receipt
from tests.channels import KINDS, SECRET, Calls, letter, scripted
from tests.servers import plain, serve

PAGERDUTY = KINDS["pagerduty"]
KEY = "ops-console/INC-2026-11-20-1/key-1"
TAKEN = {"status": "success", "message": "Event processed", "dedup_key": KEY}


async def test_an_incident_is_one_alert_from_its_first_letter_to_its_last() -> None:
    calls: Calls = []
    async with serve(scripted(calls, lambda call, given: (202, TAKEN))) as server:
        pager = PAGERDUTY.at(server.url)
        receipt = await pager.send(letter(Purpose.OPEN), {})
        assert receipt == Receipt(KEY, "Event processed", {"dedup_key": KEY})
        for number, purpose in enumerate((Purpose.ACKNOWLEDGE, Purpose.UPDATE, Purpose.RESOLVE)):
            await pager.send(letter(purpose, key=f"later-{number}"), receipt.kept)
    events = [given for _, given in calls]
    assert [event["event_action"] for event in events] == ["trigger", "acknowledge", "trigger", "resolve"]
    assert {event["dedup_key"] for event in events} == {KEY}
    assert {event["routing_key"] for event in events} == {SECRET}
    assert events[0]["payload"]["summary"] == "Checkout fails"
    assert events[0]["payload"]["severity"] == "critical"
    assert events[0]["payload"]["custom_details"]["text"] == "We are looking into it."
    assert "payload" not in events[1]


async def test_the_same_letter_twice_is_the_same_alert() -> None:
    assert PAGERDUTY.at("http://127.0.0.1:9").idempotent is True
    assert event_of(letter(Purpose.OPEN), dedup_key(letter(Purpose.OPEN))) == event_of(
        letter(Purpose.OPEN), KEY
    )


def test_two_consoles_incidents_of_one_name_are_two_alerts() -> None:
    assert dedup_key(letter(key="a")) != dedup_key(letter(key="b"))
    assert dedup_key(letter(incident="")) == "ops-console/key-1"


def test_a_key_is_never_too_long() -> None:
    long = letter(incident="x" * 900)
    assert len(dedup_key(long)) <= 255
    assert dedup_key(long) == dedup_key(long) != dedup_key(letter(incident="x" * 901))


def test_a_summary_is_there_and_never_too_long() -> None:
    for words in (letter(subject="", title="", body=""), letter(subject="x" * 5000)):
        payload = event_of(words, "k")["payload"]
        assert isinstance(payload, dict) and 0 < len(payload["summary"]) <= 1024


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("P0", "critical"),
        ("P1", "critical"),
        ("p2", "error"),
        ("P3", "warning"),
        ("P4", "info"),
        ("", "info"),
    ],
)
def test_severities(ours: str, theirs: str) -> None:
    assert severity_of(ours) == theirs


async def test_what_is_wrong_with_an_event_is_told() -> None:
    refusal = {
        "status": "invalid event",
        "message": "Event object is invalid",
        "errors": ["Length of 'routing_key' is incorrect (should be 32 characters)", 5],
    }
    async with serve(scripted([], lambda call, given: (400, refusal))) as server:
        with pytest.raises(NotDelivered, match="Event object is invalid; Length of 'routing_key'") as caught:
            await PAGERDUTY.at(server.url).send(letter(), {})
    assert (caught.value.certain, caught.value.final) == (True, True)


async def test_doctor_triggers_nothing_and_says_what_it_cannot_know() -> None:
    async with serve(plain()) as server:
        standing = await PAGERDUTY.at(server.url).standing()
        assert server.requests == []
    assert not standing.proved and "first event" in standing.words
