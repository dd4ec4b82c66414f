"""The way into the open console: on a configuration, or by asking for a way where there is none."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from console.cli.session import Session
from console.glimpse import Glimpse, glimpse_of

if TYPE_CHECKING:
    from console.opening import Parts


def open_console(session: Session) -> int:
    """Open the console on a session; its exit code. Without a configuration it first asks for a way in."""
    glimpse = glimpse_of(session)
    if glimpse is None and not session.settings().found:
        from console.first_start import first_start  # noqa: PLC0415 - heavy: textual, and seldom needed

        return first_start(session)
    return _open(session, glimpse)


def open_on_session(session: Session) -> int:
    """Open the console on a configuration that is there, and stay in it; its exit code."""
    return _open(session, glimpse_of(session))


def _open(session: Session, glimpse: Glimpse | None) -> int:
    gc.disable()  # nothing that is loaded at the start is garbage; looking for some takes a tenth of it
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
