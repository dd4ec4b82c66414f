"""The [[maintenance]] tables: once or in a rhythm, and clear words for what is neither."""

from __future__ import annotations

from datetime import UTC, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from data.config.base import SourceSettings
from data.config.loader import load
from data.config.problem import InvalidConfig
from data.config.shown import shown
from data.models.maintenance import Maintenance, Rhythm, Span

LONDON = ZoneInfo("Europe/London")


def records(tmp_path: Path, text: str) -> tuple[Maintenance, ...]:
    file = tmp_path / "config.toml"
    file.write_text(text, encoding="utf-8")
    file.chmod(0o600)
    return tuple(each.record(LONDON) for each in load(file, {}).maintenance)


def test_a_window_that_takes_place_once(tmp_path: Path) -> None:
    (record,) = records(
        tmp_path,
        """
        [[maintenance]]
        name = "move to the new database"
        start = 2026-07-25T20:00:00
        end = 2026-07-25T21:30:00Z
        covers = ["db *", "database"]
        silence = false
        note = "agreed with the client"
        """,
    )
    assert record.patterns == ("db *", "database")
    assert not record.silence
    assert isinstance(record.when, Span)
    assert record.when.start.astimezone(UTC) == datetime(2026, 7, 25, 19, tzinfo=UTC)
    assert record.when.end == datetime(2026, 7, 25, 21, 30, tzinfo=UTC)


def test_windows_that_recur(tmp_path: Path) -> None:
    weekly, daily = records(
        tmp_path,
        """
        [[maintenance]]
        name = "patches"
        every = "week"
        weekday = "sunday"
        at = 02:00:00
        lasts = "4h"
        zone = "UTC"

        [[maintenance]]
        name = "staging"
        every = "day"
        at = "01:00"
        lasts = "2h"
        """,
    )
    assert weekly.when == Rhythm(time(2), 14_400.0, ZoneInfo("UTC"), 6)
    assert daily.when == Rhythm(time(1), 7_200.0, LONDON)
    assert weekly.silence


@pytest.mark.parametrize(
    ("lines", "word"),
    [
        ("", "takes place once"),
        ('every = "day"\nstart = 2026-07-25T20:00:00Z', "takes place once"),
        ("start = 2026-07-25T20:00:00Z", "both are wanted"),
        ("start = 2026-07-25T20:00:00Z\nend = 2026-07-25T20:00:00Z", "not after"),
        ('every = "day"\nat = 01:00:00', "a rhythm needs"),
        ('every = "week"\nat = 01:00:00\nlasts = "1h"', "weekday"),
        ('every = "day"\nweekday = "sunday"\nat = 01:00:00\nlasts = "1h"', "weekday"),
        ('every = "day"\nat = 01:00:00\nlasts = "25h"', "lasts longer"),
        ('every = "day"\nat = 01:00:00\nlasts = "1h"\nzone = "Mars/Olympus"', "no time zone"),
        ('every = "day"\nat = "01:00Z"\nlasts = "1h"', "without an offset"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, lines: str, word: str) -> None:
    with pytest.raises(InvalidConfig) as caught:
        records(tmp_path, f'[[maintenance]]\nname = "m"\n{lines}\n')
    (problem,) = caught.value.problems
    assert word in problem.message
    assert problem.key.startswith("maintenance")


def test_a_pattern_that_nothing_answers_to_is_told_and_hinders_nobody(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(
        '[[probe]]\nname = "db main"\ngroup = "database"\n'
        '[[maintenance]]\nname = "m"\nevery = "day"\nat = 01:00:00\nlasts = "1h"\n'
        'covers = ["db *", "database", "databse"]\n',
        encoding="utf-8",
    )
    file.chmod(0o600)
    (warning,) = load(file, {"probe": SourceSettings}).warnings
    assert warning == 'maintenance "m" covers "databse", but no source or group is called so'


def test_two_windows_need_two_names(tmp_path: Path) -> None:
    table = '[[maintenance]]\nname = "m"\nevery = "day"\nat = 01:00:00\nlasts = "1h"\n'
    with pytest.raises(InvalidConfig, match="taken already"):
        records(tmp_path, table * 2)


def test_they_are_shown_with_the_configuration(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(
        '[[maintenance]]\nname = "m"\nevery = "day"\nat = 01:00:00\nlasts = "1h"\n', encoding="utf-8"
    )
    file.chmod(0o600)
    (table,) = shown(load(file, {}))["maintenance"]
    assert (table["name"], table["lasts"]) == ("m", 3600.0)
