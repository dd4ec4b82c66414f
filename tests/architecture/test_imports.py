"""What is imported, and when: starting is quick because little is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source_tree import ROOT

HEAVY = {
    *("textual", "rich", "httpx", "asyncpg", "boto3", "botocore", "pydantic", "click", "psutil"),
    *("numpy", "textual_plot", "textual_hires_canvas"),
}


def imported(code: str, home: Path) -> set[str]:
    """The top-level names of what a fresh interpreter has loaded after running some code."""
    return {name.partition(".")[0] for name in modules(code, home)}


def modules(code: str, home: Path) -> set[str]:
    """What a fresh interpreter has loaded after running some code."""
    ended = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint(*sys.modules, file=sys.stderr)"],
        cwd=ROOT,
        env={"HOME": str(home), "PATH": "/usr/bin:/bin", "TERM": "xterm"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return set(ended.stderr.split())


def calling(*argv: str) -> str:
    return f"import sys\nsys.argv = ['ops-console', *{argv!r}]\nfrom console.__main__ import main\nmain()"


@pytest.mark.parametrize(
    ("argv", "never"),
    [
        (("--version",), HEAVY),
        (("--help",), HEAVY - {"click"}),
        (("config", "path"), HEAVY - {"click"}),
        (("config", "--help"), HEAVY - {"click"}),
        (("nonsense",), HEAVY - {"click"}),
        (("config", "check"), HEAVY - {"click", "pydantic"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_command_imports_only_what_it_needs(tmp_path: Path, argv: tuple[str, ...], never: set[str]) -> None:
    assert imported(calling(*argv), tmp_path) & never == set()


def test_opening_the_console_imports_no_client_that_is_not_configured(tmp_path: Path) -> None:
    code = """
import os
from console.app import OpsConsole
from console.cli.session import Session
from console.opening import parts_of
session = Session(os.environ)
OpsConsole(lambda: parts_of(session))
session.close()
"""
    loaded = imported(code, tmp_path)
    assert "textual" in loaded
    assert loaded & {"boto3", "botocore", "asyncpg", "httpx", "psutil", "moto"} == set()
    assert loaded & {"numpy", "textual_plot"} == set()


def test_the_first_picture_needs_no_part_of_the_console(tmp_path: Path) -> None:
    loaded = modules("import console.app, console.cli.run, console.entrance", tmp_path)
    heavy = (
        *("data.journal.", "data.procedures.", "data.policies.", "data.providers.", "data.config.loader"),
        *(
            "screens.boards.board",
            "screens.boards.dashboard",
            "widgets.charts.chart",
            "numpy",
            "textual_plot",
        ),
    )
    assert {name for name in loaded if name.startswith((*heavy, "pydantic", "httpx"))} == set()


def test_a_dashboard_s_screen_does_not_load_what_draws_plots(tmp_path: Path) -> None:
    loaded = imported("import screens.boards.performance, screens.boards.fact", tmp_path)
    assert "textual" in loaded and loaded & {"numpy", "textual_plot", "textual_hires_canvas"} == set()


@pytest.mark.parametrize(
    "package", ["data", "data.poller", "data.store", "data.sources", "data.journal.journal"]
)
def test_data_never_loads_the_terminal(tmp_path: Path, package: str) -> None:
    assert imported(f"import {package}", tmp_path) & {"textual", "rich", "click"} == set()


def test_the_import_contracts_hold() -> None:
    ended = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
