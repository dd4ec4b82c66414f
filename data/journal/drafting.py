"""From a draft to an entry that lacks only its place in the chain and its seal."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from data.errors import BadDataError
from data.journal.forms import forms, key_forms, line_forms
from data.journal.ids import next_id
from data.journal.moments import fixed
from data.journal.plain import plain_table, plain_text
from data.journal.seals import seal_of, seal_over
from data.models.entry import Draft, Entry

SCHEMA = 1
SIZE_LIMIT = 4 * 1024 * 1024
"""The largest entry, in bytes."""
CORE_KEYS = frozenset(("id", "schema", "at", "day", "by", "host", "kind", "drill", "prev", "seal"))
"""The keys that the journal itself writes."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """An entry ready to be written: what lies before and after the value of `prev`, in both forms."""

    values: dict[str, Any]
    fields: dict[str, Any]
    head: str
    evidence: str
    canonical: tuple[str, str]
    file_day: date

    @property
    def length(self) -> int:
        """About how many bytes it takes."""
        return len(self.head) + len(self.evidence)

    def sealed(self, prev: str) -> tuple[str, Entry]:
        """The block that follows the entry sealed with `prev`, and the entry it holds."""
        seal = seal_over(f'{self.canonical[0]}"prev":"{prev}"{self.canonical[1]}')
        return f'{self.head}prev = "{prev}"\n{self.evidence}seal = "{seal}"\n\n', self.entry(prev, seal)

    def entry(self, prev: str = "", seal: str = "") -> Entry:
        """The entry as it will be, or is."""
        values = self.values
        return Entry(
            values["id"],
            SCHEMA,
            values["at"],
            values["day"],
            values["by"],
            values["host"],
            values["kind"],
            values["drill"],
            self.fields,
            prev,
            seal,
        )


def prepare(draft: Draft, *, at: datetime, by: str, host: str) -> Prepared:
    """What `draft` says, by `by` on `host`, at `at` (in the journal's zone). Raises BadDataError."""
    at = fixed(at.replace(microsecond=at.microsecond // 1000 * 1000))
    fields = plain_table(draft.fields)
    if not CORE_KEYS.isdisjoint(fields):
        raise BadDataError(f"the key {min(CORE_KEYS & fields.keys())} of an entry is the journal's own")
    if not draft.kind:
        raise BadDataError("an entry must have a kind", "such as note")
    core = {
        "id": next_id(round(at.timestamp() * 1000)),
        "schema": SCHEMA,
        "at": at,
        "day": draft.day or at.date(),
        "by": plain_text(by),
        "host": plain_text(host),
        "kind": plain_text(draft.kind),
    }
    made = _written(core, fields, draft.drill, at.date())
    # What had to be escaped is read back before it is used; plain text needs no such proof.
    if "\\" in made.head or "\\" in made.evidence:
        _prove(made)
    return made


def _written(core: dict[str, Any], fields: dict[str, Any], drill: bool, file_day: date) -> Prepared:
    values = {**core, **fields, "drill": drill}
    lines = ["[[entry]]\n"]
    evidence = ""
    before: list[tuple[str, str]] = []
    after: list[tuple[str, str]] = []
    for key, value in values.items():
        toml_key, canonical_key = key_forms(key)
        toml, canonical = line_forms(value) if type(value) is list else forms(value)
        if key == "evidence":
            evidence = f"evidence = {toml}\n"
        else:
            lines.append(f"{toml_key} = {toml}\n")
        (before if key < "prev" else after).append((key, f"{canonical_key}:{canonical}"))
    head = "".join(lines)
    if len(head) + len(evidence) > SIZE_LIMIT:
        raise BadDataError(f"an entry holds at most {SIZE_LIMIT // 1024**2} MiB", "name a file instead")
    start = "".join([f"{part}," for _, part in sorted(before)])
    end = "".join([f",{part}" for _, part in sorted(after)])
    return Prepared(values, fields, head, evidence, (f"{{{start}", f"{end}}}"), file_day)


def _prove(made: Prepared) -> None:
    block, entry = made.sealed("")
    if seal_of(tomllib.loads(block)["entry"][0]) != entry.seal:
        raise BadDataError("an entry could not be written so that it reads back the same")
