"""A table of which ten cells change at each turn; on Textual's own App or on ours."""

from __future__ import annotations

import sys
from typing import Any

from rich.text import Text
from textual.app import App, ComposeResult
from textual.widgets import DataTable, Static

from console.terminal.base import TerminalApp

Base: type[App[Any]] = TerminalApp if sys.argv[1:] == ["ours"] else App


class TableApp(Base):  # type: ignore[misc, valid-type]
    """Thirty services and their latencies."""

    turn = 0

    def compose(self) -> ComposeResult:
        yield Static("turn 0")
        yield DataTable()

    def on_mount(self) -> None:
        table = self.query_one(DataTable)
        table.add_columns("service", "now", "limit", "last hour")
        for row in range(30):
            table.add_row(
                Text(f"service {row}"), Text("12 ms"), Text("200 ms"), Text("▂▂▃▃▄▅▅▆"), key=str(row)
            )
        self.set_interval(0.4, self.change)

    def change(self) -> None:
        self.turn += 1
        table = self.query_one(DataTable)
        column = list(table.columns)[1]
        for row in range(10):
            table.update_cell(str(row), column, Text(f"{(row * 37 + self.turn * 13) % 90 + 10} ms"))
        self.query_one(Static).update(f"turn {self.turn}")


if __name__ == "__main__":
    app = TableApp()
    sys.exit(app.launch() if isinstance(app, TerminalApp) else app.run())
