"""Values reach a program as one argument each or are refused; what is shown holds no secret."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.errors import JournalRefused, UsageError
from data.models.command_line import Gap
from data.models.runbook_run import Mode, RunbookRun, Said
from data.procedures.runbooks.gaps import refusal
from data.runbook_runs.order import Confirmation, order_of, target_of
from tests.data.procedures.entries import NINE
from tests.data.runbook_runs.scene import PATH, manual, runbook, running, scene

HOSTILE = (
    "x; rm -rf /",
    "$(id)",
    "`id`",
    "a\nb",
    "a\rb",
    "a\x00b",
    "-oProxyCommand=x",
    "--",
    "-",
    "",
    " ",
    "a b",
    "*",
    "~",
    "~root",
    "a'b",
    'a"b',
    "a|b",
    "a&b",
    "a>b",
    "${HOME}",
    "%s%n",
    "../../etc/passwd",
    "/etc/../etc/passwd",
    "a,b",
    "a,,b",
    "\u202ea",
    "\x1b[31m",
    "ａ",
    "é",
    "v1.2.3",
    "2026-11-20",
    "id-17",
    "plain",
    "name@example.com",
    "x" * 200_000,
)
RUN = RunbookRun("till-1", "till", "Till", Mode.EXECUTE, Said("alice", NINE))
ARGUMENTS = "import json, sys; json.dump(sys.argv[1:], open('argv', 'w')); open('count', 'a').write('x')"


@pytest.fixture
def counting(tmp_path: Path) -> Iterator[Path]:
    script = tmp_path / "counting"
    script.write_text(f"#!{sys.executable}\n{ARGUMENTS}\n")
    script.chmod(0o755)
    yield script


@pytest.mark.parametrize("gap", [gap for gap in Gap if gap is not Gap.ENV])
async def test_a_value_arrives_as_one_argument_or_not_at_all(
    gap: Gap, counting: Path, tmp_path: Path
) -> None:
    """Fault 61, for every type of gap."""
    arrived = 0
    for number, value in enumerate(HOSTILE):
        for fixed in ("", "--to="):
            step = running("first", str(counting), "before", f"{fixed}{{{gap.value}:x}}", "after")
            place = tmp_path / f"{number}{fixed}"
            place.mkdir()
            taken = not refusal(gap, value)
            if not taken:
                with pytest.raises(UsageError) as caught:
                    async with scene(place, runbook(step), values={"x": value}):
                        raise AssertionError(value)
                assert not value.strip() or value not in str(caught.value) or len(value) < 3
                continue
            async with scene(place, runbook(step), values={"x": value}) as at:
                await at.run("first")
            assert json.loads((place / "argv").read_text()) == ["before", fixed + value, "after"]
            arrived += 1
    assert arrived


@given(
    gap=st.sampled_from([gap for gap in Gap if gap is not Gap.ENV]),
    value=st.text(max_size=60) | st.sampled_from(HOSTILE),
)
def test_what_would_be_run_is_the_list_with_the_value_in_its_place(gap: Gap, value: str) -> None:
    step = running("first", "tool", f"--to={{{gap.value}:x}}", f"{{{gap.value}:x}}", "end")
    try:
        order = order_of(step, RUN, {"x": value}, {}, Path("/srv"), "shop")
    except UsageError:
        assert refusal(gap, value)
        return
    assert order.argv == ("tool", f"--to={value}", value, "end")
    assert not value.startswith("-") and "\n" not in value and "\x00" not in value


async def test_what_the_environment_holds_is_given_but_never_shown(tmp_path: Path) -> None:
    script = tmp_path / "telling"
    script.write_text(f"#!{sys.executable}\nimport sys\nprint(sys.argv[1], sys.argv[1][15:27])\n")
    script.chmod(0o755)
    secret = "postgres://ops:hunter2-long@db.internal/shop"
    step = running("first", str(script), "{env:DATABASE_URL}")
    async with scene(tmp_path, runbook(step), environ={**PATH, "DATABASE_URL": secret}) as at:
        order = at.conductor.order("first")
        assert order.argv[1] == secret and "hunter2" not in repr(order)
        assert order.shown[1] == "{env:DATABASE_URL}"
        await at.run("first")
        printed = at.conductor.run.record("first").executions[0].output
        assert printed is not None and printed.text == "••• •••\n"
    text = "".join(file.read_text() for file in (tmp_path / "journal").rglob("*.toml"))
    assert "hunter2" not in text and "runbook.finished" in text


def test_the_target_of_a_step() -> None:
    def of(*argv: str, environment: str = "shop", **values: str) -> str:
        return target_of(running("first", *argv, changes=True), values, environment)

    assert of("tool", "--id={id:client}", "{name:other}", client="c1", other="o") == "c1"
    assert of("tool", "--note={text:why}", "{date:day}", why="because", day="2026-11-20") == "shop"
    assert of("tool", "deploy") == "shop"
    assert of("/usr/bin/tool", "deploy", environment="") == "tool"
    assert of("tool", "{id:client}") == "{id:client}"
    assert target_of(running("first", "tool"), {}, "shop") == ""


ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(("first", "second", "third", "gone")),
        st.sampled_from(("right", "stale", "forged", "other", "again")),
        st.sampled_from(("", "shop", "staging", " shop ", "SHOP")),
    ),
    max_size=6,
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(actions=ACTIONS, mode=st.sampled_from(Mode), hindered=st.booleans())
def test_b9_no_command_without_a_confirmation_of_exactly_it(
    actions: list[tuple[str, str, str]], mode: Mode, hindered: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("b9")
    asyncio.run(_act(folder, actions, mode, hindered))


async def _act(folder: Path, actions: list[tuple[str, str, str]], mode: Mode, hindered: bool) -> None:
    first, second = (running(id, "sh", "-c", f"echo {id} >> ran") for id in ("first", "second"))
    book = runbook(first, replace(second, changes=True), manual("third"))
    ran: list[str] = []
    used = [Confirmation("never")]
    async with scene(folder, book, mode=mode, hinders=lambda: "read-only" if hindered else "") as at:
        conductor = at.conductor
        stale = Confirmation.of(conductor.order("first"))
        for step, kind, typed in actions:
            here = step == conductor.run.at and step != "third"
            right = Confirmation.of(conductor.order(step)) if here else None
            forged = {"forged": Confirmation("0" * 64), "other": Confirmation("")}
            given = {"right": right or stale, "stale": stale, "again": used[-1], **forged}[kind]
            may = mode is Mode.EXECUTE and not hindered and given == right and given not in used
            if step == "second" and typed.strip() != "shop":
                may = False
            try:
                await conductor.execute(step, given, typed)
            except (UsageError, JournalRefused):
                assert not may
            else:
                assert may
                used.append(given)
                ran.append(step)
    file = folder / "ran"
    assert (file.read_text().split() if file.exists() else []) == ran
