"""What consoles do by themselves about acknowledgements."""

from __future__ import annotations

from datetime import timedelta

import pytest

from data.alerts.acts import Acts, fold_acts
from data.alerts.upkeep import LASTS, Chore, Watchman, chores
from data.models.alert import Silence
from tests.alert_desk import Watchtower, silence
from tests.fakes import START
from tests.gallery import entry


def asked(
    *listed: Silence, by: str = "bo", gone: dict[str, float] | None = None, elapsed: float = 1000.0
) -> tuple[tuple[Chore, ...], dict[str, float]]:
    tower = Watchtower("am")
    tower.lists("am", *listed)
    return chores(tower.snapshot, Acts(), gone or {}, Watchman(by, START, elapsed))


def ack(id: str = "a", **more: object) -> Silence:
    made = {"by": "bo", "acknowledges": "beef", "fires": True, "alertname": "Down", **more}
    return silence(id, **made)  # type: ignore[arg-type]


def test_while_its_alert_fires_there_is_nothing_to_do() -> None:
    assert asked(ack()) == ((), {})


@pytest.mark.parametrize(("by", "seconds"), [("bo", 60), ("alice", 90)])
def test_it_is_ended_once_its_alert_is_gone_for_a_minute_by_its_owner_first(by: str, seconds: float) -> None:
    found, gone = asked(ack(fires=False), by=by)
    assert (found, gone) == ((), {"a": 1000.0})
    assert asked(ack(fires=False), by=by, gone=gone, elapsed=1000 + seconds - 1)[0] == ()
    found, _ = asked(ack(fires=False), by=by, gone=gone, elapsed=1000 + seconds)
    assert found == (Chore("am", "alert/beef", "Down", "a", resolved=True),)


@pytest.mark.parametrize("fires", [True, None])
def test_one_that_comes_back_or_is_not_known_of_begins_anew(fires: bool | None) -> None:
    assert asked(ack(fires=fires), gone={"a": 0.0}, elapsed=5000.0) == ((), {})


@pytest.mark.parametrize(("by", "minutes"), [("bo", 15), ("alice", 10)])
def test_it_is_renewed_before_it_ends_by_its_owner_first(by: str, minutes: float) -> None:
    assert asked(ack(ends=minutes), by=by)[0] == ()
    found, _ = asked(ack(ends=minutes - 0.1), by=by)
    assert found == (Chore("am", "alert/beef", "Down", "a", ends=START + LASTS),)


def test_a_double_is_taken_back_by_anybody_and_it_is_the_same_one_for_all() -> None:
    first, second = ack("z", starts=-10), ack("a", starts=-9, by="chen")
    for by in ("bo", "chen", "alice"):
        found, _ = asked(first, second, by=by)
        assert found == (Chore("am", "alert/beef", "Down", "a"),)


def test_other_silences_are_left_alone() -> None:
    assert asked(silence("s", ends=1), silence("t", ends=1, acknowledges=""))[0] == ()


def test_nothing_is_done_on_the_word_of_a_source_that_does_not_answer() -> None:
    tower = Watchtower("am")
    tower.lists("am", ack(fires=False))
    tower.fails("am")
    found = chores(tower.snapshot, Acts(), {"a": 0.0}, Watchman("bo", START, 5000.0))
    assert found == ((), {})


def test_one_silence_that_two_replicas_list_is_one_chore() -> None:
    tower = Watchtower("am-1", "am-2")
    for name in ("am-1", "am-2"):
        tower.lists(name, ack(ends=1))
    found, _ = chores(tower.snapshot, Acts(), {}, Watchman("bo", START, 0.0))
    assert [chore.source for chore in found] == ["am-1"]


def test_it_is_not_over_while_one_replica_still_lists_its_alert() -> None:
    tower = Watchtower("am-1", "am-2")
    tower.lists("am-1", ack(fires=False))
    for fires, expected in ((True, {}), (None, {}), (False, {"a": 1000.0})):
        tower.lists("am-2", ack(fires=fires))
        assert chores(tower.snapshot, Acts(), {}, Watchman("bo", START, 1000.0)) == ((), expected)


def test_an_own_alert_that_passes_again_is_resolved_once() -> None:
    tower = Watchtower()
    tower.reads(0.0)
    held = entry("alert.acknowledged", START, "bo", alert="own/api/http.up", source="api", title="api")
    who = Watchman("alice", START + timedelta(minutes=1), 0.0)
    assert chores(tower.snapshot, fold_acts([held]), {}, who)[0] == ()
    tower.fails("api")
    assert chores(tower.snapshot, fold_acts([held]), {}, who)[0] == ()
    tower.reads(1.0)
    found, _ = chores(tower.snapshot, fold_acts([held]), {}, who)
    assert found == (Chore("api", "own/api/http.up", "api", resolved=True),)
    over = entry("alert.resolved", START + timedelta(minutes=2), "alice", alert="own/api/http.up")
    assert chores(tower.snapshot, fold_acts([held, over]), {}, who)[0] == ()
