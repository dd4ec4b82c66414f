"""What the health screen gains beside its list: a phrase for the line, and the panel behind it."""

from __future__ import annotations

from dataclasses import dataclass

from data.models.board import Panel
from data.models.snapshot import Phase
from data.models.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Gain:
    """One subject: `words` say how it stands, in a phrase; empty where there is nothing to say.

    `verdict` is None where nothing is judged.
    """

    title: str
    words: str
    verdict: Verdict | None
    panel: Panel


def phase_words(phase: Phase) -> str:
    """What is known where nothing is: nothing at all where it is not configured."""
    return {
        Phase.NOT_CONFIGURED: "",
        Phase.LOADING: "asking…",
        Phase.STALE: "not known any more",
        Phase.NO_RIGHTS: "no rights to see them",
    }.get(phase, "cannot be asked")


def phase_verdict(phase: Phase) -> Verdict | None:
    """A source that is not fresh never passes."""
    return {
        Phase.NOT_CONFIGURED: None,
        Phase.LOADING: Verdict.NO_DATA,
        Phase.STALE: Verdict.STALE,
    }.get(phase, Verdict.ERROR)
