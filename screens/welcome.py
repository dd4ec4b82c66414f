"""The first start: says what this is, and offers three ways in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen
from textual.types import CSSPathType

from widgets.frame.key_bar import KeyBar
from widgets.line import Line, Span, line, wrap
from widgets.lines import Lines
from widgets.rows import Row, RowList

LAB, MACHINE, FILE = "lab", "machine", "file"


class Ways(RowList):
    """The ways in, each with what it does."""

    def __init__(self, file: Path, lab: bool) -> None:
        super().__init__()
        self._file = file
        self._lab = lab

    def build(self, width: int) -> Sequence[Row]:
        """Three rows of a title and a few words."""
        lab = (
            "A real PostgreSQL, web services and certificates on this machine only, with faults to switch on."
        )
        if not self._lab:
            lab += " Needs its parts: install '.[lab]' in place of '.'"
        ways = (
            (LAB, "l", "Try it in the lab", lab),
            (
                MACHINE,
                "m",
                "Watch this machine",
                "Processor, memory and disks, and the shipped checklists. Writes no file.",
            ),
            (FILE, "w", "Write a configuration", f"A commented file to start from: {self._file}"),
        )
        return [
            Row(
                key,
                ((Span(f" {letter} ", "accent"), Span(title, "strong")), *wrap(words, width, "dim", 3), ()),
            )
            for key, letter, title, words in ways
        ]


class WelcomeScreen(Screen[None]):
    """Shown while there is no configuration; the way that is chosen ends it."""

    CSS_PATH: ClassVar[CSSPathType | None] = "welcome.tcss"
    BINDINGS = [
        Binding("l", "choose('lab')", "Lab", id="welcome.lab"),
        Binding("m", "choose('machine')", "This machine", id="welcome.machine"),
        Binding("w", "choose('file')", "Write a file", id="welcome.file"),
        Binding("q,escape", "app.quit", "Quit", id="welcome.quit"),
    ]

    def __init__(self, file: Path, *, lab: bool) -> None:
        super().__init__()
        self._file = file
        self._lab = lab

    def compose(self) -> ComposeResult:
        """What this is, and the ways."""
        yield Lines(_head(self._file), id="head")
        yield Ways(self._file, self._lab)
        yield KeyBar()

    def action_choose(self, way: str) -> None:
        """Go that way."""
        self.query_one(Ways).post_message(RowList.Opened(self.query_one(Ways), way))


def _head(file: Path) -> tuple[Line, ...]:
    return (
        line(Span("ops-console", "strong"), Span("  checklists that check themselves, on live data", "dim")),
        (),
        *wrap(f"There is no configuration yet: {file} does not exist. Three ways on:", 76),
        (),
    )
