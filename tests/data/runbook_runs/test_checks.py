"""A step's check: tried as often as the step says, on readings taken since, and no data never passes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from data.errors import NotSaved, UsageError
from data.models.checklist import Must, SignalCheck
from data.models.runbook import Step, StepCheck, Style
from data.models.runbook_run import Ended, Mode, StepState
from data.models.snapshot import Snapshot
from data.models.threshold import Comparison
from data.models.verdict import Verdict
from data.procedures.finding import Finding
from data.runbook_runs import intents
from data.runbook_runs.checking import only_since
from data.runbook_runs.course import Need
from data.runbook_runs.fold import fold_runbook_run
from data.runbook_runs.setting import Setting
from tests.data.procedures.snapshots import failed, fresh, seen, snapshot, stale
from tests.data.runbook_runs.scene import RUN, manual, runbook, running, scene
from tests.journal_helpers import opened

UP = StepCheck(SignalCheck("db.up", must=Must(Comparison.GE, 1)), every=0.01, attempts=4, abort="call")
LOOK = Step("look", "Look", check=UP)
BOOK = runbook(LOOK, manual("then"), manual("call"))


def db(value: float | None, elapsed: float = 1e12) -> Snapshot:
    """What the database says, asked at a moment on the steady scale."""
    answered = replace(fresh("db", seen("db.up", value, "bool")), answered_elapsed=elapsed)
    return snapshot(answered)


async def test_it_is_tried_until_it_holds(tmp_path: Path) -> None:
    tried: list[Verdict] = []
    async with scene(tmp_path, BOOK, readings=[db(0), db(0), db(1)]) as at:
        assert at.need() is Need.CHECK
        found = await at.conductor.check(lambda _, finding: tried.append(finding.verdict))
        assert found is not None and found.holds and found.attempts == 3
        assert tried == [Verdict.FAIL, Verdict.FAIL, Verdict.PASS]
        assert found.evidence[0].signal == "db.up"
        assert at.conductor.run.at == "then"
        entry = at.known()[-1]
        assert entry.get("tries") == ["fail: 0 is not >= 1", "fail: 0 is not >= 1", "pass: 1"] or entry.get(
            "tries"
        )


@pytest.mark.parametrize(
    "readings",
    [
        snapshot(),
        db(None),
        db(0),
        db(1, elapsed=0.0),
        snapshot(replace(failed(fresh("db", seen("db.up", 1, "bool"))), answered_elapsed=1e12)),
        snapshot(replace(stale(fresh("db", seen("db.up", 1, "bool"))), answered_elapsed=1e12)),
    ],
)
async def test_what_is_not_known_to_hold_does_not(tmp_path: Path, readings: Snapshot) -> None:
    async with scene(tmp_path, BOOK, readings=[readings]) as at:
        found = await at.conductor.check()
        assert found is not None and not found.holds and found.attempts == 4
        assert at.need() is Need.DECIDE
        assert at.conductor.move.branch == "call"
        branch = intents.branch(BOOK, at.conductor.run, "look", "call", at.conductor.move.words)
        await at.conductor.record(branch)
        assert at.conductor.run.at == "call"


def test_what_was_found_out_before_says_nothing_about_now() -> None:
    known = db(1, elapsed=100.0)
    assert only_since(known, 99.0) == known
    assert not only_since(known, 101.0).readings_of("db.up")


async def test_a_command_is_checked_on_what_was_asked_after_it(tmp_path: Path) -> None:
    """A reading from before the restart must not say that the restart has helped."""
    step = replace(running("restart", "true"), check=replace(UP, attempts=1, abort=""))
    before: list[Snapshot] = []

    def change(setting: Setting) -> Setting:
        before.append(db(1, elapsed=setting.time.elapsed()))

        async def read(signals: frozenset[str], since: float) -> Snapshot:
            assert signals == {"db.up"}
            return before[0]

        return replace(setting, readings=read)

    async with scene(tmp_path, runbook(step), change=change) as at:
        await at.run("restart")
        assert at.conductor.run.record("restart").state is StepState.RAN
        assert at.need() is Need.CHECK
        found = await at.conductor.check()
        assert found is not None and found.verdict is Verdict.NO_DATA
        before[0] = db(1)
        again = await at.conductor.check()
        assert again is not None and again.holds
        assert at.conductor.run.record("restart").state is StepState.DONE


async def test_a_check_that_is_stopped_leaves_nothing(tmp_path: Path) -> None:
    book = runbook(Step("look", "Look", check=replace(UP, every=60.0)))
    async with scene(tmp_path, book, readings=[db(0)]) as at:

        def stop(attempt: int, finding: Finding) -> None:
            at.conductor.stop()

        assert await asyncio.wait_for(at.conductor.check(stop), 30) is None
        assert at.kinds == ["begun"] and at.need() is Need.CHECK


async def test_a_source_that_does_not_answer_can_be_given_up(tmp_path: Path) -> None:
    async def never(signals: frozenset[str], since: float) -> Snapshot:
        await asyncio.Event().wait()
        raise AssertionError

    async with scene(tmp_path, BOOK, change=lambda setting: replace(setting, readings=never)) as at:
        task = asyncio.create_task(at.conductor.check())
        await asyncio.sleep(0)
        at.conductor.stop()
        assert await asyncio.wait_for(task, 30) is None
        assert not at.conductor.busy and at.kinds == ["begun"]


async def test_only_one_thing_at_a_time(tmp_path: Path) -> None:
    book = runbook(Step("look", "Look", check=replace(UP, every=60.0)))
    async with scene(tmp_path, book, readings=[db(0)]) as at:
        first = asyncio.create_task(at.conductor.check())
        await asyncio.sleep(0)
        with pytest.raises(UsageError, match="under way"):
            await at.conductor.check()
        at.conductor.stop()
        await first


async def test_a_challenge_is_answered_by_another_person(tmp_path: Path) -> None:
    book = runbook(running("first", "true"), manual("second"), style=Style.CHALLENGE_RESPONSE)
    async with scene(tmp_path, book) as at:
        await at.run("first")
        assert at.conductor.run.record("first").state is StepState.RAN and at.need() is Need.ANSWER
        for who, words in (("", "all green"), ("bob", " "), ("Alice", "all green")):
            with pytest.raises(UsageError):
                intents.answer(book, at.conductor.run, "first", who, words, asker="alice")
        with pytest.raises(UsageError, match="another person"):
            intents.confirm(book, at.conductor.run, "first")
        await at.conductor.record(
            intents.answer(book, at.conductor.run, "first", "@bob", "all green", asker="alice")
        )
        said = at.conductor.run.record("first").confirmed
        assert said is not None and (said.by, said.responder, said.answer) == ("alice", "bob", "all green")
        assert at.conductor.run.at == "second" and at.need() is Need.ANSWER


async def test_what_failed_is_done_only_with_a_word_for_it(tmp_path: Path) -> None:
    async with scene(tmp_path, runbook(running("first", "false"))) as at:
        await at.run("first")
        assert at.need() is Need.DECIDE and at.conductor.move.words == "exit code 1"
        with pytest.raises(UsageError, match="all the same"):
            intents.confirm(at.conductor.runbook, at.conductor.run, "first")
        await at.conductor.record(intents.confirm(at.conductor.runbook, at.conductor.run, "first", "known"))
        assert at.need() is Need.END


@pytest.mark.parametrize("mode", Mode)
async def test_skipping_and_breaking_off_want_a_reason(tmp_path: Path, mode: Mode) -> None:
    async with scene(tmp_path, BOOK, mode=mode) as at:
        run = at.conductor.run
        refusals: tuple[Callable[[], object], ...] = (
            lambda: intents.skip(BOOK, run, "look", " "),
            lambda: intents.abort(run, ""),
            lambda: intents.skip(BOOK, run, "then", "not here"),
            lambda: intents.end(run),
            lambda: intents.branch(BOOK, run, "look", "nowhere", "because"),
        )
        for refused in refusals:
            with pytest.raises(UsageError):
                refused()
        await at.conductor.record(intents.abort(run, "wrong runbook"))
        with pytest.raises(UsageError, match="ended"):
            intents.skip(BOOK, at.conductor.run, "look", "late")


async def test_where_the_start_cannot_be_saved_nothing_is_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.runbook_runs.conductor._PATIENCE_S", 0.2)
    book = runbook(running("first", "sh", "-c", "echo run >> count"))
    async with scene(tmp_path, book) as at:
        year = next((tmp_path / "journal").glob("2026*"))
        file = next(year.glob("*.toml"))
        kept = file.read_bytes()
        file.unlink()
        file.mkdir()
        try:
            with pytest.raises(NotSaved):
                await at.run("first")
        finally:
            file.rmdir()
            file.write_bytes(kept)
            file.chmod(0o600)
    assert not (tmp_path / "count").exists()
    with opened(tmp_path / "journal") as journal:
        run = fold_runbook_run(RUN, journal.since(journal.today()))
    assert run is not None and run.record("first").executions[0].ended is Ended.NOT_STARTED
