"""Keeping them: a small private file, merged with what others wrote, damaged without harm."""

from __future__ import annotations

import json
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.baselines.book import Baselines
from data.baselines.file import file_in, load, save
from data.baselines.hour import HOUR
from data.baselines.keeper import Keeper
from data.errors import BadDataError
from data.models.past import Past
from data.models.reading import Observation
from tests.data.baselines.test_book import KEY, LONDON, NOW, filled
from tests.data.boards.looks import Scene

PAST = Past("api.p95_ms", KEY[2], "ms", (NOW.timestamp() - HOUR, NOW.timestamp()), (5.0, 6.0))


def place(folder: Path) -> Path:
    return folder / "state" / "baselines.json"


def test_what_was_learned_is_there_after_a_restart(tmp_path: Path) -> None:
    file = place(tmp_path)
    first = Keeper(LONDON, file)
    first.take({"prom": [PAST]}, NOW)
    first.book.merge(filled(lambda at: 100.0))
    first.save(NOW)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600 and stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert list(file.parent.iterdir()) == [file]
    second = Keeper(LONDON, file)
    second.load()
    assert second.usual(KEY, NOW) == first.usual(KEY, NOW) and second.problem == ""
    assert second.book.samples(KEY)[-2:] == first.book.samples(KEY)[-2:]
    assert not second.due(NOW) and second.due(NOW + timedelta(days=1)) and second.due(NOW - timedelta(days=1))


def test_a_full_file_stays_small(tmp_path: Path) -> None:
    book = Baselines(LONDON)
    points = [(NOW.timestamp() - n * HOUR, 123.456789 * n) for n in range(700)]
    for n in range(600):
        book.learn(("prom", "x", (("pod", str(n)),)), "ms", points)
    save(book, place(tmp_path))
    assert place(tmp_path).stat().st_size < 4_000_000
    assert len(load(place(tmp_path), LONDON).units) == 500


def test_two_consoles_lose_nothing_of_each_other(tmp_path: Path) -> None:
    file = place(tmp_path)
    one, other = Keeper(LONDON, file), Keeper(LONDON, file)
    one.take({"a": [PAST]}, NOW)
    other.take({"b": [PAST]}, NOW)
    one.save(NOW)
    other.save(NOW)
    assert {key[0] for key in load(file, LONDON).units} == {"a", "b"}


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "null", '{"schema": 2}', '{"schema": 1, "learned": "x", "series": []}', "[" * 100_000]
    + [
        json.dumps({"schema": 1, "learned": None, "series": [wrong]})
        for wrong in (
            {},
            {"source": 1, "signal": "x", "labels": {}, "unit": "", "from": 0, "values": []},
            {"source": "a", "signal": "x", "labels": [], "unit": "", "from": 0, "values": []},
            {"source": "a", "signal": "x", "labels": {}, "unit": "", "from": 0, "values": ["1"]},
            {"source": "a", "signal": "x", "labels": {}, "unit": "", "from": 1e400, "values": [1]},
        )
    ],
)
def test_a_damaged_file_is_said_ignored_and_replaced(tmp_path: Path, content: str) -> None:
    file = place(tmp_path)
    file.parent.mkdir()
    file.write_text(content)
    keeper = Keeper(LONDON, file)
    keeper.load()
    assert "damaged" in keeper.problem and "ops-console baseline update" in keeper.problem
    assert keeper.usual(KEY, NOW) is None
    keeper.take({"prom": [PAST]}, NOW)
    keeper.save(NOW)
    assert list(load(file, LONDON).units) == [KEY] and keeper.problem == ""


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=60)
@given(st.binary(max_size=200), st.integers(0, 4_000))
def test_whatever_is_written_over_it_nothing_breaks(tmp_path: Path, noise: bytes, where: int) -> None:
    file = tmp_path / "baselines.json"
    save(filled(lambda at: 1.0), file)
    whole = file.read_bytes()
    at = where % len(whole)
    file.write_bytes(whole[:at] + noise + whole[at + len(noise) :])
    Keeper(LONDON, file).load()


def test_a_link_is_not_followed_and_a_giant_not_read(tmp_path: Path) -> None:
    real, link = tmp_path / "real.json", tmp_path / "baselines.json"
    save(filled(lambda at: 1.0), real)
    link.symlink_to(real)
    with pytest.raises(BadDataError):
        load(link, LONDON)
    with real.open("wb") as stream:
        stream.truncate(9_000_000)
    with pytest.raises(BadDataError, match="too large"):
        load(real, LONDON)


def test_read_only_writes_nothing_and_learns_all_the_same(tmp_path: Path) -> None:
    keeper = Keeper(LONDON, place(tmp_path), keeping=False)
    keeper.take({"prom": [PAST]}, NOW)
    keeper.save(NOW)
    assert list(tmp_path.iterdir()) == [] and keeper.book.samples(KEY)


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where a folder should be")
    keeper = Keeper(LONDON, place(tmp_path))
    keeper.take({"prom": [PAST]}, NOW)
    keeper.save(NOW)
    assert "cannot be written" in keeper.problem


def test_the_console_learns_from_what_it_sees_but_not_from_what_is_old() -> None:
    made = Scene(("prom", frozenset({"api.p95_ms"})), ("old", frozenset({"api.p95_ms"})))
    made.says("old", Observation("api.p95_ms", 1.0, "ms")).later(60)
    made.says("prom", Observation("api.p95_ms", 7.0, "ms"), Observation("host.uptime_s", 9.0, "s"))
    keeper = Keeper(LONDON)
    keeper.note(made.snapshot)
    assert list(keeper.book.units) == [("prom", "api.p95_ms", ())]
    assert [value for _, value in keeper.book.samples(("prom", "api.p95_ms", ()))] == [7.0]


def test_four_weeks_are_asked_for_on_the_hour() -> None:
    window = Keeper(LONDON).window(NOW)
    assert (
        window.step == HOUR
        and window.start % HOUR == 0
        and 28 * 86_400 <= window.end - window.start < 29 * 86_400
    )


def test_what_is_usual_in_the_lab_is_kept_apart(tmp_path: Path) -> None:
    names = [file_in(tmp_path, each).name for each in ("", "lab", "Production EU/1", "../..")]
    assert names == [
        "baselines.json",
        "baselines.lab.json",
        "baselines.production-eu-1.json",
        "baselines.json",
    ]
