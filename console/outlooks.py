"""How far back is looked, what is compared, and where screens of boards find everything else."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from data.boards.outlook import Outlook
from data.models.look import NEVER, Look
from data.models.past import TimeRange
from screens.boards.board_desk import BoardDesk

if TYPE_CHECKING:
    from console.parts import Parts
    from data.baselines.noted import UsualNoted
    from data.policies.comparing import Opinion

_DAY = 86_400.0
USUAL = "usual"
"""What the bands are called among the notes of a recording."""


class Outlooks:
    """One range for all boards: who goes from one to the other looks at the same hours."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self.span = TimeRange.HOUR
        self.against: float | None = _DAY
        self._looks: dict[str, Look] = {}
        self._noted: dict[str, Look] = {}
        self._looks_told: dict[str, object] = {}
        self._bands: UsualNoted | None = None
        self._turn = asyncio.Lock()
        self._keeping: set[asyncio.Task[None]] = set()

    def look(self, span: TimeRange, against: float | None) -> None:
        """Look so far back, and compare with so long before."""
        self.span, self.against = span, against

    def outlook(self, mode: str) -> Outlook:
        """What a screen is looked at with now."""
        parts = self._parts
        return Outlook(
            policy=parts.policies.get(parts.standing.policy),
            zone=parts.standing.zone,
            past=parts.watch.store.past,
            span=self.span,
            against=self.against or _DAY,
            policies=tuple(parts.policies.policies),
            look=self.last(mode),
            usual=parts.watch.baselines.usual,
        )

    def last(self, mode: str) -> Look:
        """When a screen was last looked at, and what there was to see."""
        if mode not in self._looks:
            self._looks[mode] = self._parts.looks.last(mode) if self._parts.looks else NEVER
        return self._looks[mode]

    def looked(self, mode: str, seen: dict[str, str]) -> None:
        """A screen has been looked at, and this was to be seen; it is kept beside the loop."""
        at, looks = self._parts.time.now(), self._parts.looks
        self._looks[mode] = Look(at, seen)
        if looks is not None:
            task = asyncio.create_task(self._keep(partial(looks.keep, mode, seen, at)), name=f"look {mode}")
            self._keeping.add(task)
            task.add_done_callback(self._keeping.discard)

    async def _keep(self, write: Callable[[], object]) -> None:
        async with self._turn:  # the file is read and written again as a whole
            await asyncio.to_thread(write)

    async def settle(self) -> None:
        """Until all that was looked at is on disk."""
        await asyncio.gather(*self._keeping)

    def remembered(self, source: str) -> str:
        """What became of asking a source for its past."""
        recalled = self._parts.watch.recall.standing.get(source)
        if recalled is None:
            return ""
        if recalled.failure is not None:
            return f"the past of {source} could not be had: {recalled.failure.message}"
        return f"back-filled from {source}" if recalled.series else ""

    def notes(self) -> dict[str, object]:
        """What a recording needs to look the same again: the last looks, what was remembered and usual."""
        if self._noted != self._looks:
            self._noted = dict(self._looks)
            self._looks_told = {
                mode: [look.at and look.at.isoformat(), dict(look.seen)] for mode, look in self._looks.items()
            }
        words: dict[str, object] = {name: self.remembered(name) for name in self._parts.watch.recall.standing}
        if self._bands is None:
            from data.baselines.noted import UsualNoted  # noqa: PLC0415 - not for the first picture

            self._bands = UsualNoted(self._parts.watch.baselines)
        bands = self._bands.form(self._parts.time.now())
        return {"looks": self._looks_told, "remembered": words, USUAL: bands}

    def opinions(self, signal: str, value: float | None, unit: str) -> Sequence[Opinion]:
        """What each policy makes of a value."""
        from data.policies.comparing import explain  # noqa: PLC0415 - heavy

        return explain(self._parts.policies, signal, value, unit)

    def desk(self) -> BoardDesk:
        """The ways to ask, for a screen."""
        return BoardDesk(self.outlook, lambda: self.against, self.remembered, self.opinions, self.looked)
