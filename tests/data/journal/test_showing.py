"""What is shown of an entry: nothing that a terminal would obey, and nothing else changed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from data.journal.showing import shown
from tests.journal_helpers import CHECKED, sealed_file

_, (ENTRY,) = sealed_file([CHECKED])


def test_a_harmless_entry_is_itself() -> None:
    plain = replace(ENTRY, fields={"note": "as every day", "count": 3})
    assert shown(plain) is plain


@pytest.mark.parametrize(
    "changed",
    [
        {"by": "al\x1bice"},
        {"kind": "k" * 600},
        {"fields": {"note": "\x1b[31m"}},
        {"fields": {"no\x07te": "words"}},
        {"fields": {"rows": [{"words": "\x9b"}]}},
        {"fields": {"table": {"words": "\u202e"}}},
    ],
)
def test_orders_become_signs_wherever_they_stand(changed: dict[str, Any]) -> None:
    found = shown(replace(ENTRY, **changed))
    assert found != replace(ENTRY, **changed)
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(str(found))
    assert len(found.kind) <= 500
