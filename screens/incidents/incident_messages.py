"""What the screens about incidents ask of the application."""

from __future__ import annotations

from typing import Literal

from textual.message import Message

Act = Literal["open", "declare", "update", "pager", "runbook", "handover", "report", "review", "outbox"]


class IncidentAsked(Message):
    """Open something about an incident: itself, words for it, a runbook, its handover, its report…

    `declare` needs no id. `words` narrows it down where the person has said more: the audience or
    the template of an update, the id of a runbook, who is to take over.
    """

    def __init__(self, act: Act, id: str = "", words: str = "") -> None:
        super().__init__()
        self.act: Act = act
        self.id = id
        self.words = words
