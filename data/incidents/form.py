"""What a person has before them when they declare: everything proposed, everything to be changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from data.errors import UsageError
from data.incidents import intents
from data.incidents.proposal import Proposal
from data.incidents.situations import situations_of
from data.models.entry import Draft
from data.models.incident import Incident
from data.models.policy import Policy
from data.models.practice import Ladder

Half = Callable[[str], str]
"""A text that was begun and not finished, by the name of its field; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Form:
    """What can be chosen and what is proposed; `open_` are the incidents that are open already."""

    policy: Policy
    proposal: Proposal
    commander: str
    ladders: tuple[Ladder, ...] = ()
    open_: tuple[Incident, ...] = ()

    @property
    def severities(self) -> tuple[str, ...]:
        """As the policy calls them, with its names."""
        return tuple(f"{each.id} {each.name}" for each in self.policy.severities)

    def situations(self, severity: str) -> tuple[str, ...]:
        """What can be said of it, nothing first; those that the policy gives this severity before others."""
        return ("", *situations_of(self.policy, severity))

    def situation_for(self, severity: str) -> str:
        """What is proposed, where the policy itself gives it that severity; else nothing."""
        proposed = self.proposal
        said = self.policy.severities_for(proposed.situation)
        fits = severity == proposed.severity or any(each.severity == severity for each in said)
        return proposed.situation if fits else ""


@dataclass(frozen=True, slots=True)
class Filled:
    """What a person wants declared."""

    severity: str
    title: str
    services: tuple[str, ...] = ()
    situation: str = ""
    commander: str = ""
    ladder: str = ""

    def drafts(self, id: str, form: Form, day: date) -> list[Draft]:
        """The entries that declare it. Raises UsageError."""
        proposed = form.proposal
        as_proposed = self.severity == proposed.severity
        return intents.declare(
            id,
            form.policy,
            self.severity,
            self.title,
            day,
            situation=self.situation,
            services=self.services,
            detected=proposed.detected,
            reason=proposed.reason
            if as_proposed
            else f"chosen; proposed was {proposed.severity}: {proposed.reason}",
            ladder=self.ladder,
            commander=self.commander,
            evidence=proposed.evidence,
        )


def refusal(filled: Filled, form: Form) -> tuple[str, str]:
    """The field that hinders the declaration, and why; two empty strings where nothing does."""
    if not filled.title.strip():
        return "title", "what is wrong? a few words"
    if filled.commander.strip():
        try:
            intents.one_person(filled.commander)
        except UsageError as error:
            return "commander", ", ".join(part for part in (error.message, error.remedy) if part)
    return "", ""


def services_in(text: str) -> tuple[str, ...]:
    """The names in a line, parted by commas."""
    return tuple(dict.fromkeys(name for part in text.split(",") if (name := part.strip())))


def place_of(choices: Sequence[str], wanted: str) -> int:
    """Where a choice stands; the first where it is none of them."""
    return choices.index(wanted) if wanted in choices else 0
