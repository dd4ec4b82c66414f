"""``ops-console checklist``, with real commands as sources and a real journal."""

from __future__ import annotations

import json
import stat
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from data.errors import UsageError
from tests.command_line import Called, CommandLine
from tests.daylight import mid_morning

LIST = """
schema = 1
[[checklist]]
id = "shop-opening"
title = "Opening the shop"
budget = "5m"
recurs = { every = "day", at = "00:00" }
[[checklist.group]]
title = "Machines"
items = [
    { id = "disk", title = "Disks have room", check = { signal = "host.disk_pct" } },
    { id = "box", title = "Box is content", check = { source = "box" } },
    { id = "backup", title = "Backup is there", check = { signal = "backup.age_h" } },
    { id = "till", title = "Till opens", command = ["till", "--date={day}"] },
]
"""


class Shop:
    """A team with one list of its own, and one command that says how the machine is."""

    def __init__(self, folder: Path) -> None:
        self.line = CommandLine(folder)
        self.plugin = folder / "plugin"
        self.report(40)
        own = folder / "own.toml"
        own.write_text(LIST)
        own.chmod(0o600)
        self.line.configure(
            f"""
            [console]
            timezone = "{mid_morning()}"
            [[procedure]]
            path = "{own}"
            [[command]]
            name = "box"
            argv = ["/bin/sh", "{self.plugin}"]
            signals = {{ disk = "host.disk_pct" }}
            """
        )

    def report(self, disk: float, code: int = 0) -> None:
        self.plugin.write_text(f"echo 'BOX here | disk={disk}%'; exit {code}\n")

    def __call__(self, *argv: str) -> Called:
        return self.line.call("checklist", *argv)

    def json(self, *argv: str) -> Any:  # noqa: ANN401 - whatever was printed
        called = self(*argv, "--json")
        assert (called.code, called.err) == (0, "")
        assert called.json["schema"] == 1
        return called.json

    @property
    def entries(self) -> list[dict[str, Any]]:
        files = sorted((self.line.home / ".local/state/ops-console/journal").glob("*/*.toml"))
        return [entry for file in files for entry in tomllib.loads(file.read_text())["entry"]]


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path)


def items(document: Mapping[str, Any]) -> dict[str, Any]:
    return {item["id"]: item for item in document["items"]}


def test_a_run_checks_itself_is_recorded_and_leaves_the_rest_open(shop: Shop) -> None:
    document = shop.json("run", "shop-opening")
    found = items(document)
    assert {id: (item["state"], item["verdict"]) for id, item in found.items()} == {
        "disk": ("done", "pass"),
        "box": ("done", "pass"),
        "backup": ("open", "no-data"),
        "till": ("open", "no-data"),
    }
    [evidence] = found["disk"]["evidence"]
    assert (evidence["source"], evidence["value"], evidence["threshold"]) == ("box", 40, 80)
    assert (evidence["policy"], evidence["section"]) == ("manual", "Key Metrics to Check")
    assert "T" in evidence["observed_at"] and evidence["digest"].startswith("sha256:")
    assert "backup.age_h" in found["backup"]["configure"] and found["backup"]["words"].startswith(
        "not configured"
    )
    assert found["till"]["command"] == ["till", f"--date={document['day']}"]
    assert document["run"] == f"shop-opening-{document['day']}"
    assert [entry["kind"] for entry in shop.entries] == ["run.started"] + ["item.checked"] * 3
    assert shop.entries[0]["items"] == ["disk", "box", "backup", "till"]
    assert {entry["run"] for entry in shop.entries} == {document["run"]}


def test_the_text_ends_with_the_id_and_says_what_to_do_next(shop: Shop) -> None:
    called = shop("run", "shop-opening")
    lines = called.out.splitlines()
    assert called.code == 0
    assert lines[-1].startswith("shop-opening-20")
    assert lines[-2] == f"next: ops-console checklist mark {lines[-1]} backup done"
    assert "2 of 4 decided by themselves; 2 need you." in called.out
    assert "40 % is < 80 %" in called.out


def test_the_morning_is_worked_through_to_the_signature(shop: Shop) -> None:
    shop.report(91)
    run = shop.json("run", "shop-opening")["run"]
    refused = shop("sign", run)
    assert (refused.code, refused.out) == (64, "")
    assert refused.err == "ops-console: 2 items still need you: backup, till\n"
    asked = shop("mark", run, "disk", "done")
    assert asked.code == 64 and "why is it done all the same?" in asked.err
    overruled = items(shop.json("mark", run, "disk", "done", "--reason", "being emptied"))["disk"]
    assert (overruled["state"], overruled["self"], overruled["reason"]) == ("done", "fail", "being emptied")
    assert shop("mark", run, "backup", "skipped").code == 64
    shop.json("mark", run, "backup", "skipped", "--reason", "no backups yet")
    shop.json("note", run, "drawer sticks", "--item", "till")
    shop.json("mark", run, "till", "failed", "--note", "drawer stuck")
    signed = shop.json("sign", run, "--note", "told bo")
    assert signed["signed"]["by"] == "alice" and signed["signed"]["note"] == "told bo"
    assert signed["verdict"] == "fail"
    assert shop("mark", run, "till", "done").code == 64
    text, md = shop("summary", run).out, shop("summary", run, "--format", "md").out
    assert "Disks have room: done over fail, being emptied (alice)" in text
    assert "| Till opens | failed |" in md and "being emptied" in md


def test_a_failure_is_carried_into_the_next_run_and_cleared(shop: Shop) -> None:
    run = shop.json("run", "shop-opening")["run"]
    shop.json("mark", run, "backup", "not-applicable")
    shop.json("mark", run, "till", "failed", "--note", "drawer stuck")
    shop.json("sign", run)
    again = shop.json("run", "shop-opening")
    assert again["run"] == f"{run}-2"
    assert (again["previous"], items(again)["till"]["carried"]["words"]) == (run, "drawer stuck")
    assert items(again)["disk"]["change"] == "same"
    cleared = items(shop.json("clear", f"{run}-2", "till", "--note", "oiled"))["till"]
    assert cleared["carried"]["cleared"] == "oiled"


def test_a_second_look_records_what_is_true_now(shop: Shop) -> None:
    first = shop.json("run", "shop-opening")
    shop.report(95, code=2)
    second = shop.json("run", "shop-opening")
    assert second["run"] == first["run"]
    assert items(second)["disk"]["verdict"] == "fail" and items(second)["box"]["verdict"] == "fail"
    assert [entry["kind"] for entry in shop.entries].count("run.started") == 1
    shop.plugin.write_text("echo 'BOX lost'; exit 2\n")
    assert items(shop.json("run", "shop-opening"))["disk"]["verdict"] == "fail"
    shop.plugin.unlink()
    assert items(shop.json("run", "shop-opening"))["disk"]["verdict"] != "pass"


def test_a_mark_is_taken_back(shop: Shop) -> None:
    run = shop.json("run", "shop-opening")["run"]
    assert items(shop.json("mark", run, "till", "done"))["till"]["state"] == "done"
    assert items(shop.json("undo", run, "till"))["till"]["state"] == "open"


def test_the_policy_asked_for_decides(shop: Shop) -> None:
    run = shop.json("run", "shop-opening", "--policy", "strictest")
    assert run["policy"] == "strictest"
    assert shop.json("run", "shop-opening")["policy"] == "strictest"
    assert shop.json("run", "shop-opening", "--policy", "manual")["policy"] == "manual"
    assert shop("run", "shop-opening", "--policy", "nobodys").code == 64


def test_what_is_due(shop: Shop) -> None:
    document = shop.json("due")
    own = next(each for each in document["due"] if each["checklist"] == "shop-opening")
    assert own["standing"] in ("due", "overdue") and own["adopted"] and not own["under_way"]
    assert {"manual-morning", "skafu-daily"} <= {each["checklist"] for each in document["due"]}
    assert "skafu-daily" not in shop("due").out
    assert "skafu-daily" in shop("due", "--all").out
    run = shop.json("run", "shop-opening")["run"]
    assert f"2 of 4 left, {run}" in shop("due").out
    for item in ("backup", "till"):
        shop.json("mark", run, item, "done")
    shop.json("sign", run)
    done = next(each for each in shop.json("due")["due"] if each["checklist"] == "shop-opening")
    assert (done["standing"], done["run"]) == ("done", run)


def test_lists_are_listed_and_shown(shop: Shop) -> None:
    rows = {row["id"]: row for row in shop.json("list")["checklists"]}
    assert (rows["skafu-daily"]["items"], rows["skafu-daily"]["bound"]) == (21, 21)
    assert rows["shop-opening"]["when"] == "every day, 00:00"
    shown = shop.json("show", "shop-opening")
    assert [item["id"] for item in shown["groups"][0]["items"]] == ["disk", "box", "backup", "till"]
    assert shown["groups"][0]["items"][0]["checks"][0]["configured"]
    text = shop("show", "shop-opening").out
    assert "backup.age_h (not configured)" in text and "[[prometheus]]" in text
    assert "shop-opening" in shop("list").out


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (("run", "shop-openin"), 'the nearest known one is "shop-opening"'),
        (("show", "nothing-at-all"), 'no checklist is called "nothing-at-all"'),
        (("mark", "shop-opening-2001-01-01", "disk", "done"), 'no run is called "shop-opening-2001-01-01"'),
        (("mark", "shop-opening", "disk", "splendid"), "splendid"),
        (("sign", "shop-opening"), "no run is called"),
        (("note", "shop-opening", "x"), "no run is called"),
    ],
)
def test_a_wrong_call_is_one_line_and_64(shop: Shop, argv: tuple[str, ...], told: str) -> None:
    called = shop(*argv)
    assert (called.code, called.out, called.err.count("\n")) == (UsageError.exit_code, "", 1)
    assert called.err.startswith("ops-console: ") and told in called.err


def test_an_unknown_item_is_told_with_the_nearest(shop: Shop) -> None:
    run = shop.json("run", "shop-opening")["run"]
    assert 'the nearest known one is "till"' in shop("mark", run, "tilt", "done").err


def test_read_only_records_nothing_and_says_so(shop: Shop) -> None:
    called = shop("run", "shop-opening", "--read-only")
    assert called.code != 0 and "nothing is recorded" in called.err
    assert shop.entries == []


def test_a_list_with_a_mistake_is_78_with_file_line_and_key(shop: Shop) -> None:
    own = shop.line.home / "own.toml"
    own.write_text(LIST.replace("budget", "budgte"))
    called = shop("list")
    assert called.code == 78
    assert (
        f'{own}: line 6: checklist[1].budgte: unknown key (the nearest known one is "budget")' in called.err
    )


def test_the_lint_says_what_is_doubtful(shop: Shop) -> None:
    assert shop("lint").out == "Nothing is doubtful.\n"
    odd = shop.line.home / "odd.toml"
    odd.write_text(LIST.replace("shop-opening", "odd").replace('"host.disk_pct"', '"host.disc_pct"'))
    called = shop("lint", str(odd), "--json")
    assert called.code == 65
    [doubt] = json.loads(called.out)["doubts"]
    assert 'did you mean "host.disk_pct"' in doubt


def test_a_list_is_worked_through_without_any_configuration(tmp_path: Path) -> None:
    line = CommandLine(tmp_path)
    document = line.call("checklist", "run", "manual-morning", "--json").json
    assert {item["verdict"] for item in document["items"]} == {"no-data"}
    assert all(item["configure"] for item in document["items"])
    [file] = (tmp_path / ".local/state/ops-console/journal").glob("*/*.toml")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
