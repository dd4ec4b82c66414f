"""The store: states that replace one another, staleness, history, policy."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from data.models.failure import Failure, FailureKind
from data.models.policy import Policy
from data.models.reading import Answer, Observation
from data.models.round import Round
from data.models.series import Series
from data.models.snapshot import Phase
from data.models.threshold import Comparison, Limit, Threshold
from data.models.verdict import Verdict
from data.store import Store
from tests.fakes import START, HandClock, answering, policy, source
from tests.gallery import ZONE
from widgets.health.health_sentence import since_words

STRICT = Policy(
    "strict",
    "Strict",
    "strict",
    {"x.pct": Threshold("%", target=Limit(Comparison.LT, 80, "strict", "Limits"))},
)


def store_of(clock: HandClock, *names: str, every: float = 10.0, by: Policy | None = None) -> Store:
    sources = [source(name, answering(), every=every) for name in names]
    return Store(sources, by or policy(), clock)


def answer(clock: HandClock, name: str, *observations: Observation) -> Round:
    return Round(name, clock.now(), clock.elapsed(), 5.0, Answer(observations, "query", "raw", "sha256:0"))


def failed(clock: HandClock, name: str, kind: FailureKind = FailureKind.CONNECT) -> Round:
    return Round(name, clock.now(), clock.elapsed(), 5.0, failure=Failure(kind, "refused"))


def test_what_was_so_from_the_first_answer_on_may_have_been_so_earlier() -> None:
    clock = HandClock()
    store = store_of(clock, "a", by=STRICT)
    for value, earlier in ((81, True), (82, True), (70, False), (81, False)):
        store.record(answer(clock, "a", Observation("x.pct", value, "%")))
        clock.move(10)
        state = store.snapshot().sources[0]
        assert state.earlier is earlier
        words = since_words(state, store.snapshot(), ZONE)
        assert words.endswith("or earlier") is (earlier and state.verdict is Verdict.FAIL)


def test_before_the_first_answer_nothing_passes() -> None:
    snapshot = store_of(HandClock(), "a").snapshot()
    assert snapshot.sources[0].phase is Phase.LOADING
    assert snapshot.verdict is Verdict.NO_DATA


def test_a_reading_is_judged_and_the_moment_of_change_is_kept() -> None:
    clock = HandClock()
    store = store_of(clock, "a", by=STRICT)
    store.record(answer(clock, "a", Observation("x.pct", 70, "%")))
    clock.move(10)
    store.record(answer(clock, "a", Observation("x.pct", 81, "%")))
    clock.move(10)
    store.record(answer(clock, "a", Observation("x.pct", 82, "%")))
    state = store.snapshot().sources[0]
    assert state.verdict is Verdict.FAIL
    assert state.since == START + timedelta(seconds=10)
    assert not state.earlier
    assert state.trend == (70.0, 81.0, 82.0)
    assert state.readings[0].limit == STRICT.thresholds["x.pct"].target


def test_a_failure_keeps_the_last_readings_but_never_their_verdict() -> None:
    clock = HandClock()
    store = store_of(clock, "a")
    store.record(answer(clock, "a", Observation("x.pct", 70, "%")))
    clock.move(10)
    store.record(failed(clock, "a"))
    state = store.snapshot().sources[0]
    assert state.phase is Phase.FAILED and state.verdict is Verdict.ERROR
    assert state.readings[0].observation.value == 70 and state.readings[0].verdict is Verdict.ERROR
    assert state.answered_at == START and state.failures_in_a_row == 1


@pytest.mark.parametrize("kind", [FailureKind.RIGHTS, FailureKind.AUTH])
def test_missing_rights_have_a_look_of_their_own(kind: FailureKind) -> None:
    clock = HandClock()
    store = store_of(clock, "a")
    store.record(failed(clock, "a", kind))
    assert store.snapshot().sources[0].phase is Phase.NO_RIGHTS


def test_what_is_not_answered_in_time_goes_stale_and_comes_back() -> None:
    """Promise B6: older than twice the interval is never shown as good."""
    clock = HandClock()
    store = store_of(clock, "a")
    store.record(answer(clock, "a", Observation("x.pct", 70, "%")))
    clock.move(19)
    store.expire()
    assert store.snapshot().sources[0].verdict is Verdict.PASS
    clock.move(3)
    store.expire()
    state = store.snapshot().sources[0]
    assert state.phase is Phase.STALE and state.verdict is Verdict.STALE
    assert {reading.verdict for reading in state.readings} == {Verdict.STALE}
    store.record(answer(clock, "a", Observation("x.pct", 71, "%")))
    assert store.snapshot().sources[0].verdict is Verdict.PASS


def test_a_moved_wall_clock_makes_nothing_stale_and_no_age_negative() -> None:
    """Faults 70 and 73."""
    clock = HandClock()
    store = store_of(clock, "a")
    ahead = Observation("x.pct", 1, "%", observed_at=clock.now() + timedelta(minutes=10))
    store.record(answer(clock, "a", ahead))
    clock.wall += timedelta(days=3650)
    store.expire()
    reading = store.snapshot().sources[0].readings[0]
    assert reading.verdict is Verdict.PASS
    assert reading.observed_at == reading.fetched_at and reading.skew_s == pytest.approx(600)


def test_a_time_without_a_zone_is_read_as_utc() -> None:
    """Fault 73."""
    clock = HandClock()
    store = store_of(clock, "a")
    naive = (clock.now() - timedelta(minutes=10)).replace(tzinfo=None)
    store.record(answer(clock, "a", Observation("x.pct", 1, "%", observed_at=naive)))
    assert store.snapshot().sources[0].readings[0].observed_at == clock.now() - timedelta(minutes=10)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf"), None])
def test_what_is_no_number_is_no_data(value: float | None) -> None:
    """Fault 38: unknown, never nought or green."""
    clock = HandClock()
    store = store_of(clock, "a", by=STRICT)
    store.record(answer(clock, "a", Observation("x.pct", value, "%")))
    state = store.snapshot().sources[0]
    assert state.verdict is Verdict.NO_DATA and state.trend == ()


def test_an_answer_without_readings_is_no_data() -> None:
    clock = HandClock()
    store = store_of(clock, "a")
    store.record(answer(clock, "a"))
    assert store.snapshot().sources[0].verdict is Verdict.NO_DATA


def test_another_policy_judges_the_same_readings_anew() -> None:
    clock = HandClock()
    store = store_of(clock, "a")
    store.record(answer(clock, "a", Observation("x.pct", 81, "%")))
    assert store.snapshot().verdict is Verdict.PASS
    store.use(STRICT)
    assert store.snapshot().verdict is Verdict.FAIL and store.snapshot().policy == "strict"


def test_what_is_not_critical_only_warns() -> None:
    clock = HandClock()
    store = Store([replace(source("a", answering()), critical=False)], STRICT, clock)
    store.record(answer(clock, "a", Observation("x.pct", 99, "%")))
    snapshot = store.snapshot()
    assert snapshot.sources[0].verdict is Verdict.FAIL and snapshot.verdict is Verdict.WARN


def test_listeners_hear_of_changes_and_the_generation_grows() -> None:
    clock = HandClock()
    store = store_of(clock, "a")
    heard: list[int] = []
    store.listen(lambda: heard.append(store.snapshot().generation))
    store.record(failed(clock, "a"))
    store.expire()
    assert heard == [1]


def test_the_newest_values_have_the_hour_before_them_that_a_source_remembers() -> None:
    clock = HandClock()
    store = store_of(clock, "a")
    key = ("a", "x.pct", ())
    assert store.history(key) == Series((), ())
    store.record(answer(clock, "a", Observation("x.pct", 5, "%")))
    assert store.history(key) == Series((clock.elapsed(),), (5.0,))
    times = tuple(clock.elapsed() - 3_600.0 + 15.0 * n for n in range(240))
    store.fill("a", {key: Series(times, tuple(1.0 for _ in times))}, 15.0)
    filled = store.history(key)
    assert len(filled.times) > 230 and filled.values[0] == 1.0 and filled.values[-1] == 5.0
    for _ in range(600):
        clock.move(10)
        store.record(answer(clock, "a", Observation("x.pct", 7, "%")))
    assert set(store.history(key).values) == {7.0} and len(store.history(key).times) == 512


def test_series_of_labels_that_come_and_go_do_not_fill_the_memory() -> None:
    clock = HandClock()
    store = store_of(clock, "a")
    for turn in range(50):
        many = [Observation("x.pct", 1, "%", (("pod", f"{turn}-{n}"),)) for n in range(100)]
        store.record(answer(clock, "a", *many))
    assert len(store.kept(all=True)) <= 1100
