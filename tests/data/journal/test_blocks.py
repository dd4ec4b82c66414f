"""Where blocks begin: the quick way finds what the pattern of headers says."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from data.journal.blocks import HEADER, headers, holding, split

PIECES = (
    *(b"[[entry]]", b"\n", b" [[ entry ]]\n", b"x", b"\t[[entry]] # c\n", b"\r\n", b"[[entry]]\r\n"),
    *(b"[[entry]] y\n", b"[[entry]][[entry]]\n", b"#", b"[[", b"entry", b"]]", b" ", b'"[[entry]]"\n'),
)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map(b"".join))
def test_headers_are_found_as_their_pattern_says(data: bytes) -> None:
    assert list(headers(data)) == [match.start() for match in HEADER.finditer(data)]


@given(st.lists(st.sampled_from((*PIECES, b"wanted", b"wanted\n")), max_size=16).map(b"".join))
def test_the_blocks_that_hold_something_are_those_of_all_that_do(data: bytes) -> None:
    wanted = re.compile(b"wanted")
    expected = [block for block in split(data, 100, 7) if wanted.search(block.raw)]
    assert list(holding(wanted, data, 100, 7)) == expected


def test_one_long_line_of_headers_is_looked_at_once() -> None:
    assert list(headers(b"x" + b"[[entry]]" * 400_000 + b"\n[[entry]]\n")) == [3_600_002]
