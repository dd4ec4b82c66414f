"""The outbox in lines for a person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from console.cli.columns import aligned
from console.cli.times import text_time
from data.models.outbox import Posted, channel_title, gist
from data.outbox.telling import Line, outcome, state_words, what_to_do


def listing(letters: Sequence[Posted], now: datetime, zone: ZoneInfo, host: str) -> list[str]:
    """One line a letter, and under a stuck one what to do."""
    if not letters:
        return ["Nothing waits."]
    rows = [
        (
            each.key,
            channel_title(each.letter.channel),
            gist(each.letter),
            text_time(each.queued, zone),
            state_words(each, now)
            + ("" if each.home == host or not each.open else f" (sent by {each.home})"),
        )
        for each in letters
    ]
    lines: list[str] = []
    for each, line in zip(letters, aligned(rows), strict=True):
        lines += [line, *([f"    {what_to_do(each)}"] if each.stuck else [])]
    return lines


def shown(posted: Posted, now: datetime, zone: ZoneInfo) -> list[str]:
    """One letter whole, with its attempts."""
    letter = posted.letter
    head = [
        ("state", state_words(posted, now)),
        ("to do", what_to_do(posted)),
        ("channel", channel_title(letter.channel)),
        ("to", ", ".join(letter.to)),
        ("incident", f"{letter.incident} {letter.severity} {letter.title}".strip()),
        ("for", f"{letter.audience.value}, {letter.purpose.value}, {letter.stage.value}"),
        ("queued", f"{text_time(posted.queued, zone)} by {posted.by} on {posted.home}"),
        ("receipt", posted.receipt.reference if posted.receipt else ""),
    ]
    lines = [posted.key, *aligned([row for row in head if row[1]])]
    lines += ["", f"  {letter.subject}" if letter.subject else "", *_indented(letter.body)]
    if posted.attempts:
        tries = [
            (str(each.number), text_time(each.at, zone) if each.at else "?", each.host, outcome(each))
            for each in posted.attempts
        ]
        lines += ["", "Attempts", *_indented("\n".join(aligned(tries)))]
    return lines


def ledger(lines: Iterable[Line], zone: ZoneInfo) -> list[str]:
    """Every attempt, oldest first."""
    rows = [
        (text_time(line.at, zone), line.posted.key, str(line.attempt.number), line.attempt.host, line.came)
        for line in lines
    ]
    return aligned(rows) or ["Nothing was sent."]


def _indented(text: str) -> list[str]:
    return [f"  {line}".rstrip() for line in text.splitlines()]
