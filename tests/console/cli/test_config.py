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


NAMED = """
[[http]]
name = "api"
url = "https://api.example.com/health"
header_file = { X-Key = "%(name)s" }

[channel.pagerduty]
routing_key_file = "%(name)s"
"""


def a_secret(line: CommandLine, name: str) -> None:
    file = line.config_file.parent / name
    if name == "folder":
        file.mkdir()
    elif name != "none":
        file.write_text("s3cr3t\n")
        file.chmod(0o644 if name == "open" else 0o600)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("none", "cannot read {file}: No such file or directory (write the secret into it, "
         "and let nobody else read it: chmod 600)"),
        ("folder", "{file} is not a file (name the file itself)"),
        ("open", "{file} holds a secret and others can read it (chmod 600 {file})"),
    ],
)  # fmt: skip
def test_check_tells_of_a_secret_file_that_could_not_be_used(
    line: CommandLine, name: str, words: str
) -> None:
    line.configure(NAMED % {"name": name})
    a_secret(line, name)
    called = line.call("config", "check")
    told = words.format(file=line.config_file.parent / name)
    assert (called.code, called.out) == (78, "")
    assert called.err.splitlines() == [
        f"ops-console: {line.config_file}: line 5: http.api.header_file.X-Key: {told}",
        f"ops-console: {line.config_file}: line 8: channel.pagerduty.routing_key_file: {told}",
    ]
    problems = line.call("config", "check", "--json").json["problems"]
    assert [(each["key"], each["line"]) for each in problems] == [
        ("http.api.header_file.X-Key", 5),
        ("channel.pagerduty.routing_key_file", 8),
    ]


def test_check_reads_no_secret(line: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    line.configure(NAMED % {"name": "mine"})
    a_secret(line, "mine")
    monkeypatch.setattr("data.config.secret._text_of", lambda *_: pytest.fail("read"))
    called = line.call("config", "check")
    assert (called.code, called.err) == (0, "")


def test_check_warns_of_a_variable_that_is_not_set_here(line: CommandLine) -> None:
    """It may be set where the console runs, so the file is sound all the same."""
    line.configure('[[postgres]]\nname = "main"\ndsn_env = "DATABASE_URL"\n')
    called = line.call("config", "check")
    assert called.code == 0
    assert called.out.splitlines()[0] == (
        f"Warning: {line.config_file}: line 3: postgres.main.dsn_env: "
        "the environment variable DATABASE_URL is not set (export DATABASE_URL=… beforehand)"
    )
    known = CommandLine(line.home, {"DATABASE_URL": "postgresql:///main"})
    assert known.call("config", "check", "--json").json["warnings"] == []


def test_a_certificate_that_is_named_has_to_be_there_and_may_be_public(line: CommandLine) -> None:
    line.configure('[[tls]]\nname = "site"\naddress = "example.com:443"\nca_file = "ca.pem"\n')
    assert "tls.site.ca_file: cannot read" in line.call("config", "check").err
    (line.config_file.parent / "ca.pem").write_text("public")
    (line.config_file.parent / "ca.pem").chmod(0o644)
    assert line.call("config", "check").code == 0
