from __future__ import annotations

from pathlib import Path

import pytest

from data.errors import ConfigError, UsageError
from data.models.threshold import Comparison
from data.policies.book import SHIPPED, load_policies

HEAD = 'schema = 1\nid = "ours"\ntitle = "Ours"\ndocument = "Our agreement"\n'
DISK = (
    '[[threshold]]\nsignals = ["host.disk_pct"]\nunit = "%"\n'
    'fail = { when = "> 85", section = "Disks", says = "Full." }\n'
)


def written(folder: Path, text: str, name: str = "ours.toml") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_the_shipped_policies_and_the_strictest() -> None:
    assert load_policies().ids == (*SHIPPED, "strictest")


def test_every_number_says_where_it_comes_from() -> None:
    book = load_policies()
    for policy in book.policies:
        for threshold in policy.thresholds.values():
            for limit in threshold.limits.values():
                assert limit.section and limit.says
                assert book.document(limit.policy)
                assert policy.id in (limit.policy, "strictest")


def test_an_unknown_policy_names_the_nearest() -> None:
    with pytest.raises(
        UsageError, match=r'no policy is called "manuel" \(the nearest known one is "manual"\)'
    ):
        load_policies().get("manuel")


def test_the_public_ladder_is_a_choice() -> None:
    (ladder,) = load_policies().ladders
    assert (ladder.id, ladder.optional) == ("pagerduty-guide", True)
    assert [(rung.after, rung.every) for rung in ladder.rungs] == [
        (300, None),
        (600, None),
        (1800, 1200),
        (7200, None),
    ]


def test_a_teams_own_policy_is_one_more_and_tightens_the_strictest(tmp_path: Path) -> None:
    book = load_policies([written(tmp_path, HEAD + DISK)])
    assert book.ids == (*SHIPPED, "ours", "strictest")
    threshold = book.get("strictest").threshold("host.disk_pct")
    assert threshold is not None and threshold.fail is not None
    assert (threshold.fail.number, threshold.fail.policy, threshold.fail.section) == (85, "ours", "Disks")
    assert book.document("ours") == "Our agreement"


def test_a_policy_upon_a_base_says_only_what_differs(tmp_path: Path) -> None:
    text = HEAD.replace('title = "Ours"', 'base = "manual"\ntitle = "Ours"') + DISK
    book = load_policies([written(tmp_path, text)])
    ours, manual = book.get("ours"), book.get("manual")
    disk, errors = ours.threshold("host.disk_pct"), ours.threshold("api.error_rate_pct")
    assert disk is not None and disk.target is None and disk.fail is not None
    assert disk.fail.comparison is Comparison.GT
    assert errors == manual.threshold("api.error_rate_pct")
    assert errors is not None and errors.target is not None and errors.target.policy == "manual"
    assert ours.clocks == manual.clocks


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("schema = 1", "id: is missing"),
        ("schema = 2", "schema: this version reads schema 1"),
        ("schema = ", "is not TOML: "),
        (HEAD.replace('"ours"', '"manual"'), 'id: another policy is already called "manual"'),
        (HEAD.replace('"ours"', '"strictest"'), 'id: another policy is already called "strictest"'),
        (HEAD + 'base = "manuel"', 'base: no policy before this one is called "manuel" (the nearest'),
        (
            HEAD + 'treshold = "x"',
            'treshold: is not a key of this table (the nearest known one is "threshold")',
        ),
        (HEAD + 'threshold = "x"', "threshold: must be tables, written [[threshold]]"),
        (
            HEAD + DISK.replace("> 85", "85"),
            'threshold[1].fail.when: "85" must look like "< 200" or ">= 99.9"',
        ),
        (HEAD + DISK.replace("> 85", "> 1e999"), 'threshold[1].fail.when: "> 1e999" must look like'),
        (HEAD + DISK.replace("section", "sektion"), "threshold[1].fail.section: is missing"),
        (HEAD + DISK.replace("fail =", "fial ="), "threshold[1].target: a threshold needs a target"),
        (HEAD + DISK + DISK, "threshold[2].signals: host.disk_pct already has a threshold"),
        (HEAD + DISK.replace('["host.disk_pct"]', "[]"), "threshold[1].signals: a threshold needs the names"),
        (HEAD + DISK.replace('["host.disk_pct"]', '"x"'), "threshold[1].signals: must be a list of texts"),
        (
            HEAD + '[[clock]]\nname="respond"\nsection="S"',
            "clock[1].within: a clock has either within or every",
        ),
        (
            HEAD + '[[clock]]\nname="answer"\nwithin="1h"\nsection="S"',
            'clock[1].name: "answer" is not one of',
        ),
        (
            HEAD + '[[clock]]\nname="respond"\nwithin="soon"\nsection="S"',
            "clock[1].within: must be a duration",
        ),
        (HEAD + '[review]\ndue = "2025-04-XX"', "review.due: must be a day"),
        (HEAD + '[[severity]]\nid="P0"\nrank="0"', "severity[1].rank: must be a number"),
    ],
)
def test_what_is_wrong_is_said_with_file_and_key(tmp_path: Path, text: str, told: str) -> None:
    file = written(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        load_policies([file])
    assert str(caught.value).startswith(f"{file}: {told}")


def test_a_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read: No such file"):
        load_policies([tmp_path / "none.toml"])
    (tmp_path / "latin.toml").write_bytes(b"schema = 1 # \xe9")
    with pytest.raises(ConfigError, match="is not UTF-8"):
        load_policies([tmp_path / "latin.toml"])


def test_text_of_a_file_cannot_steer_a_terminal(tmp_path: Path) -> None:
    text = HEAD.replace("Our agreement", r"Our \u001b]0;owned\u0007 agreement") + DISK
    assert "\x1b" not in load_policies([written(tmp_path, text)]).get("ours").document


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ('"> 85"|"< 85"', "want opposite things of host.disk_pct"),
        ('unit = "%"|unit = "ms"', 'policy ours measures host.disk_pct in "ms", others in "%"'),
    ],
)
def test_policies_that_cannot_be_combined_are_said(tmp_path: Path, change: str, told: str) -> None:
    old, new = change.split("|")
    text = (HEAD + DISK).replace(old, new).replace("fail =", "warn =")
    with pytest.raises(ConfigError) as caught:
        load_policies([written(tmp_path, text)])
    assert told in str(caught.value)
