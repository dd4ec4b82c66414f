"""Signals that cross a limit: each way, with evidence, and never more lines than can be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.incidents.crossing import A_MINUTE, QUIET_S, Crossings, Notice, failing, standings
from data.incidents.entering import entered
from data.models.incident import Incident
from data.models.snapshot import Snapshot
from data.models.verdict import Verdict
from tests.data.incidents.scene import Scene
from tests.data.incidents.sources import looked


def incident(**fields: object) -> Incident:
    scene = Scene("manual")
    scene.declare("P2", **fields)
    return scene.incident


def words(notices: list[Notice]) -> list[str]:
    return [each.words for each in notices]


def test_both_ways_with_evidence_and_a_key_that_counts() -> None:
    crossings, found = Crossings(), incident()
    assert crossings.look(found, looked(0, main=41.0)) == []
    (worse,) = crossings.look(found, looked(10, main=91.0))
    assert worse.words.startswith("main · connections in use: 91 % is not < 80 %")
    (proof,) = worse.evidence
    assert (proof.value, proof.threshold, proof.verdict) == (91.0, 80.0, Verdict.FAIL)
    (better,) = crossings.look(found, looked(50, main=41.0))
    assert better.words.endswith("(was fail)")
    assert [each.keys[0] for each in (worse, better)] == [
        "signal main db.connections_pct #1",
        "signal main db.connections_pct #2",
    ]


def test_what_was_seen_to_fail_at_the_declaration_has_not_crossed_since() -> None:
    scene = Scene("manual")
    table = {"source": "main", "signal": "db.connections_pct", "value": 97.0, "unit": "%", "verdict": "fail"}
    scene.declare("P2", evidence=[table])
    assert Crossings().look(scene.incident, looked(0, main=97.0)) == []
    (better,) = Crossings().look(scene.incident, looked(0, main=41.0))
    assert better.words.endswith("(was fail)")


def test_what_began_to_fail_while_no_console_watched_is_told_by_the_next() -> None:
    scene = Scene("manual")
    table = {"source": "api", "signal": "http.up", "value": 0.0, "unit": "bool", "verdict": "fail"}
    scene.declare("P2", evidence=[table])
    (worse,) = Crossings().look(scene.incident, looked(60, main=97.0))
    assert worse.words.startswith("main · connections in use: 97 % is not < 80 %")
    assert Crossings().look(scene.incident, looked(60, main=41.0)) == []


@pytest.mark.parametrize("worse", [91.0, None])
def test_what_gets_worse_between_the_declaration_and_the_first_look_is_told(worse: float | None) -> None:
    first = standings(looked(0, main=41.0, api=41.0))
    (told,) = Crossings(first).look(incident(), looked(3, main=worse, api=41.0))
    assert told.words.startswith("main")


def test_what_another_console_wrote_since_counts_more_than_the_declaration() -> None:
    scene = Scene("manual")
    scene.declare("P2")
    table = {"source": "main", "signal": "db.connections_pct", "value": 91.0, "unit": "%", "verdict": "fail"}
    scene.at(10, "incident.signal", key="signal main db.connections_pct #1", text="worse", evidence=[table])
    first = standings(looked(0, main=41.0))
    assert Crossings(first).look(scene.incident, looked(60, main=91.0)) == []


def test_what_another_console_wrote_is_gone_on_from() -> None:
    scene = Scene("manual")
    scene.declare("P2")
    table = {"source": "main", "signal": "db.connections_pct", "value": 91.0, "unit": "%", "verdict": "fail"}
    key = "signal main db.connections_pct #1"
    scene.at(10, "incident.signal", key=key, text="worse", evidence=[table])
    (better,) = Crossings().look(scene.incident, looked(60, main=41.0))
    assert better.keys == ("signal main db.connections_pct #2",)


def test_a_source_that_cannot_be_asked_is_told_and_its_old_values_are_not() -> None:
    crossings, found = Crossings(), incident()
    crossings.look(found, looked(0, main=41.0))
    assert words(crossings.look(found, looked(10, main=None))) == ["main: connection refused"]
    assert words(crossings.look(found, looked(50, main=41.0))) == ["main: main answers (was error)"]


def test_what_goes_to_and_fro_is_told_at_once_and_then_counted() -> None:
    crossings, found = Crossings(), incident()
    crossings.look(found, looked(0, main=41.0))
    told = [(second, each) for second in range(1, 62) for each in crossings.look(found, swinging(second))]
    assert [second for second, _ in told] == [1, 1 + QUIET_S, 1 + 2 * QUIET_S]
    assert "crossed its limit 30 times" in told[1][1].words


def swinging(second: int) -> Snapshot:
    return looked(second, main=91.0 if second % 2 else 41.0)


def test_many_at_once_are_told_together_the_gravest_alone() -> None:
    crossings, found = Crossings(), incident()
    names = [f"db{number}" for number in range(40)]
    crossings.look(found, looked(0, **dict.fromkeys(names, 41.0)))
    notices = crossings.look(found, looked(1, **dict.fromkeys(names, 91.0)))
    assert len(notices) == A_MINUTE
    assert notices[-1].words.startswith("35 more have crossed a limit (35 fail)")
    assert len(notices[-1].keys) == 35 and len(notices[-1].evidence) == 20
    assert crossings.look(found, looked(40, **dict.fromkeys(names, 41.0))) == []
    assert len(crossings.look(found, looked(61, **dict.fromkeys(names, 41.0)))) == A_MINUTE
    (draft, *_) = entered(found, notices[-1:])
    assert len(draft.fields["keys"]) == 34 and draft.fields["key"] == notices[-1].keys[0]


def test_what_is_affected_is_told_by_itself_whatever_else_happens() -> None:
    crossings, found = Crossings(), incident(services=["main"])
    names = [f"db{number}" for number in range(40)]
    crossings.look(found, looked(0, main=91.0, **dict.fromkeys(names, 41.0)))
    notices = crossings.look(found, looked(1, main=41.0, **dict.fromkeys(names, 91.0)))
    assert notices[0].words.startswith("main") and notices[0].words.endswith("(was fail)")


@given(st.lists(st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from([41.0, 76.0, 91.0, None]))))
def test_never_more_than_so_many_lines_a_minute_and_no_key_twice(
    rounds: list[dict[str, float | None]],
) -> None:
    crossings, found = Crossings(), incident()
    written: list[tuple[int, Notice]] = []
    for number, values in enumerate(rounds):
        second = number * 7
        written += [(second, each) for each in crossings.look(found, looked(second, **values))]
    for second, _ in written:
        assert sum(second <= other < second + 60 for other, _ in written) <= A_MINUTE
    keys = [key for _, each in written for key in each.keys]
    assert len(keys) == len(set(keys))


def test_everything_that_fails_is_what_is_declared_on() -> None:
    proofs = failing(looked(0, main=91.0, well=41.0, gone=None))
    assert [(each.source, each.signal) for each in proofs] == [("main", "db.connections_pct"), ("gone", "")]
