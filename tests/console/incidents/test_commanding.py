"""What the open console does about incidents: declares, writes by itself, calls out, tells of the missed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from console.app import OpsConsole
from data.models.entry import Draft, Entry
from data.models.reading import Answer, Observation
from data.models.snapshot import Phase
from data.provider import Source
from screens.modals.declare import Declare
from tests.console_parts import console
from tests.fakes import FakeProvider, HandClock, hanging, moved_wall
from tests.host import screen_text, until


class Gauge:
    """A database whose connections a test sets."""

    def __init__(self, value: float) -> None:
        self.value = value
        self.up = 1.0

    async def answer(self) -> Answer:
        """What it says now."""
        seen = Observation("db.connections_pct", self.value, "%")
        return Answer((Observation("db.up", self.up, "bool"), seen), "select 1", digest="sha256:9f")

    def source(self, every: float = 0.2) -> Source:
        """As a critical source."""
        feeds = frozenset({"db.up", "db.connections_pct"})
        return Source("db main", "postgres", "db", every, 5.0, True, FakeProvider(self.answer), feeds)


@asynccontextmanager
async def opened(
    root: Path, gauge: Gauge, *, settled: bool = True, **options: object
) -> AsyncIterator[tuple[OpsConsole, Pilot[int]]]:
    """A console on that database, which has answered, and has read back what is open."""
    app = console(root, (gauge.source(),), **options)
    async with app.run_test(size=(110, 40), notifications=True) as pilot:
        store = app.parts.watch.store
        await until(pilot, lambda: store.snapshot().sources[0].phase is Phase.FRESH)
        if settled:
            app._read_incidents()
            await until(pilot, lambda: app.chronicle.read)
        yield app, pilot


async def declared(app: OpsConsole, pilot: Pilot[int], *keys: str) -> str:
    """Declare what is proposed, after these keys."""
    before = set(app.chronicle.incidents)
    await pilot.press("i")
    await until(pilot, lambda: isinstance(app.screen, Declare))
    await pilot.press(*keys, "enter")
    await until(pilot, lambda: app.current_mode == "incident")
    (id,) = set(app.chronicle.incidents) - before
    return id


def told(app: OpsConsole, *kinds: str) -> list[Entry]:
    """The entries of these kinds, as the journal has them."""
    entries = app.parts.journal.day(app.parts.journal.today()).entries
    return [each for each in entries if each.kind in {f"incident.{kind}" for kind in kinds}]


def notices(app: OpsConsole) -> str:
    return "\n".join(f"{each.title} {each.message}" for each in app._notifications)


async def test_two_keys_open_an_incident_with_its_evidence(tmp_path: Path) -> None:
    async with opened(tmp_path, Gauge(97.0), settled=False) as (app, pilot):
        await pilot.press("i", "enter")
        await until(pilot, lambda: app.current_mode == "incident" and "commander alice" in screen_text(app))
        first, role = told(app, "declared", "role")
        assert (first.get("severity"), first.get("policy")) == ("P2", "manual")
        assert first.get("services") == ["db main"] and "performance-degradation" in first.get("reason")
        (proof,) = first.get("evidence")
        assert (proof["signal"], proof["value"], proof["threshold"]) == ("db.connections_pct", 97.0, 80.0)
        assert (role.get("role"), role.get("who")) == ("commander", "alice")
        room = app.incident_watch.room(first.get("incident"))
        assert room is not None and room.signals[0].before == 97.0
        await pilot.press("1")
        await until(pilot, lambda: f"{first.get('incident')} investigating 0 min" in screen_text(app))


async def test_everything_can_be_changed_before_and_nothing_half_written_is_lost(tmp_path: Path) -> None:
    async with opened(tmp_path, Gauge(97.0)) as (app, pilot):
        await pilot.press("i", "1", "tab")
        await until(pilot, lambda: isinstance(app.focused, Input))
        await pilot.press("end", *" badly")
        app.half_written.flush()
    async with opened(tmp_path, Gauge(97.0)) as (app, pilot):
        await pilot.press("i")
        await until(pilot, lambda: "You began this before" in screen_text(app))
        assert "is not < 80 % badly" in screen_text(app)
        await pilot.press("enter")
        await until(pilot, lambda: app.current_mode == "incident")
        (first,) = told(app, "declared")
        assert first.get("severity") == "P0" and first.get("title").endswith("80 % badly")
        assert first.get("reason").startswith("chosen; proposed was P2")
        assert first.get("situation") is None
        await pilot.press("1", "i")
        await until(pilot, lambda: isinstance(app.screen, Declare))
        assert "You began this before" not in screen_text(app) and "is open already" in screen_text(app)
        await pilot.press("ctrl+o")
        await until(pilot, lambda: app.current_mode == "incident" and not isinstance(app.screen, Declare))
        assert len(told(app, "declared")) == 1


async def test_declaring_works_while_sources_are_asked_and_asks_for_a_title(tmp_path: Path) -> None:
    source = Source("slow", "http", "http", 10.0, 5.0, True, hanging(), frozenset({"http.up"}))
    app = console(tmp_path, (source,))
    async with app.run_test(size=(110, 40)) as pilot:
        await until(pilot, lambda: app.begun)
        await pilot.press("i")
        await until(pilot, lambda: "have not answered yet" in screen_text(app))
        await pilot.press("enter")
        await until(pilot, lambda: "what is wrong?" in screen_text(app))
        await pilot.press(*"dark", "enter")
        await until(pilot, lambda: app.current_mode == "incident")
        assert [each.get("title") for each in told(app, "declared")] == ["dark"]


async def test_words_typed_at_once_are_the_title_and_choose_no_severity(tmp_path: Path) -> None:
    source = Source("slow", "http", "http", 10.0, 5.0, True, hanging(), frozenset({"http.up"}))
    app = console(tmp_path, (source,))
    async with app.run_test(size=(110, 40)) as pilot:
        await until(pilot, lambda: app.begun)
        await pilot.press("i")
        await until(pilot, lambda: isinstance(app.screen, Declare))
        await pilot.press(*"oh hell", "enter")
        await until(pilot, lambda: app.current_mode == "incident")
        (first,) = told(app, "declared")
        assert (first.get("title"), first.get("severity")) == ("oh hell", "P1")


async def test_who_only_looks_declares_nothing(tmp_path: Path) -> None:
    async with opened(tmp_path, Gauge(97.0), settled=False, read_only=True) as (app, pilot):
        await pilot.press("i")
        await until(pilot, lambda: "this console only looks" in notices(app))
        assert not isinstance(app.screen, Declare) and not list(tmp_path.rglob("*"))


async def test_a_signal_enters_the_timeline_each_way_with_evidence(tmp_path: Path) -> None:
    gauge = Gauge(97.0)
    async with opened(tmp_path, gauge) as (app, pilot):
        id = await declared(app, pilot)
        gauge.value = 41.0
        await until(pilot, lambda: len(told(app, "signal")) == 1)
        (entry,) = told(app, "signal")
        assert entry.get("incident") == id and "(was fail)" in entry.get("text")
        (proof,) = entry.get("evidence")
        assert proof["value"] == 41.0 and proof["policy"] == "manual" and proof["digest"] == "sha256:9f"
        assert entry.get("key") == "signal db main db.connections_pct #1"
        await until(pilot, lambda: app.chronicle.incidents[id].timeline[-1].supported)


async def test_of_two_consoles_only_one_writes_and_the_other_takes_over(tmp_path: Path) -> None:
    gauge = Gauge(97.0)
    async with AsyncExitStack() as first, AsyncExitStack() as second:
        hers, pilot = await first.enter_async_context(opened(tmp_path, gauge, by="alice"))
        id = await declared(hers, pilot)
        await until(pilot, lambda: hers.incident_watch.scribe.on_duty)
        his, his_pilot = await second.enter_async_context(opened(tmp_path, gauge, by="bo"))
        gauge.value = 41.0
        await until(pilot, lambda: len(told(hers, "signal")) == 1)
        await his_pilot.press("8")
        await until(his_pilot, lambda: "was fail" in screen_text(his))
        assert not his.incident_watch.scribe.on_duty
        await pilot.pause(1.5)
        assert [each.by for each in told(his, "signal")] == ["alice"]
        await first.aclose()
        await until(his_pilot, lambda: his.incident_watch.scribe.on_duty)
        gauge.up = 0.0
        await until(his_pilot, lambda: len(told(his, "signal")) == 2)
        assert [each.by for each in told(his, "signal")] == ["alice", "bo"]
        assert id in his.chronicle.incidents and not told(his, "missed")


async def test_the_deputy_calls_out_every_ten_minutes(tmp_path: Path) -> None:
    clock = HandClock()
    async with opened(tmp_path, Gauge(97.0), time=clock) as (app, pilot):
        id = await declared(app, pilot, "1")
        app._tick()
        clock.move(599)
        app._tick()
        assert not told(app, "call")
        clock.move(1)
        app._tick()
        await until(pilot, lambda: len(told(app, "call")) == 1)
        (entry,) = told(app, "call")
        assert entry.get("key") == "call 1" and "overdue: internal-update" in entry.get("text")
        assert f"{id} 10 min" in notices(app)
        app._tick()
        clock.move(1200)
        app._tick()
        await until(pilot, lambda: len(told(app, "call")) == 2)
        assert told(app, "call")[-1].get("key") == "call 3"


async def test_what_was_missed_while_no_console_was_open_is_told_once(tmp_path: Path) -> None:
    clock = HandClock()
    async with opened(tmp_path, Gauge(97.0), time=clock) as (app, pilot):
        id = await declared(app, pilot, "1")
        before = app.incident_watch.clocks(app.chronicle.incidents[id])
    clock.move(5 * 3600)
    for _ in range(2):
        async with opened(tmp_path, Gauge(97.0), time=clock) as (app, pilot):
            after = app.incident_watch.clocks(app.chronicle.incidents[id])
            assert [each.due for each in before] == [each.due for each in after]
            app._tick()
            await until(pilot, lambda: len(told(app, "missed")) == 1)
            (entry,) = told(app, "missed")
            assert "public-update" in entry.get("text") and "while nobody looked" in entry.get("text")
            await pilot.pause(0.3)
            assert len(told(app, "missed")) == 1
        clock.move(60)


@pytest.mark.parametrize("moved", [3600.0, -3600.0])
async def test_a_clock_moved_while_no_console_was_open_is_noticed(tmp_path: Path, moved: float) -> None:
    """Fault 70."""
    clock = HandClock()
    async with opened(tmp_path, Gauge(97.0), time=clock) as (app, pilot):
        id = await declared(app, pilot)
    clock.move(300)
    moved_wall(clock, moved)
    async with opened(tmp_path, Gauge(97.0), time=clock) as (app, pilot):
        app._tick()

        def right() -> bool:
            room = app.incident_watch.room(id)
            return room is not None and abs(room.elapsed - 300) < 1 and "was moved by" in room.doubt

        await until(pilot, right)
        app._tick()
        await pilot.pause(0.3)
        assert sum(each.kind == "clock.moved" for each in app.chronicle.told) == 1


async def test_an_alert_of_another_machine_is_not_told_again(tmp_path: Path) -> None:
    async with opened(tmp_path, Gauge(97.0)) as (app, pilot):
        id = await declared(app, pilot)
        fields = {"incident": id, "key": "signal db main db.connections_pct #1", "text": "seen elsewhere"}
        for _ in range(2):
            app.parts.journal.submit(Draft("incident.signal", fields)).result(60)
        await until(
            pilot, lambda: any(each.kind == "signal" for each in app.chronicle.incidents[id].timeline)
        )
        lines = [each for each in app.chronicle.incidents[id].timeline if each.kind == "signal"]
        assert len(lines) == 1
