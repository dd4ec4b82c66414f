"""A list in an order of its own, which holds still once somebody works in it."""

from __future__ import annotations

from textual import events

from widgets.rows import RowList


class HeldRows(RowList):
    """Rows whose cursor stays on top until somebody moves it; from then on their order is `held`.

    Subclasses keep to the order they showed last while `held` is true.
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._touched = False

    @property
    def held(self) -> bool:
        """Whether the order holds still because somebody is working in it."""
        return self._touched

    def hold(self) -> None:
        """Somebody works in it."""
        self._touched = True

    def follow(self) -> None:
        """Nobody works in it any more: the cursor stays on top."""
        self._touched = False

    def put_in_order(self) -> None:
        """Sort now, and go on sorting until the cursor is moved again."""
        self._touched = False
        self.rebuild()

    def top(self) -> str | None:
        """The key of the row that the cursor stands on while nobody works in the list."""
        return next(iter(self.row_keys), None)

    def rebuild(self) -> None:
        """The cursor stays on top of a list that nobody works in."""
        super().rebuild()
        if not self._touched and self.row_keys:
            self.cursor = self.top()

    def action_move(self, step: int) -> None:
        """Moving the cursor makes the order hold still."""
        self.hold()
        super().action_move(step)

    def on_click(self, event: events.Click) -> None:
        """So does a click; Textual has the list's own handler run after this one."""
        self.hold()
