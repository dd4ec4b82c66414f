"""What the commands about past drills print, for people and for programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from console.cli.drills.drill_desk import Reckoned
from console.cli.table import table
from data.drills.scores.coverage import Coverage, Exercised, StepCoverage
from data.drills.scores.history import Result, Trend
from data.drills.scores.score_words import score_json, score_lines
from data.safe import safe

_LATEST = 6
_WORDS = {
    Exercised.TESTED: "tested",
    Exercised.DUE: "due again",
    Exercised.EDITED: "edited since",
    Exercised.NEVER: "never",
}


def score_document(found: Reckoned) -> dict[str, Any]:
    """Of ``drill score``."""
    head = found.folder.head
    told = score_json(head.scenario, found.starts, head.seed, found.score)
    return told | {"drill": found.folder.path.name, "who": head.who, "began": head.began.isoformat()}


def score_page(found: Reckoned) -> list[str]:
    """The same for people."""
    head = found.folder.head
    lines = [f"{found.folder.path.name} · {head.who}"]
    if found.doubt:
        lines.append(found.doubt)
    if found.played is None:
        lines.append("Its scenario is not at hand as it was then: these are the points on record.")
    return [*lines, *score_lines(safe(head.title), head.seed, found.score)]


def history_document(results: Sequence[Result], trends: Sequence[Trend]) -> dict[str, Any]:
    """Of ``drill history``."""
    return {
        "schema": 1,
        "drills": [
            {
                "drill": each.id,
                "scenario": each.scenario,
                "title": each.title,
                "procedure": each.procedure,
                "who": each.who,
                "began": each.began.isoformat(),
                "seed": each.seed,
                "policy": each.policy,
                "total": each.score.total if each.score else None,
            }
            for each in results
        ],
        "trends": [
            {"by": each.trait.value, "name": each.name, "totals": list(each.totals), "change": each.change}
            for each in trends
        ],
    }


def history_page(results: Sequence[Result], trends: Sequence[Trend], zone: ZoneInfo) -> list[str]:
    """The same for people."""
    if not results:
        return ["No drill has been played yet: ops-console drill"]
    rows = [
        [
            each.began.astimezone(zone).isoformat(sep=" ", timespec="minutes"),
            f"{each.score.total:g}" if each.score else "not ended",
            each.who,
            each.id,
        ]
        for each in results
    ]
    lines = table([["began", "points", "who", "drill"], *rows], right=(1,))
    rows = [[each.trait.value, each.name, _change(each), _latest(each)] for each in trends]
    changed = any(each.change is not None for each in trends)
    if rows:
        heading = ["by", "name", "change" if changed else "", "points"]
        lines += ["", *table([heading, *rows], right=(2,) if changed else ())]
    return [*lines, "", "Change: the latest against those before."] if changed else lines


def coverage_document(found: Sequence[Coverage]) -> dict[str, Any]:
    """Of ``drill coverage``."""
    return {
        "schema": 1,
        "runbooks": [
            {
                "id": each.runbook,
                "title": each.title,
                "document": each.document,
                "tested": each.count(Exercised.TESTED),
                "of": len(each.steps),
                "due": [step.step for step in each.due],
                "steps": [_step(step) for step in each.steps],
            }
            for each in found
        ],
    }


def coverage_page(found: Sequence[Coverage], zone: ZoneInfo, *, whole: bool, only_due: bool) -> list[str]:
    """The same for people: a line a procedure that was begun, with `whole` a line a step."""
    if only_due and not found:
        return ["Nothing is due: what was exercised is younger than a quarter, and unchanged."]
    if not whole:
        begun = [each for each in found if each.begun]
        rows = [[each.runbook, _share(each), _left(each)] for each in begun]
        left = f"{len(found) - len(begun)} of {len(found)} procedures were never exercised."
        return [*table(rows, right=(1,)), *([""] if rows else []), left]
    lines = []
    for each in found:
        steps = each.due if only_due else each.steps
        rows = [[step.step, _WORDS[step.tested], _when(step, zone)] for step in steps]
        lines += [f"{each.title} ({each.runbook})", *table(rows, indent=2), ""]
    return lines[:-1]


def due_line(found: Sequence[Coverage]) -> str:
    """What is due, in one line; empty where nothing is."""
    steps = sum(len(each.due) for each in found)
    procedures = sum(bool(each.due) for each in found)
    if not steps:
        return ""
    count = f"{_count(steps, 'step')} of {_count(procedures, 'procedure')}"
    return f"{count} to drill again: ops-console drill coverage --due"


def _share(each: Coverage) -> str:
    return f"{each.count(Exercised.TESTED)} of {len(each.steps)}"


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _change(trend: Trend) -> str:
    return "" if trend.change is None else f"{trend.change:+g}"


def _latest(trend: Trend) -> str:
    return " → ".join(f"{total:g}" for total in trend.totals[-_LATEST:])


def _left(each: Coverage) -> str:
    told = [(each.count(kind), _WORDS[kind]) for kind in (Exercised.DUE, Exercised.EDITED, Exercised.NEVER)]
    return ", ".join(f"{count} {words}" for count, words in told if count)


def _when(step: StepCoverage, zone: ZoneInfo) -> str:
    if step.latest is None:
        return ""
    when = step.latest.at.astimezone(zone).date().isoformat()
    return f"{when} by {step.latest.by}{'' if step.latest.where else ', in earnest'}"


def _step(step: StepCoverage) -> dict[str, Any]:
    latest = step.latest
    return {
        "id": step.step,
        "title": step.title,
        "state": step.tested.value,
        "at": latest.at.isoformat() if latest else None,
        "by": latest.by if latest else None,
        "drill": (latest.where or None) if latest else None,
    }
