"""From snapshots to what stands in a block, and back.

A block holds frames, one a look. A frame is the snapshot without its sources, and for each source
that differs what has changed of it; the frames of a whole block begin with everything.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, TypeVar, cast

from data.errors import BadDataError
from data.models.snapshot import Snapshot, SourceState
from data.recorder.changes import change_between, changed
from data.recorder.forms import Form, form_of, value_of

Frame = list[Any]
"""The change of the snapshot, then pairs: a source's place, and what has changed of it."""
Record = TypeVar("Record", Snapshot, SourceState)


class Writing:
    """What was written last, so that only what differs is written next."""

    def __init__(self) -> None:
        self._states: tuple[SourceState, ...] = ()
        self._forms: list[Form] = []
        self._head: Form = None

    def frame(self, snapshot: Snapshot, *, whole: bool) -> Frame:
        """The next frame; with `whole` it needs none before it."""
        if whole or len(self._states) != len(snapshot.sources):
            self._states, self._forms, self._head = (), [None] * len(snapshot.sources), None
        head = form_of(replace(snapshot, sources=()))
        frame: Frame = [change_between(self._head, head)]
        known = self._states or (None,) * len(snapshot.sources)
        for place, (before, state) in enumerate(zip(known, snapshot.sources, strict=True)):
            if state is not before:
                form = form_of(state)
                if change := change_between(self._forms[place], form):
                    frame += [place, change]
                    self._forms[place] = form
        self._states, self._head = snapshot.sources, head
        return frame


class ReadingBack:
    """Goes on frame by frame from a whole one."""

    def __init__(self) -> None:
        self._head: Form = None
        self._forms: dict[int, Form] = {}
        self._made: dict[int, SourceState] = {}

    def take(self, frame: Frame) -> None:
        """Go on by a frame; one with a whole head begins anew. Raises BadDataError."""
        if isinstance(frame, list) and frame and isinstance(frame[0], list) and len(frame[0]) == 1:
            self._forms, self._made = {}, {}
        for place, change in _pairs(frame):
            self._forms[place] = changed(self._forms.get(place), change)
            self._made.pop(place, None)
        self._head = changed(self._head, frame[0])

    def snapshot(self) -> Snapshot:
        """Everything as it was. Raises BadDataError."""
        for place, form in self._forms.items():
            if place not in self._made:
                self._made[place] = _one(SourceState, form)
        sources = tuple(self._made[place] for place in sorted(self._forms))
        return replace(_one(Snapshot, self._head), sources=sources)


def _pairs(frame: Frame) -> Iterable[tuple[int, list[Any]]]:
    if not isinstance(frame, list) or len(frame) % 2 == 0:
        raise BadDataError("a recording holds a frame that is none")
    return cast("Iterable[tuple[int, list[Any]]]", zip(frame[1::2], frame[2::2], strict=True))


def _one(kind: type[Record], form: Form) -> Record:
    made = value_of(form)
    if not isinstance(made, kind):
        raise BadDataError(f"a recording holds something else in the place of a {kind.__name__}")
    return made
