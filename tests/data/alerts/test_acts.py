"""What people did about alerts, as the journal tells it."""

from __future__ import annotations

from datetime import timedelta

from data.alerts import drafts
from data.alerts.acts import OWN_LASTS, fold_acts
from data.alerts.desk import desk_of
from data.alerts.memory import MOST, Memory, remember
from data.alerts.upkeep import Chore
from data.models.alert import Alert
from data.models.entry import Entry
from tests.alert_desk import Watchtower, alert, fingerprint, silence, view
from tests.fakes import START
from tests.gallery import entry, written

KEY = "own/api/http.up"


def taken(by: str, minutes: float = 0.0, kind: str = "alert.acknowledged") -> Entry:
    return entry(kind, START + timedelta(minutes=minutes), by, alert=KEY, source="api")


def test_who_comes_second_does_not_take_over() -> None:
    acts = fold_acts([taken("bo"), taken("chen", 1)])
    held = acts.holder(KEY, START)
    assert held is not None and held.by == "bo"
    assert len(acts.about(KEY)) == 2


def test_it_ends_when_given_back_when_resolved_and_after_a_day() -> None:
    for kind in ("alert.unacknowledged", "alert.resolved"):
        acts = fold_acts([taken("bo"), taken("bo", 1, kind)])
        assert acts.holder(KEY, START) is None
    acts = fold_acts([taken("bo"), taken("chen", OWN_LASTS.total_seconds() / 60 + 1)])
    later = acts.holder(KEY, START + OWN_LASTS + timedelta(minutes=2))
    assert later is not None and later.by == "chen"
    assert fold_acts([taken("bo")]).holder(KEY, START + OWN_LASTS) is None


def test_drafts_read_back_as_they_were_meant() -> None:
    tower = Watchtower("am")
    tower.lists("am", alert("Down", "critical", service="api"))
    (case,) = desk_of(tower.snapshot, fold_acts([]), view(), START).cases
    owned = silence("s-1", ends=240, by="alice", acknowledges=case.fingerprint)
    told = [
        drafts.acknowledged(case, "on it", "http://am.example", owned),
        drafts.extended(owned, "am", "http://am.example", "s-2", START),
        drafts.resolved(Chore("am", case.key, "Down", "s-2", resolved=True), "http://am.example"),
    ]
    first, second, last = fold_acts(written(told)).all
    assert (first.word, first.alert, first.reason) == ("acknowledged", case.key, "on it")
    assert (first.silence, first.until, first.since) == ("s-1", owned.ends, case.since)
    assert (second.word, second.silence, last.word) == ("extended", "s-2", "resolved")
    assert dict(told[0].fields["labels"])["service"] == "api"
    assert told[0].fields["target"] == "http://am.example"


def looked(tower: Watchtower, memory: Memory, minutes: float) -> Memory:
    now = START + timedelta(minutes=minutes)
    return remember(memory, desk_of(tower.snapshot, fold_acts([]), view(), now))


def test_what_is_listed_no_longer_has_resolved_if_its_source_can_be_believed() -> None:
    tower = Watchtower("am")
    down: Alert = alert("Down")
    tower.lists("am", down)
    memory = looked(tower, Memory(), 0)
    tower.fails("am")
    memory = looked(tower, memory, 1)
    tower.lists("am", uptime=10)
    memory = looked(tower, memory, 2)
    assert not [each for each in memory.resolved if not each.case.own]
    tower.lists("am", alert("Other"), total=600)
    memory = looked(tower, memory, 3)
    assert not [each for each in memory.resolved if not each.case.own]
    tower.lists("am", alert("Other"))
    memory = looked(tower, memory, 4)
    resolved = [each for each in memory.resolved if not each.case.own]
    assert [(each.case.title, each.at) for each in resolved] == [("Down", START + timedelta(minutes=4))]
    assert fingerprint("Down") == resolved[0].case.fingerprint


def test_own_alerts_keep_the_time_they_began() -> None:
    tower = Watchtower()
    tower.reads(0.0)
    memory = looked(tower, Memory(), 0)
    began = memory.first_seen[KEY]
    tower.clock.move(60)
    tower.reads(0.0)
    assert looked(tower, memory, 1).first_seen[KEY] == began
    tower.reads(1.0)
    memory = looked(tower, memory, 2)
    assert [each.case.key for each in memory.resolved] == [KEY] and memory.first_seen == {}


def test_no_more_is_remembered_than_can_be_shown() -> None:
    tower = Watchtower("am")
    memory = Memory()
    for turn in range(3):
        tower.lists("am", *(alert(f"A{turn}-{number}") for number in range(100)))
        memory = looked(tower, memory, turn)
    tower.lists("am")
    memory = looked(tower, memory, 9)
    assert len(memory.resolved) == MOST
    assert memory.resolved[0].case.title.startswith("A2")
