"""The two parts of what a plugin prints: words for people, and performance data."""

from __future__ import annotations


def split_output(text: str) -> tuple[str, str]:
    """The first line of words, and all performance data as one text.

    Performance data follows the bar of the first line; further lines are words until one of
    them has a bar, from which on all is performance data again.
    """
    first, _, rest = text.partition("\n")
    words, _, perfdata = first.partition("|")
    _, bar, more = rest.partition("|")
    return words.strip(), f"{perfdata} {more}".replace("\n", " ") if bar else perfdata
