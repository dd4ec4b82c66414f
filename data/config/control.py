"""Finds control characters in a document's strings: no setting needs one, and a terminal obeys them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from data.config.problem import Place

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def control_characters(document: object, place: Place = ()) -> Iterator[Place]:
    """Each place with a control character other than a tab or a line's end, in keys too."""
    if isinstance(document, dict):
        for key, value in document.items():
            if _CONTROL.search(key):
                yield (*place, key)
            yield from control_characters(value, (*place, key))
    elif isinstance(document, list):
        for position, value in enumerate(document):
            yield from control_characters(value, (*place, position))
    elif isinstance(document, str) and _CONTROL.search(document):
        yield place
