"""What a run knows of one item: what it found out by itself, and what people did about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from data.models.evidence import Evidence
from data.models.verdict import Verdict


class ItemState(StrEnum):
    """What has become of an item; open means that nobody and nothing has decided it."""

    OPEN = "open"
    DONE = "done"
    FAILED = "failed"
    SKIPPED = "skipped"
    NOT_APPLICABLE = "not-applicable"


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """What an item found out by itself."""

    verdict: Verdict
    words: str
    evidence: tuple[Evidence, ...] = ()
    at: datetime | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """What a person decided; `over` is the self-check's verdict that they saw, and may have overruled."""

    state: ItemState
    by: str
    at: datetime
    note: str = ""
    reason: str = ""
    over: Verdict | None = None
    entry: str = ""

    @property
    def overrules(self) -> bool:
        """Whether the person decided against what the check had found."""
        return contradicts(self.state, self.over)


def contradicts(state: ItemState, verdict: Verdict | None) -> bool:
    """Whether a person's `state` says the opposite of a self-check's `verdict`."""
    match state:
        case ItemState.DONE:
            return verdict is Verdict.FAIL
        case ItemState.FAILED:
            return verdict is Verdict.PASS
    return False


@dataclass(frozen=True, slots=True)
class Note:
    """Something that somebody wrote; `item` is empty where it concerns the run."""

    text: str
    by: str
    at: datetime
    item: str = ""
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Carried:
    """A failure of an earlier run that nobody has cleared yet."""

    item: str
    title: str
    since: date
    run: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Cleared:
    """Somebody's word that a carried failure is dealt with."""

    by: str
    at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """Everything that a run knows of one item.

    `listed` is false for one that is not on the list (any more) and is here because it was carried.
    """

    id: str
    listed: bool = True
    check: SelfCheck | None = None
    mark: Mark | None = None
    notes: tuple[Note, ...] = ()
    carried: Carried | None = None
    cleared: Cleared | None = None

    @property
    def disputed(self) -> bool:
        """Whether the check has come to fail since a person marked it otherwise, unseen by them."""
        if self.mark is None or self.check is None or self.mark.state is ItemState.FAILED:
            return False
        return self.check.verdict is Verdict.FAIL and self.mark.over is not Verdict.FAIL

    @property
    def state(self) -> ItemState:
        """A person's word counts before the check's, until the check finds something new against it."""
        if self.mark is not None and not self.disputed:
            return self.mark.state
        if not self.listed and self.cleared is not None:
            return ItemState.DONE
        if self.check is None or not self.check.verdict.known or self.disputed:
            return ItemState.OPEN
        return ItemState.FAILED if self.check.verdict is Verdict.FAIL else ItemState.DONE

    @property
    def verdict(self) -> Verdict:
        """What the item comes to; an item that nothing has decided is never a pass."""
        found = self.check.verdict if self.check else Verdict.NO_DATA
        if self.mark is None or self.disputed:
            return Verdict.PASS if self.state is ItemState.DONE and not self.listed else found
        match self.mark.state:
            case ItemState.DONE:
                return Verdict.WARN if found is Verdict.WARN else Verdict.PASS
            case ItemState.FAILED:
                return Verdict.FAIL
        return Verdict.NO_DATA

    @property
    def open(self) -> bool:
        """Whether it still needs somebody."""
        return self.state is ItemState.OPEN

    @property
    def by_itself(self) -> bool:
        """Whether the check decided it, without a person."""
        return not self.open and self.mark is None

    @property
    def note(self) -> str:
        """The latest thing that was written about it."""
        if self.notes:
            return self.notes[-1].text
        return (self.mark.note or self.mark.reason) if self.mark else ""
