"""A run is what its entries tell, and whatever they tell it is a run."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from data.models.checklist import SignalCheck
from data.models.entry import Draft, Entry
from data.models.runbook import Step, StepCheck
from data.models.runbook_run import Ended, Mode, Outcome, RunbookRun, StepState
from data.models.verdict import Verdict
from data.procedures.finding import Finding
from data.runbook_runs import intents
from data.runbook_runs.checking import checked
from data.runbook_runs.course import Need, next_move
from data.runbook_runs.digest import changed
from data.runbook_runs.fold import fold_runbook_run, fold_runbook_runs
from tests.data.procedures.entries import DAY, entering, written
from tests.data.runbook_runs.scene import RUN, manual, runbook, running

BOOK = runbook(
    running("first", "true"),
    Step("look", "Look", check=StepCheck(SignalCheck("db.up"), attempts=3, abort="call")),
    manual("then"),
    manual("call"),
)
KINDS = ("begun", "started", "finished", "confirmed", "skipped", "checked", "aborted", "ended", "odd")


def fold(*drafts: Iterable[Draft]) -> RunbookRun:
    enter = entering()
    run = fold_runbook_run(RUN, [each for some in drafts for each in written(list(some), enter)])
    assert run is not None
    return run


def begun() -> list[Draft]:
    return intents.begin(BOOK, RUN, Mode.EXECUTE, DAY, incident="INC-2026-11-20-1")


def event(kind: str, step: str, **fields: object) -> list[Draft]:
    return [Draft(f"runbook.{kind}", {"run": RUN, "runbook": "till", "step": step, **fields})]


def test_it_begins_at_its_first_step() -> None:
    run = fold(begun())
    assert (run.id, run.runbook, run.at, run.mode, run.incident) == (
        RUN,
        "till",
        "first",
        Mode.EXECUTE,
        "INC-2026-11-20-1",
    )
    assert run.open and run.steps == ("first", "look", "then", "call")
    assert not changed(BOOK, run) and changed(runbook(manual("first")), run)


def test_a_start_without_an_end_is_an_outcome_unknown() -> None:
    """Fault 65."""
    run = fold(begun(), event("started", "first", argv=["true"], cwd="/srv"))
    assert run.unknown == ("first",)
    assert run.record("first").state is StepState.STARTED
    move = next_move(BOOK, run)
    assert move.need is Need.DECIDE and "outcome unknown" in move.words


def test_how_it_ended_is_told_of_each_start() -> None:
    start = event("started", "first", argv=["true"])
    bad = event(
        "finished",
        "first",
        ended="exited",
        code=3,
        took_s=1.5,
        output="no\n",
        output_bytes=3,
        digest="sha256:0",
    )
    run = fold(begun(), start, bad, start, event("finished", "first", ended="exited", code=0, settles=True))
    first, second = run.record("first").executions
    assert (first.ended, first.code, first.took_s, first.good) == (Ended.EXITED, 3, 1.5, False)
    assert first.output is not None and first.output.text == "no\n"
    assert second.good and run.record("first").state is StepState.DONE and run.at == "look"


def test_a_check_that_does_not_hold_leads_to_its_branch() -> None:
    so_far = (begun(), event("skipped", "first", reason="known"))
    run = fold(*so_far)
    look = BOOK.steps[1]
    no_data = checked(run, BOOK, look, [Finding(Verdict.NO_DATA, "nothing feeds db.up")] * 3)
    run = fold(*so_far, no_data)
    move = next_move(BOOK, run)
    assert (move.need, move.branch) == (Need.DECIDE, "call")
    assert move.words == "the check says no-data after 3 attempts: nothing feeds db.up"
    branched = intents.branch(BOOK, run, "look", "call", move.words)
    run = fold(*so_far, no_data, branched)
    assert run.at == "call"
    assert run.record("then").state is StepState.PASSED_OVER
    run = fold(*so_far, no_data, branched, event("confirmed", "call"))
    assert run.at == "" and next_move(BOOK, run).need is Need.END


def test_a_branch_that_leads_back_makes_them_to_do_again() -> None:
    run = fold(begun(), event("skipped", "first"), event("aborted", "look", to="first", reason="again"))
    assert run.at == "first"
    assert run.record("first").state is StepState.AHEAD
    assert run.record("first").skipped is not None


def test_what_is_broken_off_stays_so() -> None:
    run = fold(begun(), event("aborted", "first", reason="wrong runbook"), event("confirmed", "first"))
    assert run.end is not None
    assert (run.end.outcome, run.end.reason, run.at) == (Outcome.ABORTED, "wrong runbook", "")
    assert run.record("first").state is StepState.AHEAD
    assert next_move(BOOK, run).need is Need.OVER


def test_drills_and_runs_in_earnest_are_kept_apart() -> None:
    enter = entering()
    real = written(begun(), enter)
    drill = [enter(each.kind, drill=True, **{**each.fields, "run": "drill-1"}) for each in begun()]
    assert set(fold_runbook_runs([*real, *drill])) == {RUN}
    assert set(fold_runbook_runs([*real, *drill], drill=True)) == {"drill-1"}


def test_a_beginning_that_is_lost_leaves_what_is_known() -> None:
    run = fold(event("started", "first", argv=["true"]), event("finished", "first", ended="exited", code=0))
    assert run.record("first").executions[0].good
    assert run.entry == "" and run.at == ""


@given(
    st.lists(
        st.tuples(
            st.sampled_from(KINDS),
            st.sampled_from(("first", "look", "then", "call", "gone", "")),
            st.dictionaries(
                st.sampled_from(
                    ("settles", "to", "code", "ended", "argv", "values", "steps", "verdict", "start", "mode")
                ),
                st.sampled_from(
                    (True, False, 0, -9, 1.5, float("nan"), "first", "exited", "pass", ["a"], {"a": "b"}, {})
                ),
            ),
        ),
        max_size=12,
    ),
    st.randoms(),
)
def test_whatever_the_entries_say_it_can_be_folded_in_any_order(
    told: list[tuple[str, str, dict[str, object]]], random: Random
) -> None:
    enter = entering()
    entries: list[Entry] = [
        *written(begun(), enter),
        *(enter(f"runbook.{kind}", **{**more, "run": RUN, "step": step}) for kind, step, more in told),
    ]
    run = fold_runbook_run(RUN, entries)
    assert run is not None
    assert (run.at == "") or (run.at in run.steps and not run.record(run.at).state.settled)
    assert next_move(BOOK, run).need in set(Need)
    shuffled = [*entries, *entries]
    random.shuffle(shuffled)
    assert fold_runbook_run(RUN, shuffled) == run
