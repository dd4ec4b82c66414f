"""Where files are looked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.config.places import config_file, journal_dir, state_dir
from data.errors import UsageError

HOME = {"HOME": "/home/alice"}


def test_the_configuration_is_where_xdg_puts_it() -> None:
    assert config_file(HOME) == Path("/home/alice/.config/ops-console/config.toml")
    assert config_file({**HOME, "XDG_CONFIG_HOME": "/etc/alice"}) == Path(
        "/etc/alice/ops-console/config.toml"
    )


def test_the_environment_goes_before_xdg_and_an_option_before_both() -> None:
    named = {**HOME, "OPS_CONSOLE_CONFIG": "/srv/ops.toml"}
    assert config_file(named) == Path("/srv/ops.toml")
    assert config_file(named, Path("mine.toml")) == Path("mine.toml")


def test_a_relative_xdg_folder_does_not_count() -> None:
    assert state_dir({**HOME, "XDG_STATE_HOME": "state"}) == Path("/home/alice/.local/state/ops-console")


def test_the_journal_is_in_the_state_unless_it_is_named() -> None:
    assert journal_dir(HOME) == Path("/home/alice/.local/state/ops-console/journal")
    assert journal_dir(HOME, Path("/var/ops")) == Path("/var/ops")
    assert journal_dir({**HOME, "OPS_CONSOLE_LOG_DIR": "/tmp/j"}, Path("/var/ops")) == Path("/tmp/j")


def test_the_home_of_nobody_is_refused_in_words() -> None:
    with pytest.raises(UsageError, match=r"~nobody-at-all/c: ~nobody-at-all is nobody's home here"):
        config_file(HOME, Path("~nobody-at-all/c"))
    with pytest.raises(UsageError, match="write the folder out"):
        journal_dir({**HOME, "OPS_CONSOLE_LOG_DIR": "~nobody-at-all"})


def test_a_user_without_any_home_is_told_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(path: Path) -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "expanduser", nowhere)
    with pytest.raises(UsageError, match="export HOME"):
        state_dir({})
