"""Which steps were exercised, and which want it again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from data.drills.scores.coverage import (
    Exercise,
    Exercised,
    StepCoverage,
    coverage_of,
    exercises_of,
    quarter_of,
)
from data.models.runbook import Phase, Runbook
from data.policies.book import load_policies
from data.procedures.runbooks.shelf import load_runbooks
from data.runbook_runs.digest import digest_of, step_digest
from data.runbook_runs.fold import fold_runbook_runs
from tests.data.drills.players import Players
from tests.data.drills.scores.test_score import LEAK, RIGHT

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
QUARTER = timedelta(days=92)
BOOK = load_runbooks().get(RIGHT)


def exercise(step: str = "pool", days: float = 1, **more: str) -> Exercise:
    return Exercise(RIGHT, step, "alice", NOW - timedelta(days=days), **more)


def covered(*exercises: Exercise, book: Runbook = BOOK) -> dict[str, StepCoverage]:
    (found,) = coverage_of([book], exercises, NOW, QUARTER)
    return {each.step: each for each in found.steps}


def edited(book: Runbook, step: str) -> Runbook:
    """The same procedure with another title for one step."""
    phases = [
        Phase(each.title, tuple(replace(one, title="new") if one.id == step else one for one in each.steps))
        for each in book.phases
    ]
    return replace(book, phases=tuple(phases))


def test_what_nobody_did_was_never_exercised() -> None:
    found = covered(exercise())
    assert found["pool"].tested is Exercised.TESTED
    assert {each.tested for id, each in found.items() if id != "pool"} == {Exercised.NEVER}


@pytest.mark.parametrize(("days", "tested"), [(91.9, Exercised.TESTED), (92.1, Exercised.DUE)])
def test_what_is_older_than_a_quarter_is_due(days: float, tested: Exercised) -> None:
    assert covered(exercise(days=days))["pool"].tested is tested


def test_the_latest_exercise_counts() -> None:
    found = covered(exercise(days=2, where="new"), exercise(days=200, where="old"))["pool"]
    assert found.tested is Exercised.TESTED
    assert found.latest is not None and found.latest.where == "new"


def test_a_step_edited_since_is_untested_and_its_neighbour_is_not() -> None:
    steps = {each.id: step_digest(each) for each in BOOK.steps}
    done = [exercise(id, digest=steps[id], whole=digest_of(BOOK)) for id in ("pool", "restart")]
    found = covered(*done, book=edited(BOOK, "pool"))
    assert (found["pool"].tested, found["restart"].tested) == (Exercised.EDITED, Exercised.TESTED)


def test_without_the_steps_own_digest_the_whole_texts_decides() -> None:
    assert covered(exercise(whole=digest_of(BOOK)))["pool"].tested is Exercised.TESTED
    assert covered(exercise(whole="sha256:0"))["pool"].tested is Exercised.EDITED


def test_exercises_are_what_was_carried_out_in_runs() -> None:
    players = Players(LEAK)
    players.works(100, RIGHT, "status", "pool")
    players.does(200, "runbook.skipped", run="run-1", step="restart", reason="no")
    runs = fold_runbook_runs(players.scene.entries, drill=True).values()
    found = list(exercises_of(runs, NOW, "a drill"))
    assert {each.step for each in found} == {"status", "pool"}
    assert {(each.at, each.where) for each in found} == {(NOW, "a drill")}
    (run,) = runs
    assert not list(exercises_of([replace(run, mode=type(run.mode).DRY)]))
    assert all(each.at < NOW for each in exercises_of(runs))


def test_the_policy_says_how_long_a_quarter_is() -> None:
    book = load_policies()
    assert quarter_of(book.get("manual")) == timedelta(days=92)
    assert quarter_of(replace(book.get("manual"), routines=())) == timedelta(days=92)
