"""The configuration's loader: strict, exact about places, complete about mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import Field

from data.config.base import Duration, LocalPath, Settings, SourceSettings
from data.config.configuration import Configuration
from data.config.loader import load
from data.config.problem import InvalidConfig, Problem
from data.errors import ConfigError


class Query(Settings):
    """A nested table."""

    signal: str
    every: Duration = 60.0


class Probe(SourceSettings):
    """A kind of source, as a provider would bring it."""

    address: str
    port: int = Field(default=80, ge=1)
    ca_file: LocalPath | None = None
    query: tuple[Query, ...] = ()


KINDS = {"probe": Probe}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def read(file: Path, text: str) -> Configuration:
    file.write_text(text, encoding="utf-8")
    file.chmod(0o600)
    return load(file, KINDS)


def problems(file: Path, text: str) -> tuple[Problem, ...]:
    with pytest.raises(InvalidConfig) as caught:
        read(file, text)
    return caught.value.problems


def test_no_file_means_defaults(file: Path) -> None:
    configuration = load(file, KINDS)
    assert not configuration.found
    assert configuration.console.policy == "manual"
    assert configuration.sources == ()


def test_a_file_that_was_asked_for_must_be_there(file: Path) -> None:
    with pytest.raises(ConfigError, match=r"no such file.*config init"):
        load(file, KINDS, required=True)


def test_an_empty_file_is_sound(file: Path) -> None:
    assert read(file, "").found


def test_sources_keep_their_order_and_take_their_kind_for_a_group(file: Path) -> None:
    configuration = read(
        file,
        """
        [[probe]]
        name = "b"
        address = "x"
        [[probe]]
        name = "a"
        address = "y"
        group = "core"
        every = "1m30s"
        """,
    )
    assert [
        (source.kind, source.settings.name, source.settings.group) for source in configuration.sources
    ] == [
        ("probe", "b", "probe"),
        ("probe", "a", "core"),
    ]
    assert configuration.sources[1].settings.every == 90.0


@pytest.mark.parametrize(
    ("text", "key", "line", "message"),
    [
        ('[console]\npolcy = "x"', "console.polcy", 2, 'unknown key (the nearest known one is "policy")'),
        ('[[probe]]\nname = "a"', "probe.a.address", 1, "missing"),
        (
            '[[probe]]\nname = "a"\naddress = "x"\nadress = "y"',
            "probe.a.adress",
            4,
            'unknown key (the nearest known one is "address")',
        ),
        ('[[prob]]\nname = "a"', "prob", 1, 'unknown table (the nearest known one is "probe")'),
        ('[probe]\nname = "a"', "probe", 1, "there can be several of these (write [[probe]])"),
        ("[[console]]", "console", 1, "must be a table (write [console])"),
        ('[console]\ntimezone = "Mars/Base"', "console.timezone", 2, 'no time zone "Mars/Base"'),
        (
            '[[probe]]\nname = "a"\naddress = "x"\nport = "eighty"',
            "probe.a.port",
            4,
            "must be a valid integer",
        ),
        (
            '[[probe]]\nname = "a"\naddress = "x"\nevery = "soon"',
            "probe.a.every",
            4,
            'a duration looks like "15s", "5m" or "1h30m"',
        ),
        (
            '[[probe]]\nname = "a"\naddress = "x"\n[[probe.query]]\nsignal = "s"\nevry = 1',
            "probe.a.query[1].evry",
            6,
            'unknown key (the nearest known one is "every")',
        ),
        (
            '[[probe]]\nname = "a"\naddress = "x"\n[[probe]]\nname = "a"\naddress = "y"',
            "probe.a.name",
            5,
            "this name is taken already",
        ),
        ('[[probe]]\nname = ""\naddress = "x"', "probe[1].name", 2, "at least 1 character"),
        ('[channel.slck]\ntoken_env = "T"', "channel.slck", 1, 'the nearest known one is "slack"'),
        ('[channel.slack]\ntoken_env = "T"', "channel.slack", 1, "a bot needs to know its channel"),
        ('[[contact]]\nname = "a"\nphone = "ring"', "contact.a.phone", 3, "a telephone number looks like"),
        ('[[procedure]]\npath = "none.toml"', "procedure[1].path", 2, "no such file"),
        ('[[procedure]]\npath = "."', "procedure[1].path", 2, "a folder, and a file is wanted"),
        ('[[probe]]\nname = "a"\naddress = "x"\nevery = "0s"', "probe.a.every", 4, "or equal to 0.5 s"),
        ('[[probe]]\nname = "a"\naddress = "x"\nquery = 3', "probe.a.query", 4, "must be a list: [ … ]"),
        ('[[probe]]\nname = "a\\u001b"\naddress = "x"', 'probe."a\x1b".name', 2, "control character"),
        (
            '[[probe]]\nname = "a"\naddress = "x"\npassword = "p"',
            "probe.a.password",
            4,
            "never written there",
        ),
    ],
)
def test_a_mistake_is_named_with_its_place(file: Path, text: str, key: str, line: int, message: str) -> None:
    (problem,) = problems(file, text)
    assert problem.key == key
    assert problem.line == line
    assert message in str(problem)


def test_all_mistakes_come_in_one_go_in_the_files_order(file: Path) -> None:
    found = problems(
        file,
        '[console]\npolcy = "x"\nread_only = "perhaps"\n[[probe]]\nname = "a"\n[[prob]]\nname = "b"\n',
    )
    assert [problem.line for problem in found] == [2, 3, 4, 6]


def test_the_error_is_one_line_with_file_key_and_remedy(file: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        read(file, '[console]\npolcy = "x"\nthme = "y"')
    assert str(caught.value) == (
        f"{file}: line 2: console.polcy: unknown key "
        '(the nearest known one is "policy"; 1 more: ops-console config check)'
    )
    assert caught.value.exit_code == 78


def test_a_value_is_never_repeated(file: Path) -> None:
    for problem in problems(file, '[[probe]]\nname = "a"\naddress = "x"\nport = "s3cret"\ntoken = "s3cret"'):
        assert "s3cret" not in str(problem)


@pytest.mark.parametrize(
    ("raw", "line", "message"),
    [
        (b"a = 1\nb = \n", 2, "not TOML"),
        (b"a = 1\na = 2\n", 2, "it stands twice"),
        (b"a = 1\nb = manual\n", 2, "stand in straight quotes"),
        (b"a = 1\nb = 20m\n", 2, "stand in straight quotes"),
        (b'a = """\nopen', 2, "not TOML"),
        (b'a = 1\nb = "\xff"\n', 2, "not UTF-8"),
    ],
)
def test_what_is_no_toml_is_told_with_its_line(file: Path, raw: bytes, line: int, message: str) -> None:
    file.write_bytes(raw)
    with pytest.raises(InvalidConfig) as caught:
        load(file, KINDS)
    (problem,) = caught.value.problems
    assert problem.line == line
    assert message in f"{problem.message} ({problem.remedy})"


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(file: Path) -> None:
    file.write_bytes('\ufeff[console]\r\nenvironment = "test"\r\n'.encode())
    assert load(file, KINDS).console.environment == "test"


def test_a_device_is_no_configuration_and_stays_as_open_as_it_is() -> None:
    with pytest.raises(ConfigError, match="a device, and no file"):
        load(Path("/dev/null"), KINDS)


def test_a_folder_is_no_configuration(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read: Is a directory"):
        load(tmp_path, KINDS)


def test_nesting_without_end_is_refused(file: Path) -> None:
    file.write_text("a = " + "[" * 5000 + "]" * 5000)
    with pytest.raises(ConfigError, match="not TOML"):
        load(file, KINDS)


def test_an_enormous_file_is_refused(file: Path) -> None:
    file.write_text("# " + "x" * 4_000_001)
    with pytest.raises(ConfigError, match="larger than 4 MB"):
        load(file, KINDS)


@pytest.mark.parametrize(("mode", "warned"), [(0o600, 0), (0o640, 0), (0o644, 1), (0o660, 1)])
def test_a_file_open_to_others_is_warned_of(file: Path, mode: int, warned: int) -> None:
    file.touch()
    file.chmod(mode)
    assert len(load(file, KINDS).warnings) == warned


def test_a_file_that_anybody_may_write_is_refused(file: Path) -> None:
    """It names commands that the console will run."""
    file.touch()
    file.chmod(0o646)
    with pytest.raises(ConfigError, match=r"anybody can write it.*chmod o-w"):
        load(file, KINDS)


def test_paths_are_reckoned_from_the_files_folder(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/alice")
    (file.parent / "lists").mkdir()
    (file.parent / "lists/ours.toml").touch()
    configuration = read(
        file,
        """
        [console]
        log_dir = "~/journal"
        [[procedure]]
        path = "lists/ours.toml"
        [[probe]]
        name = "a"
        address = "x"
        ca_file = "ca.pem"
        """,
    )
    assert configuration.console.log_dir == Path("/home/alice/journal")
    assert configuration.procedures == (file.parent / "lists/ours.toml",)
    settings = configuration.sources[0].settings
    assert isinstance(settings, Probe)
    assert settings.ca_file == file.parent / "ca.pem"


def test_the_home_of_nobody_is_a_mistake_like_any(file: Path) -> None:
    with pytest.raises(ConfigError, match=r"console.log_dir: ~nobody-at-all is nobody's home here"):
        read(file, '[console]\nlog_dir = "~nobody-at-all/journal"\n')


def test_sources_are_picked_by_name(file: Path) -> None:
    configuration = read(
        file, "".join(f'[[probe]]\nname = "{name}"\naddress = "x"\n' for name in ("api-1", "api-2", "db"))
    )
    assert [source.settings.name for source in configuration.named(["api-*"])] == ["api-1", "api-2"]
    assert len(configuration.named([])) == 3
    assert configuration.named(["nothing"]) == ()


def test_people_suppliers_and_channels_are_read(file: Path) -> None:
    configuration = read(
        file,
        """
        [channel.slack]
        webhook_url_env = "SLACK"
        [channel.email]
        host = "127.0.0.1"
        sender = "ops@example.com"
        to = ["all@example.com"]
        [channel.webhook]
        url = "https://example.com/hook"
        [channel.statuspage]
        page_id = "p"
        token_file = "token"
        [channel.pagerduty]
        routing_key_env = "PD"
        [[contact]]
        name = "Alice"
        role = "CTO"
        [[vendor]]
        name = "Hosting"
        sla_pct = 99.9
        """,
    )
    assert set(configuration.channels) == {"slack", "email", "webhook", "statuspage", "pagerduty"}
    assert configuration.contacts[0].role == "CTO"
    assert configuration.vendors[0].sla_pct == 99.9
