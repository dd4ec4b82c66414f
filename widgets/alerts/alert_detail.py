"""One alert whole: what it says, who has it, how soon that was wanted and by whom, and what was done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from data.alerts.case import Case, Standing
from data.alerts.clock import demand_words, waiting_words
from data.alerts.desk import Desk, Kept
from data.alerts.gravity import known
from data.alerts.target import said_elsewhere
from data.models.labels import Labels
from data.models.policy import Policy
from data.models.practice import AlertClass
from widgets.alerts.alert_past import act_lines
from widgets.alerts.alert_row import alert_sign, answer_words, end_words
from widgets.line import Line, Span, Tone, fit, wrap

_NAME = 13
_ACTS = 12


def case_lines(case: Case, desk: Desk, policies: Sequence[Policy], width: int) -> list[Line]:
    """The block of a case at a width."""
    words, tone = answer_words(case, desk.now, desk.zone)
    lines: list[Line] = [
        (alert_sign(case), Span(f" {case.title}", "strong")),
        (Span(f"  {case.standing.value}", tone), Span(f"  {words}", tone)),
    ]
    if case.summary:
        lines += wrap(case.summary, width, indent=2)
    for warning in _warnings(case):
        lines += wrap(warning, width, "warn", indent=2)
    lines += [(), *_answer(case, desk, width), *_target(case, desk, policies, width)]
    lines += _labels("labels", case.labels, width) + _labels("annotations", case.annotations, width)
    lines += _held_back(case, desk, width)
    facts = [
        ("since", _when(case.since, desk)),
        ("listed by", ", ".join(case.sources)),
        ("goes to", ", ".join(case.receivers)),
        ("runbook", case.runbook),
        ("rule", case.url),
        *case.details,
    ]
    lines += [()] + [each for name, text in facts if text for each in _fact(name, text, width)]
    return lines + _timeline(case, desk)


def silence_lines(kept: Kept, desk: Desk, width: int) -> list[Line]:
    """The block of a silence at a width."""
    silence = kept.silence
    words, tone = end_words(kept, desk.now, desk.zone)
    titles = [case.title for key in kept.covers if (case := desk.case(key)) is not None]
    facts = [
        ("made by", silence.created_by),
        ("because", silence.comment),
        ("since", _when(silence.starts, desk)),
        ("ends", _when(silence.ends, desk)),
        ("kept by", kept.source),
        ("covers", ", ".join(titles) or "nothing that fires now"),
    ]
    lines: list[Line] = [(Span("silence", "strong"), Span(f"  {words}", tone)), ()]
    lines += [each for match in silence.matchers for each in wrap(str(match), width, indent=2)]
    lines += [()] + [each for name, text in facts if text for each in _fact(name, text, width)]
    acts = [act for act in desk.acts.all if act.silence == silence.id]
    return lines + act_lines(acts[-_ACTS:], desk)


def _warnings(case: Case) -> Iterable[str]:
    if case.old:
        yield "Its source has not confirmed this lately."
    if case.doubt:
        yield f"The replicas disagree: it {case.doubt}."
    if not case.own and not known(case.severity):
        named = f'"{case.severity}"' if case.severity else "no severity"
        yield f"It is labelled {named}; that counts as medium here."


def _answer(case: Case, desk: Desk, width: int) -> list[Line]:
    held = case.answered
    if held is None:
        return []
    lines = _fact("owner", held.by, width, "accent") + _fact("because", held.reason, width)
    if held.until is not None:
        until = f"{_when(held.until, desk)}; renewed while it fires, ended when it resolves"
        lines += _fact("silenced", until, width)
    elif case.own:
        lines += _fact("ends", "when this passes again, or after a day", width)
    return lines


def _target(case: Case, desk: Desk, policies: Sequence[Policy], width: int) -> list[Line]:
    target = case.target
    lines: list[Line] = []
    if target is None:
        lines += _fact("target", f"none: {desk.policy.id} sets no time for alerts of this gravity", width)
    else:
        tone: Tone = "fail" if case.overdue(desk.now) else "plain"
        words = demand_words(target.alert_class)
        if case.waits:
            words += f"; waits {waiting_words(case, desk.now)}"
        lines += _fact("target", words, width, tone) + _class_lines(target.alert_class, width)
    for other in said_elsewhere(case.gravity, desk.policy, policies):
        lines += _fact(
            "elsewhere",
            f"{demand_words(other)}: {other.origin.policy} § {other.origin.section}",
            width,
            "dim",
        )
    return lines


def _class_lines(found: AlertClass, width: int) -> list[Line]:
    told = ", ".join([*found.recipients, *(f"by {each}" for each in found.notify)])
    return [
        *_fact("from", f"{found.origin.policy} § {found.origin.section}: {found.origin.says}", width, "dim"),
        *(_fact("tell", told, width) if told else []),
    ]


def _labels(title: str, labels: Labels, width: int) -> list[Line]:
    if not labels:
        return []
    lines: list[Line] = [(), (Span(title, "heading"),)]
    for name, value in labels:
        lines += wrap(f"{name} = {value}", width, indent=2)
    return lines


def _held_back(case: Case, desk: Desk, width: int) -> list[Line]:
    lines: list[Line] = []
    for silence in case.silences:
        if case.standing is Standing.SILENCED:
            words = f"{silence.created_by} until {_when(silence.ends, desk)}: {silence.comment}"
            lines += _fact("silenced by", words, width)
    if case.inhibited_by:
        titles = {each.fingerprint: each.title for each in desk.cases}
        names = sorted({titles.get(id, id) for id in case.inhibited_by})
        lines += _fact("held back by", ", ".join(names), width)
    return lines


def _timeline(case: Case, desk: Desk) -> list[Line]:
    ids = [silence.id for silence in case.silences]
    return act_lines(desk.acts.about(case.key, ids)[-_ACTS:], desk)


def _fact(name: str, text: str, width: int, tone: Tone = "plain") -> list[Line]:
    rows = wrap(text, max(20, width - _NAME), tone)
    first, *others = rows or [()]
    return [
        (Span(fit(name, _NAME), "dim"), *first),
        *((Span(" " * _NAME), *row) for row in others),
    ]


def _when(at: datetime | None, desk: Desk) -> str:
    if at is None:
        return ""
    local = at.astimezone(desk.zone)
    same_day = local.date() == desk.now.astimezone(desk.zone).date()
    return f"{local:%H:%M:%S}" if same_day else f"{local:%a} {local.day} {local:%b %H:%M}"
