"""From a draft to an entry that lacks only its place in the chain and its seal."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import uuid_utils

from data.errors import BadDataError
from data.journal.canonical import seal_of
from data.journal.plain import plain, plain_table
from data.journal.toml_text import toml_line
from data.models.entry import Draft, Entry

SCHEMA = 1
SIZE_LIMIT = 4 * 1024 * 1024
"""The largest entry, in bytes."""
CORE_KEYS = ("id", "schema", "at", "day", "by", "host", "kind", "drill", "prev", "seal")
"""The keys that the journal itself writes."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """An entry ready to be written: its values, and their text before and after `prev`."""

    values: dict[str, Any]
    fields: dict[str, Any]
    head: str
    evidence: str
    file_day: date

    def sealed(self, prev: str) -> tuple[bytes, Entry]:
        """The block that follows the entry sealed with `prev`, and the entry it holds."""
        seal = seal_of({**self.values, "prev": prev})
        block = f'{self.head}prev = "{prev}"\n{self.evidence}seal = "{seal}"\n\n'
        return block.encode("utf-8"), self.entry(prev, seal)

    def entry(self, prev: str = "", seal: str = "") -> Entry:
        """The entry as it will be, or is."""
        values = self.values
        return Entry(
            id=values["id"],
            schema=values["schema"],
            at=values["at"],
            day=values["day"],
            by=values["by"],
            host=values["host"],
            kind=values["kind"],
            drill=values["drill"],
            fields=self.fields,
            prev=prev,
            seal=seal,
        )


def prepare(draft: Draft, *, at: datetime, by: str, host: str) -> Prepared:
    """What `draft` says, by `by` on `host`, at `at` (in the journal's zone). Raises BadDataError."""
    at = at.replace(microsecond=at.microsecond // 1000 * 1000)
    fields = plain_table(draft.fields)
    for key in CORE_KEYS:
        if key in fields:
            raise BadDataError(f"the key {key} of an entry is the journal's own")
    if not draft.kind:
        raise BadDataError("an entry must have a kind")
    made_at = plain(at)
    values: dict[str, Any] = {
        "id": str(uuid_utils.uuid7(nanoseconds=int(at.timestamp() * 1000) * 1_000_000)),
        "schema": SCHEMA,
        "at": made_at,
        "day": draft.day or at.date(),
        "by": plain(by),
        "host": plain(host),
        "kind": plain(draft.kind),
        **{key: value for key, value in fields.items() if key != "evidence"},
        "drill": draft.drill,
    }
    head = "[[entry]]\n" + "".join([toml_line(key, value) for key, value in values.items()])
    evidence = ""
    if "evidence" in fields:
        values["evidence"] = fields["evidence"]
        evidence = toml_line("evidence", fields["evidence"])
    if len(head) + len(evidence) > SIZE_LIMIT:
        raise BadDataError(
            f"an entry holds at most {SIZE_LIMIT // 1024**2} MiB", "attach a file's name instead"
        )
    _check(head + evidence, values)
    return Prepared(values, fields, head, evidence, at.date())


def _check(text: str, values: dict[str, Any]) -> None:
    """Where anything had to be escaped, the text is read back and compared before it is used."""
    if "\\" in text and tomllib.loads(text)["entry"] != [values]:
        raise BadDataError("an entry could not be written so that it reads back the same")
