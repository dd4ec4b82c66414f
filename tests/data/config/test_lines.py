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


ROWS = """\
[[trouble]]
id = "leak"
effects = [
    # the first, with a bracket ] and a comma , in a remark
    { signal = "a]", labels = { x = "1" }, to = 1 },
    { signal = "b", to = [1, 2,
        3] }, { signal = "c" },
]
cures = ["one",
  "two", \'\'\'three
four\'\'\',
  "five"]
flat = [1, 2]
"""


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("effects",), 3),
        (("effects", 0, "to"), 5),
        (("effects", 1, "to", 2), 6),
        (("effects", 2, "signal"), 7),
        (("cures", 0), 9),
        (("cures", 1), 10),
        (("cures", 2), 10),
        (("cures", 3), 12),
        (("flat", 1), 13),
        (("cures", 9), 9),
    ],
)
def test_of_several_in_a_list_each_is_told_at_its_own_line(place: Place, line: int) -> None:
    assert tomllib.loads(ROWS)["trouble"][0]["cures"][3] == "five"
    assert Lines(ROWS).find(("trouble", 0, *place)) == line


@given(st.lists(st.dictionaries(st.sampled_from("abc"), st.text(max_size=10), min_size=1), min_size=1))
def test_every_row_of_a_list_is_found_on_its_line(rows: list[dict[str, str]]) -> None:
    told = [
        "{ " + ", ".join(tomli_w.dumps({key: value}).strip() for key, value in row.items()) + " }"
        for row in rows
    ]
    text = "rows = [\n" + ",\n".join(told) + "\n]\nlast = 1\n"
    for number, row in enumerate(rows):
        line = text.split("\n")[Lines(text).find(("rows", number)) - 1]
        assert tomllib.loads(f"row = {line.removesuffix(',')}")["row"] == row


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
