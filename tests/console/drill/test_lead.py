"""A drill is led from a second terminal, and its players see nothing of the script."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from textual.pilot import Pilot

from console.drill.app import DrillConsole
from console.drill.lead import LeadConsole
from console.drill.parts import Drill
from console.publishing import MODES
from data.drills.orders.obeyed import done_draft, given_in
from data.drills.orders.orders import inject_order, note_draft, notes_of, pause_draft, say_draft, speed_draft
from data.drills.plays.past import orders_in
from data.drills.plays.stage_time import read_stage_time, write_stage_time
from data.drills.plays.telling import INJECT
from data.models.entry import Draft, Entry
from screens.modals.ask_text import AskText
from screens.modals.pick_asked import PickAsked
from screens.modals.pick_inject import PickInject
from tests.drill_console import LEAK, at, begun, entries, made, post_of, reached
from tests.fakes import HandClock
from tests.host import screen_text, until

_FAILING = 700.0
_GONE = 2**22 + 1
"""No process has this number: it is above the highest there can be."""
_ID = "INC-2026-11-20-1"
_HIDDEN = [
    LEAK.id,
    *(trouble.title for trouble in LEAK.troubles),
    "does not give connections back",
    "stale-writes",
    "nobody looked at the pool",
]
"""Words of the story, the troubles and the notes, which only the leader may read."""


def killed(drill: Drill) -> None:
    """Nobody plays any more, and nothing says so but that the process is not there."""
    time = read_stage_time(drill.folder.path)
    assert time is not None
    write_stage_time(drill.folder.path, replace(time, running=True, process=_GONE))


def kept(drill: Drill) -> list[Entry]:
    """All orders and notes on disk."""
    return list(orders_in(drill.folder))


async def keyed(pilot: Pilot[int], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


async def typed(pilot: Pilot[int], key: str, words: str, question: str = "") -> None:
    """Press a key, and answer what is asked once the line is there to be typed on."""
    await pilot.press(key)
    await until(
        pilot,
        lambda: (
            isinstance(pilot.app.screen, AskText)
            and pilot.app.focused is not None
            and question in screen_text(pilot.app)
        ),
    )
    await keyed(pilot, *words, "enter")


async def test_the_leader_sees_the_players_and_the_script(tmp_path: Path) -> None:
    with made(tmp_path) as drill, post_of(drill, tmp_path) as post:
        reached(drill, _FAILING)
        lead = LeadConsole(post)
        async with lead.run_test(size=(80, 24)) as pilot:
            for width, height in ((80, 24), (160, 50)):
                await pilot.resize_terminal(width, height)
                await until(pilot, lambda: "11:40 of 30:00" in screen_text(lead))
                await until(pilot, lambda: "# api" in screen_text(lead))
                text = screen_text(lead)
                assert "What the players see" in text and "The script" in text and "DRILL" in text
                assert "the new release keeps" in text and "No incident has been declared" in text
                assert "Mira" in text
                rows = text.splitlines()
                side_by_side = any("players see" in row and "The script" in row for row in rows)
                assert side_by_side is (width > 100)
            assert "does not give connections back" in " ".join(text.split())


async def test_keys_give_orders_and_leaving_ends_nothing(tmp_path: Path) -> None:
    with made(tmp_path) as drill, post_of(drill, tmp_path) as post:
        lead = LeadConsole(post)
        async with lead.run_test(size=(80, 24)) as pilot:
            await until(pilot, lambda: "WAITING" in screen_text(lead))
            await keyed(pilot, "question_mark")
            await until(pilot, lambda: "Keys here" in screen_text(lead))
            told = [row.split(None, 2) for row in screen_text(lead).splitlines()]
            assert all([key] in [row[1:2] for row in told] for key in ("P", "i", "a", "n", "q", "?"))
            assert "1 2 5 0  Speed" in screen_text(lead)
            await keyed(pilot, "escape")
            await keyed(pilot, "P", "5", "0")
            await typed(pilot, "n", "seen")
            await typed(pilot, "a", "well", "Mira")
            await pilot.press("i")
            await until(pilot, lambda: isinstance(lead.screen, PickInject) and lead.focused is not None)
            assert "support" in screen_text(lead)
            assert any(
                "dashboard" in row and "leads nowhere:" in row for row in screen_text(lead).splitlines()
            )
            await keyed(pilot, "enter")
            await until(pilot, lambda: len(kept(drill)) == 6)
            await until(pilot, lambda: "seen (bo)" in screen_text(lead))
            await keyed(pilot, "q")
        assert [each.kind for each in kept(drill)] == [
            *("lead.go", "lead.speed", "lead.speed", "lead.note", "lead.say", "lead.inject"),
        ]
        assert [each.words for each in notes_of(kept(drill))] == ["seen"]
        assert not [each for each in entries(drill) if each.kind == "drill.ended"]


async def test_what_the_players_asked_is_chosen_and_answered(tmp_path: Path) -> None:
    with made(tmp_path) as drill, post_of(drill, tmp_path) as post:
        journal = drill.parts.journal
        told = {"incident": _ID, "severity": "P1", "title": "slow"}
        journal.submit(Draft("incident.declared", told)).result(60)
        for number, words in enumerate(("which release?", "since when?"), 1):
            put = {"incident": _ID, "question": str(number), "text": words}
            journal.submit(Draft("incident.question", put)).result(60)
        reached(drill, 10.0)
        lead = LeadConsole(post)
        async with lead.run_test(size=(80, 24)) as pilot:
            await until(pilot, lambda: "since when?" in screen_text(lead))
            await pilot.press("a")
            await until(pilot, lambda: isinstance(lead.screen, PickAsked) and lead.focused is not None)
            assert "which release?  asked by alice" in screen_text(lead)
            await keyed(pilot, "down")
            await typed(pilot, "enter", ", support", "Who answers?")
            await until(pilot, lambda: "since when?" in screen_text(lead) and "answers:" in screen_text(lead))
            await keyed(pilot, *"nine", "enter")
            await until(pilot, lambda: len(given_in(kept(drill), LEAK)) == 1)
            [given] = given_in(kept(drill), LEAK)
            reply = given.order.reply
            assert reply is not None
            assert (reply.incident, reply.question, reply.words) == (_ID, "2", "nine")
            assert reply.who.startswith("Mira") and reply.who.endswith(", support")
            await until(pilot, lambda: "not heard yet" in screen_text(lead))
            post.order(done_draft(given.order.id, 12.0)).result(60)
            await until(pilot, lambda: "not heard yet" not in screen_text(lead))
            assert "00:12 answer" in screen_text(lead)


async def test_the_leader_is_told_when_the_players_console_is_gone(tmp_path: Path) -> None:
    """Time does not go on without it, and what is ordered then is kept, and is said to be."""
    with made(tmp_path) as drill, post_of(drill, tmp_path) as post:
        reached(drill, 60.0)
        killed(drill)
        lead = LeadConsole(post)
        async with lead.run_test(size=(100, 30), notifications=True) as pilot:
            await until(pilot, lambda: "01:00 of 30:00 LEFT" in screen_text(lead))
            assert isinstance(drill.time, HandClock)
            drill.time.move(300.0)
            await typed(pilot, "a", "hello?")
            await until(pilot, lambda: "Nobody plays" in screen_text(lead))
            await until(pilot, lambda: "hello? (by bo): not heard yet" in screen_text(lead))
            assert "01:00 of 30:00 LEFT" in screen_text(lead)
        assert [each.kind for each in kept(drill)] == ["lead.say"]


async def test_in_a_drill_that_has_ended_only_notes_are_kept(tmp_path: Path) -> None:
    with made(tmp_path) as drill, post_of(drill, tmp_path) as post:
        reached(drill, 60.0)
        time = read_stage_time(drill.folder.path)
        assert time is not None
        write_stage_time(drill.folder.path, replace(time, ended=True))
        lead = LeadConsole(post)
        async with lead.run_test(size=(100, 30), notifications=True) as pilot:
            await until(pilot, lambda: "ENDED" in screen_text(lead))
            await keyed(pilot, "P", "a", "i", "5")
            await until(pilot, lambda: "The drill has ended" in screen_text(lead))
            await typed(pilot, "n", "seen")
            await until(pilot, lambda: "seen (bo)" in screen_text(lead))
        assert [each.kind for each in kept(drill)] == ["lead.note"]


async def test_two_leaders_see_each_others_orders(tmp_path: Path) -> None:
    with made(tmp_path) as drill, post_of(drill, tmp_path) as one, post_of(drill, tmp_path) as other:
        reached(drill, 60.0)
        one.start()
        other.start()
        one.order(note_draft("seen by one", 60.0)).result(60)
        other.order(inject_order(LEAK, "support", 60.0)).result(60)
        [given] = given_in(kept(drill), LEAK)
        one.order(done_draft(given.order.id, 60.0)).result(60)
        lead = LeadConsole(one)
        async with lead.run_test(size=(160, 50)) as pilot:
            await until(pilot, lambda: "seen by one" in screen_text(lead))
            await until(pilot, lambda: "01:00 inject  message, Mira" in screen_text(lead))
            await until(
                pilot, lambda: ("support", 60.0) in [(each.id, each.came) for each in other.look().cues]
            )
        assert "support" not in [each.id for each in (*one.to_come(), *other.to_come())]


async def test_players_hear_orders_and_see_nothing_of_the_script(tmp_path: Path) -> None:
    with made(tmp_path) as drill, post_of(drill, tmp_path) as post:
        app = DrillConsole(drill)
        seen: list[str] = []
        async with app.run_test(size=(160, 50), notifications=True) as pilot:
            await begun(app, pilot)
            await at(app, pilot, 60.0)
            post.order(inject_order(LEAK, "support", 60.0))
            post.order(say_draft("Ann, CTO", "I am on a train", 60.0))
            post.order(note_draft("nobody looked at the pool", 60.0))
            await until(pilot, lambda: "on a train" in screen_text(app))
            seen.append(screen_text(app))
            post.order(speed_draft(5))
            post.order(pause_draft())
            await until(pilot, lambda: not drill.stage.clock.running and drill.stage.clock.speed == 5)
            await until(
                pilot, lambda: (said := read_stage_time(drill.folder.path)) is not None and not said.running
            )
            await at(app, pilot, _FAILING)
            for _, key, _ in MODES:
                before = app.screen
                await pilot.press(key)
                await until(pilot, lambda before=before: app.screen is not before or not seen[1:])  # type: ignore[misc]
                await pilot.pause()
                seen.append(screen_text(app))
            await pilot.press("M")
            await pilot.pause()
            seen.append(screen_text(app))
        told = [each for each in entries(drill) if each.kind == INJECT]
        assert [each.get("who") for each in told] == ["Mira, customer support", "Ann, CTO"]
        assert [each.get("second") for each in told] == [60.0, 60.0]
        assert [each.kind for each in kept(drill)].count("lead.note") == 1
        assert [each.outcome.second for each in given_in(kept(drill), LEAK) if each.outcome] == [60.0] * 4
    journal = "".join(file.read_text("utf-8") for file in drill.folder.journal.rglob("*.toml"))
    for hidden in _HIDDEN:
        assert not [text for text in seen if hidden in " ".join(text.split())], hidden
        assert hidden not in journal or hidden == LEAK.id, hidden
