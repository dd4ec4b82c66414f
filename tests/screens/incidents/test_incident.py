"""An incident by its keys: what is typed is recorded, completed, refused or kept, and never lost."""

from __future__ import annotations

import pytest

from data.models.journal import SaveState
from screens.incidents.incident import IncidentScreen
from screens.incidents.incident_messages import IncidentAsked
from tests.host import screen_text
from tests.incident_gallery import ID, burning, five_thousand, hostile, long, over, quiet
from tests.incident_screens import Stage, pane, shown
from tests.terminal.payloads import BREAKING, ORDERS, SHAPES, STYLING
from widgets.incidents.incident_timeline import FIRST

_ANSWERED = ("incident.acknowledged", "incident.role")

WIDE = (160, 50)


def kinds(stage: Stage) -> list[str]:
    return [entry.kind.removeprefix("incident.") for entry in stage.night.entries]


def asked(stage: Stage) -> list[tuple[str, str, str]]:
    return [(each.act, each.id, each.words) for each in stage.heard if isinstance(each, IncidentAsked)]


async def test_a_note_is_one_key_and_its_text() -> None:
    stage = Stage(quiet(), pane)
    async with shown(stage) as pilot:
        await pilot.press("n", *"limit raised", "enter")
        await pilot.pause()
        text = screen_text(stage)
    assert stage.night.entries[-1].fields == {"incident": ID, "note": "limit raised"}
    assert "✎ alice       limit raised *" in text
    assert stage.kept == {"line:": ""}


async def test_the_keys_are_commands_again_once_a_line_is_given() -> None:
    stage = Stage(quiet(), pane)
    async with shown(stage) as pilot:
        await pilot.press("n", *"one", "enter", "n", *"two", "enter", "u")
        await pilot.pause()
    assert [entry.fields.get("note") for entry in stage.night.entries[-2:]] == ["one", "two"]
    assert asked(stage) == [("update", ID, "")]


@pytest.mark.parametrize(
    ("keys", "kind"),
    [
        (["t", *"bo look 20m", "enter"], "task"),
        (["at", *"bo look", "enter"], "task"),
        (["slash", *"ask why", "enter"], "question"),
        (["s", *"P0 worse", "enter"], "severity"),
        (["m", *"mit", "tab", "enter"], "status"),
        (["e", *"CTO late", "enter"], "escalated"),
        (["R", *"rolled back", "enter"], "resolved"),
    ],
)
async def test_each_key_begins_its_line(keys: list[str], kind: str) -> None:
    stage = Stage(quiet(), pane)
    async with shown(stage) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
    assert kinds(stage)[-1] == kind


async def test_acknowledge_is_one_key_and_says_where_it_is_so_already() -> None:
    stage = Stage(quiet(), pane)
    stage.night.entries[:] = [each for each in stage.night.entries if each.kind not in _ANSWERED]
    async with shown(stage) as pilot:
        await pilot.press("a")
        await pilot.pause()
        assert kinds(stage)[-1] == "acknowledged"
        await pilot.press("a")
        await pilot.pause()
        assert "somebody has acknowledged it already" in screen_text(stage)


async def test_a_refused_line_stays_with_the_reason() -> None:
    stage = Stage(quiet(), pane)
    async with shown(stage) as pilot:
        await pilot.press("s", *"P0", "enter")
        await pilot.pause()
        text = screen_text(stage)
        assert "✗ why is it P0 and no longer P1?. give a reason" in text and "> /severity P0" in text
        await pilot.press(*" worse", "enter")
        await pilot.pause()
    assert kinds(stage)[-1] == "severity"


async def test_ways_on_are_shown_chosen_and_taken() -> None:
    stage = Stage(burning(), pane)
    async with shown(stage) as pilot:
        await pilot.press("at")
        await pilot.pause()
        assert "▸ @alice" in screen_text(stage) and "commander" in screen_text(stage)
        await pilot.press("down", "down", "enter", *"look", "enter")
        await pilot.pause()
        assert stage.night.entries[-1].get("owner") == "bo"
        await pilot.press("e")
        await pilot.pause()
        assert "Ann Lee +44 20 7946 0000" in screen_text(stage)


async def test_half_written_text_of_each_kind_survives_the_others_and_a_kill() -> None:
    kept: dict[str, str] = {}
    stage = Stage(quiet(), pane, kept=kept)
    async with shown(stage) as pilot:
        await pilot.press("n", *"half a note", "escape", "t", *"bo half a task", "escape")
        await pilot.pause()
        assert "> half a note" in screen_text(stage)
    again = Stage(quiet(), pane, kept=kept)
    async with shown(again) as pilot:
        await pilot.pause()
        assert "> half a note" in screen_text(again)
        await pilot.press("t")
        await pilot.pause()
        assert "> @bo half a task" in screen_text(again)
        await pilot.press("enter", "n", *" goes on", "enter")
        await pilot.pause()
    assert kinds(again)[-2:] == ["task", "note"]
    assert again.night.entries[-1].fields["note"] == "half a note goes on"
    assert not any(kept.values())


async def test_what_could_not_be_saved_keeps_its_text_while_more_is_typed() -> None:
    stage = Stage(quiet(), pane)
    stage.saving = SaveState.NOT_SAVED
    async with shown(stage) as pilot:
        await pilot.press("n", *"first", "enter", "n", *"second")
        await pilot.pause()
    assert stage.kept == {"line:": "first", "line1:": "second"}


async def test_rows_are_acted_on() -> None:
    stage = Stage(burning(), pane)
    async with shown(stage, WIDE) as pilot:
        assert isinstance(stage.screen, IncidentScreen)
        await pilot.press("tab")
        stage.screen.matters.cursor = "tasks/2"
        await pilot.press("enter")
        await pilot.pause()
        assert kinds(stage)[-1] == "task-acknowledged"
        await pilot.press("c", "enter")
        await pilot.pause()
        assert kinds(stage)[-1] == "task-done" and stage.night.entries[-1].get("task") == "2"
        stage.screen.matters.cursor = "questions/1"
        await pilot.press("enter", *"the pool", "enter")
        await pilot.pause()
        assert kinds(stage)[-1] == "answer"
        stage.screen.matters.cursor = "letters/slack"
        await pilot.press("enter")
        stage.screen.matters.cursor = "words/0"
        await pilot.press("enter")
        await pilot.pause()
    assert asked(stage) == [("outbox", ID, "slack"), ("update", ID, "")]


async def test_a_clock_and_a_signal_unfold_to_where_they_come_from() -> None:
    stage = Stage(burning(), pane)
    async with shown(stage, WIDE) as pilot:
        assert isinstance(stage.screen, IncidentScreen)
        stage.screen.matters.focus()
        stage.screen.matters.cursor = next(
            key for key in stage.screen.matters.row_keys if "escalate P0" in key
        )
        await pilot.press("enter")
        await pilot.pause()
        text = screen_text(stage)
        assert (
            "Escalation time: 30 minutes. · skafu" in text
            and "Security Team (no contact has this role)" in text
        )


async def test_a_line_is_shown_whole_with_its_evidence() -> None:
    stage = Stage(burning(), pane)
    async with shown(stage, WIDE) as pilot:
        await pilot.press(*["down"] * 3, "enter")
        await pilot.pause()
        text = screen_text(stage)
    assert "db main · db.connections_pct 71 %  71 % is over 70 %" in text
    assert "manual § Key Metrics to Check" in text and "sha256:9f2c41" in text


async def test_find_shows_only_what_has_the_words() -> None:
    stage = Stage(burning(), pane)
    async with shown(stage) as pilot:
        await pilot.press("f", *"pool", "enter")
        await pilot.pause()
        text = screen_text(stage)
        assert "pool limit raised" in text and "ask the vendor" not in text
        assert "only lines with “pool”: 16 hidden, esc shows all" in text
        await pilot.press("escape")
        await pilot.pause()
        assert "ask the vendor" in screen_text(stage)


async def test_narrow_shows_its_parts_in_turns() -> None:
    stage = Stage(burning(), pane)
    async with shown(stage) as pilot:
        for words in ("▸Work", "▸Signals", "▸Words", "▸Clocks", "▸Timeline"):
            await pilot.press("right")
            await pilot.pause()
            assert words in screen_text(stage)
        await pilot.press("left")
        await pilot.pause()
        text = screen_text(stage)
        assert "▸Clocks" in text and "respond (P1)" in text and "do not run" in text


async def test_the_cursor_stays_on_its_line_once_it_was_moved_and_follows_from_the_top() -> None:
    stage = Stage(burning(), pane)
    async with shown(stage) as pilot:
        assert isinstance(stage.screen, IncidentScreen)
        timeline = stage.screen.timeline
        stage.night.tell(35, "note", note="newer")
        stage.publish()
        await pilot.pause()
        assert timeline.cursor == stage.night.entries[-1].id
        await pilot.press("down")
        before = timeline.cursor
        stage.night.tell(36, "note", note="newest")
        stage.publish()
        await pilot.pause()
        assert timeline.cursor == before
        await pilot.press("home")
        stage.night.tell(37, "note", note="last")
        stage.publish()
        await pilot.pause()
        assert timeline.cursor == stage.night.entries[-1].id


async def test_the_long_one_says_to_hand_over_and_who_is_too_many() -> None:
    stage = Stage(long(), pane)
    async with shown(stage, WIDE) as pilot:
        await pilot.pause()
        text = screen_text(stage)
    assert (
        "A long incident, 2 h 38 min, alice in command for 2 h 37 min. Hand over before you tire (h)" in text
    )
    assert "8 people report to one" in text


async def test_after_the_end_it_says_what_comes_next() -> None:
    stage = Stage(over(), pane)
    async with shown(stage) as pilot:
        await pilot.pause()
        text = screen_text(stage)
    assert "RESOLVED" in text and "Resolved: /report is next" in text
    assert "41 min" in text and "32 min late" not in text


async def test_nothing_is_recorded_where_only_looking_is_allowed() -> None:
    stage = Stage(burning(), pane, recording=False)
    before = len(stage.night.entries)
    async with shown(stage) as pilot:
        for key in ("n", "t", "s", "a", "c", "R", "e", "m", "slash"):
            await pilot.press(key, "x", "enter")
            await pilot.pause()
        assert "nothing is recorded: this console only looks" in screen_text(stage)
    assert len(stage.night.entries) == before


async def test_an_incident_that_is_gone_says_so() -> None:
    stage = Stage(quiet(), pane)
    stage.night.entries.clear()
    async with shown(stage) as pilot:
        await pilot.press("n", "down", "a", "right", "w")
        await pilot.pause()
        assert f"No entry tells of {ID}." in screen_text(stage)


@pytest.mark.parametrize("size", [(80, 24), WIDE])
@pytest.mark.parametrize(
    "payloads",
    [ORDERS.values(), SHAPES.values(), [*BREAKING.values(), *STYLING]],
    ids=["orders", "shapes", "marks-up"],
)
async def test_hostile_words_in_every_field_do_nothing(payloads: list[str], size: tuple[int, int]) -> None:
    stage = Stage(hostile(" ".join(payloads)), pane)
    async with shown(stage, size) as pilot:
        for key in ("right", "right", "enter", "right", "right", "tab", "down", "enter", "at", "slash"):
            await pilot.press(key)
        await pilot.pause()
        text = screen_text(stage)
    assert not {"\x1b", "\x9b", "\x9d", "\x07", "\x00", "\u202e"} & set(text)


async def test_the_earlier_lines_are_a_key_away() -> None:
    stage = Stage(five_thousand(), pane)
    stage.held = stage.night.look()
    async with shown(stage) as pilot:
        assert isinstance(stage.screen, IncidentScreen)
        timeline = stage.screen.timeline
        timeline.cursor = timeline.row_keys[FIRST - 1]
        await pilot.pause()
        assert len(timeline.row_keys) == FIRST + 1
        await pilot.press("down")
        await pilot.pause()
        assert "line 4599 of the night" in screen_text(stage)
        await pilot.press("home", "end")
        await pilot.pause()
        assert "declared P1" in screen_text(stage)
