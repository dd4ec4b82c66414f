"""A run in words: one sentence, and one screen of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from textwrap import wrap
from zoneinfo import ZoneInfo

from data.models.item_record import ItemState
from data.models.run import Run
from data.models.verdict import Verdict
from data.procedures.action_items import is_action
from data.procedures.comparison import Change
from data.procedures.sheet import Row, Sheet

_WIDTH = 79
_LINES = 23
_SECTION_LIMIT = 4


def sentence(sheet: Sheet) -> str:
    """How the run stands, for somebody who is tired."""
    return " ".join(part for part in (_standing(sheet), _compared(sheet)) if part)


def summary(sheet: Sheet, zone: ZoneInfo) -> str:
    """One screen of plain text, 80 by 24 at most: what to copy into a chat or hand over with."""
    run = sheet.run
    head = [f"{sheet.checklist.title} · {run.day.isoformat()} · {run.verdict.value}", sentence(sheet)]
    sections, end = _sections(sheet), list(_end(run, zone))
    for limit in range(_SECTION_LIMIT, 0, -1):
        middle = [line for title, entries in sections for line in _section(title, entries, limit)]
        if len(head) + len(middle) + len(end) < _LINES:
            break
    return "\n".join([head[0], *_wrapped(head[1]), *(_short(line) for line in (*middle, *end))]) + "\n"


def _sections(sheet: Sheet) -> list[tuple[str, list[str]]]:
    opened = _in(sheet, ItemState.OPEN)
    noted = [(f"{row.item.title}: ", note) for row in sheet.rows for note in row.record.notes]
    noted += [("", note) for note in sheet.run.notes]
    return [
        ("failed", [f"{row.item.title}: {_found(row)}{_since(row)}" for row in _in(sheet, ItemState.FAILED)]),
        ("warned", [f"{row.item.title}: {_found(row)}{_since(row)}" for row in _warned(sheet)]),
        ("open", [f"{row.item.title}: {_found(row)}" for row in opened if not is_action(row.item.id)]),
        (
            "action items",
            [f"{row.item.title}: {_found(row)}" for row in opened if is_action(row.item.id)],
        ),
        (
            "overruled",
            [_overruled(row) for row in sheet.rows if row.record.mark and row.record.mark.overrules],
        ),
        ("skipped", [f"{row.item.title}: {_reason(row)}" for row in _in(sheet, ItemState.SKIPPED)]),
        ("does not apply", [row.item.title for row in _in(sheet, ItemState.NOT_APPLICABLE)]),
        ("notes", [f"{about}{note.text} ({note.by})" for about, note in noted]),
    ]


def minutes(seconds: float) -> str:
    """A time worked, as ``4 min 10 s`` or ``1 h 05 min``."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02} s" if whole % 60 else f"{whole // 60} min"
    return f"{whole // 3600} h {whole % 3600 // 60:02} min"


def budgeted(run: Run) -> str:
    """The time worked, against the budget where there is one."""
    if not run.budget:
        return f"{minutes(run.worked)} worked"
    over = f", {minutes(run.worked - run.budget)} over" if run.worked > run.budget else ""
    return f"{minutes(run.worked)} of {minutes(run.budget)}{over}"


def _standing(sheet: Sheet) -> str:
    total = len(sheet.rows)
    if not total:
        return "Nothing is on this list today."
    alone = sum(row.record.by_itself for row in sheet.rows)
    opened, failing, warning = _in(sheet, ItemState.OPEN), _in(sheet, ItemState.FAILED), _warned(sheet)
    parts = [f"{len(opened)} need{_s(opened)} you"] if opened else []
    parts += [f"{len(failing)} fail{_s(failing)}: {_titles(failing)}"] if failing else []
    parts += [f"{len(warning)} warn{_s(warning)}: {_titles(warning)}"] if warning else []
    parts += [f"{len(skipped)} skipped"] if (skipped := _in(sheet, ItemState.SKIPPED)) else []
    if not parts:
        return f"All {total} are in order{f', {alone} by themselves' if alone else ''}."
    decided = (
        f"{alone} of {total} decided by themselves" if alone else f"{total - len(opened)} of {total} decided"
    )
    return f"{decided}; {', '.join(parts)}."


def _s(rows: Sequence[Row]) -> str:
    """The ending of a verb."""
    return "s" if len(rows) == 1 else ""


def _compared(sheet: Sheet) -> str:
    if sheet.previous is None or all(row.change is None for row in sheet.rows):
        return ""
    when = _day(sheet.previous.day, sheet.run.day)
    told = [
        f"{change.value}: {_titles(rows)}"
        for change in (Change.NEW, Change.WORSE, Change.FIXED, Change.BETTER)
        if (rows := [row for row in sheet.rows if row.change is change])
    ]
    return f"Since {when} {'; '.join(told)}." if told else f"Same as {when}."


def _day(day: date, today: date) -> str:
    return "yesterday" if day == today - timedelta(days=1) else day.isoformat()


def _warned(sheet: Sheet) -> list[Row]:
    return [row for row in _in(sheet, ItemState.DONE) if row.record.verdict is Verdict.WARN]


def _in(sheet: Sheet, state: ItemState) -> list[Row]:
    return [row for row in sheet.rows if row.record.state is state]


def _titles(rows: Sequence[Row]) -> str:
    shown = ", ".join(row.item.id.replace("-", " ") for row in rows[:_SECTION_LIMIT])
    return f"{shown} and {len(rows) - _SECTION_LIMIT} more" if len(rows) > _SECTION_LIMIT else shown


def _found(row: Row) -> str:
    check, record = row.record.check, row.record
    if record.mark is not None and not record.disputed:
        return record.mark.note or record.mark.reason or f"marked by {record.mark.by}"
    if record.carried is not None and is_action(record.id):
        return record.carried.words
    return check.words if check else "waits for a person"


def _since(row: Row) -> str:
    carried = row.record.carried
    if carried is not None and not is_action(row.item.id):
        return f" (since {carried.since.isoformat()})"
    return f" ({row.change.value})" if row.change else ""


def _overruled(row: Row) -> str:
    mark = row.record.mark
    if mark is None or mark.over is None:
        return row.item.title
    return (
        f"{row.item.title}: {mark.state.value} over {mark.over.value}, {mark.reason or mark.note} ({mark.by})"
    )


def _reason(row: Row) -> str:
    mark = row.record.mark
    return f"{mark.reason or mark.note} ({mark.by})" if mark else ""


def _section(title: str, entries: Sequence[str], limit: int) -> Iterator[str]:
    if not entries:
        return
    yield f"{title}:"
    yield from (f"  {entry}" for entry in entries[:limit])
    if len(entries) > limit:
        yield f"  {len(entries) - limit} more"


def _end(run: Run, zone: ZoneInfo) -> Iterator[str]:
    yield f"time {budgeted(run)} · policy {run.policy} · {', '.join(run.people)}"
    if run.signed is None:
        yield f"not signed yet · {run.id}"
    else:
        at = run.signed.at.astimezone(zone)
        yield f"signed by {run.signed.by} {at:%Y-%m-%d %H:%M} {zone.key} · {run.id}"
        if run.signed.note:
            yield f"  {run.signed.note}"


def _wrapped(text: str) -> list[str]:
    lines = wrap(text, _WIDTH)
    return lines if len(lines) <= 2 else [lines[0], _short(f"{lines[1]} …")]


def _short(line: str) -> str:
    flat = line.replace("\n", " ")
    return flat if len(flat) <= _WIDTH else flat[: _WIDTH - 1] + "…"
