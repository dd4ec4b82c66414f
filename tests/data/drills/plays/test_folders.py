"""Each drill has a private folder, and what was played can be read back from it."""

from __future__ import annotations

import stat
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from data.drills.plays.folders import DrillHead, drills_in, new_drill, read_drill, scenario_digest
from data.errors import BadDataError
from tests.data.drills.small_world import SCENARIO

DAY = date(2026, 11, 20)
HEAD = DrillHead(
    scenario=SCENARIO.id,
    title='The "pool" runs full\n',
    digest=scenario_digest(SCENARIO),
    seed=7,
    speed=2.5,
    policy="manual",
    who="alice",
    host="bastion-1",
    began=datetime(2026, 11, 20, 9, 0, 4, tzinfo=UTC),
)


def test_what_was_played_is_read_back(tmp_path: Path) -> None:
    made = new_drill(tmp_path / "drills", HEAD, DAY)
    assert made.path.name == "2026-11-20-pool-1" and made.journal == made.path / "journal"
    assert read_drill(made.path) == made
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o700
    again = new_drill(tmp_path / "drills", replace(HEAD, began=HEAD.began.replace(hour=8)), DAY)
    assert again.path.name == "2026-11-20-pool-2"
    (tmp_path / "drills" / "notes").mkdir()
    assert drills_in(tmp_path / "drills") == (again, made)
    assert drills_in(tmp_path / "nowhere") == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("seed = ", "no drill's head"),
        ("", "began"),
        ("began = 2026-11-20T09:00:00", "zone"),
        ("began = 2026-11-20T09:00:00Z", "numbers"),
        ('began = 2026-11-20T09:00:00Z\nseed = 1\nspeed = "fast"', "numbers"),
        ("began = 2026-11-20T09:00:00Z\nseed = 1\nspeed = 1", "scenario"),
    ],
)
def test_what_cannot_be_read_names_the_file(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "drill.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadDataError, match=words) as told:
        read_drill(tmp_path)
    assert "drill.toml" in str(told.value)


def test_what_is_not_there_or_no_text_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(BadDataError, match=r"drill\.toml"):
        read_drill(tmp_path)
    (tmp_path / "drill.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(BadDataError, match=r"drill\.toml"):
        read_drill(tmp_path)


def test_another_scenario_has_another_digest() -> None:
    assert scenario_digest(SCENARIO) == scenario_digest(replace(SCENARIO))
    assert scenario_digest(SCENARIO) != scenario_digest(replace(SCENARIO, lasts=SCENARIO.lasts + 1))
