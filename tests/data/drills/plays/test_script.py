"""A script says what is done and when; one that cannot be played says where and what to mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.drills.plays.script import Action, parse_script, read_script
from data.drills.plays.telling import second_words
from data.errors import BadDataError

COMMANDS = ("incident", "runbook", "checklist")


def parsed(text: str, lasts: float = 1800.0) -> tuple[Action, ...]:
    return parse_script(text, "mine.script", COMMANDS, lasts)


def test_each_line_is_an_action_at_its_second() -> None:
    found = parsed(
        '# night\n\n02:05 incident declare --title "site down"  # at last\n02:05 keys i tab enter\n'
    )
    assert found == (
        Action(125.0, 3, argv=("incident", "declare", "--title", "site down")),
        Action(125.0, 4, keys=("i", "tab", "enter")),
    )
    assert [each.words for each in found] == ["incident declare --title 'site down'", "keys i tab enter"]


def test_words_are_typed_letter_by_letter() -> None:
    assert parsed('00:00 type "a b"')[0].keys == ("a", "space", "b")


@pytest.mark.parametrize("text", ["", "\n\n", "# nobody is there\n", "   # nobody\n"])
def test_an_empty_one_does_nothing(text: str) -> None:
    assert parsed(text) == ()


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("note db#1", ("note", "db#1")),
        ("note '# 1'", ("note", "# 1")),
        (r"note it\'s #1", ("note", "it's")),
        ('note "say \\"x\\" # y"', ("note", 'say "x" # y')),
        (r"note 'a\' # b", ("note", "a\\")),
    ],
)
def test_a_comment_begins_a_word_and_is_not_quoted(written: str, words: tuple[str, ...]) -> None:
    assert parsed(f"00:01 incident {written}")[0].argv[1:] == words


BROKEN = [
    ("incident ack", 1, "02:30 incident ack"),
    ("1:2 incident ack", 1, "02:30 incident ack"),
    ("01:61 incident ack", 1, "seconds up to 59"),
    ("01:00", 1, "write a command"),
    ("01:00 # nothing", 1, "write a command"),
    ('01:00 incident note "open', 1, "close it"),
    ("\n01:00 ops-console incident ack", 2, "begin with incident"),
    ("01:00 incidnet ack", 1, "incident"),
    ("01:00 lab break", 1, "checklist"),
    ("01:00 keys", 1, "tab enter"),
    ("02:00 incident ack\n01:59 incident ack", 2, "order of time"),
    ("30:01 incident ack", 1, "lasts 30:00"),
]


@pytest.mark.parametrize(("text", "line", "remedy"), BROKEN)
def test_a_broken_one_says_where_and_what_to_mend(text: str, line: int, remedy: str) -> None:
    with pytest.raises(BadDataError) as told:
        parsed(text)
    assert str(told.value).startswith(f"mine.script:{line}: ")
    assert remedy in str(told.value)
    assert "\n" not in str(told.value)


def test_a_file_is_read_whatever_the_editor(tmp_path: Path) -> None:
    file = tmp_path / "a.script"
    file.write_bytes(b"\xef\xbb\xbf00:01 incident ack\r\n")
    assert read_script(file, COMMANDS, 60.0)[0].argv == ("incident", "ack")
    file.write_bytes(b"\xff\xfe0")
    with pytest.raises(BadDataError, match="UTF-8"):
        read_script(file, COMMANDS, 60.0)
    with pytest.raises(BadDataError, match=r"none\.script: cannot be read"):
        read_script(tmp_path / "none.script", COMMANDS, 60.0)


def test_moments_are_written_as_they_are_read() -> None:
    assert [second_words(each) for each in (0, 65.9, 5999)] == ["00:00", "01:05", "99:59"]
