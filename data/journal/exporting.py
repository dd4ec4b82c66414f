"""Entries as JSON, Markdown or TOML, for other programs and for reports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from itertools import groupby
from typing import Any

from data.journal.forms import key_forms, line_forms
from data.models.entry import Entry

_AT_LEAST_SHOWN = ("note", "reason", "verdict", "state", "title", "words")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>()#+!|~-])")


def entry_json(entry: Entry) -> dict[str, Any]:
    """An entry as JSON knows it: the contract's keys, times as ISO 8601, how far to trust it, where it is."""
    values = {key: _json(value) for key, value in _entry_values(entry).items()}
    return {
        **values,
        "trust": str(entry.trust),
        "found_in": f"{entry.file}:{entry.line}" if entry.file else "",
    }


def _entry_values(entry: Entry) -> dict[str, Any]:
    """The keys and values of an entry in the order in which they are written."""
    fields = {key: value for key, value in entry.fields.items() if key != "evidence"}
    values: dict[str, Any] = {
        "id": entry.id,
        "schema": entry.schema,
        "at": entry.at,
        "day": entry.day,
        "by": entry.by,
        "host": entry.host,
        "kind": entry.kind,
        **fields,
        "drill": entry.drill,
        "prev": entry.prev,
    }
    if "evidence" in entry.fields:
        values["evidence"] = entry.fields["evidence"]
    return {**values, "seal": entry.seal}


def entry_toml(entry: Entry) -> str:
    """An entry as a block of the journal, with the seal it had.

    One that was never saved comes without what only saving gives, so that it can be pasted into
    a file as written by hand.
    """
    values = _entry_values(entry)
    if not entry.seal:
        values = {key: value for key, value in values.items() if key not in ("id", "prev", "seal")}
    lines = [f"{key_forms(key)[0]} = {line_forms(value)[0]}\n" for key, value in values.items()]
    return "[[entry]]\n" + "".join(lines) + "\n"


def markdown(entries: Iterable[Entry]) -> str:
    """Entries as a list under a heading a day."""
    parts = []
    for day, of_day in groupby(entries, key=lambda entry: entry.at.date()):
        lines = "".join(f"- {_line(entry)}\n" for entry in of_day)
        parts.append(f"## {day.isoformat()}\n\n{lines}")
    return "\n".join(parts)


def summary(entry: Entry) -> str:
    """What an entry says, in one line of words: its kind, what it is about, what was said."""
    about = [str(entry.fields[key]) for key in ("run", "incident", "item", "task") if key in entry.fields]
    said = [str(entry.fields[key]) for key in _AT_LEAST_SHOWN if key in entry.fields]
    trust = "" if entry.trust == "sealed" else f" ({entry.trust})"
    drill = " (drill)" if entry.drill else ""
    text = ": ".join(part for part in (" ".join([entry.kind, *about]), ", ".join(said)) if part)
    return " ".join(f"{text}{drill}{trust}".split())


def _line(entry: Entry) -> str:
    who = f"{entry.by}@{entry.host}" if entry.host else entry.by
    return f"{entry.at:%H:%M:%S} {_escaped(who)}: {_escaped(summary(entry))}"


def _escaped(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", text)


def _json(value: Any) -> Any:  # noqa: ANN401 - values are TOML's
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return str(value)
    if isinstance(value, Mapping):
        return {key: _json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_json(item) for item in value]
    return value
