"""The letters that wait, one whole, and what a person can say about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen

from data.errors import UsageError
from data.models.entry import Draft
from data.models.letter import LetterState
from data.models.outbox import Outbox, Posted, channel_title, gist
from data.outbox import writing
from data.outbox.telling import outcome, state_words, under_way, what_to_do
from screens.messages import Record
from screens.modals.ask_text import AskText
from widgets.line import Line, Span, Tone, line
from widgets.lines import Lines
from widgets.paragraphs import broken

_PLACE = "outbox"
"""Where half-written reasons are kept."""
_TICK = 1.0
_TRIES = 4
_QUESTIONS = {
    "retry": ("Why shall it go again? It may come twice.", writing.retried),
    "drop": ("Why shall it not go?", writing.dropped),
    "arrived": ("Where was it seen?", writing.arrived),
}
_TONES: dict[LetterState, Tone] = {LetterState.REFUSED: "fail", LetterState.IN_DOUBT: "warn"}


class OutboxDialog(ModalScreen[None]):
    """A list, and the letter that the cursor is on."""

    CSS_PATH = "modal.tcss"
    BINDINGS = [
        Binding("up,k", "move(-1)", "Up", show=False, id="outbox.up"),
        Binding("down,j", "move(1)", "Down", show=False, id="outbox.down"),
        Binding("r", "decide('retry')", "Send it again", id="outbox.retry"),
        Binding("d", "decide('drop')", "Take it back", id="outbox.drop"),
        Binding("a", "decide('arrived')", "It did come", id="outbox.arrived"),
        Binding("s", "hurry", "Try all now", id="outbox.send"),
        Binding("escape,q,enter", "close", "Close", id="outbox.close"),
    ]

    def __init__(
        self,
        look: Callable[[], Outbox],
        now: Callable[[], datetime],
        half_written: Callable[[str, str], str],
        hurry: Callable[[], object],
        key: str = "",
        *,
        writable: bool = True,
    ) -> None:
        """`key` is the letter to begin with; with `writable` false nothing can be decided."""
        super().__init__()
        self._look = look
        self._now = now
        self._half_written = half_written
        self._hurry = hurry
        self._key = key
        self._writable = writable
        self._list, self._letter, self._help = Broken(), Broken(), Broken()

    def compose(self) -> ComposeResult:
        """The list, the letter, the keys."""
        with Vertical(classes="dialog wide page"):
            yield self._list
            with VerticalScroll():
                yield self._letter
            yield self._help

    def on_mount(self) -> None:
        """Begin where a person is wanted."""
        stuck = self._look().stuck
        if not self._key and stuck:
            self._key = stuck[0].key
        self.set_interval(_TICK, self.show_letters)
        self.show_letters()

    def show_letters(self) -> None:
        """Draw what is there now; what has not changed is not sent."""
        letters, chosen = self._look().open, self._chosen()
        now = self._now()
        shown = [_row(each, now, chosen=each is chosen) for each in letters]
        head = line(Span("Outbox", "strong"), Span(f"   {len(letters)} to go" if letters else "", "dim"))
        self._list.content = (head, (), *shown, ())
        self._letter.content = tuple(_whole(chosen, now))
        self._help.content = ((), self._keys(chosen))

    def action_move(self, by: int) -> None:
        """Another letter."""
        letters, chosen = self._look().open, self._chosen()
        if chosen is not None:
            place = next(index for index, each in enumerate(letters) if each is chosen)
            self._key = letters[max(0, min(place + by, len(letters) - 1))].key
            self.show_letters()

    def action_decide(self, act: str) -> None:
        """Say what shall be with the letter; the reason is asked for."""
        posted = self._chosen()
        if posted is None:
            return
        if not self._writable:
            self.notify("Nothing is recorded: this console only looks")
            return
        if under_way(posted, self._now()):
            self.notify("It is just being sent; see in some seconds how that ends")
            return
        question, drafts = _QUESTIONS[act]
        if act == "retry" and posted.state is not LetterState.IN_DOUBT:
            self._record(posted, lambda: writing.retried(posted))
            return
        if act == "arrived" and posted.last is None:
            self.notify("It was never given away")
            return
        key = f"{act}:{posted.key}"

        def decided(reason: str | None) -> None:
            if reason is not None:
                self._record(posted, lambda: drafts(posted, reason), key)

        self.app.push_screen(
            AskText(question, place=_PLACE, key=key, initial=self._half_written(_PLACE, key)), decided
        )

    def action_hurry(self) -> None:
        """Try all that waits now."""
        self._hurry()

    def action_close(self) -> None:
        """Back to where it was opened from."""
        self.dismiss()

    def _record(self, posted: Posted, drafts: Callable[[], list[Draft]], key: str = "") -> None:
        try:
            self.post_message(Record(drafts(), _PLACE, key))
        except UsageError as error:
            self.notify(str(error), severity="warning")

    def _chosen(self) -> Posted | None:
        letters = self._look().open
        return next((each for each in letters if each.key == self._key), letters[0] if letters else None)

    def _keys(self, chosen: Posted | None) -> Line:
        keys = [("esc", "close")]
        if chosen is not None and self._writable:
            keys = [("r", "send again"), ("d", "take back"), ("s", "try all now"), *keys]
            if chosen.last is not None:
                keys.insert(2, ("a", "it did come"))
        return line(*(span for key, does in keys for span in (Span(f"{key} ", "accent"), Span(f"{does}  "))))


class Broken(Lines):
    """Lines that are broken where the width ends; those of several pieces are cut instead."""

    def build(self, width: int) -> Sequence[Line]:
        """The lines at a width."""
        return [row for each in self.content for row in (broken(each, width) if len(each) == 1 else [each])]


def _row(posted: Posted, now: datetime, *, chosen: bool) -> Line:
    tone: Tone = _TONES.get(posted.state, "plain") if posted.stuck else "plain"
    letter = posted.letter
    about = f"{letter.incident} {channel_title(letter.channel)}: {gist(letter)}".strip()
    return line(
        Span("▸ " if chosen else "  ", "accent"),
        Span(f"{about}  ", "strong" if chosen else "plain"),
        Span(state_words(posted, now), tone),
    )


def _whole(posted: Posted | None, now: datetime) -> list[Line]:
    """The letter as it goes, why it has not, and what can be done."""
    if posted is None:
        return [line(Span("Nothing waits."))]
    letter = posted.letter
    lines = [line(Span(what_to_do(posted), "warn"))] if posted.stuck else []
    lines += [line(Span(f"to {', '.join(letter.to)}", "dim"))] if letter.to else []
    lines += [line(Span(letter.subject, "strong"))] if letter.subject else []
    lines += [line(Span(f"  {row}")) for row in letter.body.splitlines()]
    tries = posted.attempts[-_TRIES:]
    if (count := len(posted.attempts)) > 0:
        lines += [(), line(Span("Tried once:" if count == 1 else f"Tried {count} times, at last:", "dim"))]
    lines += [line(Span(f"  {_when(each.at)} {outcome(each)}", "dim")) for each in tries]
    return lines


def _when(moment: datetime | None) -> str:
    return f"{moment:%H:%M:%S}" if moment else "?"
