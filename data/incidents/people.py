"""Whom to call: the roles that a policy names, resolved to people through the configuration."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from data.config.contact import Contact
from data.models.policy import Policy

_EVERYBODY = "all levels"
_APART = re.compile(r"[\s_-]+")


@dataclass(frozen=True, slots=True)
class Callee:
    """One role to be called, and who has it; without a `name` nobody is configured for it."""

    role: str
    name: str = ""
    phone: str = ""
    email: str = ""
    slack: str = ""
    hours: str = ""

    @property
    def ways(self) -> tuple[str, ...]:
        """How to reach them, the quickest first."""
        return tuple(way for way in (self.phone, self.slack, self.email) if way)

    @property
    def words(self) -> str:
        """In one line: ``CTO Ann Lee +44 20 7946 0000``."""
        if not self.name:
            return f"{self.role} (no contact has this role)"
        return " ".join(part for part in (self.role, self.name, *self.ways[:1]) if part)


def callees(roles: Iterable[str], contacts: Sequence[Contact]) -> tuple[Callee, ...]:
    """Everybody who has one of these roles; a role that nobody has stands for itself."""
    found: list[Callee] = []
    for role in roles:
        wanted = _plain(role)
        alike = [
            each
            for each in contacts
            if wanted in (_plain(each.role), _plain(each.name)) or (wanted == _EVERYBODY and each.role)
        ]
        found += [_callee(each.role if wanted == _EVERYBODY else role, each) for each in alike]
        if not alike:
            found.append(Callee(role))
    return tuple(dict.fromkeys(found))


def escalation(policy: Policy, severity: str, situation: str) -> tuple[str, ...]:
    """The roles that the policy escalates to, else those of its ladders of people, in their order."""
    clock = policy.clock("escalate", severity, situation)
    if clock is not None and clock.who:
        return clock.who
    rungs = [rung for ladder in policy.ladders for rung in ladder.rungs if not ladder.optional]
    return tuple(dict.fromkeys(who for rung in rungs for who in rung.who))


def _callee(role: str, contact: Contact) -> Callee:
    return Callee(
        role=role,
        name=contact.name,
        phone=contact.phone or "",
        email=contact.email or "",
        slack=contact.slack,
        hours=contact.hours,
    )


def _plain(words: str) -> str:
    return _APART.sub(" ", words.strip().casefold())
