"""Texts that were begun on an incident's line, each under its own beginning."""

from __future__ import annotations

from screens.incidents.half_lines import HalfLines


def lines(kept: dict[str, str]) -> HalfLines:
    return HalfLines(lambda key: kept.get(key, ""))


def test_each_beginning_has_its_own_text() -> None:
    half = lines({})
    assert half.open("") == "" and half.typed("a note") == "a note"
    assert half.open("@") == "@" and half.typed("@bo") == "@bo"
    assert half.open("") == "a note" and half.open("@") == "@bo"


def test_a_beginning_alone_is_nothing_to_keep() -> None:
    half = lines({})
    half.open("/severity ")
    assert half.typed("/severity ") == "" and half.typed("/severity P") == "/severity P"


def test_what_was_given_keeps_its_key_until_others_have_been_used() -> None:
    half = lines({})
    seen = []
    for number in range(12):
        half.open("")
        half.typed(str(number))
        seen.append(half.given())
        assert half.open("") == ""
    assert len(set(seen[:7])) == 7 and set(seen) <= {f"line{n or ''}:" for n in range(8)}


def test_what_was_begun_before_a_kill_is_found_again() -> None:
    half = lines({"line3:@": "@bo half"})
    assert half.waiting(["", "@", "/"]) == "@bo half"
    assert half.open("@") == "@bo half" and half.key == "line3:@"


def test_nothing_waiting_is_nothing() -> None:
    half = lines({})
    assert half.waiting(["", "@"]) == "" and half.key == "line:"
