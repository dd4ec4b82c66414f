"""What was recorded is seen again on the same screens, in any order, and nothing is written."""

from __future__ import annotations

import random
from datetime import timedelta
from pathlib import Path

import pytest

from console.app import OpsConsole
from data.recorder.recordings import Recordings
from data.recorder.replay import ReplayStore
from data.stage_clock import StageClock
from screens.modals.ask_text import AskText
from tests.data.recorder.flight import Flight
from tests.fakes import HandClock, policy
from tests.replays import replaying, seen, standing_on

_SIZE = (160, 50)


async def test_twenty_moments_in_random_order_look_as_they_did(tmp_path: Path) -> None:
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
            for _ in range(40):
                await pilot.pause(0.05)
                if again.parts.watch.store.snapshot().at == snapshots[second].at:
                    break
            again.publish()
            await pilot.pause(0.1)
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
