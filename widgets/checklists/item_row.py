"""One item of a checklist as one line, and what stands beneath it when it is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from data.models.checklist import Item
from data.models.evidence import Evidence
from data.models.item_record import Carried, ItemRecord, ItemState
from data.models.verdict import Verdict
from data.procedures.action_items import is_action
from data.procedures.limit_words import limit_words
from data.quantity import format_value
from widgets.line import Line, Span, Tone, fit, line, wrap
from widgets.sign import TONE_OF, WORDS, quiet, sign

_WHO = 17
_UNANSWERED = (Verdict.ERROR, Verdict.STALE)
_STATE_WORDS = {
    ItemState.OPEN: "needs you",
    ItemState.DONE: "done",
    ItemState.FAILED: "failed",
    ItemState.SKIPPED: "skipped",
    ItemState.NOT_APPLICABLE: "does not apply",
}


@dataclass(frozen=True, slots=True)
class ItemView:
    """All that is shown of one item: the list's words, the record, and how it stood last time.

    `live` is what the check says at this moment, where it is not what was recorded.
    """

    item: Item
    record: ItemRecord
    change: str = ""
    live: str = ""
    configure: str = ""


def item_line(view: ItemView, width: int, zone: ZoneInfo, longest: int = 46) -> Line:
    """Sign, title, what was found, who decided it and when; no title needs more than `longest`."""
    record = view.record
    tone = _tone(record)
    title_room = max(16, min(longest, (width - _WHO - 5) * 3 // 5))
    words_room = max(0, width - title_room - _WHO - 5)
    words = _found(view)
    return (
        _item_sign(record),
        Span(" " + fit(view.item.title, title_room) + "  ", "dim" if tone == "dim" else "plain"),
        Span(fit(words, words_room) + " ", tone),
        Span(fit(_who(record, zone), _WHO, right=True), "accent" if record.open else "dim"),
    )


def item_details(view: ItemView, width: int, zone: ZoneInfo, indent: int = 4) -> Iterator[Line]:
    """Evidence, notes, both verdicts where a person overruled, and where it was carried from."""
    record = view.record
    if view.live:
        yield from wrap(f"now: {view.live}", width, "accent", indent)
    if record.check is not None:
        for evidence in record.check.evidence:
            yield from evidence_lines(evidence, width, zone, indent)
        if not record.check.evidence and not view.configure:
            yield from wrap(record.check.words, width, quiet(record.check.verdict), indent)
    if view.configure:
        yield from wrap(
            "Nothing feeds this yet. These lines of configuration would bring it to life:",
            width,
            "dim",
            indent,
        )
        yield from (line(Span(" " * (indent + 2) + text, "accent")) for text in view.configure.splitlines())
    if record.mark is not None:
        yield from _decision(record, width, zone, indent)
    for note in record.notes:
        yield from wrap(
            f"note  {note.text} — {note.by} {note.at.astimezone(zone):%H:%M}", width, "plain", indent
        )
    if record.carried is not None:
        yield from wrap(_carried(record.carried), width, "warn", indent)
    if view.item.command:
        yield from wrap(f"the document runs: {' '.join(view.item.command)}", width, "dim", indent)
    if view.item.runbook and record.state is ItemState.FAILED:
        yield from wrap(f"r opens the runbook “{view.item.runbook}”", width, "accent", indent)


def evidence_lines(evidence: Evidence, width: int, zone: ZoneInfo, indent: int = 0) -> Iterator[Line]:
    """The whole way from the answer of a source to a verdict."""
    parts = [
        f"{evidence.kind} {evidence.source}" if evidence.source else "",
        evidence.query,
        f"{evidence.policy} § {evidence.section}" if evidence.policy else "",
        evidence.digest[:14] + "…" if evidence.digest else "",
    ]
    yield from wrap(_found_out(evidence, zone), width, TONE_OF[evidence.verdict], indent)
    yield from wrap(" · ".join(part for part in parts if part), width, "dim", indent)


def _found_out(evidence: Evidence, zone: ZoneInfo) -> str:
    """The value and what it was held against; of a source that does not answer why, and what it said last."""
    labels = ",".join(f"{name}={text}" for name, text in evidence.labels)
    signal = f"{evidence.signal}{{{labels}}}" if labels else evidence.signal
    at = f" at {evidence.observed_at.astimezone(zone):%H:%M:%S}" if evidence.observed_at else ""
    seen = f"{signal} = {format_value(evidence.value, evidence.unit)}"
    if evidence.verdict in _UNANSWERED and evidence.words:
        before = "" if evidence.value is None else f"; before that {seen}{at}"
        return f"{WORDS[evidence.verdict]}: {evidence.words}{before}"
    limit = f", {words}" if (words := limit_words(evidence)) else ""
    return f"{WORDS[evidence.verdict]}: {seen}{limit}{at}"


def _carried(carried: Carried) -> str:
    if is_action(carried.item):
        return f"from {carried.run}, {carried.since:%d %b}: {carried.words}"
    return f"failed on {carried.since:%d %b} and not cleared since: {carried.words}"


def _decision(record: ItemRecord, width: int, zone: ZoneInfo, indent: int) -> Iterator[Line]:
    mark = record.mark
    if mark is None:
        return
    words = f"{_STATE_WORDS[mark.state]} by {mark.by} at {mark.at.astimezone(zone):%H:%M:%S}"
    if mark.overrules and mark.over is not None:
        words += f", overruling the check, which said {WORDS[mark.over]}"
    if mark.reason:
        words += f"; because: {mark.reason}"
    if mark.note:
        words += f"; {mark.note}"
    yield from wrap(words, width, "plain", indent)
    if record.disputed:
        yield from wrap("the check has come to fail since then: look again", width, "warn", indent)


def _found(view: ItemView) -> str:
    record = view.record
    words = record.check.words if record.check else ""
    if record.mark is not None and not record.disputed:
        words = record.note or _by_hand(record)
        if record.mark.overrules:
            words = f"overruled: {record.mark.reason}"
    elif record.carried is not None and record.cleared is None and not words:
        of_incident = is_action(record.id)
        words = record.carried.words if of_incident else f"carried from {record.carried.since:%d %b}"
    return f"{words}  {view.change}".strip() if view.change and view.change != "same" else words


def _by_hand(record: ItemRecord) -> str:
    if record.check is None:
        return ""
    known = record.check.verdict.known
    return record.check.words if known else f"by hand; the check has {WORDS[record.check.verdict]}"


def _who(record: ItemRecord, zone: ZoneInfo) -> str:
    if record.open:
        return "needs you"
    if record.mark is not None and not record.disputed:
        return f"{record.mark.by} {record.mark.at.astimezone(zone):%H:%M}"
    if record.check is not None and record.check.at is not None:
        return f"self {record.check.at.astimezone(zone):%H:%M:%S}"
    return "self"


def _tone(record: ItemRecord) -> Tone:
    if record.state in (ItemState.SKIPPED, ItemState.NOT_APPLICABLE):
        return "dim"
    if record.open and record.check is None:
        return "plain"
    return quiet(record.verdict if not record.open or record.check is None else record.check.verdict)


def _item_sign(record: ItemRecord) -> Span:
    if record.state in (ItemState.SKIPPED, ItemState.NOT_APPLICABLE):
        return Span("–", "dim")
    if record.open and (record.check is None or record.check.verdict is Verdict.PASS):
        return Span("▸", "accent")
    return sign(record.check.verdict if record.open and record.check else record.verdict)
