"""The wheel holds the five packages and nothing else, and shares their names with nobody."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from importlib.metadata import packages_distributions

import pytest

from tests.architecture.source_tree import PACKAGES, ROOT


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What the built wheel holds."""
    folder = tmp_path_factory.mktemp("wheel")
    ended = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


def test_its_top_level_is_the_five_packages(names: list[str]) -> None:
    top = {name.partition("/")[0] for name in names}
    assert {name for name in top if not name.endswith(".dist-info")} == set(PACKAGES)
    assert len(top) == len(PACKAGES) + 1


def test_every_source_and_every_piece_of_content_is_in_it(names: list[str]) -> None:
    wanted = {
        str(path.relative_to(ROOT))
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.suffix in {".py", ".toml", ".tcss", ".sql"}
    }
    assert wanted - set(names) == set()


def test_nothing_stray_is_in_it(names: list[str]) -> None:
    assert not [name for name in names if name.endswith((".pyc", ".orig", ".rej")) or "__pycache__" in name]
    assert not [name for name in names if name.startswith("tests/")]


@pytest.mark.parametrize("package", PACKAGES)
def test_no_dependency_owns_one_of_the_names(package: str) -> None:
    owners = set(packages_distributions().get(package, ()))
    assert owners <= {"ops-console"}
