"""What every screen of a board shares: making it when the snapshot changes, the range, the exports."""

from __future__ import annotations

from time import perf_counter
from typing import ClassVar

from textual.binding import Binding
from textual.reactive import var

from data.boards.exporting import facts_csv, series_csv
from data.boards.outlook import Outlook
from data.models.board import Board, Fact
from data.models.past import TimeRange
from data.models.snapshot import Snapshot
from data.models.verdict import Verdict
from screens.boards.board_desk import BoardDesk
from screens.frame import FrameScreen
from screens.messages import Export, Hurry, RangeAsked, RunAsked
from widgets.frame.standing import Standing
from widgets.line import Line, Span, Tone, clip, wrap
from widgets.sign import TONE_OF, sign

_RANGES = tuple(TimeRange)
_DAY, _WEEK = 86_400.0, 604_800.0
_COMPARED = (_DAY, _WEEK, None)
_AGAINST = {_DAY: "yesterday", _WEEK: "last week"}
"""What a screen calls the moment that it compares with."""
_REST = 19.0
"""After making a board, so many times as long nothing is made: a twentieth of the time at most."""
_SENTENCES, _MORE, _ROOMY = 3, 5, 36
"""So many lines of a sentence are shown, more of them from that height on."""


class BoardScreen(FrameScreen):
    """A screen whose facts come from a pure function; subclasses say which, and how they are shown."""

    BINDINGS = [
        Binding("t", "range(1)", "Range", id="board.range", tooltip="Look further back"),
        Binding("T", "range(-1)", "Shorter", show=False, id="board.shorter", tooltip="Look less far back"),
        Binding("c", "compare", "Compare", id="board.compare", tooltip="With yesterday, last week, nothing"),
        Binding("r", "procedure", "Runbook", id="board.procedure", tooltip="Open what answers this"),
        Binding("a", "ask", "Ask now", show=False, id="board.ask", tooltip="Ask the sources now"),
        Binding("x", "table", "CSV", show=False, id="board.csv", tooltip="Write facts and series as CSV"),
        Binding("X", "picture", "Picture", show=False, id="board.svg", tooltip="Write this screen as SVG"),
    ]
    NAME: ClassVar[str] = ""
    """What its files are called; by default its mode."""

    board: var[Board | None] = var(None, init=False)
    """What is shown, made of the snapshot."""

    def __init__(self, standing: Standing, desk: BoardDesk) -> None:
        super().__init__()
        self.set_reactive(FrameScreen.standing, standing)
        self.desk = desk
        self.zone = standing.zone
        self.outlook: Outlook | None = None
        self.seen: Snapshot | None = None
        self._making = False
        self._rested = 0.0

    def make(self, snapshot: Snapshot, outlook: Outlook) -> Board:
        """The board at a moment; pure."""
        raise LookupError("no board of its own")

    def show_board(self) -> None:
        """Show `board`, made of `seen` by `outlook`."""

    def chosen(self) -> Fact | None:
        """The fact that keys are about."""
        return None

    @property
    def against(self) -> str:
        """What values are compared with, in words; empty for nothing."""
        return _AGAINST.get(self.desk.against() or 0.0, "")

    def watch_snapshot(self) -> None:
        """Make the board anew: after the next picture, and not more often than leaves time for keys."""
        if self._making:
            return
        self._making = True
        rest = self._rested - perf_counter()
        if rest > 0:
            self.set_timer(rest, self._make_board)
        else:
            self.call_after_refresh(self._make_board)

    def _make_board(self) -> None:
        self._making = False
        if self.snapshot is None or not self.laid_out:
            return
        begun = perf_counter()
        self.seen, self.outlook = self.snapshot, self.desk.outlook(self.MODE)
        self.set_reactive(BoardScreen.board, self.make(self.seen, self.outlook))
        self.show_board()
        self.refresh_bindings()
        self._rested = perf_counter() + (perf_counter() - begun) * _REST

    def say_board(self, board: Board) -> None:
        """The board's sentence, as many lines as the frame has room for."""
        tone: Tone = "dim" if board.verdict is Verdict.PASS else "plain"
        width = max(20, self.size.width - 4)
        lines: list[Line] = [line for text in board.sentence for line in wrap(text, width, tone)]
        first = (sign(board.verdict), Span(" ", TONE_OF[board.verdict])) if board.judged else (Span("  "),)
        indented = [(*(first if at == 0 else (Span("  "),)), *line) for at, line in enumerate(lines)]
        most = _MORE if self.size.height >= _ROOMY else _SENTENCES
        if len(indented) > most:
            indented[most - 1] = clip((*indented[most - 1], Span(" …")), width + 2)
        self.say(indented[:most])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A procedure is offered only where there is one."""
        if action == "procedure":
            fact = self.chosen()
            return bool(fact and fact.procedure)
        return super().check_action(action, parameters)

    def action_range(self, step: int) -> None:
        """Look further back, or less far."""
        at = _RANGES.index(self.desk.outlook(self.MODE).span) + step
        self._look(_RANGES[max(0, min(len(_RANGES) - 1, at))], self.desk.against())

    def action_compare(self) -> None:
        """Compare with something else."""
        at = _COMPARED.index(self.desk.against()) + 1
        self._look(self.desk.outlook(self.MODE).span, _COMPARED[at % len(_COMPARED)])

    def action_procedure(self) -> None:
        """Open what answers the fact."""
        fact = self.chosen()
        if fact is not None and fact.procedure:
            self.post_message(RunAsked(fact.procedure))

    def action_ask(self) -> None:
        """Ask now: the source of the fact, or all."""
        fact = self.chosen()
        self.post_message(Hurry((fact.source or None) if fact else None))

    def action_table(self) -> None:
        """Facts and series, for a person to take away."""
        if self.board is None or self.seen is None or self.outlook is None:
            return
        facts = facts_csv(self.board, self.zone)
        self.post_message(Export(self._file(self.seen, "csv"), facts))
        series = series_csv(self.board, self.seen, self.outlook)
        self.post_message(Export(self._file(self.seen, "series.csv"), series))

    def action_picture(self) -> None:
        """This screen as a picture."""
        if self.seen is None:
            return
        from screens.picture import picture_of  # noqa: PLC0415 - only when first asked for

        self.post_message(Export(self._file(self.seen, "svg"), picture_of(self)))

    def _look(self, span: TimeRange, against: float | None) -> None:
        self._rested = 0.0
        self.post_message(RangeAsked(span, against))

    def _file(self, seen: Snapshot, ending: str) -> str:
        at = seen.at.astimezone(self.zone)
        return f"{self.NAME or self.MODE}-{at:%Y%m%d-%H%M%S}.{ending}"
