"""Who is behind, by how much, and who is gone."""

from __future__ import annotations

from typing import Any

import pytest

from data.models.failure import FailureKind
from data.models.verdict import Verdict
from data.providers.postgres.replica import Replica
from data.providers.postgres.replication import Followers, standby_lag
from tests.fakes import HandClock

_STANDBY = {"standby": True, "receiving": True, "replay_lag_s": 2.5}
_UNREAD: dict[str, Any] = {"kind": "unread slot", "name": "old_standby"}


def replica(
    name: str = "a", *, behind: float = 0, measured: float | None = None, **more: object
) -> dict[str, Any]:
    positions = {"sent": 5000.0, "replayed": 5000.0 - behind, "measured_s": measured, "silent_s": 1.0}
    return {"kind": "replica", "name": name, "state": "streaming", **positions, **more}


def test_one_that_has_replayed_all_is_not_behind_whatever_was_measured_last() -> None:
    assert Replica().lag(replica(measured=2.4), 1000.0) == 0.0


def test_what_was_measured_counts_while_there_is_something_to_replay() -> None:
    assert Replica().lag(replica(behind=10, measured=2.4), 1000.0) == 2.4


def test_a_replay_that_stands_still_falls_behind_though_the_measure_stands_still_too() -> None:
    seen = Replica()
    assert seen.lag(replica(behind=10, measured=0.004), 1000.0) == 0.004
    assert seen.lag(replica(behind=10, measured=0.004), 1015.0) == 15.0
    assert seen.lag(replica(behind=400, measured=0.004), 1030.0) == 30.0


def test_a_replay_that_moves_is_only_behind_what_it_has_not_reached() -> None:
    seen = Replica()
    seen.lag(replica(behind=10, measured=0.004), 1000.0)
    moved = replica(behind=10, measured=0.5, sent=9000.0, replayed=8990.0)
    assert seen.lag(moved, 1015.0) == 0.5
    assert seen.lag(moved, 1030.0) == 15.0


def test_one_that_was_never_measured_is_unknown_at_first() -> None:
    seen = Replica()
    assert seen.lag(replica(behind=10), 1000.0) is None
    assert seen.lag(replica(behind=10), 1015.0) == 15.0


def test_a_long_silence_is_a_delay() -> None:
    assert Replica().lag(replica(silent_s=45.0), 1000.0) == 45.0


def test_without_positions_nothing_is_known() -> None:
    assert Replica().lag(replica(sent=None), 1000.0) is None


def test_without_replicas_there_is_no_such_signal() -> None:
    assert Followers(HandClock()).read([]) == ()


def test_the_worst_replica_counts() -> None:
    rows = [replica("a"), replica("b", behind=5, measured=7.25), replica("c", behind=5, measured=0.5)]
    (lag,) = Followers(HandClock()).read(rows)
    assert (lag.value, lag.unit, lag.judged) == (7.25, "s", None)
    assert lag.detail == "worst of 3: b, streaming"


def test_a_replica_whose_lag_is_unknown_is_not_passed_over() -> None:
    (lag,) = Followers(HandClock()).read([replica("a"), replica("b", behind=5, state="catchup")])
    assert lag.value is None and lag.detail == "worst of 2: b, catchup"


def test_without_rights_the_lag_is_not_known() -> None:
    (lag,) = Followers(HandClock()).read([replica(state=None, sent=None, replayed=None)])
    assert lag.failure is not None and lag.failure.kind is FailureKind.RIGHTS


def test_a_replica_that_is_gone_is_missed_for_a_day() -> None:
    clock = HandClock()
    followers = Followers(clock)
    followers.read([replica("a"), replica("b")])
    clock.move(60)
    (one_left,) = followers.read([replica("a")])
    assert (one_left.value, one_left.judged) == (0.0, Verdict.WARN)
    assert "the replica b is gone" in one_left.detail
    (none_left,) = followers.read([])
    assert (none_left.value, none_left.detail) == (None, "the replica a is gone; the replica b is gone")
    clock.move(86_401)
    assert followers.read([]) == ()


def test_a_slot_that_nobody_reads_is_a_warning() -> None:
    (alone,) = Followers(HandClock()).read([_UNREAD])
    assert (alone.value, alone.detail) == (None, "nobody reads the slot old_standby")
    (beside,) = Followers(HandClock()).read([_UNREAD, replica("a")])
    assert beside.judged is Verdict.WARN and "nobody reads the slot old_standby" in beside.detail


def test_a_primary_has_no_delay_of_its_own() -> None:
    assert standby_lag({**_STANDBY, "standby": False, "replay_lag_s": None}) == ()


@pytest.mark.parametrize(
    ("row", "value", "judged", "words"),
    [
        (_STANDBY, 2.5, None, "this standby's replay"),
        ({**_STANDBY, "replay_lag_s": -0.01}, 0.0, None, "this standby's replay"),
        ({**_STANDBY, "receiving": False}, 2.5, Verdict.WARN, "this standby is not connected to its primary"),
        (
            {**_STANDBY, "receiving": False, "replay_lag_s": None},
            None,
            Verdict.WARN,
            "this standby is not connected to its primary",
        ),
        ({**_STANDBY, "replay_lag_s": None}, None, None, "this standby has not replayed anything yet"),
    ],
)
def test_a_standby_tells_its_own_delay(
    row: dict[str, Any], value: float | None, judged: Verdict | None, words: str
) -> None:
    (lag,) = standby_lag(row)
    assert (lag.value, lag.judged, lag.detail) == (value, judged, words)
