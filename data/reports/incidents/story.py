"""The timeline of a report: every line with its proof, or marked for having none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from data.incidents.telling import marked
from data.models.entry import Entry, Trust
from data.models.evidence import Evidence
from data.models.incident import Line
from data.procedures.fields import evidence_in, text
from data.quantity import format_value
from data.reports.incidents.case import Case
from data.safe import safe


class Proof(StrEnum):
    """What stands behind a line.

    A measured value or a program's output is evidence. What somebody did in the console (took a role,
    declared, changed the severity) is proved by the entry itself. What somebody only says is unsupported.
    """

    EVIDENCE = "evidence"
    RECORD = "record"
    UNSUPPORTED = "unsupported"


_RECORDS = {
    *("declared", "acknowledged", "severity", "role", "handover", "task", "task-acknowledged", "status"),
    *("question", "action", "action-opened", "closed", "reopened", "correction", "update"),
    *("call", "missed"),
}
_DIGESTS = {"runbook.finished": "output", "incident.met": "document", "incident.handover": "page"}
_RECORDED = ("runbook.", "outbox.", "clock.")


@dataclass(frozen=True, slots=True)
class Told:
    """One line: `after` are seconds from the declaration, `evidence` its proof in words, `entry` where it is.

    `edited` says why the entry itself cannot be trusted, empty where it can.
    """

    at: datetime
    after: float
    by: str
    kind: str
    words: str
    proof: Proof
    evidence: tuple[str, ...]
    entry: str
    edited: str = ""
    original: str = ""


def story_of(case: Case) -> tuple[Told, ...]:
    """Every line of the timeline, in its order."""
    return tuple(_told(case, line) for line in case.incident.timeline)


def _told(case: Case, line: Line) -> Told:
    entry = case.entries.get(line.stamp.entry)
    evidence = tuple(_words(each) for each in evidence_in(entry)) if entry else ()
    output = _output(entry) if entry else ""
    return Told(
        at=line.stamp.at,
        after=case.after(line.stamp),
        by=line.stamp.by,
        kind=line.kind,
        words=marked(line),
        proof=_proof(line, bool(evidence or output)),
        evidence=(*evidence, *([output] if output else [])),
        entry=line.stamp.entry,
        edited="" if entry is None or entry.trust is Trust.SEALED else entry.trust.value,
        original=line.correction.original if line.correction else "",
    )


def _proof(line: Line, found: bool) -> Proof:
    if found or line.supported:
        return Proof.EVIDENCE
    if line.kind in _RECORDS or line.kind.startswith(_RECORDED):
        return Proof.RECORD
    return Proof.UNSUPPORTED


def _words(evidence: Evidence) -> str:
    labels = " ".join(f"{name}={value}" for name, value in evidence.labels)
    name = " ".join(part for part in (evidence.source, evidence.signal, labels) if part)
    value = format_value(evidence.value, evidence.unit) if evidence.value is not None else evidence.words
    at = evidence.observed_at.isoformat(timespec="seconds") if evidence.observed_at else ""
    said = f"{evidence.policy} § {evidence.section}" if evidence.policy else ""
    return safe(", ".join(part for part in (f"{name} {value}".strip(), said, at, evidence.digest) if part))


def _output(entry: Entry) -> str:
    """The digest of what a program printed, or of the page that was read or written."""
    digest, what = text(entry, "digest"), _DIGESTS.get(entry.kind)
    return safe(f"{what} {digest}") if digest and what else ""
