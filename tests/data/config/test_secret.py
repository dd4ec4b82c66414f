"""Secrets are read from where they are named, if that is private, and do not print (fault 68)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from data.config.secret import SecretReader
from data.errors import ConfigError

READER = SecretReader({"TOKEN": "s3cr3t", "EMPTY": ""})


def private(folder: Path, mode: int = 0o600) -> Path:
    file = folder / "token"
    file.write_text("s3cr3t\n")
    file.chmod(mode)
    return file


def test_from_a_variable_or_a_private_file(tmp_path: Path) -> None:
    by_name = READER.read(env="TOKEN", file=None, key="token_env")
    by_file = READER.read(env=None, file=private(tmp_path), key="token_file")
    assert by_name is not None and by_file is not None
    assert by_name.get_secret_value() == by_file.get_secret_value() == "s3cr3t"
    assert "s3cr3t" not in f"{by_name} {by_name!r} {by_file}"
    assert READER.read(env=None, file=None, key="token_env") is None


@pytest.mark.parametrize("mode", [0o604, 0o640, 0o620, 0o644, 0o666])
def test_a_file_that_others_can_read_is_refused_with_the_remedy(tmp_path: Path, mode: int) -> None:
    file = private(tmp_path, mode)
    with pytest.raises(ConfigError) as caught:
        READER.read(env=None, file=file, key="token_file")
    assert f"chmod 600 {file}" in str(caught.value) and str(caught.value).startswith("token_file: ")
    assert "s3cr3t" not in str(caught.value)


@pytest.mark.parametrize("name", ["EMPTY", "MISSING"])
def test_a_variable_that_is_not_set_is_named(name: str) -> None:
    with pytest.raises(ConfigError, match=rf"token_env: .* {name} is not set \(export {name}=… beforehand\)"):
        READER.read(env=name, file=None, key="token_env")


def test_a_variable_is_named_without_its_sign() -> None:
    with pytest.raises(ConfigError) as caught:
        READER.read(env="$TOKEN", file=None, key="token_env")
    assert caught.value.remedy == "its name without the $: TOKEN"


def test_what_is_no_file_is_refused_and_never_waited_for(tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo, 0o600)
    folder = tmp_path / "folder"
    folder.mkdir(mode=0o700)
    for place in (fifo, folder):
        with pytest.raises(ConfigError, match="not a file"):
            READER.read(env=None, file=place, key="token_file")
    with pytest.raises(ConfigError, match="cannot read"):
        READER.read(env=None, file=tmp_path / "missing", key="token_file")


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    file = private(tmp_path)
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match="not UTF-8") as caught:
        READER.read(env=None, file=file, key="token_file")
    assert "xff" not in str(caught.value)


def test_a_look_tells_the_same_and_reads_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = private(tmp_path)
    monkeypatch.setattr(Path, "read_text", lambda *_, **__: pytest.fail("read"))
    READER.check(env=None, file=file, key="token_file")
    monkeypatch.setattr(os, "access", lambda file, mode: False)
    with pytest.raises(ConfigError, match=r"token_file: cannot read .*token: Permission denied \(write the"):
        READER.check(env=None, file=file, key="token_file")
    with pytest.raises(ConfigError, match="MISSING is not set"):
        READER.check(env="MISSING", file=None, key="token_env")
