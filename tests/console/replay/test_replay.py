"""What was recorded is seen again on the same screens, in any order, and nothing is written."""

from __future__ import annotations

import random
from datetime import timedelta
from pathlib import Path

import pytest

from console.app import OpsConsole
from data.incidents.marks import boot_id
from data.journal.journal import Journal
from data.models.entry import Draft
from data.policies.book import load_policies
from data.recorder.blocks import blocks_of
from data.recorder.files import recorded_in
from data.recorder.recordings import Recordings
from data.recorder.replay import ReplayStore
from data.stage_clock import StageClock
from screens.modals.ask_text import AskText
from tests.data.recorder.flight import Flight
from tests.fakes import HandClock, policy
from tests.gallery import ZONE
from tests.replays import edges, replaying, seen, standing_on

_SIZE = (160, 50)
_TRIES = 600
"""How often is looked, with a pause between, before what should come is given up."""


async def test_twenty_moments_in_random_order_look_as_they_did(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screens.health.health._REST", 0.0)
    flight = Flight(tmp_path / "recorded", 12)
    shown: dict[int, str] = {}
    moments = sorted(random.Random(5).sample(range(100, 400), 20))
    made = standing_on(flight.store, tmp_path / "live", flight.clock)
    app = OpsConsole(lambda: made)
    snapshots = []
    async with app.run_test(size=_SIZE) as pilot:
        for second, snapshot in enumerate(flight.fly(400)):
            snapshots.append(snapshot)
            if second in moments:
                app.publish()
                await pilot.pause(0.05)
                shown[second] = seen(app)
    assert len(set(shown.values())) > 1
    again, _ = replaying(tmp_path / "recorded", tmp_path, snapshots[0])
    random.Random(9).shuffle(moments)
    async with again.run_test(size=_SIZE) as pilot:
        for second in moments:
            again._go_to(snapshots[second].at.timestamp())
            for _ in range(_TRIES):
                await pilot.pause(0.05)
                if again.parts.watch.store.snapshot().at == snapshots[second].at:
                    break
            again.publish()
            for _ in range(_TRIES):
                await pilot.pause(0.05)
                if seen(again) == shown[second]:
                    break
            assert seen(again) == shown[second], second
    assert not (tmp_path / "journal").exists()


async def test_keys_go_through_time_within_what_was_recorded(tmp_path: Path) -> None:
    snapshots = list(Flight(tmp_path / "recorded", 3).fly(60))
    app, clock = replaying(tmp_path / "recorded", tmp_path, snapshots[30])
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("comma")
        assert clock.now() == snapshots[20].at
        await pilot.press("full_stop", "full_stop")
        assert clock.now() == snapshots[40].at
        await pilot.press("greater_than_sign")
        span = Recordings(tmp_path / "recorded").span()
        assert span is not None and clock.now() == span[1]
        await pilot.press("P")
        assert not clock.running  # there is nothing to go on to
        await pilot.press("comma", "P")
        assert clock.running
        await pilot.press("P", "G")
        assert isinstance(app.screen, AskText)
        app.screen.dismiss(snapshots[24].at.isoformat())
        await pilot.pause()
        assert clock.now() == snapshots[24].at and not clock.running


@pytest.mark.parametrize("back", [5, 400])
def test_where_nothing_was_recorded_it_says_so(tmp_path: Path, back: int) -> None:
    snapshots = list(Flight(tmp_path, 2).fly(20))
    clock = StageClock(HandClock(), snapshots[0].at - timedelta(seconds=back), running=False)
    store = ReplayStore(Recordings(tmp_path), policy(), clock)
    show = store.read()
    assert show is not None
    show()
    assert store.trouble == "nothing was recorded" and store.snapshot().sources == ()
    clock.go_to(snapshots[10].at)
    show = store.read()
    assert show is not None
    show()
    assert not store.trouble and store.snapshot().sources == snapshots[10].sources
    assert store.read() is None


async def test_every_frame_says_that_it_is_a_replay_and_how_to_go_through_time(tmp_path: Path) -> None:
    snapshots = list(Flight(tmp_path / "recorded", 3).fly(60))
    manual = load_policies().get("manual")
    app, clock = replaying(tmp_path / "recorded", tmp_path, snapshots[30], manual)
    async with app.run_test(size=(80, 24)) as pilot:
        for key in "1234567890":
            await pilot.press(key)
            await pilot.pause()
            banner, keys = edges(app)
            assert "REPLAY" in banner and "09:00:31 STOPPED" in banner and "VIEW ONLY" not in banner
            assert keys.startswith(" ,. 10 s ;: 1 min <> 10 min {} 1 h P Play +- Speed G Go to ")
            assert keys.rstrip().endswith(" ? Keys")
        await pilot.press("plus", "plus")
        assert clock.speed == 5 and not clock.running
        await pilot.press("P")
        await pilot.pause()
        assert "5×" in edges(app)[0]
        await pilot.press("minus")
        assert clock.speed == 2 and clock.running


async def test_at_the_end_of_what_was_recorded_time_stops(tmp_path: Path) -> None:
    snapshots = list(Flight(tmp_path / "recorded", 3).fly(60))
    app, clock = replaying(tmp_path / "recorded", tmp_path, snapshots[-3])
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("P")
        clock.step(30)
        for _ in range(_TRIES):
            await pilot.pause(0.05)
            if not clock.running:
                break
        assert clock.now() == snapshots[-1].at and not clock.running


async def test_where_it_is_damaged_the_banner_says_so(tmp_path: Path) -> None:
    snapshots = list(Flight(tmp_path / "recorded", 6).fly(120))
    (recorded,) = recorded_in(tmp_path / "recorded")
    content = bytearray(recorded.file.read_bytes())
    frames = blocks_of(recorded.file)[7].frames
    assert frames is not None
    content[frames.start + 9] ^= 0xFF
    recorded.file.write_bytes(content)
    recordings = Recordings(tmp_path / "recorded")
    wrong = next(each for each in snapshots if (known := recordings.known(each.at)) and known.damaged)
    app, _ = replaying(tmp_path / "recorded", tmp_path, snapshots[3])
    async with app.run_test(size=(120, 30)) as pilot:
        assert "DAMAGED" not in edges(app)[0]
        app._go_to(wrong.at.timestamp())
        for _ in range(_TRIES):
            await pilot.pause(0.05)
            if "DAMAGED" in edges(app)[0]:
                break
        assert "WHAT WAS RECORDED IS DAMAGED" in edges(app)[0]


async def test_the_journal_is_that_of_the_moment(tmp_path: Path) -> None:
    snapshots = list(Flight(tmp_path / "recorded", 3).fly(60))
    clock = HandClock(snapshots[10].at)
    journal = Journal.open(tmp_path / "journal", by="alice", host="bastion-1", zone=ZONE, time=clock)
    declared = {
        "incident": "INC-2026-11-20-1",
        "title": "site down",
        "severity": "P0",
        "policy": "manual",
        "boot": boot_id(),
        "up_s": 5000.0,  # stage time knows nothing of this machine's
    }
    journal.submit(Draft("incident.declared", declared)).result(60)
    clock.wall = snapshots[40].at
    journal.submit(Draft("note", {"note": "it was the disk"})).result(60)
    journal.close()
    app, _ = replaying(tmp_path / "recorded", tmp_path, snapshots[5])
    async with app.run_test(size=(120, 30)) as pilot:
        for second, open_, noted in ((5, 0, 0), (20, 1, 0), (50, 1, 1), (8, 0, 0)):
            await pilot.press("9")
            app._go_to(snapshots[second].at.timestamp())
            for _ in range(_TRIES):
                await pilot.pause(0.05)
                words = seen(app)
                found = bool(app.chronicle.open_incidents()), "it was the disk" in words
                if found == (open_, noted) and ("INC-2026-11-20-1" in words) == open_:
                    break
            assert (found, "INC-2026-11-20-1" in words) == ((open_, noted), open_), second
            assert not any(app.incident_watch._heeded(each).doubts for each in app.chronicle.open_incidents())


async def test_in_a_gap_the_banner_says_so_and_after_it_no_longer(tmp_path: Path) -> None:
    flight = Flight(tmp_path / "recorded", 6)
    before = list(flight.fly(20))
    flight.clock.move(600)
    after = list(flight.fly(20))
    app, clock = replaying(tmp_path / "recorded", tmp_path, before[3])
    async with app.run_test(size=(120, 30)) as pilot:
        for at, gap in ((before[-1].at + timedelta(minutes=5), True), (after[-1].at, False)):
            app._go_to(at.timestamp())
            for _ in range(_TRIES):
                await pilot.pause(0.05)
                if clock.now() == at and ("NOTHING WAS RECORDED" in edges(app)[0]) == gap:
                    break
            assert ("NOTHING WAS RECORDED" in edges(app)[0]) == gap
