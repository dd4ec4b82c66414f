from __future__ import annotations

import tomllib

from data.models.checklist import Item, SignalCheck, SourceCheck
from data.procedures.configuring import lines_for, merged
from data.procedures.library import load_checklists

BOTH = Item("x", "X", (SignalCheck("db.up"), SourceCheck("script")), command=("run", 'a "b"'))


def test_only_what_is_missing_is_told() -> None:
    assert lines_for(BOTH, {"db.up"}, {"script"}) == ""
    assert "[[postgres]]" in lines_for(BOTH, set(), {"script"})
    lines = tomllib.loads(lines_for(BOTH, {"db.up"}, set()))
    assert lines == {"command": [{"name": "script", "argv": ["run", 'a "b"']}]}


def test_the_lines_for_a_whole_list_name_each_source_once() -> None:
    items = load_checklists().get("skafu-daily").items
    text = merged(lines_for(item, set(), set()) for item in items)
    document = tomllib.loads(text)
    assert {kind: len(tables) for kind, tables in document.items()} == {
        "aws": 1,
        "postgres": 1,
        "prometheus": 1,
        "host": 1,
        "tls": 1,
    }
    assert {"guardduty", "cloudtrail", "health"} <= set(document["aws"][0]["services"])
    assert len(document["prometheus"][0]["query"]) == 3
    assert text.count("[[aws]]") == 1
