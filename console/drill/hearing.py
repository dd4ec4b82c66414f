"""What reaches the players of a drill: shown when it comes, and kept to be read once more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.drills.plays.telling import INJECT, came_at
from data.models.entry import Entry

if TYPE_CHECKING:
    from console.app import OpsConsole
    from console.drill.parts import Drill
    from data.models.journal import JournalNews

_HEARD_S = 8.0
_ANSWER = "incident.answer"


class Hearing:
    """Follows the drill's journal, and lets the stage know of it; belongs to the event loop."""

    def __init__(self, app: OpsConsole, drill: Drill) -> None:
        self._app = app
        self._drill = drill
        self._heard = {each.id: each for each in drill.past if each.kind == INJECT}

    def start(self) -> None:
        """Begin to follow."""
        self._drill.parts.journal.listen(self._hear)

    def show(self) -> None:
        """Show all that has reached the players."""
        from screens.modals.messages_read import MessagesRead  # noqa: PLC0415 - heavy: a dialog

        starts, zone = self._drill.stage.scenario.starts, self._drill.parts.standing.zone
        self._app.push_screen(MessagesRead(tuple(self._heard.values()), starts, zone))

    def _hear(self, news: JournalNews) -> None:
        """On a thread of the journal's."""
        if news.entries:
            self._app.call_later(self._learn, news.entries)

    def _learn(self, entries: tuple[Entry, ...]) -> None:
        drill = self._drill
        drill.stage.take(entries)
        for entry in entries:
            if entry.kind == INJECT and entry.drill and entry.id not in self._heard:
                self._heard[entry.id] = entry
                came = came_at(entry, drill.stage.scenario.starts).astimezone(drill.parts.standing.zone)
                title = f"{entry.get('who') or 'Log'}, {came:%H:%M}"
                words = f"{entry.get('words')}  (M shows it again)"
                self._app.notify(words, title=title, timeout=_HEARD_S)
            if entry.kind == _ANSWER and entry.by != drill.parts.journal.by:
                words = f"answers question {entry.get('question')}: {entry.get('text')}"
                self._app.notify(words, title=entry.by, timeout=_HEARD_S)
