"""All policies that can be chosen: the shipped ones, a team's own, and the strictest of all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from data.config.nearest import did_you_mean
from data.errors import ConfigError, UsageError
from data.models.policy import Policy
from data.models.practice import Ladder
from data.policies import strictest as combining
from data.policies.format import read_policy
from data.policies.people import read_ladder
from data.policies.reader import TableReader, read_toml
from data.safe import safe

SHIPPED = ("template-platform", "skafu", "unified", "runbooks", "manual")
_CONTENT = Path(__file__).parent.parent / "content"


@dataclass(frozen=True, slots=True)
class PolicyBook:
    """The policies in order, the strictest last, and the ladders that belong to none of them."""

    policies: tuple[Policy, ...]
    ladders: tuple[Ladder, ...] = ()

    def get(self, id: str) -> Policy:
        """The policy of that id; raises UsageError with the nearest one there is."""
        for policy in self.policies:
            if policy.id == id:
                return policy
        remedy = did_you_mean(id, self.ids) or f"there are {', '.join(self.ids)}"
        raise UsageError(f'no policy is called "{safe(id)}"', remedy)

    def get_or(self, id: str, otherwise: str) -> Policy:
        """The policy of that id; where it is gone, the other. Raises UsageError where that is, too."""
        return self.get(id if id in self.ids else otherwise)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids in order."""
        return tuple(policy.id for policy in self.policies)

    def signals(self) -> tuple[str, ...]:
        """Every signal that some policy has a number for, sorted."""
        judged = {signal for policy in self.policies for signal in policy.thresholds}
        marked = {signal for policy in self.policies for mark in policy.marks for signal in mark.signals}
        return tuple(sorted(judged | marked))

    def document(self, id: str) -> str:
        """The title of a policy's document; empty for the limits of a source's own configuration."""
        return next((policy.document for policy in self.policies if policy.id == id), "")


def load_policies(extra: Sequence[Path] = ()) -> PolicyBook:
    """The shipped policies, then those in the files given, then the strictest of them all.

    Raises ConfigError with file and key where a file is not a policy.
    """
    policies, ladders = _shipped()
    taken = {policy.id for policy in policies} | {combining.ID}
    for file in extra:
        policy = read_policy(read_toml(file), policies)
        if policy.id in taken:
            raise ConfigError(f'another policy is already called "{policy.id}"', file=file, key="id")
        taken.add(policy.id)
        policies = (*policies, policy)
    return PolicyBook((*policies, combining.strictest(policies)), ladders)


@cache
def _shipped() -> tuple[tuple[Policy, ...], tuple[Ladder, ...]]:
    policies = tuple(read_policy(read_toml(_CONTENT / "policies" / f"{id}.toml")) for id in SHIPPED)
    return policies, _ladders(read_toml(_CONTENT / "ladders.toml"))


def _ladders(reader: TableReader) -> tuple[Ladder, ...]:
    reader.number("schema")
    ladders = reader.each("ladder", lambda table: read_ladder(table, table.text("guide")))
    reader.finish()
    return ladders
