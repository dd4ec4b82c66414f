from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from data.models.entry import Entry
from data.models.item_record import ItemState
from data.models.run import Run
from data.models.verdict import Verdict
from data.procedures.fold import fold_runs
from tests.data.procedures.entries import DAY, NINE, RUN, entering


def folded(*entries: Entry) -> Run:
    return fold_runs(entries)[RUN]


def test_a_run_begins_with_what_is_expected_and_everything_open() -> None:
    enter = entering()
    run = folded(enter("run.started", checklist="manual-morning", policy="manual", items=["servers", "disk"]))
    assert (run.checklist, run.policy, run.day, run.started_by) == ("manual-morning", "manual", DAY, "alice")
    assert run.open == ("servers", "disk")
    assert run.verdict is Verdict.NO_DATA


def test_a_check_decides_an_item_only_where_something_was_compared() -> None:
    enter = entering()
    entries = [
        enter("item.checked", item=verdict, verdict=verdict)
        for verdict in ("pass", "warn", "fail", "no-data", "stale", "error")
    ]
    run = folded(*entries)
    states = {id: run.record(id).state for id in run.records}
    assert states == {
        "pass": ItemState.DONE,
        "warn": ItemState.DONE,
        "fail": ItemState.FAILED,
        "no-data": ItemState.OPEN,
        "stale": ItemState.OPEN,
        "error": ItemState.OPEN,
    }
    assert run.record("warn").verdict is Verdict.WARN


def test_evidence_comes_back_as_it_was_written() -> None:
    observed = datetime(2026, 11, 20, 9, 2, 10, tzinfo=UTC)
    table = {
        "source": "prom",
        "signal": "api.error_rate_pct",
        "value": 0.12,
        "unit": "%",
        "threshold": 1.0,
        "policy": "manual",
        "section": "Morning Health Check",
        "observed_at": observed,
        "digest": "sha256:0",
    }
    run = folded(entering()("item.checked", item="error-rate", verdict="pass", evidence=[table]))
    check = run.record("error-rate").check
    assert check is not None
    [evidence] = check.evidence
    assert (evidence.source, evidence.value, evidence.threshold) == ("prom", 0.12, 1.0)
    assert (evidence.policy, evidence.observed_at) == ("manual", observed)


def test_a_persons_mark_counts_before_the_check_and_both_verdicts_stay() -> None:
    enter = entering()
    run = folded(
        enter("item.checked", item="disk", verdict="fail", words="81 % is not < 80 %"),
        enter("item.marked", item="disk", state="done", reason="being emptied", self="fail", by="bo"),
    )
    record = run.record("disk")
    assert record.state is ItemState.DONE
    assert record.mark is not None and record.mark.overrules and record.mark.reason == "being emptied"
    assert record.check is not None and record.check.verdict is Verdict.FAIL


def test_a_failure_found_after_the_mark_opens_the_item_again() -> None:
    enter = entering()
    run = folded(
        enter("item.checked", item="backup", verdict="no-data"),
        enter("item.marked", item="backup", state="done", self="no-data"),
        enter("item.checked", item="backup", verdict="fail"),
    )
    assert run.record("backup").disputed
    assert run.record("backup").state is ItemState.OPEN
    assert run.verdict is Verdict.FAIL


def test_what_is_unknown_or_does_not_fit_is_passed_over() -> None:
    enter = entering()
    junk: list[dict[str, Any]] = [
        {"item": "a", "verdict": "splendid"},
        {"item": 7, "verdict": "pass"},
        {"item": "a", "verdict": "pass", "evidence": "none"},
        {"item": "a", "verdict": "pass", "evidence": [1, {"value": True, "labels": 3, "observed_at": "x"}]},
    ]
    entries = [enter("item.checked", **fields) for fields in junk]
    entries += [enter("item.exploded", item="a"), enter("item.marked", item="a", state=3)]
    run = folded(*entries)
    assert run.record("a").state is ItemState.DONE
    assert run.record("a").mark is None


def test_a_retracted_mark_is_undone_and_a_retracted_retraction_counts_again() -> None:
    enter = entering()
    mark = enter("item.marked", item="disk", state="done")
    undo = enter("entry.retracted", retracts=mark.id)
    assert folded(enter("run.started", items=["disk"]), mark, undo).record("disk").state is ItemState.OPEN
    redo = enter("entry.retracted", retracts=undo.id)
    assert folded(mark, undo, redo).record("disk").state is ItemState.DONE


def test_an_amended_note_reads_as_amended_in_its_old_place() -> None:
    enter = entering()
    first = enter("item.noted", item="disk", note="fool")
    second = enter("item.noted", item="disk", note="later")
    third = enter("item.noted", item="disk", note="full", amends=first.id)
    fourth = enter("item.noted", item="disk", note="full again", amends=third.id)
    assert [note.text for note in folded(first, second, third, fourth).record("disk").notes] == [
        "full again",
        "later",
    ]


def test_a_run_whose_beginning_is_lost_is_still_told() -> None:
    enter = entering()
    lost = fold_runs(
        [enter("item.noted", item="a", note="x"), enter("item.noted", run="odd", item="a", note="y")]
    )
    assert (lost[RUN].checklist, lost["odd"].checklist) == ("manual-morning", "odd")
    assert folded(enter("run.started", items=["a"])).checklist == "manual-morning"


def test_carried_failures_that_somebody_miswrote_are_passed_over() -> None:
    good = {"item": "disk", "since": DAY, "title": "Disks", "run": "r", "words": "full"}
    odd: list[dict[str, object]] = [
        {"item": "disk"},
        {"since": DAY},
        {"item": 3, "since": DAY},
        {"item": "x", "since": "y"},
    ]
    run = folded(entering()("run.started", items=["disk"], carried=[*odd, good]))
    assert set(run.records) == {"disk"}
    assert run.record("disk").carried is not None


def test_a_correction_of_itself_or_of_what_comes_later_corrects_nothing() -> None:
    enter = entering()
    later = "bastion-1-0003"
    early = enter("item.marked", item="disk", state="done", retracts="bastion-1-0001")
    other = enter("item.noted", item="disk", note="x", retracts=later)
    late = enter("item.marked", item="till", state="done")
    run = folded(early, other, late)
    assert late.id == later
    assert not run.record("disk").open and not run.record("till").open
    assert run.record("disk").notes


def test_drills_and_earnest_are_kept_apart() -> None:
    enter = entering()
    entries = [enter("item.marked", item="disk", state="done", drill=True)]
    assert fold_runs(entries) == {}
    assert RUN in fold_runs(entries, drill=True)


def test_the_lines_of_a_file_tell_the_order_even_when_the_clock_went_back() -> None:
    enter = entering()
    run = folded(
        enter("item.marked", item="disk", state="failed"),
        enter("item.marked", item="disk", state="done", at=NINE - timedelta(hours=1)),
    )
    assert run.record("disk").state is ItemState.DONE


def test_time_worked_leaves_out_absences_and_a_moved_clock() -> None:
    enter = entering()
    run = folded(
        enter("run.started", items=["a", "b"], at=NINE),
        enter("item.marked", item="a", state="done", at=NINE + timedelta(seconds=40)),
        enter("item.marked", item="b", state="done", at=NINE + timedelta(hours=3)),
        enter("item.noted", item="b", note="x", at=NINE - timedelta(hours=1)),
        enter("run.signed", at=NINE + timedelta(hours=3), spent_s=12.5),
    )
    assert run.worked == 52.5


def test_the_latest_item_is_the_one_that_a_person_touched() -> None:
    enter = entering()
    run = folded(enter("item.noted", item="disk", note="x"), enter("item.checked", item="a", verdict="pass"))
    assert run.latest == "disk"


def test_beginning_again_changes_only_whose_numbers_decide() -> None:
    enter = entering()
    first = enter("run.started", policy="manual", items=["a"], budget_s=300.0)
    run = folded(first, enter("run.started", policy="skafu", items=["b"], by="bo"))
    assert (run.policy, run.expected, run.started_by, run.budget) == ("skafu", ("a",), "alice", 300.0)


def test_the_first_signature_stands() -> None:
    enter = entering()
    run = folded(enter("run.signed", by="alice"), enter("run.signed", by="bo"))
    assert run.signed is not None and run.signed.by == "alice"
    assert run.people == ("alice", "bo")


_KINDS = st.sampled_from(
    ["run.started", "item.checked", "item.marked", "item.noted", "item.cleared", "run.signed"]
)


@st.composite
def _two_peoples_entries(draw: st.DrawFn) -> list[Entry]:
    entries: list[Entry] = []
    for host, person in (("one", "alice"), ("two", "bo")):
        enter = entering(host)
        for kind in draw(st.lists(_KINDS, max_size=8)):
            earlier = [entry.id for entry in entries]
            fields: dict[str, Any] = {
                "item": draw(st.sampled_from(["a", "b", ""])),
                "verdict": draw(st.sampled_from(["pass", "fail", "no-data"])),
                "state": draw(st.sampled_from(["done", "failed", "skipped"])),
                "note": draw(st.sampled_from(["x", "y"])),
                "items": ["a", "b"],
            }
            correction = draw(st.sampled_from(["", "amends", "retracts"]))
            if earlier and correction:
                fields[correction] = draw(st.sampled_from(earlier))
            at = NINE + timedelta(seconds=draw(st.integers(-30, 30)))
            entries.append(enter(kind, by=person, at=at, **fields))
    return entries


@settings(max_examples=150, deadline=None)
@given(_two_peoples_entries(), st.randoms(use_true_random=False))
def test_neither_order_nor_repetition_of_entries_matters(entries: list[Entry], random: Random) -> None:
    shuffled = entries + entries[: len(entries) // 2]
    random.shuffle(shuffled)
    assert fold_runs(shuffled) == fold_runs(entries)
