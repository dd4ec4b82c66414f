"""Letters, and entries about them, made quickly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from data.models.entry import Draft, Entry, Trust
from data.models.incident import Audience, Stage
from data.models.letter import Letter, LetterState, Purpose
from data.models.outbox import Outbox, Posted, Setback
from data.outbox import writing
from data.outbox.fold import fold_outbox

THREE = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
HOST = "bastion-1"


def letter(key: str, channel: str = "slack", incident: str = "INC-1", **fields: Any) -> Letter:  # noqa: ANN401
    """A public update."""
    made = Letter(
        *(key, channel, Purpose.UPDATE, "Investigating", f"We look into it ({key})", THREE),
        by="alice",
        incident=incident,
        title="site down",
        audience=Audience.PUBLIC,
        severity="P0",
        stage=Stage.INVESTIGATING,
    )
    return replace(made, **fields)


def setback(why: str, *, certain: bool, final: bool = False, after: float = 0.0) -> Setback:
    """What went wrong."""
    return Setback(why, THREE, certain, final, after)


class Post:
    """Writes entries, one a second."""

    def __init__(self, host: str = HOST) -> None:
        self.host = host
        self.entries: list[Entry] = []
        self._numbers = count(1)

    def queue(self, *letters: Letter, trust: Trust = Trust.SEALED) -> None:
        """Letters that wait."""
        for draft in writing.queue(letters):
            self.enter(draft.kind, draft.fields, drill=draft.drill, trust=trust)

    def write(self, drafts: Sequence[Draft]) -> None:
        """What the journal makes of drafts."""
        for draft in drafts:
            self.enter(draft.kind, draft.fields, drill=draft.drill)

    def enter(
        self, kind: str, fields: Mapping[str, Any], *, drill: bool = False, trust: Trust = Trust.SEALED
    ) -> None:
        """One entry."""
        number = next(self._numbers)
        at = THREE + timedelta(seconds=number)
        day = date(2026, 11, 20)
        self.entries.append(
            Entry(
                f"e{number:04}", 1, at, day, "alice", self.host, kind, drill, fields, trust=trust, line=number
            )
        )

    @property
    def outbox(self) -> Outbox:
        """The outbox as it stands."""
        return fold_outbox(self.entries)

    def state(self, key: str) -> LetterState:
        """Where a letter is."""
        return self[key].state

    def __getitem__(self, key: str) -> Posted:
        posted = self.outbox.letter(key)
        assert posted is not None
        return posted
