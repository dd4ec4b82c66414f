"""Letters whole, before they go: which channels, what is sent there, and the default is no."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen

from data.errors import UsageError
from data.models.letter import Letter, Purpose
from data.models.message import Message
from data.models.outbox import channel_title
from widgets.line import Line, Span, Tone, line, wrap
from widgets.lines import Lines
from widgets.paragraphs import Paragraphs

BY_HAND: tuple[Letter, ...] = ()
"""The answer where nothing is to be sent: the words were said outside already."""
_DOES = {
    Purpose.OPEN: "opens an incident there",
    Purpose.ACKNOWLEDGE: "takes the incident there",
    Purpose.UPDATE: "is told",
    Purpose.RESOLVE: "ends the incident there",
}


class ShowLetters(ModalScreen[tuple[Letter, ...] | None]):
    """One text and where it goes; digits choose the channels, only `y` sends.

    Gives the letters, `BY_HAND` where the words were said already, None where nothing shall happen.
    """

    CSS_PATH = "modal.tcss"
    BINDINGS = [
        Binding("y", "send", "Send", id="letters.send"),
        Binding("h", "by_hand", "Said by hand", id="letters.by-hand", tooltip="Only record that it was said"),
        Binding("n,escape,enter,q", "leave", "No", id="letters.no"),
        *(
            Binding(str(number), f"turn({number})", f"Channel {number}", show=False, id=f"letters.{number}")
            for number in range(1, 10)
        ),
    ]

    def __init__(
        self,
        letters: Callable[[Sequence[str]], tuple[Letter, ...]],
        names: Sequence[str],
        chosen: Sequence[str],
        message: Message,
        *,
        by_hand: bool = True,
    ) -> None:
        """`letters` makes those for some of the channels `names`; it raises UsageError where none may go.

        `by_hand` says whether there is a point in recording that it was said outside.
        """
        super().__init__()
        self._letters = letters
        self._names = tuple(names)
        self._chosen = {name: name in chosen for name in names}
        self._message = message
        self._by_hand = by_hand

    def compose(self) -> ComposeResult:
        """The text above, channels and keys below."""
        message = self._message
        with Vertical(classes="dialog wide tall"):
            with VerticalScroll():
                told = [
                    line(Span(f"{message.audience.value} words", "dim")),
                    line(Span(message.subject, "strong")),
                    (),
                ]
                yield Paragraphs((*told, *(line(row) for row in message.body.split("\n"))))
            yield Lines(id="channels")

    def on_mount(self) -> None:
        """Say where it goes."""
        self._tell()

    def action_turn(self, number: int) -> None:
        """Choose a channel, or leave it out."""
        if number <= len(self._names):
            name = self._names[number - 1]
            self._chosen[name] = not self._chosen[name]
            self._tell()

    def action_send(self) -> None:
        """These letters shall go."""
        letters, _ = self._made()
        if letters:
            self.dismiss(letters)

    def action_by_hand(self) -> None:
        """Nothing is sent; that it was said is recorded."""
        if self._by_hand:
            self.dismiss(BY_HAND)

    def action_leave(self) -> None:
        """Back to the text."""
        self.dismiss(None)

    def _made(self) -> tuple[tuple[Letter, ...], str]:
        """The letters to the chosen channels, or why there are none."""
        names = [name for name, wanted in self._chosen.items() if wanted]
        if not names:
            return (), "no channel is chosen" if self._names else "no channel is configured for these words"
        try:
            return self._letters(names), ""
        except UsageError as error:
            return (), error.message

    def _tell(self) -> None:
        letters, refused = self._made()
        made = {letter.channel: letter for letter in letters}
        rows: list[Line] = [
            (),
            *(self._row(at, name, made.get(name)) for at, name in enumerate(self._names, 1)),
        ]
        if refused:
            rows += wrap(refused, 80, "warn")
        keys = [Span("y ", "accent"), Span("sends   ")] if letters else []
        keys += [Span("h ", "accent"), Span("said by hand   ")] if self._by_hand else []
        keys.append(Span("n, enter or esc: no", "dim"))
        self.query_one("#channels", Lines).content = (*rows, (), line(*keys))

    def _row(self, number: int, name: str, letter: Letter | None) -> Line:
        mark = Span("✓ ", "pass") if self._chosen[name] else Span("· ", "dim")
        tone: Tone = "plain" if self._chosen[name] else "dim"
        does = _DOES[letter.purpose] if letter else "" if self._chosen[name] else "is left out"
        to = f" {', '.join(letter.to)}" if letter and letter.to else ""
        return line(Span(f"{number} ", "accent"), mark, Span(f"{channel_title(name)} {does}{to}", tone))
