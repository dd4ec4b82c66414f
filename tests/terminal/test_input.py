"""Input: whatever bytes come, there are events or nothing, and never much of it. Fault 57."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.message import Message

from console.terminal.input import Input
from console.terminal.paste import LIMIT


def made(*pieces: bytes) -> list[Message]:
    """The events of some reads, with the quiet after them."""
    typed = Input()
    found = [event for piece in pieces for event in typed.feed(piece)]
    while typed.patience is not None:
        found += typed.expire()
    return found


def keys(*pieces: bytes) -> list[str]:
    return [event.key for event in made(*pieces) if isinstance(event, events.Key)]


def pastes(*pieces: bytes) -> list[str]:
    return [event.text for event in made(*pieces) if isinstance(event, events.Paste)]


def test_keys_are_keys() -> None:
    assert keys(b"a\r", b"\x1b[A", b"\x1b[1;5C") == ["a", "enter", "up", "ctrl+right"]
    assert keys("é".encode()[:1], "é".encode()[1:]) == ["é"]
    assert keys(b"\x1b", b"x"[:0]) == ["escape"]
    assert keys(b"\x1b[", b"2~") == ["insert"]


@pytest.mark.parametrize(
    "hostile",
    [
        b"\xff",
        "é".encode("latin-1"),
        b"\x1b[1114112;1u",
        b"\x1b[99999999999999999999;1u",
        b"\x1b[97;1;1114112u",
        b"\x1b[48;60000;60000;1;1t",
        b"\x1b[48;0;0;0;0t",
        b"\xed\xa0\x80",
        b"\xf4\x90\x80\x80",
    ],
)
def test_what_no_terminal_sends_is_ignored_and_the_next_key_works(hostile: bytes) -> None:
    found = made(hostile, b"x")
    assert [event.key for event in found if isinstance(event, events.Key)] == ["x"]
    assert not [event for event in found if isinstance(event, events.Resize)]


def test_a_mouse_far_outside_is_still_only_a_mouse() -> None:
    found = made(b"\x1b[<0;99999;99999M\x1b[48;24;80;480;800t\x1b[<0;5;5M")
    presses = [event for event in found if isinstance(event, events.MouseDown)]
    assert [(event.x, event.y) for event in presses] == [(99998, 99998), (4, 4)]


def test_a_paste_is_one_event_without_orders() -> None:
    assert pastes(b"\x1b[200~one\r\ntwo\x1b]0;x\x07\x1b[201~") == ["one\ntwo]0;x"]
    assert pastes(b"\x1b[20", b"0~split", b" up\x1b[2", b"01~") == ["split up"]
    assert keys(b"\x1b[200~q\x1b[201~", b"w") == ["w"]


def test_a_paste_is_bounded_and_ends() -> None:
    megabyte = b"y" * 1_000_000
    assert pastes(b"\x1b[200~", megabyte, b"\x1b[201~") == ["y" * LIMIT]
    assert pastes(b"\x1b[200~never ended") == ["never ended"]
    assert keys(b"\x1b[200~never ended") == []


def test_a_burst_without_marks_is_a_paste_and_fires_no_keys() -> None:
    assert pastes(b"q" * 500, b"w" * 5) == ["q" * 500 + "w" * 5]
    assert pastes(*[b"q" * 4000] * 250) == ["q" * LIMIT]
    assert keys(b"q" * 500) == []
    assert keys(b"hello") == list("hello")


PIECES = st.lists(
    st.one_of(
        st.binary(max_size=40),
        st.sampled_from(
            [b"\x1b[", b"\x1b[200~", b"\x1b[201~", b"\x1b[<", b";", b"1114112", b"u", b"M", b"t"]
        ),
    ),
    max_size=12,
)


@given(PIECES)
def test_no_bytes_end_the_reader(pieces: list[bytes]) -> None:
    typed = Input()
    for piece in pieces:
        list(typed.feed(piece))
    for _ in range(5):
        list(typed.expire())
    typed_after = [*typed.feed(b"\x1b[201~"), *typed.expire()]
    assert len(typed_after) < 50
    while typed.patience is not None:
        list(typed.expire())
    assert [event.key for event in typed.feed(b"\x1b[A") if isinstance(event, events.Key)] == ["up"]
