"""A world that was recorded under real names comes back as a scenario of the same course, without them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from data.drills.life.scenario import exported, read_back
from data.drills.scenarios.library import load_scenarios
from data.drills.worlds.world import World, carried_out
from data.errors import BadDataError
from data.models.scenario import InjectKind, Scenario
from data.models.series import Key, Series
from data.policies.book import load_policies
from data.procedures.runbooks.shelf import load_runbooks
from tests.data.drills.life.lives import BEGAN, lived, neutral, ran, recorded, renamed, told

_NAMES = {
    "db main": "pg-prod-3.acme.internal",
    "api": "gutenberg",
    "deploys": "acme-deploys",
    "supabase status": "zeppelin status",
}
_TOKEN = "ghp_" + "Zx9" * 12
_PLANTED = (
    *_NAMES.values(),
    "acme",
    "gutenberg",
    "zeppelin",
    "alice",
    "bastion-1",
    "Margarethe",
    _TOKEN,
    "pg-prod",
)
_RESTART = ("unified-database-connections", "restart", 900.0)
_ENTRIES = [
    told(500, "declared", title=f"gutenberg on pg-prod-3 fails, Margarethe has {_TOKEN}", severity="P1",
         policy="manual", services=["gutenberg"]),
    told(560, "acknowledged"),
    told(570, "note", note=f"ssh margarethe@pg-prod-3.acme.internal with {_TOKEN}"),
    told(580, "role", role="commander", who="Margarethe"),
    told(590, "alert", text="GutenbergDown fires: gutenberg.acme.internal is down", key="alert 1"),
    ran(600, "begun", mode="execute", steps=["redeploy", "restart"]),
    ran(610, "started", step="redeploy", argv=["ssh", "pg-prod-3"]),
    ran(620, "finished", step="redeploy", ended="exited", code=0),
    ran(900, "started", step="restart", argv=["curl", f"https://x:{_TOKEN}@gutenberg.acme.internal"]),
    ran(905, "finished", step="restart", ended="exited", code=0),
    told(1000, "resolved"),
]  # fmt: skip


def _real(folder: Path) -> tuple[Scenario, World]:
    found = load_scenarios(load_runbooks(), load_policies()).get("database-connections")
    world = World(renamed(found, _NAMES), 7)
    for done in carried_out(found, [_RESTART]):
        world.do(done.deed, done.second)
    return world.scenario, world


@pytest.fixture(scope="module")
def text(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("recorded")
    found = lived(_ENTRIES, recorded(_real(folder)[1], folder, 1500), 1500)
    return exported(found, neutral(found), load_policies()).text


def test_no_planted_name_and_no_secret_is_in_it(text: str) -> None:
    assert [each for each in _PLANTED if each.casefold() in text.casefold()] == []


def test_it_goes_wrong_and_recovers_when_it_did(text: str, tmp_path: Path) -> None:
    scenario = read_back(text, load_runbooks(), load_policies())
    assert scenario.severities == ("P1",) and scenario.procedure == _RESTART[0]
    cured = next(each for each in scenario.deeds if each.cures)
    assert (cured.runbook, cured.step) == _RESTART[:2]
    _, real = _real(tmp_path)
    drill, shift = World(scenario, 1), _shift(scenario)
    for done in carried_out(scenario, [(*_RESTART[:2], _RESTART[2] + shift)]):
        drill.do(done.deed, done.second)
    for signal in ("db.connections_pct", "api.error_rate_pct", "api.p95_ms"):
        went = _over_half(real, signal, 0.0)
        assert _over_half(drill, signal, shift) == pytest.approx(went, abs=45), signal
    assert _silent(drill, shift) == pytest.approx(_silent(real, 0.0), abs=25)
    assert not drill.episodes(scenario.lasts)[-1].share(scenario.lasts)


def test_untouched_it_stays_wrong(text: str) -> None:
    scenario = read_back(text, load_runbooks(), load_policies())
    world = World(scenario, 1)
    assert all(each.cured is None for each in world.episodes(scenario.lasts))
    assert {each.trouble.id for each in world.episodes(scenario.lasts)} == {
        each.id for each in scenario.troubles
    }


def test_what_was_listed_is_listed_again(text: str) -> None:
    scenario = read_back(text, load_runbooks(), load_policies())
    kinds = {each.kind for each in scenario.injects}
    assert {InjectKind.DEPLOYMENT, InjectKind.VENDOR} <= kinds


def test_from_evidence_alone_it_says_so() -> None:
    evidence = [
        {"source": "gutenberg", "kind": "http", "signal": "api.p95_ms", "value": 900.0, "unit": "ms",
         "verdict": "fail", "threshold": 500.0, "comparison": ">", "words": "gutenberg is slow"},
        {"source": "pg-prod-3", "kind": "postgres", "verdict": "error", "words": "refused"},
    ]  # fmt: skip
    entries = [
        told(500, "declared", title="gutenberg", severity="P1", policy="manual", evidence=evidence),
        *_ENTRIES[1:],
    ]
    found = lived(entries)
    made = exported(found, neutral(found), load_policies())
    assert "nothing was recorded at that time" in made.left_out[0]
    scenario = read_back(made.text, load_runbooks(), load_policies())
    assert [each.shape for trouble in scenario.troubles for each in trouble.effects] == ["step", "loss"]
    assert scenario.services[0].quantities[0].base == 300
    assert [each for each in _PLANTED if each.casefold() in made.text.casefold()] == []


def test_what_was_down_before_is_up_in_normal_life() -> None:
    """An earlier outage shortly before is not what the database is like."""
    times = tuple(float(second) for second in range(-1200, 1200, 5))
    down = tuple(0.0 if second < -500 or 480 <= second < 700 else 1.0 for second in times)
    moments = tuple(BEGAN.timestamp() + at for at in times)
    pasts: dict[Key, Series] = {("pg-prod-3", "db.up", ()): Series(moments, down)}
    evidence = [{"source": "pg-prod-3", "kind": "postgres", "signal": "db.up", "value": 0.0, "unit": "bool",
                 "verdict": "fail", "words": "down"}]  # fmt: skip
    entries = [
        told(500, "declared", title="x", severity="P1", policy="manual", evidence=evidence),
        told(900, "resolved"),
    ]
    found = replace(lived(entries), pasts=pasts)
    made = exported(found, neutral(found), load_policies())
    scenario = read_back(made.text, load_runbooks(), load_policies())
    assert scenario.services[0].quantities[0].base == 1.0
    (effect,) = [each for trouble in scenario.troubles for each in trouble.effects]
    assert effect.to == 0.0 and effect.shape == "step"


def test_noise_long_before_it_is_no_trouble_of_it_but_a_leak_may_be() -> None:
    seconds = range(-1200, 1200, 5)
    moments = tuple(BEGAN.timestamp() + second for second in seconds)
    down = tuple(0.0 if 480 <= second < 700 else 1.0 for second in seconds)
    busy = tuple(40.0 if -300 <= second < 100 else 4.0 for second in seconds)
    leak = tuple(20.0 + max(0, second) / 10 if second < 700 else 20.0 for second in seconds)
    pasts: dict[Key, Series] = {
        ("pg-prod-3", "db.up", ()): Series(moments, down),
        ("bastion-1", "host.load1", ()): Series(moments, busy),
        ("pg-prod-3", "db.connections_pct", ()): Series(moments, leak),
    }
    evidence = [{"source": "pg-prod-3", "kind": "postgres", "signal": "db.up", "value": 0.0, "unit": "bool",
                 "verdict": "fail", "words": "down"}]  # fmt: skip
    entries = [
        told(500, "declared", title="x", severity="P1", policy="manual", evidence=evidence),
        told(900, "resolved"),
    ]
    found = replace(lived(entries), pasts=pasts)
    made = exported(found, neutral(found), load_policies())
    scenario = read_back(made.text, load_runbooks(), load_policies())
    effects = {each.signal: each.shape for trouble in scenario.troubles for each in trouble.effects}
    assert effects.keys() == {"db.up", "db.connections_pct"}
    assert effects["db.connections_pct"] in ("leak", "ramp")


def test_an_alert_of_which_only_the_name_is_known_fires() -> None:
    evidence = [{"source": "pg-prod-3", "kind": "postgres", "verdict": "error", "words": "refused"}]
    entries = [
        told(500, "declared", title="x", severity="P1", policy="manual", evidence=evidence),
        told(590, "alert", text="GutenbergDown", key="alert 1"),
    ]
    found = lived(entries)
    made = exported(found, neutral(found), load_policies())
    (inject,) = read_back(made.text, load_runbooks(), load_policies()).injects
    assert inject.words.endswith(" fires") and "gutenberg" not in inject.words.casefold()


def test_of_nothing_there_is_nothing_to_drill() -> None:
    found = lived([told(500, "declared", title="x", severity="P1", policy="manual")])
    with pytest.raises(BadDataError, match="nothing to drill"):
        exported(found, neutral(found), load_policies())


def _shift(scenario: Scenario) -> float:
    """From seconds of the recording to those of the scenario."""
    return (BEGAN - scenario.starts).total_seconds()


def _over_half(world: World, signal: str, shift: float) -> tuple[float, float]:
    """The first and last second, on the recording's scale, at which a signal is far from its normal life."""
    service, quantity = next(
        (each, one) for each in world.scenario.services for one in each.quantities if one.signal == signal
    )
    values = [world.value(service, quantity, second) or 0.0 for second in range(1500)]
    far = [second for second, value in enumerate(values) if value > (quantity.base + max(values)) / 2]
    return far[0] - shift, far[-1] - shift


def _silent(world: World, shift: float) -> tuple[float, float]:
    service = next(
        each for each in world.scenario.services if each.quantities[0].signal.startswith(("http", "api"))
    )
    silent = [second for second in range(1500) if isinstance(world.answer(service, second), str)]
    return silent[0] - shift, silent[-1] - shift
