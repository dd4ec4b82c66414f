"""Opens the console: a first picture at once, the parts behind it."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from console.cli.session import Session

if TYPE_CHECKING:
    from console.parts import Parts


def open_console(session: Session) -> int:
    """Open the console on the session's configuration, and stay in it; its exit code."""
    gc.disable()  # nothing that is loaded at the start is garbage; looking for some takes a tenth of it
    from console.glimpse import glimpse_of  # noqa: PLC0415 - loaded from here on, not with the commands

    glimpse = glimpse_of(session)
    from console.app import OpsConsole  # noqa: PLC0415 - heavy: textual

    def make() -> Parts:
        from console.opening import parts_of  # noqa: PLC0415 - heavy: loaded behind the first picture

        return parts_of(session)

    first = session.options.screen or "health"
    console = OpsConsole(make, glimpse if first == "health" else None)
    code = console.launch()
    if console.failure is not None:
        raise console.failure
    return code
