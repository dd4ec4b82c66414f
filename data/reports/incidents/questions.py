"""The twelve questions of a review: answered where the entries can, else with the reason why they cannot."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

QUESTIONS = (
    ("how-detected", "Detection", "How was it detected?"),
    ("timely", "Detection", "Was it detected in time?"),
    ("detection-better", "Detection", "Could detection be better?"),
    ("appropriate", "Response", "Was the response appropriate?"),
    ("procedures", "Response", "Were procedures followed?"),
    ("communication", "Response", "Were the words in time?"),
    ("root-cause", "Resolution", "Was the root cause found?"),
    ("fix", "Resolution", "Was the fix appropriate?"),
    ("faster", "Resolution", "Could it have been over sooner?"),
    ("prevention", "Prevention", "What could prevent it?"),
    ("systemic", "Prevention", "Is anything systemic behind it?"),
    ("monitoring", "Prevention", "What monitoring is needed?"),
)
"""Id, area and words, in the order of the document."""
IDS = tuple(id for id, _, _ in QUESTIONS)


class Answered(StrEnum):
    """Who answered: the entries, wholly or in part, the people of the review, or nobody yet."""

    BY_DATA = "data"
    IN_PART = "data, in part"
    BY_PEOPLE = "people"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Answer:
    """One question: what the entries say, what people said, and what the entries cannot say.

    `data` is empty where the entries know nothing of it; `why` is then the reason, and may also stand
    beside what they do say. `said` are people's words with the entry that has them.
    """

    id: str
    area: str
    question: str
    data: str
    why: str
    said: tuple[tuple[str, str, str], ...] = ()
    """What, by whom, and the entry."""

    @property
    def state(self) -> Answered:
        """People's word counts before the data's; where these leave a reason open they answer in part."""
        if self.said:
            return Answered.BY_PEOPLE
        if not self.data:
            return Answered.OPEN
        return Answered.IN_PART if self.why else Answered.BY_DATA
