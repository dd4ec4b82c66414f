"""Sending: in turn, when it is time, and to nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.channels.sink import Sink
from data.models.letter import LetterState
from data.outbox import writing
from tests.data.outbox.far_side import FarChannel, FarSide, Kind
from tests.data.outbox.odd_channels import Down, Once
from tests.data.outbox.scene import letter
from tests.data.outbox.sending import console
from tests.fakes import moved_wall

KINDS: tuple[Kind, ...] = ("idempotent", "findable", "blind")


async def test_everything_goes_in_turn_and_what_was_kept_goes_with_the_next(tmp_path: Path) -> None:
    far = FarSide("blind")
    with console(tmp_path, slack=far) as here:
        here.queue(letter("a"), letter("b"), letter("c", incident="INC-2"))
        await here.send_all()
        assert far.arrived == ["a", "b", "c"]
        assert [dict(kept) for kept in far.kept] == [{}, {"thread": "a"}, {}]
        assert {each.state for each in here.outbox.letters} == {LetterState.SENT}


@pytest.mark.parametrize("kind", KINDS)
async def test_ten_minutes_without_the_other_side(tmp_path: Path, kind: Kind) -> None:
    far = FarSide(kind)
    with console(tmp_path, slack=far) as here:
        here.queue(letter("a"), letter("b"), letter("c"))
        started = here.clock.elapsed()
        down = Down(here.clock.elapsed, started + 600, FarChannel(far))
        here.channels["slack"] = down
        await here.send_all()
        assert far.arrived == ["a", "b", "c"]
        assert here.clock.elapsed() - started <= 660
        assert 12 <= down.asked <= 25
        first = here.outbox.letters[0]
        assert len(first.attempts) == down.asked + 1
        assert all(each.setbacks[0].why == "connection refused" for each in first.attempts[:-1])


async def test_a_moved_wall_clock_neither_floods_nor_blocks(tmp_path: Path) -> None:
    for hours in (-30, -1, 1, 30):
        far = FarSide("blind")
        with console(tmp_path / str(hours), slack=far) as here:
            here.queue(letter("a"))
            started = here.clock.elapsed()
            down = Down(here.clock.elapsed, started + 600, FarChannel(far))
            here.channels["slack"] = down
            sender = here.sender()
            await here.work(sender, 100)
            await sender.settled()
            await sender.turn()
            moved_wall(here.clock, hours * 3600)
            await here.work(sender)
            assert far.arrived == ["a"] and here.clock.elapsed() - started <= 660
            assert 12 <= down.asked <= 25


async def test_the_pause_that_is_asked_for_is_kept_within_a_bound(tmp_path: Path) -> None:
    for asked, waited in ((120.0, 120), (7200.0, 900)):
        far = FarSide("blind")
        with console(tmp_path / str(waited), slack=far) as here:
            here.queue(letter("a"))
            here.channels["slack"] = Once(FarChannel(far), asked)
            started = here.clock.elapsed()
            await here.send_all()
            assert far.arrived == ["a"] and here.clock.elapsed() - started == waited


async def test_a_refusal_stops_its_incident_there_and_nothing_else(tmp_path: Path) -> None:
    slack, email = FarSide("blind", ["refused"]), FarSide("blind")
    with console(tmp_path, slack=slack, email=email) as here:
        here.queue(letter("a"), letter("b"), letter("c", incident="INC-2"), letter("d", "email"))
        await here.send_all()
        assert slack.arrived == ["c"] and email.arrived == ["d"]
        (stuck,) = here.outbox.stuck
        assert stuck.setback is not None and (stuck.setback.why, stuck.setback.remedy) == (
            *("no such channel", "invite it"),
        )
        for draft in writing.retried(stuck, "invited"):
            here.journal.submit(draft).result(30)
        await here.send_all()
        assert slack.arrived == ["c", "a", "b"]


async def test_a_channel_that_is_not_configured_is_named(tmp_path: Path) -> None:
    with console(tmp_path) as here:
        here.queue(letter("a"))
        await here.send_all()
        (posted,) = here.outbox.stuck
        assert posted.setback is not None
        assert posted.setback.remedy == "add [channel.slack] to the configuration"


async def test_words_become_an_update_of_their_incident_once(tmp_path: Path) -> None:
    far = FarSide("blind")
    with console(tmp_path, slack=far, email=far) as here:
        here.queue(letter("a", words="w"), letter("b", "email", words="w"), letter("c"))
        await here.send_all()
        await here.send_all()
        told = [each for each in here.journal.since(here.journal.today()) if each.kind == "incident.update"]
        assert [dict(each.fields) for each in told] == [
            {"incident": "INC-1", "audience": "public", "text": "We look into it (a)", "words": "w"}
        ]


async def test_a_question_that_nobody_answered_tells_nothing_of_the_letter(tmp_path: Path) -> None:
    far = FarSide("findable", ["answer-lost", "down", "vanishes"])
    with console(tmp_path, slack=far) as here:
        here.queue(letter("a"), letter("b"))
        await here.send_all()
        assert far.arrived == ["a", "b"] and len(here.outbox.letters[0].attempts) == 1


async def test_a_drill_fills_the_sink_and_nothing_else(tmp_path: Path) -> None:
    far, sink = FarSide("blind"), Sink()
    with console(tmp_path, slack=far) as here:
        here.queue(letter("a", drill=True), letter("b"))
        await here.send_all()
        assert far.arrived == ["b"]
        here.channels = {"slack": sink}
        await here.work(here.sender(drill=True))
        assert [each.key for each in sink.letters] == ["a"] and far.arrived == ["b"]
