"""The first second: a picture of what the configuration names, and the parts made behind it.

Reading the configuration with care, and what that needs to be loaded, takes longer than
everything else at the start; nobody has to look at an empty terminal meanwhile.
"""

from __future__ import annotations

import asyncio
import gc
import inspect
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events

from console.dress import dress
from console.glimpse import Glimpse
from console.incidents.commanding import Commanding
from console.modes import add_modes
from console.publishing import MODES, show
from data.errors import OpsError
from screens.health.health import HealthScreen
from screens.messages import Ready

if TYPE_CHECKING:
    from console.parts import Parts

_SCREENS = Path(inspect.getfile(HealthScreen)).parent
_KNOWN = frozenset(mode for mode, _, _ in MODES)


class Beginning(Commanding):
    """Shows the `glimpse` and then has `make` make the parts; without a glimpse these come first.

    Where they cannot be made behind the first picture it ends, and `failure` says why.
    """

    DEFAULT_MODE = "health"
    # Read with all others: a style sheet that comes later has every one of them read anew.
    CSS_PATH = [_SCREENS / name for name in HealthScreen.CSS_PATH]

    def __init__(self, make: Callable[[], Parts], glimpse: Glimpse | None = None) -> None:
        """Raises what `make` raises, where there is no glimpse."""
        super().__init__()
        self.failure: OpsError | None = None
        self._make = make
        self._glimpse = glimpse
        self._shown = False
        self._unpainted = ExitStack()
        self._early: list[events.Event] = []
        if glimpse is None:
            self.take(make())
        dress(self, glimpse.theme if glimpse else self.parts.theme)
        add_modes(self, glimpse.standing if glimpse else self.publisher.standing())

    def start(self) -> None:
        """The parts are there: go to work. Override."""

    async def on_event(self, event: events.Event) -> None:
        """What is typed before the parts are there waits for them."""
        if self.begun or not isinstance(event, events.InputEvent):
            await super().on_event(event)
        else:
            self._early.append(event)

    def on_mount(self) -> None:
        """Go to work at once where the parts are there; else paint nothing before there is something."""
        if not self.begun:
            self._unpainted.enter_context(self.batch_update())
        else:
            wanted = self.parts.screen.partition("/")[0]
            if wanted in _KNOWN:
                self.switch_mode(wanted)
            self.start()

    def on_ready(self, event: Ready) -> None:
        """Give a screen what it asks for."""
        if self.begun:
            self.publish()
        elif self._glimpse is not None and isinstance(event, Ready):  # Textual has one of this name, too
            show(self.screen, self._glimpse.standing, self._glimpse.snapshot)
            self._shown = True
            self._unpainted.close()

    def post_display_hook(self) -> None:
        """Once the first picture is on its way to the terminal, begin."""
        if self._shown:
            self._shown = False
            self.run_worker(self._begin())

    async def _begin(self) -> None:
        try:
            parts = await asyncio.to_thread(self._make)
        except OpsError as error:
            self.failure = error
            self.leave(error.exit_code)
            return
        self.take(parts)
        self.publish()
        self.start()
        early, self._early = self._early, []
        for event in early:
            self.post_message(event)
        gc.freeze()  # what was loaded stays: no collection needs to look through it again
        gc.enable()
