"""What real plugins printed, and what it means."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.models.reading import Observation
from data.models.verdict import Verdict
from data.providers.command.parse import observations
from data.providers.command.settings import CommandSettings
from tests.recorded import FIXTURES


def read(file: str, **more: object) -> dict[str, Observation]:
    first, _, text = Path(FIXTURES, "command", f"{file}.txt").read_text().partition("\n")
    settings = CommandSettings.model_validate({"name": "x", "argv": ["check"], **more})
    made = observations(int(first.removeprefix("exit ")), text, settings, 12.1)
    return {f"{observation.signal}{dict(observation.labels) or ''}": observation for observation in made}


@pytest.mark.parametrize(
    ("file", "verdict", "words"),
    [
        ("disk", Verdict.PASS, "DISK OK - free space: / 79560MiB (76% inode=97%);"),
        ("file-age-old", Verdict.WARN, "FILE_AGE WARNING: /etc/passwd is 367 seconds old"),
        ("apt", Verdict.FAIL, "APT CRITICAL: 120 packages available"),
        ("unknown", Verdict.NO_DATA, "UNKNOWN: no idea"),
        ("http-refused", Verdict.FAIL, "connect to address 127.0.0.1 and port 9: Connection refused"),
        ("ntp-silent", Verdict.FAIL, "NTP CRITICAL: No response from NTP server"),
    ],
)
def test_states(file: str, verdict: Verdict, words: str) -> None:
    state = read(file)["command.state"]
    assert state.judged is verdict
    assert state.detail.startswith(words)


@pytest.mark.parametrize(
    ("file", "values"),
    [
        ("load", {"command.load1": (2.26, ""), "command.load15": (1.55, "")}),
        ("ping", {"command.rta": (0.047, "ms"), "command.pl": (0, "%")}),
        ("icmp", {"command.rtmax": (0.032, "ms"), "command.rtmin": (0.003, "ms")}),
        ("procs", {"command.procs": (110, "")}),
        ("disk", {"command.value{'label': '/'}": (25518145536, "B")}),
        ("multi-line", {"command.vol_a{'label': 'vol a'}": (41, "GB"), "command.fresh": (2, "")}),
        ("unknown", {}),
    ],
)
def test_values(file: str, values: dict[str, tuple[float, str]]) -> None:
    found = read(file)
    assert {name: (found[name].value, found[name].unit) for name in values} == values
    assert found["command.took_ms"].value == 12.1


def test_thresholds_come_along_as_the_sources_own() -> None:
    load = read("load")["command.load1"]
    assert load.judged is Verdict.PASS
    assert load.own is not None
    assert load.own.warn is not None
    assert load.own.fail is not None
    assert (load.own.warn.comparison, load.own.warn.number, load.own.fail.number) == (">", 5, 10)


def test_ranges_with_two_ends_are_judged_at_the_source() -> None:
    found = read("multi-line")
    fresh, age, small = (
        found["command.fresh"],
        found["command.vol_c_age{'label': 'vol c age'}"],
        found["command.vol_b{'label': 'vol b'}"],
    )
    assert (fresh.judged, age.judged, small.judged) == (Verdict.WARN, Verdict.WARN, Verdict.PASS)
    assert fresh.own is not None
    assert fresh.own.warn is not None
    assert fresh.own.warn.comparison == "<"


@pytest.mark.parametrize(
    ("file", "verdict"), [("file-age-fresh", Verdict.PASS), ("file-age-old", Verdict.WARN)]
)
def test_numbers_that_contradict_the_exit_code_do_not_count(file: str, verdict: Verdict) -> None:
    """check_file_age prints ``0;0`` where it means no threshold at all."""
    size = read(file)["command.size"]
    assert (size.value, size.judged, size.own) == (1466, verdict, None)
    assert "do not agree" in size.detail


def test_a_label_can_feed_a_signal_that_policies_know() -> None:
    found = read("multi-line", signals={"vol c age": "backup.age_h"})
    assert (found["backup.age_h"].value, found["backup.age_h"].unit) == (31, "h")


def test_a_check_that_prints_nothing_still_has_a_state() -> None:
    state, took = observations(0, "", CommandSettings(name="x", argv=("true",)), 1.0)
    assert (state.judged, state.detail, took.unit) == (Verdict.PASS, "it printed nothing", "ms")


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"argv": "check_disk -w 10%"}, "give a list, one argument each"),
        ({"argv": []}, "the first argument is the program"),
        ({"argv": [" "]}, "the first argument is the program"),
        ({"argv": ["x", "a\0b"]}, "argument 1 holds a NUL byte"),
        ({"argv": ["x", "a" * 200_000]}, "longer than 131,071 bytes"),
        ({"argv": ["sh", "-c", "ping {host}"]}, "lets its value run as code"),
        ({"argv": ["/bin/bash", "-lc", "ping '{host}'"]}, "lets its value run as code"),
        ({"argv": ["sudo", "-n", "bash", "-c", "x {host}"]}, "lets its value run as code"),
        ({"argv": ["python3", "-c", "print('{host}')"]}, "lets its value run as code"),
        ({"argv": ["ssh", "-p", "22", "db-1", "df", "{folder}"]}, "lets its value run as code"),
        ({"argv": ["x", "--filter='{name}'"]}, "quotes around a placeholder"),
        ({"argv": ["x"], "env": {"A B": "1"}}, "letters, digits and underscores"),
        ({"argv": ["x"], "signals": {"a": "Backup age"}}, "a signal is named like"),
        ({"argv": ["x"], "shell": True}, "Extra inputs"),
    ],
)
def test_settings_that_are_refused(more: dict[str, object], words: str) -> None:
    """Faults 61 and 62."""
    with pytest.raises(ValueError, match=words):
        CommandSettings.model_validate({"name": "x", **more})


@pytest.mark.parametrize(
    "argv",
    [
        ["sh", "-c", "df | awk '{print $5}'"],
        ["sh", "-c", "echo ${HOME}"],
        ["curl", "-w", "%{http_code}", "http://127.0.0.1/"],
        ["ssh", "-p", "22", "{host}", "uptime"],
        ["check", "x; rm -rf /", "$(id)", "a\nb", "-oProxyCommand=x", "{literal}"],
    ],
)
def test_settings_that_are_taken(argv: list[str]) -> None:
    assert list(CommandSettings.model_validate({"name": "x", "argv": argv}).argv) == argv


def test_arguments_that_look_like_secrets_are_masked() -> None:
    settings = CommandSettings(
        name="x", argv=("c", "--password", "canary", "--token=canary", "-x", "http://u:canary@h/?key=canary")
    )
    assert settings.masked()["argv"] == [
        "c",
        "--password",
        "•••",
        "--token=•••",
        "-x",
        "http://•••@h/?key=•••",
    ]
