"""Which procedures fit what is seen now."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from math import isfinite

import pytest
from hypothesis import given
from hypothesis.strategies import floats, none, sampled_from

from data.models.checklist import Must
from data.models.maintenance import Maintenance, Opening, Span
from data.models.reading import Observation, Reading
from data.models.runbook import Kind, Phase, Runbook, Sign, Step, Symptom
from data.models.snapshot import Phase as SourcePhase
from data.models.snapshot import SourceState
from data.models.threshold import Comparison
from data.models.verdict import Verdict
from data.procedures.runbooks.symptoms import first_of_each, matching, showing
from tests.data.procedures.entries import NINE
from tests.data.procedures.snapshots import failed, fresh, loading, seen, snapshot, stale

UP = Must(Comparison.LT, 1.0)
SLOW = Must(Comparison.GT, 500.0)


def runbook(id: str, *signs: Sign, document: str = "manual", kind: Kind = Kind.RUNBOOK) -> Runbook:
    symptoms = tuple(Symptom(f"{id} {number}", sign) for number, sign in enumerate(signs))
    phase = Phase("All", (Step("look", "Look", manual=True),))
    return Runbook(id, id.title(), kind, document, "S", (phase,), symptoms=(Symptom("Felt"), *symptoms))


DOWN = runbook("down", Sign("db.up", when=UP))


def broken(name: str = "db main", signal: str = "db.up", value: float = 0.0) -> SourceState:
    return fresh(name, Observation(signal, value, "bool", judged=Verdict.FAIL))


def test_says_what_shows_it_where_and_since_when() -> None:
    (match,) = matching([DOWN], snapshot(broken()))
    assert (match.runbook, match.source, match.reading.observation.value) == (DOWN, "db main", 0.0)
    assert match.symptom.words == "down 0" and match.since == NINE


@pytest.mark.parametrize(
    "state",
    [
        fresh("db main", seen("db.up", 1.0, "bool")),
        fresh("db main", seen("db.up", None, "bool")),
        fresh("db main", seen("db.up", float("nan"), "bool")),
        failed(broken()),
        stale(broken()),
        loading("db main", "db.up"),
        replace(fresh("db main"), readings=failed(broken()).readings),
    ],
    ids=["well", "no value", "no number", "cannot be asked", "stale", "not asked yet", "old reading"],
)
def test_nothing_else_is_a_sign(state: SourceState) -> None:
    assert matching([DOWN], snapshot(state)) == ()


def holds(sign: Sign, *sources: SourceState) -> list[Reading]:
    return [match.reading for match in matching([runbook("one", sign)], snapshot(*sources))]


def test_without_a_number_of_its_own_a_sign_shows_where_the_policy_says_fail() -> None:
    sign = Sign("db.up")
    assert holds(sign, broken()) and not holds(sign, fresh("a", seen("db.up", 0.0)))


def test_a_number_is_held_against_the_unit_that_the_signal_is_known_by() -> None:
    sign = Sign("api.p95_ms", when=SLOW)
    assert holds(sign, fresh("api", seen("api.p95_ms", 0.6, "s")))
    assert not holds(sign, fresh("api", seen("api.p95_ms", 0.4, "s")))
    assert holds(Sign("till.jams", when=SLOW), fresh("till", seen("till.jams", 501.0)))


def test_labels_narrow_a_sign() -> None:
    sign = Sign("host.disk_pct", (("mount", "/data"),), Must(Comparison.GT, 90.0))
    root, data = (seen("host.disk_pct", 95.0, "%", (("mount", mount),)) for mount in ("/", "/data"))
    (reading,) = holds(sign, fresh("host", root, data))
    assert dict(reading.observation.labels) == {"mount": "/data"}


@pytest.mark.parametrize(
    ("states", "verdict"),
    [
        ([broken(), fresh("b", seen("db.up", 1.0, "bool"))], Verdict.FAIL),
        ([fresh("b", seen("db.up", 1.0, "bool"))], Verdict.PASS),
        ([fresh("b", seen("db.up", None, "bool"))], Verdict.NO_DATA),
        ([fresh("a", seen("db.up", 1.0, "bool")), failed(fresh("b", seen("db.up", 1.0)))], Verdict.ERROR),
        ([stale(broken())], Verdict.STALE),
        ([loading("db main", "db.up")], Verdict.NO_DATA),
        ([], Verdict.NO_DATA),
    ],
    ids=["shows", "does not", "no value", "one cannot be asked", "stale", "not asked", "nobody tells"],
)
def test_what_can_be_told_of_a_symptom(states: list[SourceState], verdict: Verdict) -> None:
    (told,) = showing(DOWN, snapshot(*states))
    assert told.verdict is verdict and told.symptom.words == "down 0"
    assert [reading.source for reading in told.readings][:1] == [
        state.name for state in states if state.readings
    ][:1]


def test_what_maintenance_silences_shows_nothing() -> None:
    hour = Span(NINE, NINE + timedelta(hours=1))
    covering = Opening(Maintenance("move", hour, ("db *",)), hour)
    at_work = replace(snapshot(broken()), openings=(covering,))
    assert matching([DOWN], at_work) == ()


def test_the_best_fitting_comes_first() -> None:
    up, web, slow = Sign("db.up", when=UP), Sign("http.up", when=UP), Sign("http.latency_ms", when=SLOW)
    books = [
        runbook("half", web, slow),
        runbook("plan", web, kind=Kind.INCIDENT),
        runbook("simple", web),
        runbook("policys", web, document="plain", kind=Kind.INCIDENT),
        runbook("both", web, up),
        runbook("more", web, up, slow, document="plain"),
        runbook("own", web, slow, document=""),
        runbook("none", Sign("db.up", when=SLOW)),
    ]
    quick = replace(
        broken("api", "http.up"), readings=fresh("api", seen("http.latency_ms", 9.0, "ms")).readings
    )
    now = snapshot(broken(), broken("site", "http.up"), quick)
    found = matching(books, now)
    order = [match.runbook.id for match in first_of_each(found)]
    assert order == ["own", "both", "more", "policys", "simple", "plan", "half"]
    assert [match.source for match in found if match.runbook.id == "both"] == ["site", "db main"]


def test_the_most_telling_of_several_stands_for_a_procedure() -> None:
    web, up = Sign("http.up", when=UP), Sign("db.up", when=UP)
    now = snapshot(broken("site", "http.up"), broken())
    found = first_of_each(matching([runbook("both", web, up), runbook("web", web)], now))
    assert [(match.runbook.id, match.source) for match in found] == [("both", "db main"), ("web", "site")]


@given(
    phase=sampled_from(SourcePhase),
    verdict=sampled_from(Verdict),
    value=none() | floats(allow_nan=True, allow_infinity=True),
    sign=sampled_from((Sign("db.up"), Sign("db.up", when=UP))),
)
def test_only_a_fresh_and_known_value_is_ever_a_sign(
    phase: SourcePhase, verdict: Verdict, value: float | None, sign: Sign
) -> None:
    state = broken()
    reading = replace(state.readings[0], verdict=verdict, observation=seen("db.up", value, "bool"))
    now = snapshot(replace(state, phase=phase, verdict=verdict, readings=(reading,)))
    book = runbook("one", sign)
    (told,) = showing(book, now)
    certain = phase is SourcePhase.FRESH and verdict.known and value is not None and isfinite(value)
    assert bool(matching([book], now)) is (told.verdict is Verdict.FAIL)
    assert certain or told.verdict not in (Verdict.FAIL, Verdict.PASS)
