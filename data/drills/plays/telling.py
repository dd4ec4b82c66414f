"""The entries of a drill about itself, and the words for its score."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from data.drills.worlds.tags import tag_of
from data.models.entry import Draft, Entry
from data.models.scenario import Inject, Scenario
from data.models.score import Mark, Score

BEGUN, INJECT, ENDED = "drill.begun", "drill.inject", "drill.ended"

TITLES = {
    Mark.DETECT: "Detected in time",
    Mark.ACKNOWLEDGE: "Acknowledged",
    Mark.SEVERITY: "Severity",
    Mark.ESCALATE: "Escalated",
    Mark.UPDATES: "Updates",
    Mark.RUNBOOK: "The right runbook",
    Mark.ORDER: "In the right order",
    Mark.CHECKS: "Looked before acting",
    Mark.MITIGATE: "Mitigated",
    Mark.EVIDENCE: "Evidence",
    Mark.HANDOVER: "Handed over",
    Mark.REVIEW: "Brought to its end",
    Mark.CALM: "No false alarm",
    Mark.LOOKED: "Looked at everything",
    Mark.HARM: "No harm done",
}
"""What each line of a score is called."""


def begun_draft(scenario: Scenario, seed: int, *, blind: str = "") -> Draft:
    """The first entry: what is played. Nothing of its speed, at which all else is the same.

    With `blind` only that stands for which it is: the players read this entry.
    """
    fields: dict[str, Any] = {
        **({"title": blind} if blind else {"scenario": scenario.id, "title": scenario.title}),
        "policy": scenario.policy,
        "seed": seed,
        "lasts_s": float(scenario.lasts),
    }
    return Draft(BEGUN, fields, drill=True)


def inject_draft(inject: Inject, second: float, incident: str = "") -> Draft:
    """Something has reached the players at that second; it belongs to the incident that is open.

    They read this entry: of the script's own name for it there is only a tag.
    """
    fields: dict[str, Any] = {
        "inject": tag_of(inject.id),
        "way": inject.kind.value,
        "words": inject.words,
        "second": float(second),
    }
    more = {"who": inject.who, "incident": incident}
    fields |= {key: value for key, value in more.items() if value}
    return Draft(INJECT, fields, drill=True)


def came_at(entry: Entry, starts: datetime) -> datetime:
    """When something reached the players, which may have been recorded a moment later."""
    second = entry.get("second")
    return starts + timedelta(seconds=second) if isinstance(second, int | float) else entry.at


def ended_draft(scenario: Scenario, seed: int, score: Score, until: float) -> Draft:
    """The last entry: what it was worth, line by line, up to the second `until`."""
    fields: dict[str, Any] = {
        "scenario": scenario.id,
        "seed": seed,
        "until_s": round(until, 3),
        "score": {
            "total": score.total,
            "lines": [
                {
                    "mark": line.mark.value,
                    "points": line.points,
                    "of": line.of,
                    "why": line.why,
                    **({} if line.at is None else {"at": round(line.at, 3)}),
                }
                for line in score.lines
            ],
        },
    }
    return Draft(ENDED, fields, drill=True)


def second_words(second: float) -> str:
    """A second of the scenario as people read it, as in 12:30."""
    whole = int(max(0.0, second))
    return f"{whole // 60:02}:{whole % 60:02}"


def place_words(second: float, lasts: float) -> str:
    """A second of a scenario that lasts so many, as in 04:10 of 30:00."""
    return f"{second_words(min(second, lasts))} of {second_words(lasts)}"
