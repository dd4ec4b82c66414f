"""A drill is led from a second terminal, and its players see nothing of the script."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from console.cli.session import Session
from console.drill.app import DrillConsole
from console.drill.lead import LeadConsole
from console.drill.lead_post import LeadPost
from console.drill.parts import Drill
from console.publishing import MODES
from data.drills.orders import inject_order, notes_of, order_of, pause_draft, say_draft, speed_draft
from data.drills.stage_time import StageTime, read_stage_time
from data.drills.telling import INJECT
from data.models.entry import Entry
from screens.modals.ask_text import AskText
from screens.modals.inject import PickInject
from tests.command_line import CommandLine
from tests.drill_console import LEAK, at, begun, entries, made
from tests.fakes import HandClock
from tests.host import screen_text, until

_FAILING = 700.0
_BEFORE = StageTime(0.0, 0.0, 1.0, running=False, ended=False, process=1)
_SIZES = [(80, 24), (160, 50)]
_HIDDEN = [
    *(trouble.title for trouble in LEAK.troubles),
    "does not give connections back",
    "stale-writes",
    "nobody looked at the pool",
]
"""Words of the story, the troubles and the notes, which only the leader may read."""


@contextmanager
def post_of(drill: Drill, home: Path) -> Iterator[LeadPost]:
    """The second terminal on the same drill and clock."""
    assert isinstance(drill.time, HandClock)
    session = Session({"HOME": str(home), "USER": "bo", "TZ": "UTC"}, time=drill.time)
    post = LeadPost(session, drill.folder, LEAK)
    try:
        yield post
    finally:
        post.close()


def kept(post: LeadPost) -> list[Entry]:
    """All orders and notes on disk."""
    journal = post._orders
    return [entry for day in journal.days() for entry in journal.day(day).entries]


@pytest.mark.parametrize("size", _SIZES)
async def test_the_leader_sees_the_players_and_the_script(tmp_path: Path, size: tuple[int, int]) -> None:
    with made(tmp_path) as drill, post_of(drill, tmp_path) as post:
        app = DrillConsole(drill)
        async with app.run_test(size=(100, 30)) as pilot:
            await begun(app, pilot)
            await at(app, pilot, _FAILING)
            await until(pilot, lambda: INJECT in [each.kind for each in entries(drill)])
            await until(pilot, lambda: (read_stage_time(drill.folder.path) or _BEFORE).second >= _FAILING)
        lead = LeadConsole(post)
        async with lead.run_test(size=size) as second:
            await until(second, lambda: "11:40 of 30:00" in screen_text(lead))
            await until(second, lambda: "# api" in screen_text(lead))
            text = screen_text(lead)
            assert "What the players see" in text and "The script" in text and "DRILL" in text
            assert "the new release keeps" in text and "No incident has been declared" in text
            assert "Mira" in text
            side_by_side = any("players see" in row and "The script" in row for row in text.splitlines())
            assert side_by_side is (size[0] > 100)
            if size[0] > 100:
                assert "does not give connections back" in " ".join(text.split())


async def keyed(lead: LeadConsole, pilot: Pilot[int], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


async def test_keys_give_orders_and_leaving_ends_nothing(tmp_path: Path) -> None:
    with made(tmp_path) as drill, post_of(drill, tmp_path) as post:
        lead = LeadConsole(post)
        async with lead.run_test(size=(80, 24)) as pilot:
            await until(pilot, lambda: "WAITING" in screen_text(lead))
            await keyed(lead, pilot, "P", "5", "0")
            await keyed(lead, pilot, "n")
            await until(pilot, lambda: isinstance(lead.screen, AskText))
            await keyed(lead, pilot, *"seen", "enter")
            await keyed(lead, pilot, "a")
            await until(pilot, lambda: isinstance(lead.screen, AskText))
            assert "Mira" in screen_text(lead)
            await keyed(lead, pilot, *"well", "enter")
            await keyed(lead, pilot, "i")
            await until(pilot, lambda: isinstance(lead.screen, PickInject))
            assert "support" in screen_text(lead)
            await keyed(lead, pilot, "enter")
            await until(pilot, lambda: len(kept(post)) == 6)
            await until(pilot, lambda: "seen (bo)" in screen_text(lead))
            await keyed(lead, pilot, "q")
        assert [each.kind for each in kept(post)] == [
            *("lead.go", "lead.speed", "lead.speed", "lead.note", "lead.say", "lead.inject"),
        ]
        assert [each.words for each in notes_of(kept(post))] == ["seen"]
        assert not [each for each in entries(drill) if each.kind == "drill.ended"]


async def test_players_hear_orders_and_see_nothing_of_the_script(tmp_path: Path) -> None:
    with made(tmp_path) as drill, post_of(drill, tmp_path) as post:
        app = DrillConsole(drill)
        seen: list[str] = []
        async with app.run_test(size=(160, 50), notifications=True) as pilot:
            await begun(app, pilot)
            await at(app, pilot, 60.0)
            post.order(inject_order(LEAK, "support", 60.0))
            post.order(say_draft("Ann, CTO", "I am on a train", 60.0))
            CommandLine(tmp_path).call(
                "drill", "lead", drill.folder.path.name, "note", "nobody looked at the pool"
            )
            await until(pilot, lambda: "on a train" in screen_text(app))
            post.order(speed_draft(5))
            post.order(pause_draft())
            await until(pilot, lambda: not drill.stage.clock.running and drill.stage.clock.speed == 5)
            await until(
                pilot, lambda: (said := read_stage_time(drill.folder.path)) is not None and not said.running
            )
            for second in (200.0, _FAILING):
                await at(app, pilot, second)
                for _, key, _ in MODES:
                    await pilot.press(key)
                    await pilot.pause(0.1)
                    seen.append(screen_text(app))
            await pilot.press("M")
            await pilot.pause()
            seen.append(screen_text(app))
        told = [each for each in entries(drill) if each.kind == INJECT]
        assert [each.get("who") for each in told] == ["Mira, customer support", "Ann, CTO"]
        assert [each.get("second") for each in told] == [60.0, 60.0]
        assert [each.kind for each in kept(post)].count("lead.note") == 1
    journal = "".join(file.read_text("utf-8") for file in drill.folder.journal.rglob("*.toml"))
    for hidden in _HIDDEN:
        assert not [text for text in seen if hidden in " ".join(text.split())], hidden
        assert hidden not in journal, hidden


def test_an_order_is_obeyed_once(tmp_path: Path) -> None:
    with made(tmp_path) as drill, post_of(drill, tmp_path) as post:
        entry = post.order(say_draft("Ann", "hello", 0.0)).result(5.0)
        order = order_of(entry, LEAK)
        obeying = DrillConsole(drill).obeying
        assert order is not None and obeying.obey(order) and not obeying.obey(order)
        assert [each.inject.words for each in drill.stage.world.happened(0) if each.inject.who] == ["hello"]


@pytest.mark.parametrize(
    "words, told",
    [
        (["stop"], "no drill is called"),
        (["pause"], "no drill is being played"),
        (["say", "Ann"], "say needs 2"),
        (["nothing-there", "paus"], '"paus" is no order'),
    ],
)
def test_what_cannot_be_ordered_says_so_in_one_line(tmp_path: Path, words: list[str], told: str) -> None:
    called = CommandLine(tmp_path).call("drill", "lead", *words)
    assert called.code != 0 and (told in called.err or "terminal" in called.err)
    assert len(called.err.strip().splitlines()) == 1
