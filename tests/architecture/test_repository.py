"""The files beside the packages: the layout, the version, the lock."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator

import pytest

from console import __version__
from tests.architecture.source_tree import PACKAGES, ROOT

ALLOWED = {
    *PACKAGES, "tests", "pyproject.toml", "README.md",
    "Makefile", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "requirements.lock", ".gitignore", ".ci",
}  # fmt: skip
MADE = {"dist", "build"}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
_PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+)", re.MULTILINE)


def ignored() -> set[str]:
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    return {line.rstrip("/") for line in lines if "*" not in line}


def top_level() -> set[str]:
    """What belongs to the project there; what merely lies about does not, where git can tell."""
    git = shutil.which("git")
    if git is not None:
        asked = subprocess.run([git, "-C", ROOT, "ls-files"], capture_output=True, text=True, check=False)
        if asked.stdout:
            return {line.partition("/")[0] for line in asked.stdout.splitlines()}
    return {path.name for path in ROOT.iterdir() if not path.name.endswith(".egg-info")}


def test_the_top_level_is_the_agreed_one() -> None:
    there = top_level()
    assert there - ALLOWED - ignored() - MADE - {".git"} == set()
    assert ALLOWED - there == set()


def test_the_version_is_said_once_and_the_same() -> None:
    assert PROJECT["project"]["version"] == __version__
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def requirements() -> Iterator[str]:
    project = PROJECT["project"]
    yield from project["dependencies"]
    for extra in project["optional-dependencies"].values():
        yield from extra
    yield from PROJECT["build-system"]["requires"]


@pytest.fixture(scope="module")
def lock() -> str:
    return (ROOT / "requirements.lock").read_text(encoding="utf-8")


def test_the_lock_pins_everything_that_is_asked_for(lock: str) -> None:
    pinned = dict(_PIN.findall(lock))
    for requirement in requirements():
        name = re.split(r"[^A-Za-z0-9._-]", requirement)[0].lower()
        assert name in pinned, f"{requirement} is not in requirements.lock"
        if "==" in requirement:
            assert requirement == f"{name}=={pinned[name]}"


def test_every_pin_has_hashes(lock: str) -> None:
    blocks = re.split(r"^(?=[a-z0-9])", lock, flags=re.MULTILINE)
    unhashed = [block.split()[0] for block in blocks if _PIN.match(block) and "--hash=sha256:" not in block]
    assert unhashed == []


def test_the_lock_names_no_index_no_path_and_no_machine(lock: str) -> None:
    assert not re.search(r"--(?:extra-)?index-url|--find-links|--trusted-host|://|@ file|(?<!\w)/\w", lock)
