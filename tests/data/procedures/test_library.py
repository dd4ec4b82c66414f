from __future__ import annotations

from pathlib import Path

import pytest

from data.catalogue import catalogue
from data.errors import ConfigError, UsageError
from data.models.checklist import Every, SignalCheck, SourceCheck, Week
from data.models.threshold import Comparison
from data.models.weekday import Weekday
from data.policies.book import load_policies
from data.procedures.library import load_checklists
from data.procedures.lint import lint

OWN = """
schema = 1

[[checklist]]
id = "shop-evening"
title = "Closing the shop"
recurs = { every = "week", weekday = "friday", at = "17:30" }
budget = "10m"

[[checklist.group]]
title = "Till"
items = [
    { id = "queue", title = "Q", check = { signal = "shop.queue", must = "< 100", labels = { at = "eu" } } },
    { id = "script", title = "Script is content", check = { source = "nightly" } },
    { id = "both", title = "B", check=[{ signal = "db.up" }, { signal = "host.disk_pct", limit = "alert" }] },
    { id = "lights", title = "Lights are out", command = ["switch", "--date={day}"] },
]
"""


def own(folder: Path, text: str = OWN) -> Path:
    file = folder / "own.toml"
    file.write_text(text)
    file.chmod(0o600)
    return file


def test_a_teams_own_list_is_read_in_the_shipped_format(tmp_path: Path) -> None:
    checklist = load_checklists([own(tmp_path)]).get("shop-evening")
    assert checklist.recurrence.weekday is Weekday.FRIDAY
    assert checklist.budget == 600
    queue, script, both, lights = checklist.items
    [check] = queue.checks
    assert isinstance(check, SignalCheck) and check.must is not None
    assert (check.must.comparison, check.must.number, check.labels) == (Comparison.LT, 100, (("at", "eu"),))
    assert script.checks == (SourceCheck("nightly"),)
    assert [each.signal for each in both.checks if isinstance(each, SignalCheck)] == [
        "db.up",
        "host.disk_pct",
    ]
    assert lights.checks == () and lights.command == ("switch", "--date={day}")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("budgte = 1", 'checklist[1].budgte: unknown key (the nearest known one is "budget")'),
        ('document = "x', "not TOML"),
        ('every = "fortnight"', "checklist[1].recurs.every: must be 'day'"),
    ],
)
def test_what_is_wrong_is_told_with_file_line_key_and_the_nearest_known(
    tmp_path: Path, wrong: str, told: str
) -> None:
    text = (
        OWN.replace('every = "week"', wrong)
        if wrong.startswith("every")
        else OWN.replace('budget = "10m"', wrong)
    )
    file = own(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        load_checklists([file])
    assert str(file) in str(caught.value)
    assert "line " in str(caught.value)
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            '{ source = "nightly" }',
            '{ sauce = "nightly" }',
            'unknown key (the nearest known one is "source")',
        ),
        (
            '{ source = "nightly" }',
            '{ source = "nightly", signal = "x.y" }',
            "names either a signal or a source",
        ),
        ('{ source = "nightly" }', '{ source = "nightly", must = "> 1" }', "nothing else goes with it"),
        ('must = "< 100"', 'must = "= 100"', 'states what must hold, as in "< 80"'),
        ('id = "queue"', 'id = "Queue"', "an id is made of small letters"),
        ('id = "queue"', 'id = "script"', "this id is taken already"),
        ('weekday = "friday"', 'week = "last"', 'week goes with every = "month"'),
        ('at = "17:30"', "at = 25", "at"),
        ("schema = 1", "schema = 2", "schema"),
        ('id = "shop-evening"', 'id = "skafu-daily"', "skafu-daily is already a list of skafu-daily.toml"),
    ],
)
def test_each_mistake_is_refused(tmp_path: Path, old: str, new: str, told: str) -> None:
    with pytest.raises(ConfigError, match=r"own\.toml") as caught:
        load_checklists([own(tmp_path, OWN.replace(old, new))])
    assert told in str(caught.value)


def test_a_missing_file_and_an_unknown_list_are_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such file"):
        load_checklists([tmp_path / "none.toml"])
    with pytest.raises(UsageError, match="manual-morning"):
        load_checklists().get("manual-mornin")


def test_the_lint_finds_what_the_format_allows(tmp_path: Path) -> None:
    text = OWN.replace('"shop.queue", must = "< 100"', '"shop.queue"').replace('"db.up"', '"db.upp"')
    text = (
        text.replace('budget = "10m"', 'document = "manuel"')
        + '[[checklist.group]]\ntitle = "Empty"\nitems = []\n'
    )
    own_list = load_checklists([own(tmp_path, text)]).get("shop-evening")
    doubts = "\n".join(lint([own_list], catalogue(), load_policies().ids))
    for told in (
        'did you mean "db.up"?',
        "nobody sets a limit for the signal shop.queue",
        'no policy is made from the document "manuel"',
        "names its document but no section",
        'the group "Empty" is empty',
    ):
        assert told in doubts
    assert len(doubts.splitlines()) == 5
    assert Every.WEEK is own_list.recurrence.every and Week.LAST is not own_list.recurrence.week
