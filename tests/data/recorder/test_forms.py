"""Every record that a snapshot holds comes back the same, through any sequence of changes."""

from __future__ import annotations

import json
import math
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import BadDataError
from data.models.alert import Alert, Gravity, Matcher, Silence
from data.models.failure import Failure, FailureKind
from data.models.item import Item
from data.models.snapshot import Phase, Snapshot
from data.models.verdict import Verdict
from data.recorder.changes import change_between, changed
from data.recorder.forms import form_of, value_of
from tests.board_scenes import BOARDS, LOOKS, Scenery

_AT = datetime(2026, 10, 25, 1, 30, tzinfo=ZoneInfo("Europe/London"))
_RECORDS = (
    Item("finding", "1", "open", Verdict.WARN, at=_AT, amount=math.inf, fields=(("a", "b"),)),
    Alert("alert", "2", "high", at=_AT, labels=(("job", "api"),), silenced_by=("x",), gravity=Gravity.LOW),
    Silence(
        "silence", "3", "quiet", matchers=(Matcher("job", "a.*", is_regex=True),), starts=_AT, fires=None
    ),
    Failure(FailureKind.RATE_LIMITED, "slowly", retry_after=30.0),
)


def through_json(form: object) -> object:
    return json.loads(json.dumps(form))


@pytest.mark.parametrize("record", _RECORDS, ids=lambda record: type(record).__name__)
def test_a_record_comes_back(record: object) -> None:
    assert value_of(through_json(form_of(record))) == record  # type: ignore[arg-type]


def test_a_record_from_before_it_gained_a_field_is_read() -> None:
    failure = Failure(FailureKind.RATE_LIMITED, "slowly")
    form = form_of(failure)
    assert isinstance(form, list)
    assert value_of(through_json(form[:-1])) == failure  # type: ignore[arg-type]
    for wrong in ([*form, 1], form[:2]):
        with pytest.raises(BadDataError):
            value_of(wrong)


@pytest.mark.parametrize("board", sorted(BOARDS))
@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_what_boards_are_made_of_comes_back(board: str, look: Phase) -> None:
    snapshot = Scenery(board, look).snapshot
    assert value_of(through_json(form_of(snapshot))) == snapshot  # type: ignore[arg-type]


_LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
_VALUES = st.recursive(
    _LEAVES | st.datetimes(timezones=st.just(UTC)),
    lambda inner: st.lists(inner, max_size=6).map(tuple),
    max_leaves=20,
)


@given(_VALUES, _VALUES)
def test_a_change_makes_the_new_of_the_old(old: object, new: object) -> None:
    before, after = form_of(old), form_of(new)
    change = through_json(change_between(before, after))
    made = changed(before, change)  # type: ignore[arg-type]
    assert made == after
    assert value_of(made) == new
    assert change_between(after, after) == []


def test_a_trend_that_goes_on_costs_its_newest_value() -> None:
    old, new = form_of(tuple(map(float, range(24)))), form_of(tuple(map(float, range(1, 25))))
    assert change_between(old, new) == [1, 23, [24.0]]


@given(_VALUES)
def test_what_a_damaged_file_may_hold_never_does_more_than_be_refused(form: object) -> None:
    try:
        value_of(through_json(form_of(form)))  # type: ignore[arg-type]
        value_of(["R", "Snapshot", form])
    except BadDataError:
        pass


@pytest.mark.parametrize(
    "form", [["R", "Path", "x"], ["E", "Verdict", "good"], ["@", "now"], ["Q"], ["Z", "../x"]]
)
def test_what_is_not_known_is_refused(form: list[object]) -> None:
    with pytest.raises(BadDataError):
        value_of(form)


def test_only_records_are_taken() -> None:
    with pytest.raises(TypeError, match="Path"):
        form_of((Path("x"),))
    assert value_of(form_of(_AT + timedelta(hours=1))) == _AT + timedelta(hours=1)
    assert isinstance(Snapshot(_AT, 1.0, 1, "manual"), Snapshot)
