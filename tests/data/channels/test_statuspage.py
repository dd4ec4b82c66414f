"""The status page, against what its interface is documented to answer."""

from __future__ import annotations

import json
from typing import Any

import pytest

from data.channel import NotDelivered
from data.channels.statuspage.incident import status_of
from data.errors import SourceError
from data.models.incident import Stage
from data.models.letter import Purpose, Receipt
from tests.channels import KINDS, SECRET, Calls, letter, scripted
from tests.servers import hang, plain, serve

PAGE = KINDS["statuspage"]
INCIDENTS = "/v1/pages/page/incidents"
MARKS = {"ops_console": {"key": "key-1", "incident": "INC-2026-11-20-1"}}
MADE = {"id": "inc1", "name": "Checkout fails", "shortlink": "https://stspg.io/x"}


async def test_the_first_word_makes_an_incident() -> None:
    calls: Calls = []
    async with serve(scripted(calls, lambda call, given: (201, MADE))) as server:
        receipt = await PAGE.at(server.url, components=["c1", "c2"]).send(letter(Purpose.OPEN), {})
        assert server.requests[0].headers["authorization"] == f"OAuth {SECRET}"
    assert receipt == Receipt("inc1", "investigating", {"incident": "inc1"})
    ((call, given),) = calls
    assert call == f"POST {INCIDENTS}"
    assert given == {
        "incident": {
            "name": "Checkout fails",
            "status": "investigating",
            "body": "We are looking into it.",
            "metadata": MARKS,
            "components": {"c1": "major_outage", "c2": "major_outage"},
        }
    }


async def test_later_words_change_it_and_the_last_ones_end_it() -> None:
    calls: Calls = []
    async with serve(scripted(calls, lambda call, given: (200, MADE))) as server:
        page, kept = PAGE.at(server.url, components=["c1"]), {"incident": "inc1"}
        await page.send(letter(stage=Stage.MONITORING, severity="P2"), kept)
        await page.send(letter(Purpose.RESOLVE, stage=Stage.MONITORING), kept)
    assert [call for call, _ in calls] == [f"PATCH {INCIDENTS}/inc1"] * 2
    changed, ended = (given["incident"] for _, given in calls)
    assert (changed["status"], changed["components"]) == ("monitoring", {"c1": "partial_outage"})
    assert (ended["status"], ended["components"]) == ("resolved", {"c1": "operational"})
    assert "name" not in changed


@pytest.mark.parametrize(
    ("stage", "status"),
    [
        (Stage.INVESTIGATING, "investigating"),
        (Stage.MITIGATING, "identified"),
        (Stage.MONITORING, "monitoring"),
        (Stage.RESOLVED, "resolved"),
        (Stage.CLOSED, "resolved"),
    ],
)
def test_every_stage_is_one_of_the_pages_four(stage: Stage, status: str) -> None:
    assert status_of(letter(stage=stage)) == status
    assert status_of(letter(Purpose.RESOLVE, stage=stage)) == "resolved"


async def test_an_id_that_was_tampered_with_stays_in_its_path() -> None:
    async with serve(plain(json.dumps(MADE))) as server:
        await PAGE.at(server.url).send(letter(), {"incident": "../../users?x=1"})
    assert server.requests[0].target == f"{INCIDENTS}/..%2F..%2Fusers%3Fx%3D1"


@pytest.mark.parametrize(
    ("status", "document", "said"),
    [
        (400, {"error": "page is not active"}, "page is not active"),
        (401, {"error": "Could not authenticate"}, "Could not authenticate"),
        (403, {"error": "not allowed"}, "not allowed"),
        (404, {"error": "Not found"}, "Not found"),
        (422, {"error": ["Name can't be blank", "Status is not included"]}, "blank; Status"),
    ],
)
async def test_what_it_refuses_in_words(status: int, document: object, said: str) -> None:
    async with serve(scripted([], lambda call, given: (status, document))) as server:
        with pytest.raises(NotDelivered, match=said) as caught:
            await PAGE.at(server.url).send(letter(), {})
    assert (caught.value.certain, caught.value.final) == (True, True)


@pytest.mark.parametrize("kept", [{}, {"incident": "inc1"}])
@pytest.mark.parametrize(("key", "there"), [("key-1", True), ("key-0", False)])
async def test_a_letter_in_doubt_is_known_by_its_key(kept: dict[str, str], key: str, there: bool) -> None:
    row = {**MADE, "metadata": {"ops_console": {"key": key}}}
    other: dict[str, Any] = {"id": "inc0", "metadata": {"ops_console": "nonsense"}}
    calls: Calls = []
    document: object = row if kept else [other, row]
    async with serve(scripted(calls, lambda call, given: (200, document))) as server:
        found = await PAGE.at(server.url, timeout=1).find(letter(), kept)
    assert found == (Receipt("inc1", "was there already", {"incident": "inc1"}) if there else None)
    assert calls[0][0] == f"GET {INCIDENTS}{'/inc1' if kept else ''}"


@pytest.mark.parametrize("kept", [{}, {"incident": "inc1"}])
@pytest.mark.parametrize("document", [{}, "no", {"error": "?"}, 5])
async def test_an_answer_that_is_not_the_pages_proves_nothing(kept: dict[str, str], document: object) -> None:
    async with serve(scripted([], lambda call, given: (200, document))) as server:
        with pytest.raises(NotDelivered, match="not an answer of Statuspage") as caught:
            await PAGE.at(server.url).find(letter(), kept)
    assert caught.value.certain is False


async def test_doctor_reads_the_pages_name() -> None:
    calls: Calls = []
    async with serve(scripted(calls, lambda call, given: (200, {"id": "page", "name": "Example"}))) as server:
        standing = await PAGE.at(server.url).standing()
    assert '"Example"' in standing.words and standing.proved
    assert [call for call, _ in calls] == ["GET /v1/pages/page"]


@pytest.mark.parametrize("reply", [hang, plain("<html>"), plain('{"error": "?"}', status="401 No")])
async def test_doctor_says_why_it_is_not_well(reply: Any) -> None:  # noqa: ANN401 - a reply
    async with serve(reply) as server:
        with pytest.raises(SourceError):
            await PAGE.at(server.url, timeout=0.3).standing()
