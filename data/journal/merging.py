"""The union of two journals by id, in a new folder; nothing is rewritten, conflicts are kept.

Files stay as they are, byte for byte. Where both journals have a file of one name, and neither
is the beginning of the other, the blocks that only the second has go into a segment of their own.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import tzinfo
from pathlib import Path

from data.errors import BadDataError
from data.journal.blocks import Block, split
from data.journal.decoding import decode
from data.journal.folders import make_root, open_to_append, open_to_read, open_year
from data.journal.names import LAST_SEGMENT, FileName, parse_name
from data.journal.pages import files_of_year, union, years
from data.journal.reading import read_file
from data.journal.seals import content_digest
from data.journal.verifying import journal_files
from data.models.entry import Entry
from data.models.journal import Problem


@dataclass(slots=True)
class Merged:
    """What a union holds, and where it was not clear what to do."""

    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def merged_entries(roots: Iterable[Path], zone: tzinfo) -> Merged:
    """All entries of several journals, each id once, oldest first."""
    lists: list[list[Entry]] = []
    merged = Merged()
    for root in roots:
        for path in _files(root):
            name = parse_name(path.name)
            if name is not None and not name.torn:
                content = read_file(path, zone)
                lists.append(content.entries)
                merged.problems.extend(content.problems)
    merged.entries, conflicts = union(lists)
    merged.problems.extend(conflicts)
    return merged


def merge_into(target: Path, one: Path, other: Path) -> int:
    """Put the union of two journals into the new folder `target`; return how many files it has.

    Raises BadDataError where `target` is not empty, JournalError, OSError.
    """
    if target.exists() and any(target.iterdir()):
        raise BadDataError(f"{target} is not empty", "name a new folder")
    make_root(target)
    for year in sorted({*years(one), *years(other)}):
        texts = {name: _bytes(name.under(one)) for name in files_of_year(one, year)}
        for name in files_of_year(other, year):
            _add(texts, name, _bytes(name.under(other)))
        folder = open_year(target, year)
        try:
            for name, data in texts.items():
                _write(folder, name.under(target), data)
        finally:
            os.close(folder)
    return len(_files(target))


def _add(texts: dict[FileName, bytes], name: FileName, data: bytes) -> None:
    """Add a file to those that are there already, without saying anything twice."""
    known = texts.get(name)
    if known is None or data.startswith(known):
        texts[name] = data
    elif not known.startswith(data):
        lacking = data if name.torn else _lacking(known, data)
        if lacking:
            texts[_free_name(texts, name)] = lacking


def _lacking(data: bytes, other: bytes) -> bytes:
    """The blocks of `other` whose content is not in `data`."""
    known = {_content(block) for block in split(data)}
    return b"".join(block.raw for block in split(other) if _content(block) not in known)


def _content(block: Block) -> str | bytes:
    values = decode(block).values
    return block.raw.strip() if values is None else content_digest(values)


def _free_name(texts: dict[FileName, bytes], name: FileName) -> FileName:
    for number in range(2, LAST_SEGMENT + 1):
        host, segment = (f"{name.host}.t{number}", name.segment) if name.torn else (name.host, number)
        free = FileName(name.day, host, segment, name.torn)
        if free not in texts:
            return free
    raise BadDataError(f"there are too many segments of {name.name}")


def _files(root: Path) -> list[Path]:
    if root.is_file():
        return [root]
    if not root.is_dir():
        raise BadDataError(f"{root} is no journal: there is no such folder or file")
    return journal_files(root)


def _bytes(path: Path) -> bytes:
    with os.fdopen(open_to_read(path), "rb") as file:
        return file.read()


def _write(folder: int, path: Path, data: bytes) -> None:
    with os.fdopen(open_to_append(folder, path, new=True), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
