"""All incidents, and the way to the one that is open."""

from __future__ import annotations

from screens.incidents.incident import IncidentScreen
from screens.incidents.incident_messages import IncidentAsked
from screens.incidents.incident_watcher import IncidentWatcher
from screens.incidents.incidents import IncidentsScreen
from tests.host import screen_text
from tests.incident_gallery import ID, Night, burning, over, quiet
from tests.incident_screens import Stage, listing, shown


def another(night: Night, id: str, *, over: bool = False) -> None:
    """One more incident of that night."""
    night.tell(1, "declared", incident=id, severity="P2", title=f"slow search {id}", policy="skafu")
    if over:
        night.tell(5, "resolved", incident=id)


async def test_the_only_open_one_is_opened_and_esc_leads_to_the_list() -> None:
    stage = Stage(quiet(), listing)
    another(stage.night, "INC-2026-11-20-2", over=True)
    async with shown(stage) as pilot:
        await pilot.pause()
        assert isinstance(stage.screen, IncidentScreen) and stage.screen.incident == ID
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(stage.screen, IncidentsScreen)
        text = " ".join(screen_text(stage).split())
        assert "1 incident is open, the latest P1 INC-2026-11-20-1: Database out of connections." in text
        assert text.index("! P1") < text.index("✓ P2")


async def test_several_are_listed_open_ones_first_and_enter_opens() -> None:
    stage = Stage(quiet(), listing)
    another(stage.night, "INC-2026-11-20-2")
    async with shown(stage) as pilot:
        await pilot.pause()
        assert isinstance(stage.screen, IncidentsScreen)
        assert "2 incidents are open" in screen_text(stage)
        await pilot.press("down", "enter")
        await pilot.pause()
        assert isinstance(stage.screen, IncidentScreen) and stage.screen.incident == "INC-2026-11-20-2"


async def test_none_says_how_to_declare_and_how_the_last_one_went() -> None:
    stage = Stage(over(), listing)
    async with shown(stage, (110, 24)) as pilot:
        await pilot.pause()
        text = " ".join(screen_text(stage).split())
        assert "No incident is open. i declares one, from any screen." in text
        assert "acknowledged after 3.2 min, mitigated after 41 min, resolved after 41 min." in text
        assert "Mean of 1:" in text
        await pilot.press("i")
        await pilot.pause()
    assert [each.act for each in stage.heard if isinstance(each, IncidentAsked)] == ["declare"]


async def test_an_empty_journal_is_quiet() -> None:
    stage = Stage(Night(), listing)
    async with shown(stage) as pilot:
        await pilot.press("enter", "w", "down")
        await pilot.pause()
        assert "No incident is open. i declares one, from any screen." in screen_text(stage)


async def test_a_console_that_only_looks_shows_it_big_and_cannot_declare() -> None:
    stage = Stage(burning(), listing, recording=False)
    async with shown(stage) as pilot:
        await pilot.pause()
        assert isinstance(stage.screen, IncidentWatcher)
        await pilot.press("escape", "i")
        await pilot.pause()
        assert "Nothing is recorded: this console only looks." in screen_text(stage)
    assert not [each for each in stage.heard if isinstance(each, IncidentAsked)]


async def test_one_that_comes_while_the_list_is_seen_is_shown_and_not_forced_on_anybody() -> None:
    stage = Stage(over(), listing)
    async with shown(stage) as pilot:
        await pilot.pause()
        another(stage.night, "INC-2026-11-20-2")
        stage.publish()
        await pilot.pause()
        assert isinstance(stage.screen, IncidentsScreen)
        assert "1 incident is open" in screen_text(stage)


async def test_who_leaves_the_one_that_was_opened_for_them_stays_in_the_list() -> None:
    stage = Stage(over(), listing)
    async with shown(stage) as pilot:
        assert isinstance(stage.screen, IncidentsScreen)
        stage.night.tell(42, "reopened", reason="it fails again")
        stage.screen.open(ID)
        await pilot.pause()
        assert isinstance(stage.screen, IncidentScreen)
        await pilot.press("escape")
        for _ in range(3):
            await pilot.pause()
        assert isinstance(stage.screen, IncidentsScreen)
