"""Business: who uses the service, what they pay, and how they are served."""

from __future__ import annotations

from dataclasses import replace

from data.boards.contradictions import others_say
from data.boards.facts import fact_of
from data.boards.outlook import Outlook
from data.boards.panels import framed, panel_of, readings_of
from data.boards.sentences import board_of, capital, said
from data.models.board import Board, Fact, Panel, Shape
from data.models.reading import Reading
from data.models.snapshot import Snapshot
from data.models.verdict import Verdict
from data.quantity import format_value, known

_USE = ("business.active_users", "business.sign_ups", "business.projects_created", "business.api_calls")
_MONEY = ("business.revenue", "business.conversions", "business.churn_pct", "business.revenue_impact")
_SUPPORT = ("support.response_h", "support.satisfaction", "support.open_tickets")
FUNNEL = "business.funnel"
"""A funnel of a team's own: one reading a step, in the order in which the query gives them."""
_STEPS = (
    ("business.visitors", "visitors"),
    ("business.sign_ups", "sign-ups"),
    ("business.active_users", "active"),
    ("business.conversions", "conversions"),
)


def business_board(snapshot: Snapshot, outlook: Outlook) -> Board:
    """How the business does, against its own past and the limits of the documents."""
    panels = [
        panel_of("use", "Use", _USE, snapshot, outlook),
        panel_of("money", "Revenue and churn", _MONEY, snapshot, outlook),
        _funnel(snapshot, outlook),
        _support(snapshot, outlook),
    ]
    board = board_of("business", "Business", panels, snapshot, outlook)
    return replace(board, sentence=_sentence(board, snapshot, outlook))


def _support(snapshot: Snapshot, outlook: Outlook) -> Panel:
    """With what the other documents demand, for only one of them speaks of support."""
    panel = panel_of("support", "Support", _SUPPORT, snapshot, outlook)
    readings = readings_of(snapshot, *_SUPPORT)
    facts = tuple(
        replace(fact, details=(*fact.details, *others_say(reading, outlook)))
        for fact, reading in zip(panel.facts, readings, strict=False)
    )
    return replace(panel, facts=facts)


def _funnel(snapshot: Snapshot, outlook: Outlook) -> Panel:
    """From step to step: how many there are, and what share of the step before."""
    own = readings_of(snapshot, FUNNEL)
    signals = (FUNNEL,) if own else tuple(signal for signal, _ in _STEPS)
    steps = [(each, _label(each)) for each in own] or [
        (readings[0], name) for signal, name in _STEPS if (readings := readings_of(snapshot, signal))
    ]
    facts: list[Fact] = []
    before: Reading | None = None
    for reading, name in steps:
        facts.append(_step(reading, name, before, snapshot, outlook))
        before = reading if known(reading.observation.value) else before
    return framed(
        "funnel",
        "Funnel, with the share of the step before",
        tuple(facts),
        signals,
        snapshot,
        shape=Shape.BARS,
    )


def _step(reading: Reading, name: str, before: Reading | None, snapshot: Snapshot, outlook: Outlook) -> Fact:
    fact = fact_of(reading, snapshot, outlook, name=name, group="funnel")
    share = _share(reading, before)
    if share is None or before is None:
        return replace(fact, key=f"funnel:{fact.key}", words="")
    part = format_value(share, "%", digits=2)
    words = f"{part} of {_step_name(before)}"
    name = f"{name} · {part}"
    return replace(
        fact, key=f"funnel:{fact.key}", name=name, words=words, details=(*fact.details, ("share", words))
    )


def _share(reading: Reading, before: Reading | None) -> float | None:
    value = reading.observation.value
    base = before.observation.value if before is not None else None
    return 100 * value / base if value is not None and base else None


def _step_name(reading: Reading) -> str:
    return dict(_STEPS).get(reading.signal) or _label(reading)


def _label(reading: Reading) -> str:
    return " ".join(value for _, value in reading.observation.labels) or reading.signal


def _sentence(board: Board, snapshot: Snapshot, outlook: Outlook) -> tuple[str, ...]:
    """What is wrong; where nothing is, how many use it and what that is compared with the time before."""
    common = said(board.panels, snapshot, outlook)
    moved = _moved(board)
    if board.verdict is Verdict.PASS and moved:
        return (f"All is well: {moved[0]}.", *common[1:])
    second = (f"{capital(moved[0])}.",) if moved else ()
    return (*common[:1], *(common[1:] or second))


def _moved(board: Board) -> list[str]:
    """What moved, the largest share first: ``1,204 active users, 8 % fewer than yesterday``."""
    told: list[tuple[float, str]] = []
    for panel in board.panels:
        for fact in panel.facts if panel.id in ("use", "money") else ():
            was, value = fact.compared, fact.value
            if was is None or value is None or not was.value:
                continue
            share = 100 * (value - was.value) / abs(was.value)
            way = "more" if share > 0 else "less"
            same = abs(share) < 1
            than = (
                f"as {was.span}"
                if same
                else f"{format_value(abs(share), '%', digits=2)} {way} than {was.span}"
            )
            told.append((abs(share), f"{fact.name} {format_value(value, fact.unit)}, {than}"))
    return [words for _, words in sorted(told, reverse=True)]
