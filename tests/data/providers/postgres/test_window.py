"""Ratios of growing counters."""

from __future__ import annotations

from data.providers.postgres.window import Ratio, Window


def test_the_first_look_is_over_everything() -> None:
    assert Window(10).ratio(3, 4) == Ratio(0.75, recent=False)


def test_later_looks_are_over_what_was_added() -> None:
    window = Window(10)
    window.ratio(3, 4)
    assert window.ratio(3 + 10, 4 + 20) == Ratio(0.5, recent=True)


def test_too_little_added_falls_back_on_everything() -> None:
    window = Window(10)
    window.ratio(30, 40)
    assert window.ratio(30, 41) == Ratio(30 / 41, recent=False)


def test_a_reset_falls_back_on_everything() -> None:
    window = Window(10)
    window.ratio(300, 400)
    assert window.ratio(5, 20) == Ratio(0.25, recent=False)


def test_parts_that_shrink_while_the_whole_grows_are_a_reset_too() -> None:
    window = Window(10)
    window.ratio(300, 400)
    assert window.ratio(100, 500) == Ratio(0.2, recent=False)


def test_nothing_counted_is_no_ratio() -> None:
    assert Window(10).ratio(0, 0) == Ratio(None, recent=False)
