"""The four dashboards in each of the six looks, as text at two sizes."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion

from data.models.snapshot import Phase
from screens.boards.business import BusinessScreen
from screens.boards.cost import CostScreen
from screens.boards.dashboard import DashboardScreen
from screens.boards.performance import PerformanceScreen
from screens.boards.security import SecurityScreen
from screens.messages import Export
from tests.board_scenes import LOOKS, Scenery
from tests.fakes import START
from tests.gallery import STANDING
from tests.host import Host, screen_text, until
from tests.screens.boards.test_dashboard_looks import MODES, SIZES, TextFile, drawn

SCREENS: dict[str, type[DashboardScreen]] = {
    "performance": PerformanceScreen,
    "cost": CostScreen,
    "security": SecurityScreen,
    "business": BusinessScreen,
}
SIGNS = {  # what each look must show; a fresh one shows its facts
    Phase.LOADING: "…",
    Phase.FRESH: "1 h",
    Phase.STALE: "~",
    Phase.FAILED: "#",
    Phase.NO_RIGHTS: "#",
    Phase.NOT_CONFIGURED: "+",
}


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.value)
@pytest.mark.parametrize("board", SCREENS)
async def test_every_board_in_every_look(
    snapshot: SnapshotAssertion, board: str, look: Phase, size: tuple[int, int]
) -> None:
    scenery = Scenery(board, look)
    screen = SCREENS[board](STANDING, scenery.desk())
    host = Host(screen)

    def fill() -> None:
        screen.modes, screen.now, screen.snapshot = MODES, START, scenery.snapshot

    host.call_later(fill)
    async with host.run_test(size=size) as pilot:
        await until(pilot, lambda: drawn(host, screen))
        await pilot.pause()
        text = screen_text(host)
        assert SIGNS[look] in text
        assert look is Phase.FRESH or " ✓ All" not in text
        assert text == snapshot(extension_class=TextFile)


async def test_a_picture_of_nothing_yet_is_not_taken() -> None:
    screen = PerformanceScreen(STANDING, Scenery("performance", Phase.FRESH).desk())
    host = Host(screen)
    async with host.run_test(size=(80, 24)) as pilot:
        await pilot.press("X", "x")
        await pilot.pause()
        assert not [said for said in host.heard if isinstance(said, Export)]
