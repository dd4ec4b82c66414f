"""``ops-console config``."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.command_line import CommandLine


@pytest.fixture
def line(tmp_path: Path) -> CommandLine:
    return CommandLine(tmp_path)


def test_path_is_told_whether_the_file_is_there_or_not(line: CommandLine) -> None:
    assert line.call("config", "path").out == f"{line.config_file}\n"
    assert line.call("config", "path", "--json").json == {
        "schema": 1,
        "path": str(line.config_file),
        "found": False,
    }
    line.configure("")
    assert line.call("config", "path", "--json").json["found"] is True


def test_init_writes_a_file_once(line: CommandLine) -> None:
    called = line.call("config", "init")
    assert called.code == 0
    assert str(line.config_file) in called.out
    before = line.config_file.read_bytes()
    again = line.call("config", "init")
    assert again.code == 78
    assert "left alone" in again.err
    assert line.config_file.read_bytes() == before


def test_init_where_asked(line: CommandLine) -> None:
    file = line.home / "mine.toml"
    assert line.call("config", "init", "--config", str(file)).code == 0
    assert file.exists() and not line.config_file.exists()


def test_check_without_a_file_says_so(line: CommandLine) -> None:
    called = line.call("config", "check")
    assert called.code == 0
    assert "config init" in called.out


def test_check_of_a_sound_file(line: CommandLine) -> None:
    line.configure('[console]\nenvironment = "test"\n').chmod(0o644)
    called = line.call("config", "check")
    assert called.code == 0
    assert called.out.splitlines() == [
        f"Warning: {line.config_file}: everybody on this machine can read it (chmod 600 {line.config_file})",
        f"{line.config_file} is sound: 0 sources.",
    ]
    assert line.call("config", "check", "--json").json["valid"] is True


def test_check_tells_every_mistake_a_line_each(line: CommandLine) -> None:
    line.configure('[console]\npolcy = "x"\nread_only = 7\n')
    called = line.call("config", "check")
    assert called.code == 78
    assert called.err.splitlines() == [
        f"ops-console: {line.config_file}: line 2: console.polcy: unknown key "
        '(the nearest known one is "policy")',
        f"ops-console: {line.config_file}: line 3: console.read_only: must be a valid boolean, "
        "unable to interpret input",
    ]


def test_check_tells_mistakes_as_json(line: CommandLine) -> None:
    line.configure('[console]\npolcy = "x"\n')
    called = line.call("config", "check", "--json")
    assert called.code == 78
    assert called.json["problems"] == [
        {
            "file": str(line.config_file),
            "key": "console.polcy",
            "line": 2,
            "message": "unknown key",
            "remedy": 'the nearest known one is "policy"',
        }
    ]


def test_other_commands_tell_the_first_mistake_and_how_many_more(line: CommandLine) -> None:
    line.configure('[console]\npolcy = "x"\nread_only = 7\n')
    called = line.call("config", "show")
    assert called.code == 78
    assert called.err.count("\n") == 1
    assert "1 more: ops-console config check" in called.err


def test_a_file_that_was_named_must_be_there(line: CommandLine) -> None:
    missing = str(line.home / "none.toml")
    for called in (
        line.call("config", "show", "--config", missing),
        CommandLine(line.home, {"OPS_CONSOLE_CONFIG": missing}).call("config", "show"),
    ):
        assert called.code == 78
        assert f"{missing}: no such file" in called.err


def test_show_prints_toml_that_is_the_configuration(line: CommandLine) -> None:
    line.configure('[console]\nenvironment = "test"\n[channel.pagerduty]\nrouting_key_env = "PD_KEY"\n')
    called = line.call("config", "show")
    assert called.out.startswith(f"# {line.config_file}\n")
    shown = tomllib.loads(called.out)
    assert shown["console"]["environment"] == "test"
    assert shown["console"]["policy"] == "manual"
    assert shown["channel"]["pagerduty"]["routing_key_env"] == "PD_KEY"
    assert line.call("config", "show", "--json").json["console"] == shown["console"]


def test_the_environment_names_the_file(line: CommandLine) -> None:
    other = line.home / "other.toml"
    other.write_text('[console]\nenvironment = "other"\n')
    called = CommandLine(line.home, {"OPS_CONSOLE_CONFIG": str(other)}).call("config", "show", "--json")
    assert called.json["console"]["environment"] == "other"


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ('[[message]]\nid = "m"\ntitle = "M"\naudience = "all"\nsubject = "s"\nbody = "b"\n', "audience"),
        ('[[runbook]]\nid = "r"\ntitle = "R"\nkind = "nothing"\nphase = []\n', "kind"),
    ],
)
def test_check_looks_at_a_teams_own_procedures_and_words(line: CommandLine, content: str, key: str) -> None:
    line.configure('[[procedure]]\npath = "ours.toml"\n')
    (line.config_file.parent / "ours.toml").write_text("schema = 1\n" + content)
    called = line.call("config", "check")
    assert called.code == 78
    assert "ours.toml" in called.err and key in called.err


def test_check_looks_at_what_the_file_names(line: CommandLine) -> None:
    line.configure(
        """
        [console]
        policy = "manul"
        theme = "drak"
        [[procedure]]
        path = "ours.toml"
        """
    )
    (line.config_file.parent / "ours.toml").write_text("[[checklist]]\nid = 7\n")
    called = line.call("config", "check")
    assert called.code == 78
    policy, *ours, theme = called.err.splitlines()
    assert 'console.policy: no policy is called "manul" (the nearest known one is "manual")' in policy
    assert any("ours.toml: line 2: checklist[1].id: " in line for line in ours)
    assert 'console.theme: no theme has this name (the nearest known one is "dark")' in theme
