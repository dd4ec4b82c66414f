"""Which values a gap of a command takes, and the argument list that they make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from data.errors import UsageError
from data.models.command_line import Gap, Word

_ALLOWED = {
    Gap.ID: (r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,127}", "letters, digits and . _ : -"),
    Gap.NAME: (r"[A-Za-z0-9][A-Za-z0-9_.-]{0,62}", "letters, digits and . _ -"),
    Gap.NAMES: (
        r"[A-Za-z0-9][A-Za-z0-9_.-]{0,62}(,[A-Za-z0-9][A-Za-z0-9_.-]{0,62}){0,99}",
        "names with commas between them",
    ),
    Gap.VERSION: (r"v?\d{1,6}(\.\d{1,6}){1,3}(-[A-Za-z0-9.]{1,40})?", "a version, as in v1.2.3"),
    Gap.DATE: (r"\d{4}-\d{2}-\d{2}", "a date, as in 2025-01-31"),
    Gap.FILE: (r"(?!.*\.\./)[A-Za-z0-9_/][A-Za-z0-9_./ -]{0,254}", "a path without .. or a leading dash"),
    Gap.TEXT: (r"[^\W_][\w .,:%/+@=-]{0,499}", "one line of words, up to 500 characters"),
    Gap.ENV: (r"[^\x00\r\n]{1,4096}", "what the environment holds, on one line"),
}
_GAP = re.compile(r"\{([a-z]+):([A-Za-z][A-Za-z0-9_-]*)\}")
_FIXED = re.compile(r"[A-Za-z0-9_./:@=+-]*")
_READS_WORDS_AGAIN = frozenset(
    ("sh", "bash", "dash", "zsh", "ksh", "fish", "ssh", "su", "eval", "xargs", "parallel", "watch", "script")
)
_CODE_FOLLOWS = frozenset(("-c", "-e", "-ec", "-lc", "--command", "--eval", "--execute"))
_SPLITS_WORDS = ("-S", "--split-string")
_STARTS_ANOTHER = frozenset(
    ("sudo", "doas", "env", "nohup", "nice", "timeout", "setsid", "stdbuf", "-exec", "-execdir")
)
_BETWEEN = re.compile(r"(?!-exec)-.*|[A-Za-z_]\w*=.*|\d+[a-z]?")
"""What may stand between such a program and the one that it starts: options, settings, a time."""
_OWN_LANGUAGE = frozenset(("sed", "awk", "gawk", "mawk", "perl"))


def words_of(arguments: Iterable[str]) -> tuple[Word, ...]:
    """The words of a command as its file has it. Raises ValueError where a gap stands unsafely."""
    words = tuple(_word(argument) for argument in arguments)
    for position, word in enumerate(words):
        if word.gap is not None:
            _safe_place(words, position)
    return words


def refusal(gap: Gap, value: str) -> str:
    """Why a gap does not take a value; empty where it does. The value itself is not repeated."""
    pattern, words = _ALLOWED[gap]
    return "" if re.fullmatch(pattern, value) else f"takes {words}"


def filled(command: Iterable[Word], values: Mapping[str, str], environ: Mapping[str, str]) -> tuple[str, ...]:
    """The argument list with every gap filled. Raises UsageError for a value missing or refused."""
    return tuple(word.text + _value(word, values, environ) for word in command)


def _value(word: Word, values: Mapping[str, str], environ: Mapping[str, str]) -> str:
    if word.gap is None:
        return ""
    value = (environ if word.gap is Gap.ENV else values).get(word.name)
    if value is None:
        where = "set it in the environment" if word.gap is Gap.ENV else f"say {word.name}=…"
        raise UsageError(f"nothing stands for {word}", where)
    reason = refusal(word.gap, value)
    if reason:
        raise UsageError(f"this cannot stand for {word}", f"it {reason}")
    return value


def _word(argument: str) -> Word:
    if "\x00" in argument:
        raise ValueError("an argument cannot hold a zero byte")
    found = _GAP.search(argument)
    if found is None:
        if re.search(r"\{[^}]*\}", argument):
            raise ValueError('a gap is written {type:name}, as in "{id:incident}"')
        return Word(argument)
    if found[1] not in set(Gap):
        raise ValueError(f"a gap is one of {', '.join(Gap)}")
    if found.end() != len(argument):
        raise ValueError("a gap ends its argument: nothing may follow it, nor a second one")
    if not _FIXED.fullmatch(argument[: found.start()]):
        raise ValueError("a gap stands in no quotes and after nothing that a shell reads")
    return Word(argument[: found.start()], Gap(found[1]), found[2])


def _safe_place(words: tuple[Word, ...], position: int) -> None:
    before = words[:position]
    if not before:
        raise ValueError("the program itself is written out: a gap cannot stand for it")
    if any(PurePosixPath(word.text).name in _READS_WORDS_AGAIN for word in before):
        raise ValueError("a gap cannot stand behind a shell or ssh: its value would be read a second time")
    word, names = words[position], [PurePosixPath(word.text).name for word in before]
    for option in (before[-1].text if not word.text else "", word.text.rstrip("=")):
        if option in _CODE_FOLLOWS or (option in _SPLITS_WORDS and "env" in names):
            raise ValueError(f"a gap cannot stand behind {option}: its value would be run as code")
    started_by = next((name for name in reversed(names) if not _BETWEEN.fullmatch(name)), "")
    if not word.text and started_by in _STARTS_ANOTHER:
        raise ValueError(f"the program itself is written out: {started_by} may start what stands for the gap")
    if word.gap is Gap.TEXT and _OWN_LANGUAGE.intersection(names):
        raise ValueError(f"a text cannot stand behind {names[0]}, which may read it as orders")
