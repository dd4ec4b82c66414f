"""What was confirmed is run, once, exactly so; and nothing else ever is."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from data.errors import JournalRefused, UsageError
from data.models.runbook_run import Ended, Mode, Outcome, StepState
from data.runbook_runs import intents
from data.runbook_runs.conductor import Conductor
from data.runbook_runs.course import Need
from data.runbook_runs.order import Confirmation
from tests.data.runbook_runs.scene import RUN, manual, runbook, running, scene
from tests.journal_helpers import StillTime

COUNT = ("sh", "-c", "echo run >> count; echo done")


def count(folder: Path) -> int:
    file = folder / "count"
    return len(file.read_text().splitlines()) if file.exists() else 0


async def test_a_command_is_run_as_confirmed_and_written_down(tmp_path: Path) -> None:
    async with scene(tmp_path, runbook(running("first", *COUNT), manual("then"))) as at:
        conductor = at.conductor
        assert at.need() is Need.RUN
        found = await conductor.execute("first", Confirmation.of(conductor.order("first")))
        assert (found.ended, found.code, found.argv) == (Ended.EXITED, 0, COUNT)
        assert found.output is not None and found.output.text == "done\n"
        assert conductor.run.record("first").state is StepState.DONE
        assert at.need() is Need.CONFIRM
        await conductor.record(intents.confirm(conductor.runbook, conductor.run, "then"))
        assert at.need() is Need.END
        await conductor.record(intents.end(conductor.run))
        assert conductor.run.end is not None and conductor.run.end.outcome is Outcome.DONE
        assert at.kinds == ["begun", "started", "finished", "confirmed", "ended"]
    assert count(tmp_path) == 1


async def test_it_is_on_disk_that_it_was_started_before_it_is(tmp_path: Path) -> None:
    """Fault 65."""
    look = running("first", "sh", "-c", "cat journal/2026/*.toml")
    async with scene(tmp_path, runbook(look)) as at:
        await at.run("first")
        printed = at.conductor.run.record("first").executions[0].output
        assert printed is not None and 'kind = "runbook.started"' in printed.text


async def test_a_confirmation_is_good_for_one_run(tmp_path: Path) -> None:
    """Fault 67: double enter, key repeat, a dialog left open."""
    async with scene(tmp_path, runbook(running("first", "sh", "-c", "echo run >> count; exit 1"))) as at:
        order = at.conductor.order("first")
        both = [at.conductor.execute("first", Confirmation.of(order)) for _ in range(2)]
        results = await asyncio.gather(*both, return_exceptions=True)
        assert sum(isinstance(each, UsageError) for each in results) == 1
        with pytest.raises(UsageError, match="already"):
            await at.conductor.execute("first", Confirmation.of(order))
        assert count(tmp_path) == 1
        await at.run("first")
        assert count(tmp_path) == 2


async def test_what_changed_under_the_dialog_is_not_run(tmp_path: Path) -> None:
    """Fault 67."""
    async with scene(tmp_path, runbook(running("first", *COUNT))) as at:
        confirmation = Confirmation.of(at.conductor.order("first"))
        at.conductor.runbook = runbook(running("first", *COUNT[:2], COUNT[2] + "; true"))
        with pytest.raises(UsageError, match="no longer as it was confirmed"):
            await at.conductor.execute("first", confirmation)
        assert at.submitted == []
    assert count(tmp_path) == 0


async def test_what_another_console_has_run_meanwhile_is_not_run_again(tmp_path: Path) -> None:
    book = runbook(running("first", *COUNT))
    async with scene(tmp_path, book) as at:
        stale = Confirmation.of(at.conductor.order("first"))
        other = Conductor(book, RUN, at.known(), at.conductor.setting)
        await other.execute("first", Confirmation.of(other.order("first")))
        with pytest.raises(UsageError):
            await at.conductor.execute("first", stale)
    assert count(tmp_path) == 1


@pytest.mark.parametrize("typed", ["", "Shop", "shop2", "staging", "yes", "y"])
async def test_a_step_that_changes_something_wants_its_targets_name(tmp_path: Path, typed: str) -> None:
    async with scene(tmp_path, runbook(running("first", *COUNT, changes=True))) as at:
        with pytest.raises(UsageError, match="shop"):
            await at.run("first", typed)
        assert at.submitted == []
        await at.run("first", "shop")
    assert count(tmp_path) == 1


async def test_the_target_is_what_the_gap_names(tmp_path: Path) -> None:
    step = running("first", "printf", "%s", "{id:backup}", changes=True)
    async with scene(tmp_path, runbook(step), values={"backup": "b-17"}) as at:
        assert at.conductor.order("first").target == "b-17"
        with pytest.raises(UsageError, match="b-17"):
            await at.run("first", "shop")
        await at.run("first", "b-17")


async def test_a_dry_run_runs_nothing(tmp_path: Path) -> None:
    async with scene(tmp_path, runbook(running("first", *COUNT)), mode=Mode.DRY) as at:
        assert at.need() is Need.READ
        with pytest.raises(UsageError, match="dry run"):
            await at.run("first")
        await at.conductor.record(intents.confirm(at.conductor.runbook, at.conductor.run, "first"))
        assert at.need() is Need.END
    assert count(tmp_path) == 0


async def test_where_nothing_may_be_recorded_nothing_is_run(tmp_path: Path) -> None:
    """Fault 69."""
    book = runbook(running("first", *COUNT))
    async with scene(tmp_path, book, hinders=lambda: "read-only mode") as at:
        with pytest.raises(JournalRefused, match="read-only"):
            await at.run("first")
        with pytest.raises(JournalRefused):
            await at.conductor.record(intents.abort(at.conductor.run, "no"))
        assert at.submitted == []
    assert count(tmp_path) == 0


async def test_only_the_step_where_it_stands_is_run(tmp_path: Path) -> None:
    async with scene(tmp_path, runbook(running("first", *COUNT), running("second", *COUNT))) as at:
        with pytest.raises(UsageError, match="stands at first"):
            await at.run("second")
    assert count(tmp_path) == 0


async def test_stopping_ends_it_and_says_so(tmp_path: Path) -> None:
    slow = running("first", "sh", "-c", "echo begun; exec sleep 60")
    async with scene(tmp_path, runbook(slow)) as at:
        task = asyncio.create_task(at.run("first"))
        async with asyncio.timeout(30):
            while at.conductor.executing is None or not at.conductor.executing.capture.size:
                await asyncio.sleep(0.01)
        at.conductor.stop()
        await asyncio.wait_for(task, 30)
        record = at.conductor.run.record("first")
        assert (record.state, record.executions[0].ended) == (StepState.FAILED, Ended.STOPPED)
        assert at.need() is Need.DECIDE


async def test_what_is_stopped_before_it_starts_does_not_start(tmp_path: Path) -> None:
    async with scene(tmp_path, runbook(running("first", *COUNT))) as at:
        task = asyncio.create_task(at.run("first"))
        await asyncio.sleep(0)
        at.conductor.stop()
        await asyncio.wait_for(task, 30)
        assert at.conductor.run.record("first").executions[0].ended is Ended.STOPPED
    assert count(tmp_path) == 0


async def test_after_its_limit_it_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.runbook_runs.execution._GRACE_S", 0.1)
    slow = replace(running("first", "sleep", "60"), box=0.2)
    async with scene(tmp_path, runbook(slow)) as at:
        await asyncio.wait_for(at.run("first"), 30)
        assert at.conductor.run.record("first").executions[0].ended is Ended.TIMED_OUT


async def test_a_program_that_is_not_there_is_told(tmp_path: Path) -> None:
    async with scene(tmp_path, runbook(running("first", "no-such-program"))) as at:
        await at.run("first")
        found = at.conductor.run.record("first").executions[0]
        assert found.ended is Ended.NOT_STARTED and "no such program" in found.problem


async def test_a_clock_that_is_set_back_meanwhile_mixes_nothing_up(tmp_path: Path) -> None:
    """Fault 70."""
    clock = StillTime()
    book = runbook(running("first", "true"), running("second", "false"), manual("then"))
    async with scene(tmp_path, book, clock=clock) as at:
        clock.moment -= timedelta(hours=1)
        await at.run("first")
        clock.moment -= timedelta(hours=1)
        await at.run("second")
        assert at.conductor.run.record("first").state is StepState.DONE
        assert at.conductor.run.record("second").state is StepState.FAILED
        await at.run("second")
        assert [each.code for each in at.conductor.run.record("second").executions] == [1, 1]
        again = Conductor(book, RUN, at.known(), at.conductor.setting)
        assert again.run.records == at.conductor.run.records and again.run.at == "second"


async def test_what_others_write_is_learnt_of(tmp_path: Path) -> None:
    book = runbook(manual("first"), manual("second"))
    async with scene(tmp_path, book) as at:
        other = Conductor(book, RUN, at.known(), at.conductor.setting)
        await other.record(intents.confirm(book, other.run, "first"))
        assert at.conductor.run.at == "first"
        at.conductor.take(at.known())
        assert at.conductor.run.at == "second"
        before = at.conductor.run
        at.conductor.take(at.known())
        assert at.conductor.run is before


async def test_an_end_that_is_read_before_its_beginning_is_still_its_end(tmp_path: Path) -> None:
    async with scene(tmp_path, runbook(running("first", *COUNT), running("second", *COUNT))) as at:
        await at.run("first")
        await at.run("second")
        end = next(each for each in reversed(list(at.known())) if each.kind == "runbook.finished")
        at.conductor.take([end])
        assert at.conductor.run.record("second").state is StepState.DONE
        at.conductor.take(at.known())
        assert at.conductor.run.record("second").state is StepState.DONE
        assert (
            at.conductor.run.records
            == Conductor(at.conductor.runbook, RUN, at.known(), at.conductor.setting).run.records
        )


async def test_a_drill_runs_nothing(tmp_path: Path) -> None:
    async with scene(tmp_path, runbook(running("first", *COUNT)), drill=True) as at:
        assert at.conductor.run.drill
        await at.run("first")
        ran = at.conductor.run.record("first").executions[-1]
        assert ran.good and ran.output is not None and "nothing was run" in ran.output.text
        assert at.conductor.run.record("first").state is StepState.DONE
    assert count(tmp_path) == 0
