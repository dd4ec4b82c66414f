"""What the application works with, once it is there: parts, half-written texts, the way to the screens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from console.events import JournalChanged
from console.half_written import HalfWrittenTexts
from console.publishing import Publisher
from console.terminal.base import TerminalApp
from data.models.labels import Labels
from data.models.series import Series
from data.models.snapshot import Snapshot
from screens.messages import AroundAsked

if TYPE_CHECKING:
    from console.chronicle import Chronicle
    from console.outlooks import Outlooks
    from console.parts import Parts
    from data.boards.gain import Gain
    from data.procedures.runbooks.symptoms import Match


class Desk(TerminalApp):
    """Alone holds poller, journal and half-written texts; everything else asks it by messages."""

    parts: Parts
    chronicle: Chronicle
    publisher: Publisher
    half_written: HalfWrittenTexts
    outlooks: Outlooks

    def __init__(self) -> None:
        super().__init__()
        self.begun = False
        """Whether the parts are there; nothing is asked for before."""

    def take(self, parts: Parts) -> None:
        """Answer from these parts."""
        from console.chronicle import Chronicle  # noqa: PLC0415 - heavy, and not for the first picture
        from console.outlooks import Outlooks  # noqa: PLC0415
        from data.procedures.draft_store import DraftStore  # noqa: PLC0415

        self.parts = parts
        self.chronicle = Chronicle(parts.journal, lambda: self.post_message(JournalChanged()))
        self.publisher = Publisher(parts, self.chronicle)
        keeping = not parts.only_looks
        self.half_written = HalfWrittenTexts(
            DraftStore(parts.journal.root, parts.journal.by), keeping=keeping
        )
        self.outlooks = Outlooks(parts)
        self.begun = True

    def publish(self) -> None:
        """Hand the newest state to the screen that is seen; in the very end there is none."""
        if self.screen_stack:
            self.publisher.publish(self.screen)

    def history(self, key: tuple[str, str, Labels]) -> Series:
        """The recent past of one series."""
        return self.parts.watch.store.history(key) if self.begun else Series((), ())

    def around(self, snapshot: Snapshot) -> Sequence[Gain]:
        """What stands around the sources; nothing before there are any."""
        if not self.begun:
            return ()
        from data.boards.health import health_gains  # noqa: PLC0415 - not for the first picture

        return health_gains(snapshot, self.outlooks.outlook("health"), self.parts.standing.environment)

    def fitting(self, snapshot: Snapshot) -> Sequence[Match]:
        """Which procedures' symptoms show; whoever holds the procedures says more than this."""
        return ()

    def open_procedure(self, name: str) -> bool:
        """Show the procedure of that id, title or address; False where there is none here."""
        return False

    def on_around_asked(self, event: AroundAsked) -> None:
        """Show the panels around the sources."""
        if self.begun:
            from screens.boards.around import AroundScreen  # noqa: PLC0415 - heavy: all that boards are made of

            self.push_screen(AroundScreen(self.publisher.standing(), self.outlooks.desk()))
