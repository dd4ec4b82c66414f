"""Where somebody writes a text; places that nothing has filled yet stand out, and are gone to in turn."""

from __future__ import annotations

from rich.text import Text
from textual.widgets import TextArea

from data.models.message import PLACE
from widgets.tones import tone_style


class WordsArea(TextArea):
    """Several lines of text, without numbers, colours or a blinking cursor."""

    DEFAULT_CSS = """
    WordsArea { height: 1fr; border: none; padding: 0 1; background: $background; }
    WordsArea:focus { border: none; }
    """

    def __init__(self, text: str = "", *, id: str | None = None) -> None:
        super().__init__(text, id=id, highlight_cursor_line=False, compact=True)
        self.cursor_blink = False  # each blink would be sent over the line

    def get_line(self, line_index: int) -> Text:
        """One line with its places marked."""
        line = super().get_line(line_index)
        style = tone_style(self, "warn")
        for place in PLACE.finditer(line.plain):
            line.stylize(style, *place.span())
        return line

    def put(self, text: str) -> None:
        """Another text, with the cursor on its first place."""
        self.load_text(text)
        if not self.next_place():
            self.move_cursor(self.document.end)

    def next_place(self) -> bool:
        """Select the place after the cursor, the first one after the last; whether there is one."""
        places = [
            ((row, place.start()), (row, place.end()))
            for row in range(self.document.line_count)
            for place in PLACE.finditer(self.document.get_line(row))
        ]
        if not places:
            return False
        here = max(self.selection)
        start, end = next((each for each in places if each[0] >= here), places[0])
        self.move_cursor(start)
        self.move_cursor(end, select=True)
        return True
