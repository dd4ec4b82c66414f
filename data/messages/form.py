"""The format of a message template's file: what may be written, and the record it becomes."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, Field

from data.config.base import Line, Settings
from data.config.channel import CHANNELS
from data.config.nearest import did_you_mean
from data.models.incident import Audience
from data.models.message import Moment, Template
from data.procedures.form import Id, Sentence
from data.safe import safe_block

_BODY_LIMIT = 20_000


def _body(value: str) -> str:
    if safe_block(value, _BODY_LIMIT) != value:
        raise ValueError(f"a text has no control characters and at most {_BODY_LIMIT} characters")
    return value.strip("\n")


def _channel(value: str) -> str:
    if value not in CHANNELS:
        raise ValueError(f"there is no such channel; {did_you_mean(value, CHANNELS) or ', '.join(CHANNELS)}")
    return value


class TemplateForm(Settings):
    """One ``[[message]]``."""

    id: Id
    title: Sentence
    document: Line = ""
    """The policy or the ladder made from the same document; empty for a team's own."""
    section: Line = ""
    audience: Audience
    moment: Moment = Moment.UPDATE
    """When it is said."""
    purpose: Line = ""
    """What it is for, in a few words."""
    ranks: list[Annotated[int, Field(ge=0, le=9)]] = Field(default_factory=list)
    """The ranks of severities that it is for, 0 the gravest; all where there are none."""
    channels: list[Annotated[str, AfterValidator(_channel)]] = Field(default_factory=list)
    """The kinds of channel that it suits; all of its audience's where there are none."""
    proposed: bool = False
    """The document gives only the occasion; the sentences are a proposal."""
    subject: Sentence
    """One line: of an e-mail, a status page, an alert."""
    body: Annotated[str, Field(min_length=1), AfterValidator(_body)]
    """The text, with places as in ``{impact}``."""

    def record(self, origin: str) -> Template:
        """The record, with the file it comes from."""
        return Template(
            id=self.id,
            title=self.title,
            document=self.document,
            section=self.section,
            audience=self.audience,
            moment=self.moment,
            subject=self.subject,
            body=self.body,
            purpose=self.purpose,
            ranks=tuple(self.ranks),
            channels=tuple(self.channels),
            proposed=self.proposed,
            origin=origin,
        )


class FileForm(Settings):
    """A whole file; its checklists and runbooks are read by `data.procedures`."""

    version: int = Field(alias="schema", ge=1, le=1)
    """The number of this format: 1."""
    message: list[TemplateForm] = Field(default_factory=list)
    runbook: list[dict[str, Any]] = Field(default_factory=list)
    checklist: list[dict[str, Any]] = Field(default_factory=list)
    review: dict[str, Any] = Field(default_factory=dict)
