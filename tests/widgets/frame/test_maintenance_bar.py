"""What is in maintenance: one line on every frame, quiet rows, and a verdict that stays in sight."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from data.models.maintenance import Maintenance, Opening, Span
from data.models.snapshot import Snapshot
from tests.fakes import START
from tests.gallery import ZONE, Gallery
from widgets.frame.maintenance_bar import maintenance_lines
from widgets.health.health_row import Columns, Mark, Moment, health_line
from widgets.health.health_sentence import health_sentence
from widgets.health.ranking import ranked
from widgets.line import plain_text

SPAN = Span(START - timedelta(hours=1), START + timedelta(hours=1))


def during(*patterns: str, silence: bool = True) -> Snapshot:
    window = Maintenance("patches", SPAN, patterns, silence, "agreed with the client")
    return replace(Gallery().snapshot(), openings=(Opening(window, SPAN),))


def words(snapshot: Snapshot) -> str:
    return "\n".join(plain_text(each) for each in health_sentence(snapshot, ZONE, 200))


def test_there_is_no_line_while_nothing_is_open() -> None:
    assert maintenance_lines(Gallery().snapshot(), ZONE) == ()


def test_the_line_says_what_until_when_and_what_it_covers() -> None:
    (told,) = maintenance_lines(during("db *", "api"), ZONE)
    assert plain_text(told) == (
        "MAINTENANCE patches until 10:02 · covers 6 sources, alarms silenced   agreed with the client"
    )
    (one,) = maintenance_lines(during("db *", silence=False), ZONE)
    assert "covers db main   agreed" in plain_text(one)
    (none,) = maintenance_lines(during("nothing like this"), ZONE)
    assert "covers no source   agreed" in plain_text(none)


def test_a_second_window_is_named() -> None:
    snapshot = during("db *")
    other = Opening(Maintenance("staging", SPAN), SPAN)
    (told,) = maintenance_lines(replace(snapshot, openings=(*snapshot.openings, other)), ZONE)
    assert plain_text(told).endswith("and staging")


def test_what_is_covered_does_not_alarm_in_the_sentence() -> None:
    assert "db main" in words(Gallery().snapshot())
    quiet = words(during("db *"))
    assert "db main" not in quiet and "1 in maintenance does not" in quiet
    assert "db main" in words(during("db *", silence=False))
    assert words(during("*")).endswith("all is well so far; 6 in maintenance do not.")


def test_a_covered_row_is_marked_and_keeps_its_verdict() -> None:
    snapshot = during("db *")
    state = next(each for each in snapshot.sources if each.name == "db main")
    row = health_line(
        state, Columns.at(80), Moment(snapshot.at, snapshot.elapsed, ZONE), Mark(maintenance=True)
    )
    assert row[0].text == "✗" and row[0].tone == "fail"
    assert "in maint." in plain_text(row) and "80.9 %" in plain_text(row)
    assert all(piece.tone in ("dim", "plain", "accent") for piece in row[1:])


def test_a_covered_source_stands_behind_those_that_alarm_and_before_those_that_pass() -> None:
    names = [
        state.name
        for state in ranked(Gallery().snapshot().sources, "worst first", (), frozenset({"db main"}))
    ]
    alarming = {"api projects", "backup nightly", "payments", "metrics", "site", "new one"}
    assert alarming <= set(names[: names.index("db main")])
    assert {"api templates", "this host"} <= set(names[names.index("db main") :])
