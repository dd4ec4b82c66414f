"""Each shape that a scenario knows is found again in the values that it makes."""

from __future__ import annotations

import pytest

from data.drills.life.normal import normal_of, stray_of
from data.drills.life.shapes import Move, move_of
from data.drills.worlds.values import Episode, value_at
from data.models.scenario import Effect, Quantity, Scenario, Service, Shape, Trouble
from data.models.series import Series
from tests.data.drills.life.lives import BEGAN

_QUANTITY = Quantity("api.p95_ms", "ms", 200.0, noise=8.0)
_SERVICE = Service("api", "http", "api", 5.0, (_QUANTITY,))
_AT, _END = 600.0, 1500.0


def _seen(effect: Effect) -> Series:
    trouble = Trouble("it", "it", (effect,), _AT)
    scenario = Scenario("s", "s", "manual", BEGAN, 3600.0, (_SERVICE,), (trouble,))
    wrong = (Episode(trouble, _AT, _END),)
    times = tuple(float(second) for second in range(0, 2100, 5))
    values = [value_at(scenario, 5, _SERVICE, _QUANTITY, at, wrong) for at in times]
    kept = [(at, value) for at, value in zip(times, values, strict=True) if value is not None]
    return Series(tuple(at for at, _ in kept), tuple(value for _, value in kept))


def _found(effect: Effect) -> tuple[Move, float, float | None]:
    series = _seen(effect)
    normal = normal_of(series, _AT + 60, _END)
    assert normal is not None and normal.base == pytest.approx(200, abs=6) and 4 < normal.noise < 12
    stray = stray_of(series, normal, _END, told=True)
    assert stray is not None
    move = move_of(stray, normal)
    return move, stray.began - move.before, stray.back


@pytest.mark.parametrize(
    ("effect", "began"),
    [
        (Effect("api", Shape.STEP, "api.p95_ms", to=900), _AT),
        (Effect("api", Shape.RAMP, "api.p95_ms", to=1400, over=300), _AT),
        (Effect("api", Shape.LEAK, "api.p95_ms", to=900, over=450), _AT),
        (Effect("api", Shape.CLIFF, "api.p95_ms", to=900, over=120), _AT + 120),
        (Effect("api", Shape.FLAP, "api.p95_ms", to=900, every=60), _AT),
        (Effect("api", Shape.STEP, "api.p95_ms", to=20), _AT),
    ],
    ids=lambda value: value.shape if isinstance(value, Effect) else "",
)
def test_a_shape_is_found_again(effect: Effect, began: float) -> None:
    move, start, back = _found(effect)
    # A cliff is a step that begins later than its trouble.
    assert move.shape is (Shape.STEP if effect.shape is Shape.CLIFF else effect.shape)
    assert start == pytest.approx(began, abs=30)
    assert back == pytest.approx(_END + 20, abs=25)
    if effect.shape is Shape.LEAK:
        assert (move.to - 200) / move.over == pytest.approx(700 / 450, rel=0.15)
    else:
        assert move.to == pytest.approx(effect.to, abs=30)
    if effect.shape is Shape.RAMP:
        assert move.over == pytest.approx(300, abs=40)
    if effect.shape is Shape.FLAP:
        assert move.every == pytest.approx(60, abs=10)


def test_normal_life_is_no_trouble() -> None:
    series = _seen(Effect("other", Shape.STEP, "api.p95_ms", to=900))
    normal = normal_of(series, _AT, _END)
    assert normal is not None
    assert stray_of(series, normal, _END, told=False) is None


def test_what_only_grows_older_is_no_trouble() -> None:
    series = Series(tuple(range(0, 600, 5)), tuple(float(at) for at in range(0, 600, 5)))
    normal = normal_of(series, 200, 400)
    assert normal is not None and stray_of(series, normal, 400, told=False) is None


def test_without_a_value_before_the_end_tells_what_is_normal() -> None:
    series = Series((100.0, 105.0, 110.0), (900.0, 12.0, 14.0))
    found = normal_of(series, 50, 100)
    assert found is not None and found.base == 13.0 and found.noise == pytest.approx(1.48, abs=0.1)
    assert normal_of(Series((100.0,), (1.0,)), 50, 200) is None


def test_an_outage_of_a_single_reading_is_one_where_somebody_told_of_it() -> None:
    series = Series(
        tuple(float(at) for at in range(0, 20, 2)), (1.0, 1.0, 1.0, 1.0, 0.0, 1.0, 1.0, 1.0, 1.0, 1.0)
    )
    normal = normal_of(series, 8, 12)
    assert normal is not None and stray_of(series, normal, 12, told=False) is None
    stray = stray_of(series, normal, 12, told=True)
    assert stray is not None and (stray.began, stray.values, stray.back) == (8, (0.0,), 10)
