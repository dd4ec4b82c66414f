"""Which text is opened first."""

from __future__ import annotations

from datetime import timedelta

import pytest

from data.incidents.clocks import clocks_of
from data.messages.beginning import begin_with, choices, key_of
from data.messages.shelf import load_templates
from data.messages.writing_desk import WritingDesk
from tests.data.incidents.scene import HOST, THREE, Scene
from tests.gallery import ZONE


@pytest.fixture
def desk() -> WritingDesk:
    scene = Scene()
    scene.declare("P0")
    now = THREE + timedelta(seconds=120)
    timers = clocks_of(scene.incident, scene.policy, now, HOST)
    return WritingDesk(scene.incident, scene.policy, ZONE, load_templates(), timers=timers)


@pytest.mark.parametrize(
    ("words", "latest", "key", "text"),
    [
        ("", "", "skafu-p0-page", ""),
        ("internal", "", "skafu-p0-stakeholders", ""),
        ("PUBLIC", "", "skafu-p0-page", ""),
        ("manual-page", "", "manual-page", ""),
        ("internal the pool is full", "", "own-internal", "the pool is full"),
        ("public the pool is full", "", "own-public", "the pool is full"),
        ("the pool is full", "skafu-users", "own-internal", "the pool is full"),
        ("", "skafu-users", "skafu-users", ""),
        ("public", "skafu-users", "skafu-users", ""),
        ("internal", "skafu-users", "skafu-p0-stakeholders", ""),
        ("", "own-public", "own-public", ""),
        ("", "gone", "skafu-p0-page", ""),
    ],
)
def test_what_was_said_decides_then_what_was_begun_then_what_is_due(
    desk: WritingDesk, words: str, latest: str, key: str, text: str
) -> None:
    template, given = begin_with(desk, words, latest)
    assert (key_of(template), given) == (key, text)


def test_all_can_be_chosen_once_what_is_due_first(desk: WritingDesk) -> None:
    keys = [key_of(each) for each in choices(desk)]
    assert len(set(keys)) == len(keys) == len(load_templates().all) + 2
    assert keys[0] == "skafu-p0-page"
    documents = [each.document for each in choices(desk)[5:]]
    assert documents.index("manual") > max(at for at, each in enumerate(documents) if each == "skafu")
