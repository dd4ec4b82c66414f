"""The entries of the outbox, made from what happens to a letter."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from data.errors import UsageError
from data.messages.hindering import hindrances
from data.models.entry import Draft
from data.models.letter import Letter, LetterState, Receipt
from data.models.outbox import Posted, Setback
from data.safe import LINE_LIMIT, TEXT_LIMIT, safe, safe_block

QUEUED = "outbox.queued"
TRIED = "outbox.tried"
SENT = "outbox.sent"
FAILED = "outbox.failed"
RETRIED = "outbox.retried"
DROPPED = "outbox.dropped"
UPDATE = "incident.update"


def queue(letters: Iterable[Letter]) -> list[Draft]:
    """Entries by which letters wait to be sent, each written whole. Raises UsageError.

    What is written is what will be sent. Whoever made a letter: with an unfilled place, or with what
    looks like a secret, it does not even wait.
    """
    drafts: list[Draft] = []
    seen: set[str] = set()
    for letter in letters:
        _check(letter, seen)
        seen.add(letter.key)
        drafts.append(Draft(QUEUED, _whole(letter), drill=letter.drill))
    return drafts


def tried(posted: Posted) -> Draft:
    """That the letter is about to be given away, once more."""
    number = posted.last.number + 1 if posted.last else 1
    return _draft(TRIED, posted.letter, {"attempt": number})


def sent(letter: Letter, attempt: int, receipt: Receipt) -> Draft:
    """That the other side has it, and its receipt."""
    evidence = {"source": letter.channel, "kind": "receipt", "query": receipt.reference}
    fields = {
        **_place(letter),
        "attempt": attempt,
        "reference": receipt.reference,
        "note": safe(receipt.words),
        "kept": dict(receipt.kept),
        "evidence": [{key: value for key, value in evidence.items() if value}],
    }
    return _draft(SENT, letter, fields)


def failed(letter: Letter, attempt: int, setback: Setback) -> Draft:
    """That it did not come, or that nobody knows; stands in the timeline where a person is wanted."""
    fields = {
        **(_place(letter) if setback.final else {}),
        "attempt": attempt,
        "why": safe(setback.why),
        "remedy": safe(setback.remedy),
        "certain": setback.certain,
        "final": setback.final,
        "after_s": setback.after,
    }
    return _draft(FAILED, letter, fields)


def retried(posted: Posted, reason: str = "") -> list[Draft]:
    """A person's word that a letter shall go, now and from their machine.

    Raises UsageError where there is nothing to send, and without a reason where it is in doubt:
    it may then come twice, and somebody must have decided that.
    """
    _still_open(posted)
    if posted.state is LetterState.IN_DOUBT:
        _reason(reason, f"{posted.key} may have come: why shall it go again?")
    number = posted.last.number if posted.last else 0
    fields = {**_place(posted.letter), "attempt": number, "reason": reason.strip()}
    return [_draft(RETRIED, posted.letter, fields)]


def dropped(posted: Posted, reason: str) -> list[Draft]:
    """A person's word that a letter shall not go. Raises UsageError, too where no reason is given."""
    _still_open(posted)
    fields = {**_place(posted.letter), "reason": _reason(reason, "why shall it not go?")}
    return [_draft(DROPPED, posted.letter, fields)]


def arrived(posted: Posted, reason: str) -> list[Draft]:
    """A person's word that a letter which is in doubt did come. Raises UsageError."""
    _still_open(posted)
    if posted.last is None:
        raise UsageError(f"{posted.key} was never given away", "drop it, if it shall not go")
    words = f"a person saw it there: {_reason(reason, 'where was it seen?')}"
    return [sent(posted.letter, posted.last.number, Receipt("", words))]


def update(posted: Posted) -> Draft:
    """That words reached somebody: an update of their incident."""
    letter = posted.letter
    fields = {
        "incident": letter.incident,
        "audience": letter.audience.value,
        "text": letter.body,
        "words": letter.words,
    }
    return Draft(UPDATE, fields, drill=letter.drill)


def _check(letter: Letter, seen: set[str]) -> None:
    if not letter.key or not letter.channel or letter.key in seen:
        raise UsageError("a letter needs a key of its own and a channel")
    if not letter.body.strip():
        raise UsageError("an empty letter says nothing")
    if len(letter.body) > TEXT_LIMIT or len(letter.subject) > LINE_LIMIT:
        limits = f"{TEXT_LIMIT} characters, its subject {LINE_LIMIT}"
        raise UsageError("the letter is too long", f"a letter has at most {limits}")
    if found := hindrances(letter.subject or "none", letter.body):
        raise UsageError(f"these words do not go: {'; '.join(found)}")


def _whole(letter: Letter) -> dict[str, Any]:
    fields = {
        "letter": letter.key,
        "incident": letter.incident,
        "channel": letter.channel,
        "purpose": letter.purpose.value,
        "audience": letter.audience.value,
        "status": letter.stage.value,
        "severity": letter.severity,
        "title": safe(letter.title),
        "subject": safe(letter.subject),
        "text": safe_block(letter.body),
        "written": letter.at,
        "author": safe(letter.by),
        "words": letter.words,
        "to": list(letter.to),
    }
    return {key: value for key, value in fields.items() if value}


def _place(letter: Letter) -> dict[str, Any]:
    """What an entry needs that stands in an incident's timeline."""
    if not letter.incident:
        return {}
    return {
        "incident": letter.incident,
        "purpose": letter.purpose.value,
        "status": letter.stage.value,
        "audience": letter.audience.value,
    }


def _draft(kind: str, letter: Letter, fields: dict[str, Any]) -> Draft:
    told = {key: value for key, value in fields.items() if value not in ("", {}, [])}
    return Draft(kind, {"letter": letter.key, "channel": letter.channel, **told}, drill=letter.drill)


def _still_open(posted: Posted) -> None:
    if not posted.open:
        raise UsageError(f"{posted.key} is {posted.state.value}", "outbox show tells how that came")


def _reason(reason: str, question: str) -> str:
    if not reason.strip():
        raise UsageError(question, "give a reason")
    return reason.strip()
