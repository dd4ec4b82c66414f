"""``ops-console`` without a command: opens the console, and without a configuration first asks how."""

from __future__ import annotations

import tempfile
from pathlib import Path

from console.cli.session import Session
from console.entrance import open_console


def find_way_in(session: Session) -> int:
    """Open the console one way or another; the exit code."""
    file = session.config_file
    if file.exists():
        return open_console(session)
    from console.welcome import ask_way  # noqa: PLC0415 - heavy, and seldom needed
    from screens.welcome import FILE, LAB, MACHINE  # noqa: PLC0415

    way, code = ask_way(file)
    if way == LAB:
        from console.cli.lab import open_on_lab  # noqa: PLC0415 - heavy: the lab's parts

        return open_on_lab(session)
    if way == FILE:
        from console.cli.config import say_written  # noqa: PLC0415 - only a first start writes one

        code = _on_starter(session, file)
        say_written(session)
        return code
    if way == MACHINE:
        # The starter watches this machine only; it is read from a folder that goes when the console does.
        with tempfile.TemporaryDirectory(prefix="ops-console-") as folder:
            return _on_starter(session, Path(folder) / "config.toml")
    return code


def _on_starter(session: Session, file: Path) -> int:
    from data.config.starter import write_starter  # noqa: PLC0415 - only a first start writes one

    write_starter(file)
    return open_console(session.with_config(file))
