"""A score for people and for programs."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from data.drills.plays.telling import TITLES, second_words
from data.models.score import Score, ScoreLine


def score_json(scenario: str, starts: datetime, seed: int, score: Score) -> dict[str, Any]:
    """The score as JSON holds it; `at` is on the scenario's calendar, `second` the same in seconds."""
    lines = [
        {
            "mark": line.mark.value,
            "points": line.points,
            "of": line.of,
            "why": line.why,
            "at": _moment(starts, line),
            "second": line.at,
        }
        for line in score.lines
    ]
    return {
        "schema": 1,
        "scenario": scenario,
        "seed": seed,
        "score": {"total": score.total, "lines": lines},
    }


def score_lines(title: str, seed: int, score: Score) -> list[str]:
    """The score line by line, with its reason and its moment."""
    width = max((len(TITLES[line.mark]) for line in score.lines), default=0)
    lines = [f"{title} (seed {seed}): {score.total:g} of 100"]
    for line in score.lines:
        points = f"{line.points:5.1f} of {line.of:4.1f}"
        lines.append(f"  {TITLES[line.mark]:{width}}  {points}  {moment(line):>5}  {line.why}")
    return lines


def moment(line: ScoreLine) -> str:
    """When a line was decided, in minutes and seconds of the scenario; empty where that has no moment."""
    return "" if line.at is None else second_words(line.at)


def _moment(starts: datetime, line: ScoreLine) -> str | None:
    if line.at is None:
        return None
    return (starts + timedelta(seconds=line.at)).isoformat(timespec="milliseconds")
