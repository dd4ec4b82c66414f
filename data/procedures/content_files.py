"""Files of procedures: read against their form, and a team's own put beside the shipped ones."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeVar

from pydantic import BaseModel, ValidationError

from data.config.document import Document, read_document
from data.config.explain import explain
from data.config.problem import InvalidConfig, Problem
from data.errors import ConfigError
from data.procedures.placing import problem_at


class Kept(Protocol):
    """What stands in such a file: known by its id, and told where it comes from."""

    @property
    def id(self) -> str: ...
    @property
    def origin(self) -> str: ...


Record = TypeVar("Record", bound=Kept)
Form = TypeVar("Form", bound=BaseModel)
Parse = Callable[[Path, dict[str, Any], Document | None], Iterable[Record]]


def read_form(form: type[Form], file: Path, content: dict[str, Any], document: Document | None) -> Form:
    """The content in its form. Raises InvalidConfig with every problem, by line."""
    try:
        return form.model_validate(content)
    except ValidationError as error:
        problems = [
            problem_at(place, content, words, remedy, document)
            for place, words, remedy in explain(error, form)
        ]
        raise InvalidConfig(file, in_order(problems)) from error


def is_scenario(content: dict[str, Any]) -> bool:
    """Whether a file is a drill's scenario, which has a file of its own and is read by the drills."""
    return isinstance(content.get("service"), list)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """By line; what is missing has none, and is often only written otherwise, so it comes last."""
    return sorted(problems, key=lambda problem: problem.line or sys.maxsize)


def with_own(
    shipped: Iterable[Record], extra: Sequence[Path], parse: Parse[Record], table: str, noun: str
) -> tuple[Record, ...]:
    """The shipped ones, then those of a team's files; `table` is their key in a file, `noun` their name.

    Raises ConfigError with file and key, also where an id stands for another one already.
    """
    found = list(shipped)
    taken = {each.id: each.origin for each in found}
    for file in extra:
        document = read_document(file)
        if document is None:
            raise ConfigError("no such file", file=file, remedy="look at its name")
        if is_scenario(document.content):
            continue
        for position, each in enumerate(parse(file, document.content, document)):
            if each.id in taken:
                words = f"{each.id} is already a {noun} of {taken[each.id]}"
                place = (table, position, "id")
                raise InvalidConfig(
                    file, [problem_at(place, document.content, words, "name it otherwise", document)]
                )
            taken[each.id] = each.origin
            found.append(each)
    return tuple(found)
