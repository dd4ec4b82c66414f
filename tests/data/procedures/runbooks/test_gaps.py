from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import UsageError
from data.models.command_line import Gap
from data.procedures.runbooks.gaps import filled, refusal, words_of

HOSTILE = ("x; rm -rf /", "$(reboot)", "`id`", "a\nb", "-oProxyCommand=x", "a\x00b", "x" * 200_000, "", "a|b")


def test_a_gap_is_filled_in_place_and_fixed_words_stay() -> None:
    command = words_of(["tool", "--incident-id={id:incident}", "release/{version:v}", "two words"])
    assert filled(command, {"incident": "INC-7", "v": "v1.2.3"}, {}) == (
        "tool",
        "--incident-id=INC-7",
        "release/v1.2.3",
        "two words",
    )
    assert [str(word) for word in command[1:3]] == ["--incident-id={id:incident}", "release/{version:v}"]


@pytest.mark.parametrize("gap", [gap for gap in Gap if gap is not Gap.ENV])
@pytest.mark.parametrize("value", HOSTILE)
def test_fault_61_what_a_shell_or_a_program_would_obey_is_refused_with_the_reason(
    gap: Gap, value: str
) -> None:
    command = words_of(["tool", f"{{{gap.value}:what}}"])
    with pytest.raises(UsageError, match="it takes") as caught:
        filled(command, {"what": value}, {})
    assert len(str(caught.value)) < 200


@given(st.sampled_from([gap for gap in Gap if gap is not Gap.ENV]), st.text(max_size=40))
def test_whatever_is_taken_begins_no_option_and_holds_nothing_a_shell_reads(gap: Gap, value: str) -> None:
    if not refusal(gap, value):
        assert value and not value.startswith("-")
        assert not set(value) & set(";|&$`\"'\\<>(){}[]*?!#~\n\r\x00")


@pytest.mark.parametrize(
    ("gap", "value"),
    [
        (Gap.ID, "2026-11-21T10:45:00.000Z"),
        (Gap.NAMES, "acme,globex"),
        (Gap.VERSION, "1.2"),
        (Gap.DATE, "2026-11-21"),
        (Gap.FILE, "my folder/requirements.json"),
        (Gap.TEXT, "Database slow, 40 % of calls: looking at it."),
        (Gap.ENV, "postgres://u:p@localhost/db?x=1&y"),
    ],
)
def test_ordinary_values_are_taken(gap: Gap, value: str) -> None:
    assert refusal(gap, value) == ""


@pytest.mark.parametrize("path", ["../../etc/passwd", "a/../b"])
def test_a_path_climbs_nowhere(path: str) -> None:
    assert refusal(Gap.FILE, path)


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (["bash", "-c", "rm {file:what}"], "after nothing that a shell reads"),
        (["bash", "-c", "{text:what}"], "read a second time"),
        (["env", "/bin/sh", "run", "{id:what}"], "read a second time"),
        (["ssh", "web1", "{name:service}"], "read a second time"),
        (["ssh", "web1", "systemctl restart {name:service}"], "after nothing that a shell reads"),
        (["python3", "-c", "{text:code}"], "run as code"),
        (["psql", "-c", "select '{name:table}'"], "nothing may follow it"),
        (["tool", '--name="{name:who}"'], "nothing may follow it"),
        (["tool", '"{name:who}'], "in no quotes"),
        (["tool", "{name:a}{name:b}"], "nothing may follow it"),
        (["{name:program}", "x"], "the program itself"),
        (["sudo", "{name:program}"], "sudo may start"),
        (["timeout", "-k", "5", "30s", "{name:program}"], "timeout may start"),
        (["env", "A=b", "{text:program}"], "env may start"),
        (["find", ".", "-exec", "{name:program}"], "-exec may start"),
        (["env", "-S{text:what}"], "run as code"),
        (["psql", "--command={text:query}"], "run as code"),
        (["node", "-e{text:code}"], "run as code"),
        (["sed", "{text:script}", "file"], "read it as orders"),
        (["tool", "{colour:x}"], "a gap is one of"),
        (["tool", "{incident}"], "a gap is written"),
        (["tool", "a\x00b"], "zero byte"),
    ],
)
def test_fault_62_a_gap_where_its_value_would_be_read_again_is_refused(command: list[str], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        words_of(command)


@pytest.mark.parametrize(
    "command",
    [
        ["sudo", "--user={name:who}", "tool"],
        ["sudo", "systemctl", "restart", "{name:service}"],
        ["sed", "-n", "1p", "{file:log}"],
        ["env", "A=b", "tool", "{text:words}"],
        ["curl", "-S", "--url={text:address}"],
    ],
)
def test_a_gap_that_only_its_program_reads_is_taken(command: list[str]) -> None:
    assert words_of(command)


def test_a_value_that_is_missing_is_asked_for() -> None:
    command = words_of(["psql", "{env:DATABASE_URL}", "--set={name:x}"])
    with pytest.raises(UsageError, match="set it in the environment"):
        filled(command, {"DATABASE_URL": "typed"}, {})
    with pytest.raises(UsageError, match="say x="):
        filled(command, {}, {"DATABASE_URL": "kept"})
