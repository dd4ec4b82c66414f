"""What a policy document says beside its thresholds: times, people, habits, plans."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from data.models.threshold import Limit
from data.models.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Origin:
    """Where something was said: the policy's id, the section, and the sentence in brief."""

    policy: str
    section: str
    says: str = ""


@dataclass(frozen=True, slots=True)
class Severity:
    """One step of a severity scheme; `rank` 0 is the gravest, whatever the document calls it."""

    id: str
    rank: int
    name: str
    means: str
    origin: Origin
    examples: tuple[str, ...] = ()
    who: tuple[str, ...] = ()
    communication: str = ""


@dataclass(frozen=True, slots=True)
class Situation:
    """A kind of trouble and the severity (an id of the same policy) that a sentence gives it."""

    id: str
    severity: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Clock:
    """A time that an incident is held to, in seconds; 0 where the document says "immediately".

    With `repeats` the time is the longest pause between two of them, else the time to the first.
    `start` is the event it counts from, empty where the document does not say. Empty `severities`
    means all of them; a `situation` narrows it further.
    """

    name: str
    seconds: float
    origin: Origin
    repeats: bool = False
    start: str = ""
    severities: tuple[str, ...] = ()
    situation: str = ""
    who: tuple[str, ...] = ()

    def covers(self, severity: str, situation: str = "") -> bool:
        """Whether the clock runs for an incident of this severity in this situation."""
        return (not self.severities or severity in self.severities) and self.situation in ("", situation)


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of a ladder: who or what comes next, and after how many seconds where that is said."""

    what: str
    after: float | None = None
    every: float | None = None
    who: tuple[str, ...] = ()
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ladder:
    """An order in which people are called, or words are sent."""

    id: str
    title: str
    rungs: tuple[Rung, ...]
    origin: Origin
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """A name for a range of a signal: it begins `at_least` here and ends where a better one begins."""

    signal: str
    unit: str
    name: str
    at_least: float
    verdict: Verdict
    origin: Origin


@dataclass(frozen=True, slots=True)
class AlertClass:
    """How one class of alerts is answered; times in seconds, `respond_words` as the document has them."""

    id: str
    name: str
    rank: int
    origin: Origin
    respond: float | None = None
    respond_words: str = ""
    resolve: float | None = None
    escalate: float | None = None
    notify: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A number that a document names beside target, warning and alert: a scaling point, a symptom."""

    role: str
    subject: str
    limit: Limit
    unit: str
    signals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Routine:
    """Something that must recur: `every` is a word ("daily", "4 hours"), `period` that in seconds.

    `slot`, `at` and `zone` narrow it to a week of the month or an hour, empty where not said;
    `keep` is how long, or how many, are retained.
    """

    id: str
    title: str
    every: str
    period: float
    origin: Origin
    slot: str = ""
    at: str = ""
    zone: str = ""
    keep: str = ""
    place: str = ""
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """When an environment may be changed, and how long before that it must be announced."""

    environment: str
    when: str
    zone: str
    frequency: str
    notice: str
    origin: Origin
    activities: tuple[str, ...] = ()
    approval: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A number or list that plans rest on and nothing is judged by."""

    subject: str
    figure: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Review:
    """How fresh a document is, in its own words; `due` is the last day its next review is in time."""

    updated: str = ""
    every: str = ""
    next: str = ""
    due: date | None = None
    owner: str = ""
    note: str = ""

    def overdue(self, today: date) -> int:
        """Days since the review should have taken place; 0 where it is not due, or no day is known."""
        return max(0, (today - self.due).days) if self.due else 0
