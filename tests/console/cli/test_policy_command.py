from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from console.cli.run import run


class Program:
    """The program's command line, with a configuration folder of its own."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.environ = {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "XDG_STATE_HOME": str(folder)}
        self.capsys = capsys

    def __call__(self, *argv: str) -> tuple[int, str, str]:
        code = run(["policy", *argv], self.environ)
        out, err = self.capsys.readouterr()
        return code, out, err

    def json(self, *argv: str) -> dict[str, Any]:
        code, out, err = self(*argv, "--json")
        assert (code, err) == (0, "")
        document: dict[str, Any] = json.loads(out)
        assert document["schema"] == 1
        return document


@pytest.fixture
def program(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Program:
    return Program(tmp_path, capsys)


def test_list_marks_the_policy_in_use(program: Program) -> None:
    code, out, _ = program("list")
    assert code == 0
    assert [line.split()[1] for line in out.splitlines() if line.startswith("*  ")] == ["manual"]
    rows = program.json("list", "--policy", "skafu")["policies"]
    assert [row["policy"] for row in rows] == [
        "template-platform",
        "skafu",
        "unified",
        "runbooks",
        "manual",
        "strictest",
    ]
    assert [row["policy"] for row in rows if row["in_use"]] == ["skafu"]
    runbooks = rows[3]
    assert runbooks["severities"] == ["P1", "P2", "P3", "P4"]
    assert (runbooks["review"]["next"], runbooks["review"]["due"]) == ("2025-04-XX", "2025-04-30")
    assert runbooks["review"]["overdue_days"] > 0


def test_show_says_where_each_number_stands(program: Program) -> None:
    code, out, _ = program("show", "manual")
    assert code == 0
    assert "  db.connections_pct          target  < 80 %   § Key Metrics to Check\n" in out
    said = program.json("show", "manual")["statements"]
    (target,) = (s for s in said if (s["subject"], s["role"]) == ("db.connections_pct", "target"))
    assert (target["comparison"], target["number"], target["unit"]) == ("<", 80, "%")
    assert (target["document"], target["section"]) == ("Operations Manual", "Key Metrics to Check")
    assert target["says"]


def test_show_of_the_strictest_names_the_other_documents(program: Program) -> None:
    said = program.json("show", "strictest")["statements"]
    thresholds = [s for s in said if s["kind"] == "threshold"]
    assert {s["policy"] for s in thresholds} == {"skafu", "unified", "runbooks", "manual"}
    assert all(s["document"] and s["section"] for s in thresholds)


def test_diff_has_both_numbers(program: Program) -> None:
    code, out, _ = program("diff", "manual", "runbooks", "--signal", "api.error_rate_pct")
    assert code == 0
    assert "    manual    > 5 %  § Critical Alerts\n    runbooks  > 1 %  § Alert Thresholds\n" in out
    found = program.json("diff", "manual", "runbooks", "--signal", "api.error_rate_pct")["differences"]
    assert [(d["role"], d["a"] and d["a"]["number"], d["b"] and d["b"]["number"]) for d in found] == [
        ("target", 1, 0.1),
        ("warn", 1, None),
        ("fail", 5, 1),
    ]


def test_diff_of_what_is_alike_says_so(program: Program) -> None:
    code, out, _ = program("diff", "skafu", "unified", "--signal", "api.p95_ms")
    assert (code, out) == (0, "skafu and unified do not differ there.\n")


def test_explain_hears_every_policy(program: Program) -> None:
    code, out, _ = program("explain", "api.error_rate_pct", "--value", "1.5 %")
    assert code == 0
    assert "1.5 % → warn: 1.5 % is not < 1 % (off target)\n" in out
    document = program.json("explain", "api.error_rate_pct", "--value", "1.5")
    assert (document["unit"], document["value"], document["higher_is"]) == ("%", 1.5, "worse")
    assert {p["policy"]: p["verdict"] for p in document["policies"]} == {
        "template-platform": None,
        "skafu": "warn",
        "unified": "fail",
        "runbooks": "fail",
        "manual": "warn",
        "strictest": "fail",
    }


def test_explain_without_a_value_judges_nothing(program: Program) -> None:
    document = program.json("explain", "tls.days_left")
    assert document["value"] is None
    assert {p["verdict"] for p in document["policies"]} == {None}
    assert "[[tls]]" in document["configure"]


def test_explain_converts_the_unit_of_a_value(program: Program) -> None:
    assert program.json("explain", "api.p95_ms", "--value", "2.4 s")["value"] == 2400


def test_lint_finds_nothing_odd_in_what_is_shipped(program: Program) -> None:
    assert program("lint") == (0, "Nothing is odd.\n", "")


def test_a_teams_own_policy_is_read_and_its_oddities_told(program: Program, tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_text(
        'schema = 1\nid = "ours"\ntitle = "Ours"\ndocument = "Our agreement"\nbase = "manual"\n'
        '[[threshold]]\nsignals = ["host.disc_pct"]\nunit = "%"\n'
        'fail = { when = "> 85", section = "Disks" }\n'
    )
    config = tmp_path / "ours-config.toml"
    config.write_text('[[policy]]\npath = "ours.toml"\n')
    assert "85 %" in program("show", "ours", "--config", str(config))[1]
    code, out, _ = program("lint", "--config", str(config))
    assert code == 65
    assert "ours: host.disc_pct: not a known signal, perhaps host.disk_pct\n" in out


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (("show", "manuel"), 'no policy is called "manuel" (the nearest known one is "manual")'),
        (("diff", "manual", "x"), 'no policy is called "x" (there are template-platform, skafu,'),
        (("explain", "api.p95"), 'no signal is called "api.p95" (the nearest known one is "api.p95_ms")'),
        (("explain", "api.p95_ms", "--value", "nan"), "--value nan is not a number in ms"),
        (("explain", "api.p95_ms", "--value", "3 %"), "--value 3 % is not a number in ms"),
    ],
)
def test_a_wrong_call_is_one_line_and_64(program: Program, argv: tuple[str, ...], told: str) -> None:
    code, out, err = program(*argv)
    assert (code, out) == (64, "")
    assert err.startswith(f"ops-console: {told}")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    "argv",
    [
        ("list",),
        *(
            ("show", id)
            for id in ("template-platform", "skafu", "unified", "runbooks", "manual", "strictest")
        ),
        ("diff", "skafu", "manual"),
        ("diff", "strictest", "template-platform"),
        ("explain", "http.up", "--value", "0"),
    ],
    ids=" ".join,
)
def test_every_page_is_80_columns_wide(program: Program, argv: tuple[str, ...]) -> None:
    code, out, _ = program(*argv)
    assert code == 0
    assert [line for line in out.splitlines() if len(line) > 80] == []
