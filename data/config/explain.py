"""Says in plain words what pydantic found wrong, never repeating the value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from data.config.base import parse_duration
from data.config.nearest import did_you_mean
from data.config.problem import Fault, Place

_PLAINLY = {
    "list_type": "must be a list: [ … ]",
    "tuple_type": "must be a list: [ … ]",
    "dict_type": "must be a table: { … }",
    "model_type": "must be a table: { … }",
}
_TIMES = {
    "datetime_": "must be a moment, as in 2026-03-12T03:05:00Z",
    "date_": "must be a day, as in 2026-03-12",
}
_BOUNDS = frozenset({"greater_than", "greater_than_equal", "less_than", "less_than_equal"})


def explain(error: ValidationError, model: type[BaseModel]) -> Iterator[Fault]:
    """Each mistake: its place below the model, what is wrong, and the remedy."""
    for detail in error.errors(include_url=False, include_context=False, include_input=False):
        place = tuple(step for step in detail["loc"] if step != "[key]")
        message, remedy = _words(detail["type"], detail["msg"]), ""
        if detail["type"] in _BOUNDS and _lasts(model, place):
            message += " s"
        if detail["type"] == "extra_forbidden":
            remedy = did_you_mean(str(place[-1]), _known_keys(_model_at(model, place[:-1])))
        yield place, message, remedy


def _known_keys(model: type[BaseModel]) -> set[str]:
    """The keys that a model takes, as they are written."""
    return {field.alias or name for name, field in model.model_fields.items()}


def _words(kind: str, message: str) -> str:
    if kind == "extra_forbidden":
        return "unknown key"
    if kind == "missing":
        return "missing"
    if kind in _PLAINLY:
        return _PLAINLY[kind]
    for family, plainly in _TIMES.items():
        if kind.startswith(family):
            return plainly
    words = message.removeprefix("Value error, ").replace("Input should be", "must be")
    if kind in ("too_short", "too_long"):
        words = re.sub(r"^\w+ should", "must", words).partition("after validation,")[0].strip()
    return words.replace("valid string", "string").removesuffix(".")


def _lasts(model: type[BaseModel], place: Place) -> bool:
    """Whether a duration stands at that place."""
    field = _model_at(model, place[:-1]).model_fields.get(str(place[-1]))
    known = [*field.metadata, *get_args(field.annotation)] if field else []
    return any(getattr(each, "func", None) is parse_duration for each in known)


def _model_at(model: type[BaseModel], place: Place) -> type[BaseModel]:
    """The model that stands at a place below another; positions and unions are looked through."""
    for step in place:
        fields = {field.alias or name: field for name, field in model.model_fields.items()}
        field = fields.get(str(step))
        inner = next(_models(field.annotation), None) if field else None
        model = inner or model
    return model


def _models(annotation: Any) -> Iterator[type[BaseModel]]:  # noqa: ANN401 - any type expression
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)
