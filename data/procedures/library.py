"""All checklists that can be run: the shipped ones and a team's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from data.config.document import Document
from data.config.nearest import did_you_mean
from data.config.problem import InvalidConfig, Place
from data.content import shipped
from data.errors import UsageError
from data.models.checklist import Checklist, Every
from data.procedures.content_files import read_form, with_own
from data.procedures.form import FileForm
from data.procedures.placing import TAKEN, problem_at
from data.safe import safe

_FOLDER = "checklists"


@dataclass(frozen=True, slots=True)
class Library:
    """The checklists in the order of their documents, a team's own last."""

    checklists: tuple[Checklist, ...]

    def get(self, id: str) -> Checklist:
        """The list of that id; raises UsageError with the nearest one there is."""
        for checklist in self.checklists:
            if checklist.id == id:
                return checklist
        ids = [checklist.id for checklist in self.checklists]
        raise UsageError(
            f'no checklist is called "{safe(id)}"', did_you_mean(id, ids) or "ops-console checklist list"
        )


def load_checklists(extra: Sequence[Path] = ()) -> Library:
    """The shipped lists, then those in the files given. Raises ConfigError with file and key."""
    return Library(with_own(_shipped(), extra, _parse, "checklist", "list"))


@cache
def _shipped() -> tuple[Checklist, ...]:
    found = [each for name, content in shipped(_FOLDER) for each in _parse(Path(_FOLDER, name), content)]
    return tuple(sorted(found, key=lambda each: (each.document, list(Every).index(each.recurrence.every))))


def _parse(file: Path, content: dict[str, Any], document: Document | None = None) -> tuple[Checklist, ...]:
    form = read_form(FileForm, file, content, document)
    twice = [problem_at(place, content, *TAKEN, document) for place in _repeated(form)]
    if twice:
        raise InvalidConfig(file, twice)
    return tuple(checklist.record(file.name) for checklist in form.checklist)


def _repeated(form: FileForm) -> Iterator[Place]:
    """Where an id stands a second time: of a list in its file, of an item in its list."""
    lists: set[str] = set()
    for number, checklist in enumerate(form.checklist):
        if checklist.id in lists:
            yield ("checklist", number, "id")
        lists.add(checklist.id)
        items: set[str] = set()
        for group_number, group in enumerate(checklist.group):
            for item_number, item in enumerate(group.items):
                if item.id in items:
                    yield ("checklist", number, "group", group_number, "items", item_number, "id")
                items.add(item.id)
