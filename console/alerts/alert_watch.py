"""Watches the desk for as long as the console is open: what resolves, what ends, what is to be renewed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from data.alerts import drafts
from data.alerts.acts import Acts, fold_acts
from data.alerts.clock import span
from data.alerts.desk import Desk, View, desk_of
from data.alerts.memory import Memory, remember
from data.alerts.upkeep import Chore, Watchman, chores
from data.alerts.writing import Place, keeper_of, target_of
from data.errors import SourceError
from data.models.entry import Entry
from data.provider import AlertKeeper
from screens.messages import Record
from widgets.moment import clock_time

if TYPE_CHECKING:
    from console.requests import Requests

_SECOND_LOOK = 2.0
"""Seconds after something was written until it is asked once more: another may have written as well."""


class AlertWatch:
    """The desk as this console sees it; belongs to the event loop."""

    def __init__(self, app: Requests) -> None:
        self._app = app
        self._memory = Memory()
        self._gone: dict[str, float] = {}
        self._under_way: set[str] = set()
        self._told: set[str] = set()
        self._warned: set[str] = set()
        self._folded: tuple[Sequence[Entry], Acts] = ((), Acts())
        self._looked: tuple[object, Desk] | None = None
        self._heard = ""

    def look(self) -> tuple[Desk, Memory]:
        """The desk as it is at this moment, and what has been seen of it."""
        parts = self._app.parts
        now, snapshot = parts.time.now(), parts.watch.store.snapshot()
        acts = self._acts()
        key = (snapshot.generation, acts, now.replace(microsecond=0))
        if self._looked is None or self._looked[0] != key:
            view = View(parts.policies.get(snapshot.policy), parts.standing.zone, self._memory.first_seen)
            desk = desk_of(snapshot, acts, view, now)
            self._memory = remember(self._memory, desk)
            self._looked = (key, desk)
        return self._looked[1], self._memory

    def tend(self) -> None:
        """Look, warn of silences that end, and do what is to be done."""
        desk, _ = self.look()
        self._warn(desk)
        self._listen(desk.acts)
        if self._app.parts.only_looks:
            return
        parts = self._app.parts
        who = Watchman(parts.journal.by, desk.now, parts.time.elapsed())
        found, self._gone = chores(parts.watch.store.snapshot(), desk.acts, self._gone, who)
        names = {chore.silence or chore.key for chore in found}
        self._told &= names
        for chore in found:
            name = chore.silence or chore.key
            if name not in self._under_way:
                self._under_way.add(name)
                self._app.run_worker(self._do(chore, name), exit_on_error=False, group="alerts")

    def keeper(self, source: str) -> AlertKeeper | None:
        """The way to write at a source; None where it has none."""
        return keeper_of(self._app.parts.watch.sources, source)

    def place(self, source: str) -> Place | None:
        """Where and in whose name something is written; None where nothing can be."""
        keeper, parts = self.keeper(source), self._app.parts
        if keeper is None:
            return None
        return Place(keeper, source, self.target(source), parts.journal.by, parts.time.now())

    def target(self, source: str) -> str:
        """The address at which something is changed there, without secrets."""
        return target_of(self._app.parts.watch.store.snapshot(), source)

    def hurry(self, source: str) -> None:
        """Ask a source now, and once more a little later."""
        poller = self._app.parts.watch.poller
        poller.hurry(source)
        self._app.set_timer(_SECOND_LOOK, lambda: poller.hurry(source))

    async def _do(self, chore: Chore, name: str) -> None:
        try:
            await self._change(chore)
        except SourceError as error:
            self._app.notify(f"{chore.title}: {error.message}", title=chore.source, severity="warning")
        else:
            if chore.resolved and name not in self._told:
                self._told.add(name)
                self._app.post_message(Record([drafts.resolved(chore, self.target(chore.source))]))
        finally:
            # Only what the next answer still says is tried again.
            self._app.set_timer(_SECOND_LOOK * 2, lambda: self._under_way.discard(name))

    async def _change(self, chore: Chore) -> None:
        if not chore.silence or (keeper := self.keeper(chore.source)) is None:
            return
        if chore.ends is not None:
            await keeper.extend(chore.silence, chore.ends)
        else:
            await keeper.expire(chore.silence)
        self._app.parts.watch.poller.hurry(chore.source)

    def _warn(self, desk: Desk) -> None:
        for kept in desk.silences:
            silence = kept.silence
            name = f"{silence.id} {silence.ends}"
            if kept.ends_soon(desk.now) and silence.ends is not None and name not in self._warned:
                self._warned.add(name)
                left = span((silence.ends - desk.now).total_seconds())
                at = clock_time(silence.ends, desk.now, desk.zone)
                self._app.notify(
                    f"{silence.created_by}'s silence of {silence.title} ends in {left}, at {at}: "
                    "on the alert desk (0) e extends it",
                    severity="warning",
                )

    def _listen(self, acts: Acts) -> None:
        """What another console has just written is seen at once, not at the next round."""
        last = acts.all[-1] if acts.all else None
        if last is None or last.entry == self._heard:
            return
        first, self._heard = not self._heard, last.entry
        if not first and self.keeper(last.source) is not None:
            self._app.parts.watch.poller.hurry(last.source)

    def _acts(self) -> Acts:
        entries = self._app.chronicle.entries
        if entries is not self._folded[0]:
            self._folded = (entries, fold_acts(entries, drill=self._app.parts.journal.drill))
        return self._folded[1]
