"""Every service, given answers in which every field that AWS knows is filled with what hurts most."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from unicodedata import category

import pytest
from botocore import xform_name
from moto.core.model import OperationModel

from console.lab.account.wire import service as model_of
from data.errors import SourceError
from data.providers.aws.calls import HOME, MOST, Row
from data.providers.aws.parse import dig
from data.providers.aws.service import AwsService, Found, Moment
from data.providers.aws.table import SERVICES

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
HOSTILE = "\x1b]52;c;x\x07\x9b31m[/][@click=app.quit]\u202e\u200b\ud800" + "e\u0301" * 40 + "x" * 2000
WRONG: tuple[object, ...] = (
    None,
    "",
    HOSTILE,
    -1,
    1e308,
    math.nan,
    math.inf,
    True,
    [],
    {},
    [None],
    {"a": None},
    NOW,
)
REPORT = f"user,mfa_active,password_enabled,access_key_1_active\n{HOSTILE},{HOSTILE},true,true\n".encode(
    "utf-8", "replace"
)


class Filled:
    """Calls that answer with every field there is; `text` and `number` are what is in them."""

    def __init__(self, text: str = HOSTILE, number: float = 7, rows: int = 2) -> None:
        self._text = text
        self._number = number
        self._rows = rows

    def one(self, service: str, operation: str, **_: object) -> Row:
        answer: Row = self._fill(_model(service, operation).output_shape)
        if operation == "get_credential_report":
            answer["Content"] = REPORT
        return {name: value for name, value in answer.items() if "Token" not in name}

    def pages(
        self,
        service: str,
        operation: str,
        key: str,
        limit: int = MOST,
        **asked: Any,  # noqa: ANN401
    ) -> list[Row]:
        if operation == "get_metric_data":
            points = {"Timestamps": [NOW - timedelta(minutes=5)], "Values": [self._number]}
            return [
                {"Id": query["Id"], "Label": self._text, **points} for query in asked["MetricDataQueries"]
            ]
        rows: list[Row] = dig(self.one(service, operation), key)
        assert rows, f"{service} {operation} has no {key}"
        return rows[:limit]

    def _fill(self, shape: Any, depth: int = 0) -> Any:  # noqa: ANN401 - botocore has no types
        if shape.type_name == "structure":
            below = {} if depth > 9 else shape.members
            return {name: self._fill(member, depth + 1) for name, member in below.items()}
        if shape.type_name == "list":
            return [self._fill(shape.member, depth + 1) for _ in range(self._rows)]
        if shape.type_name == "map":
            return {self._text[:50]: self._fill(shape.value, depth + 1)}
        if shape.type_name == "timestamp":
            return NOW - timedelta(days=3)
        if shape.type_name == "boolean":
            return True
        if shape.type_name in ("integer", "long", "double", "float"):
            return self._number
        return HOSTILE.encode("utf-8", "replace") if shape.type_name == "blob" else self._text


class Wrong:
    """Calls whose every answer is of a type that nobody expects."""

    def __init__(self, value: object) -> None:
        self._value = value

    def one(self, service: str, operation: str, **_: object) -> Row:
        return dict.fromkeys(_members(_model(service, operation)), self._value)

    def pages(self, service: str, operation: str, key: str, limit: int = MOST, **_: object) -> list[Row]:
        shape: Any = _model(service, operation).output_shape
        for name in key.split("."):
            shape = shape.members[name]
        names = shape.member.members if shape.member.type_name == "structure" else {}
        return [dict.fromkeys(names, self._value)]


@cache
def _model(service: str, operation: str) -> OperationModel:
    model = model_of(service.removesuffix(HOME))
    name = next(name for name in model.operation_names if xform_name(name) == operation)
    found: OperationModel = model.operation_model(name)
    return found


def _members(model: OperationModel) -> list[str]:
    return list(model.output_shape.members)


def moment() -> Moment:
    return Moment(NOW, pace=3600.0)


@pytest.fixture(autouse=True)
def nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)


each_service = pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)


@each_service
@pytest.mark.parametrize("number", [7, -1, 1e300])
def test_nothing_that_is_sent_reaches_a_screen_as_it_is(service: AwsService, number: float) -> None:
    try:
        found = service.ask(Filled(number=number), moment())
    except SourceError as error:
        assert not list(_steering(error.failure.message + error.failure.remedy))
        return
    for text in _texts(found):
        assert not list(_steering(text)), text
        assert len(text) <= 1000


@each_service
def test_what_is_brought_is_what_the_table_says(service: AwsService) -> None:
    for text in (HOSTILE, "COMPLETED", "123", "2026-11-20"):
        try:
            found = service.ask(Filled(text), moment())
        except SourceError:
            continue
        assert {each.signal for each in found.observations} <= service.feeds
        assert {past.signal for past in found.pasts} <= service.feeds
        assert len({(item.kind, item.id) for item in found.items}) <= len(found.items)


@each_service
@pytest.mark.parametrize(
    "value", WRONG, ids=lambda value: str(value)[:12].encode("ascii", "replace").decode()
)
def test_a_wrong_type_is_an_error_or_nothing_and_never_a_crash(service: AwsService, value: object) -> None:
    try:
        service.ask(Wrong(value), moment())
    except (SourceError, LookupError, TypeError, ValueError, AttributeError, ArithmeticError):
        return  # what the worker makes a failure of


@each_service
def test_what_an_answer_lacks_is_no_crash(service: AwsService) -> None:
    try:
        found = service.ask(Filled(rows=1, text=""), replace(moment(), before=Found(())))
    except (SourceError, LookupError, TypeError, ValueError, AttributeError, ArithmeticError):
        return
    assert all(each.unit for each in found.observations)


def _texts(found: Found) -> Iterator[str]:
    for seen in found.observations:
        yield from (seen.detail, seen.unit, *(value for _, value in seen.labels))
    for item in found.items:
        yield from (item.id, item.title, item.severity, item.state, item.group, item.url, item.unit)
        yield from (text for pair in item.fields for text in pair)
    for past in found.pasts:
        yield from (value for _, value in past.labels)


def _steering(text: str) -> Iterator[str]:
    """The characters in it that a terminal would obey, or that hide."""
    yield from (letter for letter in text if category(letter) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))
