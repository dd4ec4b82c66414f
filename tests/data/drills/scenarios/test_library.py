"""Scenario files: the shipped ones are sound, and a broken one is told with its line and its remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.config.document import read_document
from data.config.problem import InvalidConfig
from data.content import shipped
from data.drills.scenarios.library import Scenarios, load_scenarios, read_scenario, scenario_files
from data.drills.worlds.world import World
from data.errors import UsageError
from data.messages.shelf import load_templates
from data.models.scenario import Scenario
from data.policies.book import load_policies
from data.procedures.library import load_checklists
from data.procedures.runbooks.shelf import load_runbooks

GOOD = """\
schema = 1
id = "mine"
title = "Mine"
starts = 2026-03-12T03:05:00Z
lasts = "20m"
briefing = "You are on call."
severities = ["P1"]
procedure = "manual-system-down"

[[service]]
name = "api"
signals = [{ signal = "http.up", base = 1 }, { signal = "api.p95_ms", base = 200, noise = 5 }]

[[trouble]]
id = "slow"
title = "slow"
at = "1m"
effects = [{ service = "api", signal = "api.p95_ms", shape = "ramp", to = 900, over = "2m" }]

[[inject]]
id = "call"
kind = "call"
who = "support"
at = "3m"
words = "it is slow"

[[deed]]
id = "restart"
runbook = "manual-system-down"
step = "restart"
cures = ["slow"]
"""


def read(file: Path, text: str) -> Scenario:
    file.write_text(text, encoding="utf-8")
    document = read_document(file)
    assert document is not None
    return read_scenario(file, document.content, document, load_runbooks(), load_policies())


def all_scenarios(*extra: Path) -> Scenarios:
    return load_scenarios(load_runbooks(), load_policies(), extra)


def test_the_shipped_ones_are_sound(tmp_path: Path) -> None:
    for name, content in shipped("scenarios"):
        read_scenario(Path(name), content, None, load_runbooks(), load_policies())


@pytest.mark.parametrize("scenario", all_scenarios().scenarios, ids=lambda each: each.id)
def test_a_shipped_one_can_be_lived_to_its_end(scenario: Scenario) -> None:
    world = World(scenario, 7)
    world.episodes(scenario.lasts)
    timed = {each.id for each in scenario.troubles if each.at is not None}
    assert {each.trouble.id for each in world.episodes(scenario.lasts)} == timed
    assert {each.inject.id for each in world.happened(scenario.lasts)} == {
        each.id for each in scenario.injects
    }


def test_a_teams_own_stands_beside_them(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    assert read(file, GOOD).service("api") is not None
    found = all_scenarios(file).get("mine")
    assert [each.unit for each in found.services[0].quantities] == ["bool", "ms"]
    with pytest.raises(UsageError, match=r'no scenario is called "min".*mine'):
        all_scenarios(file).get("min")
    again = tmp_path / "again.toml"
    again.write_text(GOOD, encoding="utf-8")
    with pytest.raises(InvalidConfig, match=r"(?s)again\.toml.*2.*already a scenario of mine\.toml"):
        all_scenarios(file, again)


BROKEN = [
    ("schema = 1", "schema = 2", 1, "1"),
    ('id = "mine"', 'id = "My Own"', 2, "small letters"),
    ('title = "Mine"', 'tilte = "Mine"', 3, "title"),
    ("starts = 2026-03-12T03:05:00Z", "starts = 2026-03-12T03:05:00", 4, "zone"),
    ("starts = 2026-03-12T03:05:00Z", 'starts = "Monday"', 4, "2026-03-12T03:05:00Z"),
    ('lasts = "20m"', 'lasts = "a while"', 5, "15s"),
    ('lasts = "20m"', 'lasts = "0s"', 5, "twelve hours"),
    ('"P1"', '"P9"', 7, "P0"),
    ('procedure = "manual-system-down"', 'procedure = "manual-system-dawn"', 8, "manual-system-down"),
    ("base = 200", "base = -1", 12, "between low and high"),
    ("noise = 5", "noise = -5", 12, "greater than or equal"),
    ("noise = 5", "nois = 5", 12, "noise"),
    ('signal = "http.up", base = 1', 'signal = "http.up"', 12, "base"),
    (
        'service = "api", signal = "api.p95_ms", shape',
        'service = "apy", signal = "api.p95_ms", shape',
        18,
        "api",
    ),
    ('signal = "api.p95_ms", shape', 'signal = "api.p99_ms", shape', 18, "api.p95_ms"),
    ('shape = "ramp"', 'shape = "slope"', 18, "ramp"),
    (", to = 900", "", 18, 'a value "to"'),
    (', over = "2m"', "", 18, "over"),
    ('at = "1m"', 'at = "soon"', 17, "15s"),
    ('at = "1m"', 'follows = "slow"', 14, "at"),
    ('at = "1m"', 'at = "1m"\nfollows = "fast"', 18, "slow"),
    ('kind = "call"', 'kind = "phone"', 22, "call"),
    ('kind = "call"', 'kind = "alert"', 20, "source"),
    ('who = "support"', "", 20, "who"),
    ('at = "3m"', "", 20, "when"),
    ('at = "3m"', 'when = { service = "api", signal = "api.p95_ms", must = "900" }', 24, "< 80"),
    ('at = "3m"', 'when = { service = "api", signal = "api.p50_ms", must = "> 900" }', 24, "api.p95_ms"),
    ('words = "it is slow"', 'words = ""', 25, "at least 1"),
    (
        'runbook = "manual-system-down"\nstep',
        'runbook = "manual-sistem-down"\nstep',
        29,
        "manual-system-down",
    ),
    ('step = "restart"', 'step = "restrat"', 30, "restart"),
    ('cures = ["slow"]', 'cures = ["slwo"]', 31, "slow"),
    ('cures = ["slow"]', 'needs = ["stop"]', 31, "restart"),
    ('cures = ["slow"]', 'otherwise = ["slow"]', 27, "needs"),
    ('id = "restart"', 'id = "restart"\nid = "again"', 29, ""),
    ('title = "Mine"\n', "", 1, 'write "title'),
    ("base = 200, noise = 5 }]", "noise = 5 }]", 12, 'write "base'),
    ('lasts = "20m"', 'lasts = "30d"', 5, "twelve hours"),
    ("base = 200", "base = nan", 12, "finite"),
    ('severities = ["P1"]', 'severities = ["P1"]\nmarks = { detekt = 5 }', 8, "detect"),
    ('severities = ["P1"]', 'severities = ["P1"]\nmarks = { detect = 0 }', 8, "more than nothing"),
    ('name = "api"\n', 'name = "api"\nevery = "10ms"\n', 12, "greater than"),
    ('"api.p95_ms", base = 200', '"db.connections_pct", base = 200', 12, "high"),
    ("base = 200, noise = 5", 'base = 200, warn = "500"', 12, "< 80"),
    ('at = "1m"', 'at = "1h"', 17, "before the scenario's end"),
    ('at = "3m"', 'at = "20m"', 24, "before the scenario's end"),
    ('at = "1m"', 'at = "1m"\nfollows = "slow"', 18, "begins by itself"),
    ("to = 900", 'labels = { mount = "/" }, to = 900', 18, "as they stand"),
    ('kind = "call"', 'kind = "thing"\nsource = "api"', 20, "lists"),
    ('at = "3m"', 'at = "3m"\nwith_trouble = "slwo"', 25, "slow"),
    ('cures = ["slow"]', 'needs = ["restart"]', 31, "before it"),
    (
        'cures = ["slow"]',
        '[[deed]]\nid = "two"\nrunbook = "manual-system-down"\nstep = "restart"',
        34,
        "one deed",
    ),
    (
        "noise = 5 }]",
        'noise = 5 }]\nbills = [{ name = "EC2", a_day = 4, lately = 9 }]',
        13,
        "days",
    ),
    ("schema = 1", 'schema = 1\n"', 2, ""),
    ("schema = 1", 'schema = "1"', 1, "must be 1"),
    ("schema = 1", "schema = 1\nschema = 1", 2, "stands twice"),
    ("starts = 2026", "starts = 0001", 4, "between 2000 and 2100"),
    ("starts = 2026", "starts = 9999", 4, "between 2000 and 2100"),
    ("base = 200", "base = true", 12, "number"),
    ("base = 200", 'base = "200"', 12, "number"),
    ("to = 900", 'to = "900"', 18, "number"),
    ('at = "1m"', "at = 60", 17, 'with its unit, as in "90s"'),
    ('lasts = "20m"', "lasts = 20", 5, "with its unit"),
    ('signals = [{ signal = "http.up", base = 1 }, {', 'signals = ["http.up", {', 12, "must be a table"),
    ('cures = ["slow"]', 'cures = "slow"', 31, "must be a list"),
    ("effects = [{", "effects = []\nwas = [{", 18, "must have at least 1 item"),
    ('step = "restart"', 'step = "x"', 30, "updates"),
]


def test_a_number_of_thousands_of_digits_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(InvalidConfig, match=r"line 12: a number with thousands of digits"):
        read(tmp_path / "mine.toml", GOOD.replace("base = 200", f"base = {'9' * 5000}"))


def test_nothing_that_the_players_are_told_steers_a_terminal(tmp_path: Path) -> None:
    told = read(tmp_path / "mine.toml", GOOD.replace("You are on call.", r"Look\u001b[2Jout\nthere"))
    assert told.briefing == "Look␛[2Jout\nthere"


def test_a_teams_files_are_told_apart(tmp_path: Path) -> None:
    """A scenario stands beside procedures in the configuration, and each reads only its own."""
    mine, ours = tmp_path / "mine.toml", tmp_path / "ours.toml"
    mine.write_text(GOOD, encoding="utf-8")
    ours.write_text('schema = 1\n[[runbook]]\nid = "ours"\ntitle = "Ours"\nkind = "runbook"\nphase = []\n')
    files = (ours, mine)
    assert scenario_files(files) == (mine,)
    assert load_runbooks(files).get("ours").title == "Ours"
    assert load_checklists(files) and load_templates(files)


@pytest.mark.parametrize(("good", "bad", "line", "remedy"), BROKEN)
def test_a_broken_one_is_told_with_its_line_and_what_to_mend(
    tmp_path: Path, good: str, bad: str, line: int, remedy: str
) -> None:
    assert GOOD.count(good) == 1
    file = tmp_path / "mine.toml"
    with pytest.raises(Exception, match=r"mine\.toml") as told:
        read(file, GOOD.replace(good, bad))
    words = str(told.value)
    assert f":{line}" in words or f"line {line}" in words, words
    assert remedy in words
    assert len(words.splitlines()) <= 3
