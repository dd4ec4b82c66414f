"""Whoever makes a scenario of a recording with holes in it is told of them."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from data.drills.life.doubts import Span, doubts_of
from data.drills.life.lived import Lived
from data.models.series import Key, Series
from tests.data.drills.life.lives import BEGAN, lived, told

_ZONE = ZoneInfo("Europe/Paris")
_START = BEGAN.timestamp()
_DB: Key = ("db", "db.up", ())
_API: Key = ("api", "http.up", ())


def _series(*spans: Span) -> Series:
    times = tuple(_START + at for first, last in spans for at in range(int(first), int(last), 5))
    return Series(times, tuple(1.0 for _ in times))


def _known(pasts: dict[Key, Series]) -> Lived:
    entries = [told(300, "declared", title="down", severity="P1", policy="manual"), told(900, "resolved")]
    return replace(lived(entries), pasts=pasts)


def _doubts(pasts: dict[Key, Series], spells: list[Span], *damaged: float) -> tuple[str, ...]:
    shifted = [(_START + first, _START + last) for first, last in spells]
    return doubts_of(_known(pasts), shifted, [_START + at for at in damaged], _ZONE)


def test_a_whole_recording_leaves_no_doubt() -> None:
    assert _doubts({_DB: _series((0, 1200)), _API: _series((0, 1200))}, [(0, 1200)]) == ()
    assert _doubts({}, []) == ()


def test_damage_is_told_with_its_time_and_whose_it_is() -> None:
    pasts = {_DB: _series((0, 400), (415, 1200)), _API: _series((0, 1200))}
    assert _doubts(pasts, [(0, 1200)], 400, 404, 408) == (
        "what was recorded at 2026-11-20T10:06:40+01:00 to 2026-11-20T10:06:48+01:00 is damaged, of db, "
        "and left out",
    )


def test_damage_that_takes_something_of_each_and_damage_that_takes_nothing() -> None:
    pasts = {_DB: _series((0, 400), (415, 1200)), _API: _series((0, 400), (415, 1200))}
    at_once, later = _doubts(pasts, [(0, 1200)], 402, 700)
    assert at_once.endswith("10:06:42+01:00 is damaged, of every source, and left out")
    assert later.endswith("10:11:40+01:00 is damaged, and left out")


@pytest.mark.parametrize(
    ("spells", "words"),
    [
        ([(0, 500)], ["10:08:20+01:00 to the end"]),
        ([(0, 500), (600, 1200)], ["10:08:20+01:00 to 2026-11-20T10:10:00+01:00"]),
        ([(400, 1200)], ["10:05:00+01:00 to 2026-11-20T10:06:40+01:00"]),
        ([(0, 500), (520, 1200)], []),
    ],
)
def test_when_nothing_at_all_was_recorded_is_told(spells: list[Span], words: list[str]) -> None:
    found = _doubts({_DB: _series(*spells)}, spells)
    assert found == tuple(
        f"nothing was recorded from 2026-11-20T{each}, so that time is not in it" for each in words
    )


def test_what_ends_before_the_others_is_named() -> None:
    used: Key = ("db", "db.connections_pct", ())
    pasts = {_DB: _series((0, 1200)), used: _series((0, 500)), _API: _series((0, 700))}
    assert _doubts(pasts, [(0, 1200)]) == (
        "nothing of api was recorded from 2026-11-20T10:11:40+01:00 on, while others were",
        "nothing of db.connections_pct of db was recorded from 2026-11-20T10:08:20+01:00 on, "
        "while others were",
    )
