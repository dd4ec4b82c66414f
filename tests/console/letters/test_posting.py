"""The outbox of the open console: it sends by itself, and says what needs a person."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

from console.app import OpsConsole
from console.letters.posting import mark_of
from data.models.letter import Letter
from data.models.outbox import Attempt, Posted
from data.outbox import writing
from data.sole import Sole
from screens.messages import Record
from screens.modals.ask_text import AskText
from screens.modals.outbox import OutboxDialog
from tests.console_parts import parts
from tests.data.outbox.far_side import FarChannel, FarSide
from tests.data.outbox.scene import HOST, THREE, letter, setback
from tests.host import screen_text, until


def console(root: Path, *, read_only: bool = False, **far: FarSide) -> OpsConsole:
    made = replace(
        parts(root, read_only=read_only),
        channels=lambda: {name: FarChannel(side) for name, side in far.items()},
    )
    return OpsConsole(lambda: made)


def queued(root: Path, *letters: Letter) -> None:
    journal = parts(root).journal
    for draft in writing.queue(letters):
        journal.submit(draft).result(60)
    journal.close()


def test_a_letter_that_is_late_is_told_once_and_not_with_each_attempt() -> None:
    """While a channel was away, each attempt was told twice: begun, and failed."""
    down = (setback("connection refused", certain=True),)
    tried = tuple(Attempt(number, THREE, setbacks=down) for number in range(1, 6))
    waits = Posted(letter("a"), THREE, "alice", HOST, "entry")
    marks = [mark_of(replace(waits, attempts=tried[:count])) for count in range(6)]
    assert len(set(marks[:3])) == 1 and len(set(marks[3:])) == 1 and marks[0] != marks[5]
    under_way = replace(waits, attempts=(*tried, Attempt(6, THREE)))
    assert under_way.last is not None and under_way.last.in_doubt and mark_of(under_way) == marks[5]


async def test_nothing_is_made_before_there_is_a_letter_and_then_it_goes(tmp_path: Path) -> None:
    far = FarSide("blind")
    app = console(tmp_path, slack=far)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await until(pilot, lambda: app.begun)
        await pilot.pause(1.2)
        assert "posting" not in app.__dict__
        app.post_message(Record(writing.queue([letter("a", words="w")])))
        await until(pilot, lambda: far.arrived == ["a"])
        await until(pilot, lambda: "Slack: investigating is sent" in screen_text(app))
        await until(pilot, lambda: app.posting.outbox.told == frozenset({"w"}))


async def test_what_waited_goes_when_the_console_opens(tmp_path: Path) -> None:
    far = FarSide("idempotent", ["down"])
    queued(tmp_path, letter("a"), letter("b"))
    app = console(tmp_path, slack=far)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await until(pilot, lambda: far.arrived == ["a", "b"])


async def test_a_refusal_is_said_and_decided_in_the_dialog(tmp_path: Path) -> None:
    far = FarSide("blind", ["refused", "answer-lost"])
    queued(tmp_path, letter("a"), letter("b"))
    app = console(tmp_path, slack=far)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await until(pilot, lambda: "Slack: investigating, refused: no such" in screen_text(app))
        app.incident_doors.open("outbox")
        await until(pilot, lambda: "invite it; then retry, or drop it" in screen_text(app))
        assert "We look into it (a)" in screen_text(app)
        await pilot.press("r")
        await until(pilot, lambda: [each.key for each in app.posting.outbox.stuck] == ["a"] == far.arrived)
        await until(pilot, lambda: "look whether it came" in screen_text(app))
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.screen, AskText))
        await pilot.press(*"in #ops", "enter")
        await until(pilot, lambda: far.arrived == ["a", "b"])
        await until(pilot, lambda: "Nothing waits." in screen_text(app))
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, OutboxDialog))


async def test_leaving_with_letters_that_wait_is_allowed_and_said(tmp_path: Path) -> None:
    queued(tmp_path, letter("a"), letter("b", "email"))
    app = console(tmp_path, slack=FarSide("blind", ["down"] * 50), email=FarSide("blind", ["refused"]))
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await until(pilot, lambda: "posting" in app.__dict__ and len(app.posting.outbox.stuck) == 1)
        await app.before_leave()
        assert any("2 letters wait in the outbox" in words for words in app._last_words)
    assert not (tmp_path / ".outbox.sole").read_bytes()


async def test_a_console_that_is_stopped_leaves_the_sending_to_others(tmp_path: Path) -> None:
    far = FarSide("blind")
    queued(tmp_path, letter("a"))
    app = console(tmp_path, slack=far)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: far.arrived == ["a"])
        other = Sole(tmp_path, "outbox")
        assert not other.take()
        await until(pilot, lambda: not app.posting.outbox.open and nothing_is_being_sent())
        app.app_suspend_signal.publish(app)
        await until(pilot, other.take)
        app.post_message(Record(writing.queue([letter("b")])))
        await pilot.pause(0.5)
        assert far.arrived == ["a"]
        other.release()
        await until(pilot, lambda: far.arrived == ["a", "b"])


def nothing_is_being_sent() -> bool:
    return not any(task.get_name().startswith("send ") for task in asyncio.all_tasks())


async def test_who_only_looks_sees_what_waits_and_sends_nothing(tmp_path: Path) -> None:
    far = FarSide("blind")
    queued(tmp_path, letter("a"))
    before = sorted(path.name for path in tmp_path.rglob("*"))
    app = console(tmp_path, read_only=True, slack=far)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await until(pilot, lambda: "posting" in app.__dict__ and len(app.posting.outbox.open) == 1)
        app.incident_doors.open("outbox")
        await until(pilot, lambda: "We look into it (a)" in screen_text(app))
        await pilot.press("d")
        await until(pilot, lambda: "only looks" in screen_text(app))
        await pilot.pause(1.2)
        assert far.arrived == []
    assert sorted(path.name for path in tmp_path.rglob("*")) == before
