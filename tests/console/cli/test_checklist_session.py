"""A person's morning, on the whole application with a real journal."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from console.app import OpsConsole
from data.models.entry import Entry
from screens.checklists.run import RunScreen
from screens.messages import RunAsked
from screens.modals.ask_text import AskText
from tests.console_parts import console, morning_sources
from tests.host import screen_text, until
from widgets.checklists.item_list import ItemList


async def open_morning(app: OpsConsole, pilot: Pilot[int]) -> RunScreen:
    app.post_message(RunAsked("manual-morning"))
    await until(pilot, lambda: isinstance(app.screen, RunScreen) and app.screen.laid_out)
    screen = app.screen
    assert isinstance(screen, RunScreen)
    await until(pilot, lambda: bool(screen.items.row_keys))
    return screen


def entries(app: OpsConsole, kind: str) -> list[Entry]:
    return [entry for entry in app.parts.journal.day(app.parts.journal.today()).entries if entry.kind == kind]


def at(screen: RunScreen, item: str) -> None:
    screen.items.cursor = item


async def test_the_list_ticks_itself_off_with_evidence(tmp_path: Path) -> None:
    app = console(tmp_path, morning_sources(connections=81.0))
    async with app.run_test(size=(110, 40)) as pilot:
        screen = await open_morning(app, pilot)
        await until(pilot, lambda: "3 need you" in screen_text(app))
        text = screen_text(app)
        assert "5 of 8 decided by themselves" in text
        assert "2 fail: " in text and "connections" in text
        at(screen, "connections")
        await pilot.pause()
        assert "postgres db main" in screen_text(app) and "manual § Key Metrics to Check" in screen_text(app)
        checked = {entry.get("item"): entry for entry in entries(app, "item.checked")}
        assert checked["connections"].get("verdict") == "fail"
        evidence = checked["connections"].get("evidence")[0]
        assert evidence["value"] == 81 and evidence["threshold"] == 80 and evidence["source"] == "db main"
        assert checked["backup"].get("verdict") == "no-data"


async def test_marks_reasons_notes_and_signature(tmp_path: Path) -> None:
    app = console(tmp_path, morning_sources(connections=81.0))
    async with app.run_test(size=(110, 40)) as pilot:
        screen = await open_morning(app, pilot)
        await until(pilot, lambda: "3 need you" in screen_text(app))
        at(screen, "connections")
        await pilot.press("o")
        await until(pilot, lambda: "why is it done" in screen_text(app))
        await pilot.press("enter")
        await until(pilot, lambda: "few words are needed" in screen_text(app))
        await pilot.press(*"batch job", "enter")
        await until(pilot, lambda: len(entries(app, "item.marked")) == 1)
        mark = entries(app, "item.marked")[0]
        assert (mark.get("state"), mark.get("self"), mark.get("reason")) == ("done", "fail", "batch job")
        at(screen, "backup")
        await pilot.press("space")
        await until(pilot, lambda: len(entries(app, "item.marked")) == 2)
        at(screen, "error-rate")
        await pilot.press("s", *"no metrics", "enter")
        await until(pilot, lambda: len(entries(app, "item.marked")) == 3)
        await pilot.press("S")
        await until(pilot, lambda: "1 item still needs you" in screen_text(app))
        await pilot.press("y", "escape")
        assert entries(app, "run.signed") == []
        at(screen, "error-rate-critical")
        await pilot.press("z")
        await until(pilot, lambda: len(entries(app, "item.marked")) == 4)
        await until(pilot, lambda: "nothing is left" in screen_text(app))
        await pilot.press("S")
        await until(pilot, lambda: "y signs" in screen_text(app))
        await pilot.press("y")
        await until(pilot, lambda: len(entries(app, "run.signed")) == 1)
        await until(pilot, lambda: "signed by alice" in screen_text(app))
        await until(pilot, lambda: not list((tmp_path / "drafts").glob("*.toml")))


async def test_a_killed_console_comes_back_to_the_item_and_the_half_written_note(tmp_path: Path) -> None:
    app = console(tmp_path)
    async with app.run_test(size=(110, 40)) as pilot:
        screen = await open_morning(app, pilot)
        at(screen, "backup")
        await pilot.press("n", *"disk is slo")
        kept = tmp_path / "drafts"
        await until(pilot, lambda: any("disk is slo" in file.read_text() for file in kept.glob("*.toml")))
        app.half_written.flush = lambda: None  # type: ignore[method-assign]  # killed: nothing more is done
    again = console(tmp_path)
    async with again.run_test(size=(110, 40)) as pilot:
        await until(pilot, lambda: "disk is slo" in screen_text(again))
        await pilot.press("w", "enter")
        await until(pilot, lambda: len(entries(again, "item.noted")) == 1)
        assert entries(again, "item.noted")[0].get("note") == "disk is slow"
        assert isinstance(again.screen, RunScreen) and again.screen.items.cursor == "backup"
        run = again.screen.about.run
        await until(pilot, lambda: again.half_written.text(run, "note:backup") == "")


async def test_what_was_half_written_waits_for_the_list_to_be_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = console(tmp_path)
    async with app.run_test(size=(110, 40)) as pilot:
        screen = await open_morning(app, pilot)
        at(screen, "backup")
        app.half_written.at(screen.about.run, "backup")
        app.half_written.typed(screen.about.run, "note:backup", "disk is slo")
        app.half_written.flush()
    real = ItemList.rebuild
    monkeypatch.setattr(ItemList, "rebuild", lambda items: None)  # as before it has a width
    again = console(tmp_path)
    async with again.run_test(size=(110, 40)) as pilot:
        await until(pilot, lambda: isinstance(again.screen, RunScreen) and again.screen._begun)
        assert isinstance(again.screen, RunScreen)
        monkeypatch.setattr(ItemList, "rebuild", real)
        again.screen.items.rebuild()
        await until(pilot, lambda: "disk is slo" in screen_text(again))


async def test_a_list_that_is_asked_for_twice_is_opened_once(tmp_path: Path) -> None:
    """By two keys in a hurry, or by hand while the console is about to go back to it."""
    app = console(tmp_path)
    async with app.run_test(size=(110, 40)) as pilot:
        screen = await open_morning(app, pilot)
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, AskText))
        await asyncio.to_thread(app._find_run, "manual-morning")
        await pilot.press(*"slow")
        await until(pilot, lambda: app.half_written.text(screen.about.run, "note:servers") == "slow")
        assert isinstance(app.screen, AskText)


async def test_who_has_opened_a_list_is_not_led_away_to_what_was_left(tmp_path: Path) -> None:
    app = console(tmp_path)
    async with app.run_test(size=(110, 40)) as pilot:
        await open_morning(app, pilot)
        app.half_written.flush()
    again = console(tmp_path)
    again.half_written.opened(again.half_written.open_run)
    async with again.run_test(size=(110, 40)) as pilot:
        await until(pilot, lambda: again.chronicle.read)
        assert not isinstance(again.screen, RunScreen)


async def test_two_people_see_each_others_ticks(tmp_path: Path) -> None:
    alice, bo = console(tmp_path, by="alice"), console(tmp_path, by="bo")
    async with alice.run_test(size=(110, 40)) as hers:
        screen = await open_morning(alice, hers)
        async with bo.run_test(size=(110, 40)) as his:
            await open_morning(bo, his)
            at(screen, "backup")
            await hers.press("x")
            await until(his, lambda: "alice" in screen_text(bo).partition("Overnight")[2][:120])


async def test_read_only_records_nothing_and_says_so(tmp_path: Path) -> None:
    app = console(tmp_path / "none", read_only=True)
    async with app.run_test(size=(110, 40)) as pilot:
        app.post_message(RunAsked("manual-morning"))
        await until(pilot, lambda: "5 of 8 decided by themselves" in screen_text(app))
        await until(pilot, lambda: "VIEW ONLY" in screen_text(app))
        await pilot.press("space")
        await until(pilot, lambda: "only looks" in screen_text(app))
        assert not (tmp_path / "none").exists() or not list((tmp_path / "none").rglob("*.toml"))


@pytest.mark.parametrize("keys", [("1",), ("6",), ("9",), ("question_mark",), ("ctrl+p",)])
async def test_every_screen_opens_by_its_key(tmp_path: Path, keys: tuple[str, ...]) -> None:
    app = console(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        assert {"1": "Health", "6": "Checklists", "9": "Journal", "question_mark": "Keys here"}.get(
            keys[0], "Search"
        ) in screen_text(app)


async def test_a_tick_while_a_screen_is_laid_out_costs_it_nothing(tmp_path: Path) -> None:
    app = console(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        app.action_mode("checklists")
        app._tick()
        await until(pilot, lambda: "Morning health check" in screen_text(app))


async def test_what_was_said_stays_while_readings_come(tmp_path: Path) -> None:
    app = console(tmp_path / "none", read_only=True)
    async with app.run_test(size=(110, 40)) as pilot:
        screen = await open_morning(app, pilot)
        await pilot.press("space")
        await until(pilot, lambda: "only looks" in screen_text(app))
        assert screen.snapshot is not None
        screen.snapshot = replace(screen.snapshot, generation=screen.snapshot.generation + 1)
        await pilot.pause()
        assert "only looks" in screen_text(app)
        await pilot.press("down")
        await until(pilot, lambda: "only looks" not in screen_text(app))
