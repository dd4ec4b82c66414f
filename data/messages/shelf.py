"""All message templates: the shipped ones and a team's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from data.config.document import Document
from data.config.nearest import did_you_mean
from data.config.problem import InvalidConfig, Problem
from data.content import shipped
from data.errors import UsageError
from data.messages.form import FileForm
from data.models.message import Template
from data.procedures.content_files import read_form, with_own
from data.procedures.placing import TAKEN, problem_at
from data.safe import safe

_FOLDER = "messages"


@dataclass(frozen=True, slots=True)
class Templates:
    """The templates in the order of their files, a team's own last."""

    all: tuple[Template, ...]

    def get(self, id: str) -> Template:
        """The template of that id; raises UsageError with the nearest one there is."""
        found = next((each for each in self.all if each.id == id), None)
        if found is None:
            near = did_you_mean(id, [each.id for each in self.all])
            raise UsageError(f'no template is called "{safe(id)}"', near or "ops-console incident templates")
        return found


def load_templates(extra: Sequence[Path] = ()) -> Templates:
    """The shipped templates, then those in the files given. Raises ConfigError with file and key."""
    return Templates(with_own(_shipped(), extra, _parse, "message", "message template"))


@cache
def _shipped() -> tuple[Template, ...]:
    return tuple(each for name, content in shipped(_FOLDER) for each in _parse(Path(_FOLDER, name), content))


def _parse(file: Path, content: dict[str, Any], document: Document | None = None) -> tuple[Template, ...]:
    form = read_form(FileForm, file, content, document)
    problems = list(_misfits(form, content, document))
    if problems:
        raise InvalidConfig(file, problems)
    return tuple(each.record(file.name) for each in form.message)


def _misfits(form: FileForm, content: dict[str, Any], document: Document | None) -> Iterator[Problem]:
    """Ids that stand twice."""
    taken: set[str] = set()
    for number, message in enumerate(form.message):
        if message.id in taken:
            yield problem_at(("message", number, "id"), content, *TAKEN, document)
        taken.add(message.id)
