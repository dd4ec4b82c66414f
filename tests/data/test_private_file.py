"""Small files of ours: private, whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from data.private_file import replace_file


def test_it_is_private_and_so_is_its_folder(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        replace_file(tmp_path / "deep" / "file", b"words")
    finally:
        os.umask(before)
    assert (tmp_path / "deep" / "file").read_bytes() == b"words"
    assert stat.S_IMODE((tmp_path / "deep" / "file").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "deep").stat().st_mode) == 0o700


def test_what_cannot_be_written_leaves_the_old_one_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "file"
    replace_file(file, b"old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fdatasync", full)
    with pytest.raises(OSError, match="No space"):
        replace_file(file, b"new")
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]
