"""What a snapshot comes to."""

from __future__ import annotations

import pytest

from console.cli.verdict import EXIT_CODES, overall, sentence
from data.models.snapshot import SourceState
from data.models.verdict import Verdict
from tests.console.snapshots import broken, source

PASS, WARN, FAIL = Verdict.PASS, Verdict.WARN, Verdict.FAIL
NO_DATA, STALE, ERROR = Verdict.NO_DATA, Verdict.STALE, Verdict.ERROR


def some(*verdicts: Verdict, critical: bool = True) -> list[SourceState]:
    return [source(f"s{n}", verdict, critical=critical) for n, verdict in enumerate(verdicts)]


@pytest.mark.parametrize(
    ("verdicts", "comes_to", "code"),
    [
        ((), NO_DATA, 3),
        ((PASS, PASS), PASS, 0),
        ((PASS, WARN), WARN, 1),
        ((WARN, STALE), STALE, 3),
        ((STALE, NO_DATA), NO_DATA, 3),
        ((NO_DATA, ERROR), ERROR, 3),
        ((ERROR, FAIL, PASS), FAIL, 2),
    ],
)
def test_the_worst_decides(verdicts: tuple[Verdict, ...], comes_to: Verdict, code: int) -> None:
    assert overall(some(*verdicts)) is comes_to
    assert EXIT_CODES[overall(some(*verdicts))] == code


@pytest.mark.parametrize("verdict", [WARN, STALE, NO_DATA, ERROR, FAIL])
def test_what_is_not_critical_can_only_warn(verdict: Verdict) -> None:
    assert overall([*some(PASS), *some(verdict, critical=False)]) is WARN


def test_what_is_not_critical_may_pass() -> None:
    assert overall(some(PASS, critical=False)) is PASS


def test_every_verdict_has_a_code() -> None:
    assert set(EXIT_CODES) == set(Verdict)


@pytest.mark.parametrize(
    ("sources", "words"),
    [
        ([], "There is nothing to ask: no sources are configured."),
        (some(PASS), "The one source passes."),
        (some(PASS, PASS), "All 2 sources pass."),
        (some(FAIL), "Of 1 source 1 fails."),
        (
            [*some(FAIL, FAIL, PASS, WARN, NO_DATA), broken("x")],
            "Of 6 sources 2 fail, 1 cannot be asked, 1 has no data, 1 warns.",
        ),
    ],
)
def test_a_sentence_says_it(sources: list[SourceState], words: str) -> None:
    assert sentence(sources) == words
