"""The command kind with real plugins and with programs that keep no convention."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from data.config.secret import SecretReader
from data.errors import SourceError
from data.models.failure import FailureKind
from data.models.reading import Answer, Observation
from data.models.verdict import Verdict
from data.provider import ProviderContext
from data.providers.command.client import CommandProvider
from data.providers.command.settings import CommandSettings
from data.timekeeping import SystemTimekeeper
from tests.programs import needs

ENVIRON = {
    "PATH": "/usr/local/bin:/usr/bin:/bin",
    "HOME": "/root",
    "DB_PASSWORD": "canary-4711",
    "OTHER": "x",
}


async def ask(*argv: str, **more: object) -> Answer:
    settings = CommandSettings.model_validate({"name": "check", "argv": argv, **more})
    provider = CommandProvider(settings, ProviderContext(SystemTimekeeper(), SecretReader(ENVIRON)))
    try:
        return await provider.fetch()
    finally:
        await provider.close()


def script(code: str) -> tuple[str, str, str]:
    return (sys.executable, "-c", code)


def by_signal(answer: Answer) -> dict[str, Observation]:
    return {observation.signal: observation for observation in answer.observations}


@pytest.mark.parametrize(
    ("state", "verdict"),
    [(0, Verdict.PASS), (1, Verdict.WARN), (2, Verdict.FAIL), (3, Verdict.NO_DATA)],
)
async def test_the_four_states_of_a_real_plugin(state: int, verdict: Verdict) -> None:
    seen = by_signal(await ask(needs("check_dummy"), str(state), "hello"))["command.state"]
    assert (seen.value, seen.judged) == (state, verdict)
    assert seen.detail.endswith(": hello")


async def test_read_only_starts_nothing(tmp_path: Path) -> None:
    """Fault 69: refused here, whatever the screens do."""
    argv = ["/bin/touch", str(tmp_path / "trace")]
    settings = CommandSettings.model_validate({"name": "check", "argv": argv})
    context = ProviderContext(SystemTimekeeper(), SecretReader(ENVIRON), read_only=True)
    with pytest.raises(SourceError, match="only looks") as caught:
        await CommandProvider(settings, context).fetch()
    assert caught.value.failure.kind is FailureKind.REFUSED
    assert not (tmp_path / "trace").exists()


async def test_a_real_plugins_values() -> None:
    answer = await ask(needs("check_load"), "-w", "900,900,900", "-c", "999,999,999")
    load = by_signal(answer)["command.load1"]
    assert load.judged is Verdict.PASS
    assert load.own is not None
    assert load.own.fail is not None
    assert load.own.fail.number == 999
    assert answer.query.endswith("check_load -w 900,900,900 -c 999,999,999")
    assert answer.raw.startswith("LOAD OK")
    assert answer.digest.startswith("sha256:")
    took = by_signal(answer)["command.took_ms"].value
    assert took is not None
    assert took > 0


async def test_a_plugin_that_asks_a_closed_port() -> None:
    seen = by_signal(await ask(needs("check_tcp"), "-H", "127.0.0.1", "-p", "9"))["command.state"]
    assert seen.judged is Verdict.FAIL
    assert "Connection refused" in seen.detail


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("raise SystemExit(7)", "exit code 7 means nothing: it printed nothing"),
        (
            "import os, sys; sys.stderr.write('no\\n table'); sys.exit(9)",
            "exit code 9 means nothing: no table",
        ),
        ("import os; os.kill(os.getpid(), 11)", "ended by SIGSEGV"),
    ],
)
async def test_an_exit_without_a_meaning_is_an_error(code: str, words: str) -> None:
    with pytest.raises(SourceError) as caught:
        await ask(*script(code))
    assert caught.value.failure.kind is FailureKind.BAD_ANSWER
    assert words in caught.value.message


async def test_where_nothing_is_printed_the_words_are_those_of_standard_error() -> None:
    state = by_signal(await ask(*script("import sys; sys.exit('no such table')")))["command.state"]
    assert (state.judged, state.detail) == (Verdict.WARN, "no such table")


async def test_one_that_does_not_end_says_how_far_it_came() -> None:
    with pytest.raises(SourceError) as caught:
        await ask("sh", "-c", "echo step 1; sleep 60", timeout="2s")
    assert caught.value.failure.kind is FailureKind.TIMEOUT
    assert caught.value.message == "not finished after 1.8 s and ended; it had printed: step 1"


async def test_a_missing_program() -> None:
    with pytest.raises(SourceError, match="check_nothing: no such program") as caught:
        await ask("check_nothing")
    assert caught.value.failure.kind is FailureKind.MISSING_PROGRAM


async def test_what_is_printed_cannot_steer_a_terminal() -> None:
    answer = await ask(*script(r"print('\x1b]0;owned\x07OK | \x1b[2J=1;2;3')"))
    assert "\x1b" not in f"{answer.raw}{answer.observations}"
    assert len(answer.observations) == 3


async def test_a_secret_goes_only_to_the_program() -> None:
    """Promise B10: in its environment, not in its arguments, and not in what is shown of its answer."""
    code = "import os; print('password is', os.environ['DB_PASSWORD'], os.environ.get('OTHER'))"
    answer = await ask(*script(code), env_from=["DB_PASSWORD"])
    assert by_signal(answer)["command.state"].detail == "password is ••• None"
    assert "canary" not in str(answer)
    with pytest.raises(SourceError) as caught:
        await ask(*script("import os, sys; print(os.environ); sys.exit(9)"), env_from=["DB_PASSWORD"])
    assert "canary" not in str(caught.value)


async def test_a_variable_that_is_to_be_handed_on_must_be_set() -> None:
    with pytest.raises(SourceError, match="the environment variable NOT_THERE is not set") as caught:
        await ask("true", env_from=["NOT_THERE"])
    assert caught.value.failure.kind is FailureKind.NOT_CONFIGURED


async def test_folder_and_variables(tmp_path: Path) -> None:
    answer = await ask("sh", "-c", 'echo "$PWD $SITE $HOME"', cwd=tmp_path, env={"SITE": "eu"})
    assert answer.raw.strip() == f"{tmp_path} eu /root"


async def test_output_beyond_the_bound_is_said_to_be_cut() -> None:
    answer = await ask("sh", "-c", "echo OK; head -c 200000 /dev/zero | tr '\\0' x")
    assert by_signal(answer)["command.state"].detail == "OK"
    assert len(answer.raw) < 30_000
