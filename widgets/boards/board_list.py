"""A board in one list: panels under one another, a cursor that goes from fact to fact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from textual.binding import Binding
from textual.message import Message
from textual.reactive import var

from data.models.board import Board, Fact, Panel
from widgets.boards.board_row import Setting
from widgets.boards.board_sections import MORE, PANEL, Arrangement, Section, rows_of, sections
from widgets.held_rows import HeldRows
from widgets.rows import OPENS, Row, below

_ROOMY = 30
"""Lines of a list from which on panels show more of themselves."""
_FEW, _MANY = 6, 12


@dataclass(frozen=True, slots=True)
class Scene:
    """A board with what its lines are drawn with; the names of the columns that compare and trend."""

    board: Board
    setting: Setting
    against: str = ""
    span: str = ""


class BoardList(HeldRows):
    """Facts worst first within their panels."""

    BINDINGS = [
        OPENS,
        Binding("left,h", "screen.read(-1)", "Read back", show=False, id="board.left", key_display="←"),
        Binding("right,l", "screen.read(1)", "Read on", show=False, id="board.right", key_display="→"),
    ]

    scene: var[Scene | None] = var(None, init=False, always_update=True)
    """What is shown."""
    arranged: var[Arrangement] = var(Arrangement(), init=False)
    """How it is shown."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._sections: list[Section] = []
        self._facts: dict[str, Fact] = {}

    def build(self, width: int) -> Sequence[Row]:
        """Headings, messages and facts at a width."""
        if self.scene is None:
            return ()
        most = _MANY if self.size.height >= _ROOMY else _FEW
        arranged = replace(self.arranged, most=most, held=self._orders())
        self._sections = sections(self.scene.board, arranged)
        names = (self.scene.against, self.scene.span)
        return rows_of(self._sections, arranged, self.scene.setting, width, names)

    class Fitted(Message):
        """The list has another size, so that other rows are out of sight."""

    def on_resize(self) -> None:
        """Say so; the rows are laid out by the list itself."""
        self.post_message(self.Fitted())

    @property
    def fact(self) -> Fact | None:
        """The fact under the cursor."""
        return self._facts.get(self.cursor or "")

    @property
    def panel(self) -> Panel | None:
        """The panel whose message is under the cursor."""
        if self.scene is None or not (self.cursor or "").startswith(PANEL):
            return None
        id = str(self.cursor).removeprefix(PANEL)
        return next((panel for panel in self.scene.board.panels if panel.id == id), None)

    @property
    def hidden(self) -> int:
        """How many facts the filter hides."""
        return sum(each.hidden for each in self._sections)

    @property
    def out_of_sight(self) -> tuple[int, int]:
        """How many lines there are above and below what is seen."""
        return self.scroll_offset.y, below(self)

    def top(self) -> str | None:
        """The worst fact that is shown; where none deviates the first row."""
        shown = set(self.row_keys)
        facts = [fact for each in self._sections for fact in each.facts if fact.key in shown]
        rank = {fact.key: fact.verdict.rank for fact in facts if fact.verdict and fact.verdict.rank}
        return max(rank, key=lambda key: rank[key], default=super().top())

    def show_cursor(self) -> None:
        """With the first row, the headings above it are seen; nobody is taken to what is no fact."""
        index = self._index_of(self.cursor)
        near = index is not None and self._starts[index] < self.size.height
        first = self.row_keys[:1] == [self.cursor]
        if first and (near or not self.held):
            self.scroll_home(animate=False, force=True)
        else:
            super().show_cursor()

    def action_open(self) -> None:
        """Fold or unfold where that is what the row is for; else say that its fact is wanted."""
        for start in (PANEL, MORE):
            if self.cursor is not None and self.cursor.startswith(start):
                self._fold(self.cursor.removeprefix(start))
                return
        super().action_open()

    def watch_scene(self) -> None:
        panels = self.scene.board.panels if self.scene else ()
        self._facts = {fact.key: fact for panel in panels for fact in panel.facts}
        self.rebuild()

    def watch_arranged(self) -> None:
        self.rebuild()

    def _fold(self, id: str) -> None:
        """Unfolded, the cursor stands on the first of what was hidden."""
        self.hold()
        place = self.row_keys.index(self.cursor) if self.cursor in self.row_keys else 0
        opening = id not in self.arranged.opened
        self.arranged = replace(self.arranged, opened=self.arranged.opened ^ {id})
        if opening and self.row_keys:
            self.cursor = self.row_keys[min(place, len(self.row_keys) - 1)]
        self.show_cursor()

    def _orders(self) -> dict[str, tuple[str, ...]]:
        if not self.held or self.scene is None:
            return {}
        return {each.panel.id: each.order for each in self._sections}
