"""What the console does once a second."""

from __future__ import annotations

from pathlib import Path

from tests.console_parts import console
from tests.host import screen_text, until


async def test_in_the_very_end_it_does_nothing(tmp_path: Path) -> None:
    """On a busy machine the last screen may have gone before the last second is over."""
    app = console(tmp_path)
    async with app.run_test() as pilot:
        await until(pilot, lambda: "pass" in screen_text(app))
    assert not app.screen_stack
    app._tick()
