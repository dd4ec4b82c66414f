"""Slack by a bot's token, against what its Web API is documented to answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from data.channel import NotDelivered
from data.models.failure import FailureKind
from data.models.letter import Letter, Purpose, Receipt
from tests.channels import AT, KINDS, SECRET, Calls, letter, scripted
from tests.servers import hang, plain, serve

HOME, ROOM = "C0HOME000", "C0ROOM000"
POST = "POST /api/chat.postMessage"
CREATE = "POST /api/conversations.create"
TOPIC = "POST /api/conversations.setTopic"
LIST = "GET /api/conversations.list"
HISTORY = "GET /api/conversations.history"
OPEN = letter(Purpose.OPEN)
ROOM_KNOWN = {"home": HOME, "room": ROOM, "room_name": "inc-2026-11-20-1", "opened": "yes"}

Answers = Mapping[str, object]


def _usual(call: str, given: Mapping[str, Any]) -> object:
    if call == POST:
        here = HOME if given["channel"] == "#incidents" else given["channel"]
        return {"ok": True, "channel": here, "ts": f"17.{here}"}
    if call == CREATE:
        return {"ok": True, "channel": {"id": ROOM, "name": given["name"]}}
    return {"ok": True}


def _no(error: str, **more: str) -> dict[str, object]:
    return {"ok": False, "error": error, **more}


async def talk(
    act: str, words: Letter, kept: Mapping[str, str] | None = None, answers: Answers | None = None
) -> tuple[Receipt | None, Calls]:
    """What a bot makes of `answers`, which stand in the place of the usual ones."""
    calls: Calls = []

    def answer(call: str, given: dict[str, Any]) -> tuple[int, object]:
        special = (answers or {}).get(f"{call} {given.get('channel', '')}".strip(), (answers or {}).get(call))
        return 200, _usual(call, given) if special is None else special

    async with serve(scripted(calls, answer)) as server:
        bot = KINDS["slack"].at(server.url, timeout=1)
        receipt = await (bot.send if act == "send" else bot.find)(words, kept or {})
        assert {request.headers["authorization"] for request in server.requests} <= {f"Bearer {SECRET}"}
    return receipt, calls


async def test_an_incident_is_opened_with_a_channel_of_its_own() -> None:
    receipt, calls = await talk("send", OPEN)
    assert [call for call, _ in calls] == [POST, CREATE, TOPIC, POST]
    assert calls[1][1] == {"name": "inc-2026-11-20-1"}
    assert calls[2][1] == {"channel": ROOM, "topic": "P0: Checkout fails"}
    assert [given["channel"] for call, given in calls if call == POST] == ["#incidents", ROOM]
    payload = {
        "event_type": "ops_console_letter",
        "event_payload": {"key": "key-1", "incident": OPEN.incident},
    }
    assert calls[0][1]["metadata"] == payload
    assert receipt == Receipt(f"17.{HOME}", "in #incidents; in #inc-2026-11-20-1", ROOM_KNOWN)


async def test_later_words_go_to_both_and_nothing_is_made() -> None:
    receipt, calls = await talk("send", letter(), ROOM_KNOWN)
    assert [(call, given["channel"]) for call, given in calls] == [(POST, "#incidents"), (POST, ROOM)]
    assert receipt is not None and receipt.kept == ROOM_KNOWN


async def test_words_of_no_incident_go_to_the_team_alone() -> None:
    _, calls = await talk("send", letter(Purpose.OPEN, incident=""))
    assert [call for call, _ in calls] == [POST]


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (_no("missing_scope", needed="channels:manage"), "give the bot the scope channels:manage"),
        (_no("restricted_action"), "restricted_action"),
        (_no("invalid_name_specials"), "invalid_name_specials"),
    ],
)
async def test_without_the_right_to_make_channels_the_team_has_the_words(answer: object, told: str) -> None:
    receipt, calls = await talk("send", OPEN, answers={CREATE: answer})
    assert [call for call, _ in calls] == [POST, CREATE]
    assert receipt is not None
    assert "no channel of its own" in receipt.words and told in receipt.words
    again, calls = await talk("send", letter(), receipt.kept, answers={CREATE: answer})
    assert [call for call, _ in calls] == [POST], "asked once, and not with each letter"
    assert again is not None


async def test_where_slack_was_too_busy_the_channel_is_made_with_the_next_letter() -> None:
    receipt, _ = await talk("send", OPEN, answers={CREATE: _no("service_unavailable")})
    assert receipt is not None and "room" not in receipt.kept
    later, calls = await talk("send", letter(), receipt.kept)
    assert CREATE in [call for call, _ in calls]
    assert later is not None and later.kept == ROOM_KNOWN
    _, calls = await talk("send", letter(Purpose.RESOLVE), receipt.kept)
    assert CREATE not in [call for call, _ in calls], "not for the last words"


def _listed(name: str, topic: str, archived: bool = False) -> dict[str, object]:
    row = {"id": "C0OLD0000", "name": name, "topic": {"value": topic}, "is_archived": archived}
    return {"ok": True, "channels": [{"id": "C1", "name": "other"}, row, "nonsense"]}


@pytest.mark.parametrize("topic", ["", "P0: Checkout fails"])
async def test_a_channel_that_an_earlier_try_made_is_used(topic: str) -> None:
    answers = {CREATE: _no("name_taken"), LIST: _listed("inc-2026-11-20-1", topic)}
    receipt, calls = await talk("send", OPEN, answers=answers)
    assert receipt is not None and receipt.kept["room"] == "C0OLD0000"
    assert [call for call, _ in calls].count(CREATE) == 1


async def test_somebody_elses_channel_of_that_name_is_left_alone() -> None:
    calls: Calls = []

    def answer(call: str, given: dict[str, Any]) -> tuple[int, object]:
        if call == CREATE and given["name"] == "inc-2026-11-20-1":
            return 200, _no("name_taken")
        if call == LIST:
            return 200, _listed("inc-2026-11-20-1", "another team's incident")
        return 200, _usual(call, given)

    async with serve(scripted(calls, answer)) as server:
        receipt = await KINDS["slack"].at(server.url).send(OPEN, {})
    assert receipt.kept["room_name"].startswith("inc-2026-11-20-1-")
    assert "C0OLD0000" not in str(calls)


async def test_what_fails_beside_the_team_is_told_and_the_letter_has_gone() -> None:
    answers = {f"{POST} {ROOM}": _no("is_archived"), f"{TOPIC} {ROOM}": _no("too_long")}
    receipt, _ = await talk("send", OPEN, answers=answers)
    assert receipt is not None
    assert "not in #inc-2026-11-20-1: Slack says: is_archived" in receipt.words
    assert "has no topic" in receipt.words


async def test_a_team_without_its_channel_reads_the_incidents() -> None:
    answers = {f"{POST} #incidents": _no("is_archived")}
    receipt, _ = await talk("send", letter(), ROOM_KNOWN, answers)
    assert receipt is not None
    assert receipt.words.startswith("only in #inc-2026-11-20-1: Slack says: is_archived")
    assert receipt.reference == f"17.{ROOM}"


@pytest.mark.parametrize(
    ("error", "kind", "certain", "final"),
    [
        ("invalid_auth", FailureKind.AUTH, True, True),
        ("token_revoked", FailureKind.AUTH, True, True),
        ("account_inactive", FailureKind.AUTH, True, True),
        ("not_in_channel", FailureKind.RIGHTS, True, True),
        ("channel_not_found", FailureKind.NOT_FOUND, True, True),
        ("is_archived", FailureKind.NOT_FOUND, True, True),
        ("msg_too_long", FailureKind.TOO_LARGE, True, True),
        ("never_heard_of", FailureKind.REFUSED, True, True),
        ("ratelimited", FailureKind.RATE_LIMITED, True, False),
        ("service_unavailable", FailureKind.REFUSED, True, False),
        ("request_timeout", FailureKind.REFUSED, True, False),
        ("internal_error", FailureKind.REFUSED, False, False),
        ("fatal_error", FailureKind.REFUSED, False, False),
    ],
)
async def test_what_slacks_words_mean(error: str, kind: FailureKind, certain: bool, final: bool) -> None:
    """Of its two inner errors Slack says that part of the work may be done."""
    with pytest.raises(NotDelivered, match=f"Slack says: {error}") as caught:
        await talk("send", letter(), answers={POST: _no(error)})
    assert (caught.value.failure.kind, caught.value.certain, caught.value.final) == (kind, certain, final)


async def test_a_scope_that_is_missing_is_named() -> None:
    with pytest.raises(NotDelivered) as caught:
        await talk("send", letter(), answers={POST: _no("missing_scope", needed="chat:write")})
    assert caught.value.remedy == "give the bot the scope chat:write"


def _message(key: object, event: str = "ops_console_letter") -> dict[str, object]:
    return {"ts": f"1.{key}", "metadata": {"event_type": event, "event_payload": {"key": key}}}


async def test_a_letter_in_doubt_is_found_by_its_key() -> None:
    page = {"ok": True, "messages": [{"ts": "0"}, _message("key-2"), _message("key-1")]}
    receipt, calls = await talk("find", letter(), {"home": HOME}, {HISTORY: page})
    assert receipt == Receipt("1.key-1", "was in #incidents already", {"home": HOME})
    (call, given), *rest = calls
    assert call == HISTORY and not rest
    assert given["channel"] == HOME and given["include_all_metadata"] == "true"
    assert float(given["oldest"]) < AT.timestamp()


@pytest.mark.parametrize(
    "messages",
    [[], [_message("key-2")], [_message("key-1", "another_app")], [_message(["key-1"])], [5, {"ts": 1}]],
)
async def test_a_letter_that_is_not_there_surely_did_not_come(messages: list[object]) -> None:
    receipt, _ = await talk("find", letter(), {"home": HOME}, {HISTORY: {"ok": True, "messages": messages}})
    assert receipt is None


async def test_a_letter_that_slack_is_still_at_work_on_is_waited_for() -> None:
    """Who gave up waiting may look before the other side has done what it was asked."""
    calls: Calls = []

    def answer(call: str, given: dict[str, Any]) -> tuple[int, object]:
        return 200, {"ok": True, "messages": [_message("key-1")] if len(calls) > 1 else []}

    async with serve(scripted(calls, answer)) as server:
        found = await KINDS["slack"].at(server.url, timeout=1).find(letter(), {"home": HOME})
    assert found is not None


async def test_every_page_is_looked_through() -> None:
    calls: Calls = []

    def answer(call: str, given: dict[str, Any]) -> tuple[int, object]:
        if given.get("cursor") == "second":
            return 200, {"ok": True, "messages": [_message("key-1")]}
        return 200, {"ok": True, "messages": [], "response_metadata": {"next_cursor": "second"}}

    async with serve(scripted(calls, answer)) as server:
        assert await KINDS["slack"].at(server.url).find(letter(), {"home": HOME}) is not None
    assert len(calls) == 2


async def test_pages_without_an_end_prove_nothing() -> None:
    page = {"ok": True, "messages": [], "response_metadata": {"next_cursor": "again"}}
    with pytest.raises(NotDelivered, match="more than can be looked through") as caught:
        await talk("find", letter(), {"home": HOME}, {HISTORY: page})
    assert caught.value.certain is False


async def test_the_teams_channel_is_looked_up_where_nothing_was_kept() -> None:
    answers = {LIST: {"ok": True, "channels": [{"id": HOME, "name": "incidents"}]}, HISTORY: {"ok": True}}
    receipt, calls = await talk("find", OPEN, {}, answers)
    assert receipt is None
    assert [call for call, _ in calls] == [LIST, HISTORY, HISTORY]


async def test_a_channel_that_the_bot_cannot_see_proves_nothing() -> None:
    with pytest.raises(NotDelivered, match="does not show #incidents") as caught:
        await talk("find", letter(), {}, {LIST: {"ok": True, "channels": []}})
    assert caught.value.certain is False


async def test_doctor_asks_who_the_bot_is() -> None:
    calls: Calls = []
    told = {"ok": True, "user": "ops", "team": "Example"}
    async with serve(scripted(calls, lambda call, given: (200, told))) as server:
        standing = await KINDS["slack"].at(server.url).standing()
    assert "ops in Example" in standing.words
    assert [call for call, _ in calls] == ["POST /api/auth.test"]


async def test_all_calls_of_a_letter_share_one_time_limit() -> None:
    async with serve(hang) as server:
        with pytest.raises(NotDelivered, match=r"timed out after 0\.\d+ s") as caught:
            await KINDS["slack"].at(server.url, timeout=0.3).send(OPEN, {})
        assert len(server.requests) == 1
    assert caught.value.certain is False


async def test_too_many_calls_are_told_with_how_long_to_wait() -> None:
    """Fault 35, in Slack's own words."""
    reply = plain('{"ok":false,"error":"ratelimited"}', status="429 No", headers="Retry-After: 30\n")
    async with serve(reply) as server:
        with pytest.raises(NotDelivered, match="ratelimited") as caught:
            await KINDS["slack"].at(server.url).send(OPEN, {})
    assert (caught.value.failure.retry_after, caught.value.certain) == (30.0, True)
