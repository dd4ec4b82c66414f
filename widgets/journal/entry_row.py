"""One journal entry as a line, and whole beneath it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import tzinfo

from data.models.entry import Entry, Trust
from data.models.verdict import Verdict
from data.safe import safe
from widgets.line import Line, Span, Tone, fit, wrap
from widgets.sign import SIGNS, TONE_OF

_WHO, _KIND = 14, 18
_TOLD = ("item", "state", "words", "note", "reason", "title", "checklist", "message", "text")
_OF_LETTERS, _OF_INCIDENTS = "outbox.", "incident."


def entry_line(entry: Entry, zone: tzinfo, *, dated: bool = False) -> Line:
    """Time, who, what kind, and its words; the day before the time where there are several."""
    sign, tone = _sign(entry)
    words = summary(entry)
    if entry.trust is not Trust.SEALED:
        words = f"[{entry.trust.value}] {words}"
    return (
        Span(f"{entry.at.astimezone(zone):{'%Y-%m-%d %H:%M:%S' if dated else '%H:%M:%S'}} ", "dim"),
        Span(f"{sign} ", tone),
        Span(fit(safe(entry.by), _WHO) + " ", "plain"),
        Span(fit(safe(entry.kind), _KIND) + " ", "dim"),
        Span(words, tone if tone != "pass" else "plain"),
    )


def entry_details(entry: Entry, width: int, zone: tzinfo) -> Iterator[Line]:
    """Every field, and where the entry stands."""
    place = f"{entry.file}:{entry.line}" if entry.file else "not read from a file"
    yield from wrap(f"{entry.id} · {entry.host} · {entry.trust.value} · {safe(place)}", width, "dim", 4)
    for key, value in entry.fields.items():
        if isinstance(value, Sequence) and not isinstance(value, str):
            for part in value:
                yield from wrap(f"{key}: {_said(part)}", width, "dim", 4)
        else:
            yield from wrap(f"{key}: {_said(value)}", width, "dim", 4)


def summary(entry: Entry) -> str:
    """The words of an entry in one line."""
    if entry.kind.startswith(_OF_LETTERS):
        from data.incidents.letter_words import telling_of_letter  # noqa: PLC0415 - not for the first picture

        return telling_of_letter(entry.kind, entry.fields)
    if entry.kind.startswith(_OF_INCIDENTS):
        from data.incidents.telling import telling  # noqa: PLC0415 - not for the first picture

        return telling(entry.kind, entry.fields) or "—"
    parts = [safe(entry.get(key)) for key in _TOLD if entry.get(key) not in (None, "")]
    run = entry.get("run")
    return " · ".join([*parts, *([safe(run)] if run and not parts else [])]) or "—"


_STATES: dict[str, tuple[str, Tone]] = {"done": ("✓", "pass"), "failed": ("✗", "fail")}


def found_by(entry: Entry, words: str) -> bool:
    """Whether every word stands somewhere in the entry; ``by:``, ``run:`` and ``kind:`` look there only."""
    hay = " ".join([entry.kind, entry.by, entry.host, *map(str, entry.fields.values())]).lower()
    places = {"by:": entry.by, "run:": str(entry.get("run", "")), "kind:": entry.kind}
    for word in words.lower().split():
        place, _, rest = word.partition(":")
        where = places.get(f"{place}:")
        if (rest not in where.lower()) if where is not None else (word not in hay):
            return False
    return True


def _sign(entry: Entry) -> tuple[str, Tone]:
    for key in ("verdict", "state"):
        value = entry.get(key)
        if value in Verdict.__members__.values():
            verdict = Verdict(value)
            return SIGNS[verdict], TONE_OF[verdict]
    return _STATES.get(str(entry.get("state")), ("·", "dim"))


def _said(value: object) -> str:
    if isinstance(value, Mapping):
        return safe(", ".join(f"{key} {part}" for key, part in value.items() if part not in ("", None)))
    return safe(value)
