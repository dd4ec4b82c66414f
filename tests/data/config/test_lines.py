"""Places of a TOML document found again in its text."""

from __future__ import annotations

import tomllib

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from data.config.lines import Lines
from data.config.problem import Place

TEXT = '''\
top = 1
[console]
policy = "manual"   # a comment = with a sign
"quoted key" = 2
a.b = 3

[[http]]
name = "one"
headers = { accept = "x" }
[[http]]
name = "two"
body = """
[[http]]
name = "not a table"
"""
after = 1
[[http.query]]
signal = "x"
[[postgres]]
[[postgres.query]]
sql = \'\'\'select 1\'\'\'
[[postgres.query]]
sql = "b"
[channel . slack]
token_env = "T"
'''


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("top",), 1),
        (("console",), 2),
        (("console", "policy"), 3),
        (("console", "quoted key"), 4),
        (("console", "a", "b"), 5),
        (("http",), 7),
        (("http", 0, "name"), 8),
        (("http", 0, "headers", "accept"), 9),
        (("http", 1), 10),
        (("http", 1, "name"), 11),
        (("http", 1, "after"), 16),
        (("http", 1, "query", 0, "signal"), 18),
        (("postgres", 0, "query", 0, "sql"), 21),
        (("postgres", 0, "query", 1, "sql"), 23),
        (("channel", "slack", "token_env"), 25),
        (("elsewhere",), 0),
    ],
)
def test_line_of_a_place(place: Place, line: int) -> None:
    assert Lines(TEXT).find(place) == line


def test_a_missing_key_is_told_at_its_table() -> None:
    assert Lines(TEXT).find(("http", 1, "url")) == 10


KEYS = st.text(alphabet="abcdefgh-_ .='#[]", min_size=1, max_size=8)
TABLES = st.dictionaries(
    KEYS,
    st.lists(st.dictionaries(KEYS, st.text(max_size=10), min_size=1), min_size=1, max_size=3),
    max_size=4,
)


@given(TABLES)
def test_every_key_is_found_on_the_very_line_that_sets_it(tables: dict[str, list[dict[str, str]]]) -> None:
    text = "".join(
        f"[[{tomli_w.dumps({name: 0}).removesuffix(' = 0' + chr(10))}]]\n{tomli_w.dumps(row)}"
        for name, rows in tables.items()
        for row in rows
    )
    lines, found = text.split("\n"), Lines(text)
    for name, rows in tables.items():
        for position, row in enumerate(rows):
            for key, value in row.items():
                line = lines[found.find((name, position, key)) - 1]
                assert tomllib.loads(line) == {key: value}
