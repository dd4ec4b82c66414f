"""The words that anybody may read: those of the shipped documents, and of the format itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from data.catalogue import catalogue
from data.content import shipped

_FOLDERS = ("policies", "runbooks", "messages", "checklists")
_EXAMPLES = frozenset({"command", "configure", "query", "url", "target", "values"})
"""Keys under which examples stand, with names of their own."""
_WORD = re.compile(r"[A-Za-z]+(?:'[a-z]{1,2})?")
_EDGES = "()[]{}<>.,;:!?\"'“”‘’`*…%"
_OWN = """
    schema id title policy procedure severities starts lasts briefing story service name kind group every
    critical signals signal unit base noise day peak low high labels trouble at follows fade effects shape to
    over words step ramp leak cliff flap loss inject source severity until deed runbook cures begins needs
    otherwise from life true false inf bool alert deployment vendor message call log went wrong all is as
    it should be what happened once under other names you are on declared resolved carried out fires no
    answer within host person place account address path in and more of that this moment began minutes
    critical warning minor z t own up s m h http postgres prometheus alertmanager host command tls aws
    statuspage github vercel supabase fly sentry here followed nobody acknowledged severe was the a an with
    not taken recorded signal's first last after before by then left names written neutral number
"""


@cache
def vocabulary() -> frozenset[str]:
    """Every ordinary word, in small letters."""
    told = [text for folder in _FOLDERS for _, content in shipped(folder) for text in _texts(content)]
    told += [known.title for known in catalogue()]
    told += [re.sub(r"[._]", " ", known.name) for known in catalogue()]
    words = {word.strip(_EDGES).casefold() for text in told for word in text.split()}
    return frozenset({*(word for word in words if _WORD.fullmatch(word)), *_OWN.split()})


@cache
def public() -> frozenset[str]:
    """What the shipped documents call their signals, procedures, steps, policies and severities."""
    ids = {id for folder in _FOLDERS for _, content in shipped(folder) for id in _ids(content)}
    return frozenset({*(known.name.casefold() for known in catalogue()), *(id.casefold() for id in ids)})


def ordinary(name: str) -> bool:
    """Whether a name consists of ordinary words only, so that it tells nobody anything."""
    if name.casefold() in public():
        return True
    words = re.split(r"[\s_./:-]+", name.casefold())
    numbers = [word for word in words if word.isdigit()]
    others = [word for word in words if word and not word.isdigit()]
    return bool(others) and len(numbers) <= 1 and all(word in vocabulary() for word in others)


def _texts(content: Any) -> Iterator[str]:  # noqa: ANN401 - TOML nests
    if isinstance(content, str):
        yield content
    elif isinstance(content, list):
        for each in content:
            yield from _texts(each)
    elif isinstance(content, dict):
        for key, value in content.items():
            if key not in _EXAMPLES:
                yield from _texts(value)


def _ids(content: Any) -> Iterator[str]:  # noqa: ANN401 - TOML nests
    if isinstance(content, list):
        for each in content:
            yield from _ids(each)
    elif isinstance(content, dict):
        if isinstance(content.get("id"), str):
            yield content["id"]
        for value in content.values():
            yield from _ids(value)
