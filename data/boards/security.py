"""Security: findings, what guards them, and the backups to fall back on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from data.boards.backups import backups_panel
from data.boards.certificates import certificates_panel
from data.boards.findings import NONE_OPEN, day_words, findings_panel, severity_of, severity_panel
from data.boards.looked import Changes, changes, changes_panel, changes_words
from data.boards.outlook import Outlook
from data.boards.panels import panel_of
from data.boards.sentences import UNSEEN, beside_the_worst, board_of, fact_words, said
from data.boards.things import Thing, answered_by, by_kind, fact_of_thing, gravest, newest, things_panel
from data.models.board import Board, Fact, Panel
from data.models.snapshot import Phase, Snapshot
from data.models.verdict import BROKEN, Verdict
from data.quantity import format_value

_CARE = "skafu-security-daily"
"""The list that has somebody look at these every day."""
_VULNERABILITIES = "vulnerabilities"


@dataclass(frozen=True, slots=True)
class _Part:
    """A panel of signals and the things that belong to them."""

    id: str
    title: str
    signals: tuple[str, ...]
    kinds: tuple[str, ...]
    happens: bool = False
    """Whether its things happen, so that the newest come first, rather than last."""
    passing: bool = False
    """Whether things that are as they should be are listed too."""


_PARTS = (
    _Part(
        "sign-ins",
        "Failed sign-ins",
        (
            "aws.failed_sign_ins",
            "security.failed_sign_ins",
            "security.suspicious_activity",
            "security.breach_indicators",
        ),
        ("sign-in",),
        happens=True,
        passing=True,
    ),
    _Part(
        "groups",
        "Security group changes",
        ("aws.security_group_changes",),
        ("group-change",),
        happens=True,
        passing=True,
    ),
    _Part("trail", "Audit trail", ("aws.cloudtrail_valid",), ("trail",), passing=True),
    _Part(
        "compliance",
        "Compliance",
        ("aws.config_compliance_pct", "security.compliance_score"),
        ("rule",),
    ),
    _Part(
        "keys",
        "Keys and users",
        ("aws.key_age_d", "aws.users_unused", "aws.users_without_mfa", "aws.access_audit_pct"),
        ("access-key", "user"),
    ),
    _Part(
        _VULNERABILITIES,
        "Vulnerabilities",
        ("code.vulnerabilities", "security.new_vulnerabilities"),
        ("vulnerability",),
        passing=True,
    ),
    _Part("scanning", "Code scanning", ("code.scanning_alerts",), ("scanning-alert",), passing=True),
    _Part(
        "encryption",
        "Encryption and retention",
        ("aws.encryption_pct", "aws.s3_encrypted", "aws.log_retention_pct"),
        ("bucket", "retention"),
    ),
)


def security_board(snapshot: Snapshot, outlook: Outlook) -> Board:
    """Whether the service is safe, and what came since somebody last looked."""
    things = by_kind(snapshot)
    findings = things.get("finding", ())
    found = changes(snapshot, outlook)
    panels = [
        severity_panel(findings, found, snapshot, outlook),
        changes_panel(found, snapshot, outlook),
        findings_panel(findings, found, snapshot, outlook),
        certificates_panel(snapshot, outlook, things.get("certificate", ())),
        *(_part(part, things, snapshot, outlook) for part in _PARTS),
        backups_panel(snapshot, outlook, things.get("backup", ())),
    ]
    panels = [answered_by(panel, _CARE) for panel in panels]
    board = board_of("security", "Security", panels, snapshot, outlook)
    return replace(board, sentence=_sentence(board, findings, found, snapshot, outlook))


def _part(part: _Part, things: Mapping[str, Sequence[Thing]], snapshot: Snapshot, outlook: Outlook) -> Panel:
    """The numbers first, then what stands behind them."""
    numbers = panel_of(part.id, part.title, part.signals, snapshot, outlook)
    listed = [
        thing
        for kind in part.kinds
        for thing in things.get(kind, ())
        if part.passing or thing.item.verdict is not Verdict.PASS
    ]
    order, signals = newest if part.happens else gravest, part.signals
    if part.id == _VULNERABILITIES and (weak := _weaknesses(things)):
        listed, signals = [*listed, *weak], (*signals, "aws.securityhub_findings")
    return things_panel(
        part.id, part.title, listed, signals, snapshot, before=numbers.facts, make=_fact, order=order
    )


def _weaknesses(things: Mapping[str, Sequence[Thing]]) -> list[Thing]:
    """The findings that are vulnerabilities; they stand among the findings as well."""
    return [
        Thing(source, replace(item, kind=_VULNERABILITIES))
        for source, item in things.get("finding", ())
        if item.state == "vulnerability"
    ]


def _fact(thing: Thing) -> Fact:
    """A rule's weight is the number of things that break it, a group's how much it keeps."""
    fact, item = fact_of_thing(thing), thing.item
    if item.amount is None or item.kind not in ("rule", "retention"):
        return fact
    amount = format_value(item.amount, item.unit)
    counted = f"{amount} resources" if item.kind == "rule" else amount
    return replace(fact, value=None, unit="", text=f"{item.state}, {counted}", words="")


def _sentence(
    board: Board, findings: Sequence[Thing], found: Changes, snapshot: Snapshot, outlook: Outlook
) -> tuple[str, ...]:
    """Findings first, with what came since the last look; then the worst of the rest, and what is unseen."""
    common = said(board.panels, snapshot, outlook)
    lead = _lead(findings, board, snapshot, outlook)
    if not lead:
        return common
    if any(panel.id == "findings" and panel.phase in UNSEEN for panel in board.panels):
        return (*common[:1], f"Last known: {lead}.")
    blind = beside_the_worst(common)
    others = _others(board, snapshot, outlook)
    well = ["All else keeps within its limits."] if board.verdict is Verdict.PASS else []
    first = f"{lead}; {changes_words(found)}."
    rest = " ".join((*others, *blind, *well))
    return (first, rest) if rest else (first,)


def _lead(findings: Sequence[Thing], board: Board, snapshot: Snapshot, outlook: Outlook) -> str:
    if not findings:
        fresh = any(panel.id == "severities" and panel.phase is Phase.FRESH for panel in board.panels)
        return "No finding is open" if fresh and board.fact(NONE_OPEN) else ""
    oldest = min((item.at for _, item in findings if item.at), default=None)
    began = f", oldest {day_words(oldest, snapshot.at, outlook.zone)}" if oldest else ""
    return f"{_counts(findings)} open{began}: {gravest(findings, 1)[0].item.title}"


def _counts(findings: Sequence[Thing]) -> str:
    grades: dict[str, int] = {}
    for thing in findings:
        grade = severity_of(thing)
        grades[grade] = grades.get(grade, 0) + 1
    told = [f"{grades[grade]} {grade}" for grade in ("critical", "high") if grade in grades]
    rest = len(findings) - sum(grades.get(grade, 0) for grade in ("critical", "high"))
    if rest:
        told.append(f"{rest} {'lesser' if told else 'minor'}")
    return f"{', '.join(told)} finding{'s' if len(findings) != 1 else ''}"


def _others(board: Board, snapshot: Snapshot, outlook: Outlook) -> tuple[str, ...]:
    """The worst of what is no finding, in a sentence."""
    facts: list[Fact] = [
        fact
        for panel in board.panels
        if panel.id not in ("severities", "findings", "changes")
        for fact in panel.facts
        if fact.verdict in BROKEN
    ]
    facts.sort(key=lambda fact: -(fact.verdict.rank if fact.verdict else 0))
    if not facts:
        return ()
    more = f" and {len(facts) - 1} more" if len(facts) > 1 else ""
    return (f"Also: {fact_words(facts[0], snapshot, outlook.zone)}{more}.",)
