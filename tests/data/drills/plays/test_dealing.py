"""What was dealt is taken once, and what cannot be read was not dealt."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from data.drills.plays.dealing import Dealt, deal, take_dealt
from data.drills.plays.folders import DrillHead, drills_in, new_drill, read_drill
from data.drills.scores.history import result_of
from tests.data.drills.players import Players
from tests.data.drills.scores.test_score import LEAK

_BEGAN = datetime(2026, 11, 20, 9, tzinfo=UTC)


def test_what_was_dealt_is_taken_once(tmp_path: Path) -> None:
    assert take_dealt(tmp_path) is None
    deal(tmp_path, Dealt("quiet-day", seed=4))
    deal(tmp_path, Dealt("mine", "/home/bo/mine.toml"))
    assert drills_in(tmp_path) == ()
    assert take_dealt(tmp_path) == Dealt("mine", "/home/bo/mine.toml")
    assert take_dealt(tmp_path) is None


@pytest.mark.parametrize("text", ["", "scenario = 3", 'scenario = "x"\nfile = ""\nseed = "y"', "\x00"])
def test_what_cannot_be_read_was_not_dealt(tmp_path: Path, text: str) -> None:
    (tmp_path / "dealt.toml").write_text(text, encoding="utf-8")
    assert take_dealt(tmp_path) is None and not (tmp_path / "dealt.toml").exists()


def head(*, blind: bool) -> DrillHead:
    return DrillHead(LEAK.id, LEAK.title, "sha256:0", 7, 1.0, LEAK.policy, "alice", "h", _BEGAN, blind=blind)


def test_neither_the_folder_nor_the_history_names_a_blind_drill_before_its_end(tmp_path: Path) -> None:
    made = new_drill(tmp_path, head(blind=True), _BEGAN.date())
    folder = read_drill(made.path)
    assert folder.head.blind and LEAK.id not in folder.path.name and folder.path.name.endswith("blind-1")
    told = result_of(folder, Players(LEAK).scene.entries, LEAK.procedure)
    assert not {LEAK.id, LEAK.title, LEAK.procedure} & {told.scenario, told.title, told.procedure}


def test_before_its_end_no_drills_history_names_the_right_procedure(tmp_path: Path) -> None:
    folder = new_drill(tmp_path, head(blind=False), _BEGAN.date())
    told = result_of(folder, Players(LEAK).scene.entries, LEAK.procedure)
    assert (told.scenario, told.title, told.procedure) == (LEAK.id, LEAK.title, "")
