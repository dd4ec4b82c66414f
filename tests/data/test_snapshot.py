"""A snapshot sorted by signals: asked for the sake of speed, and otherwise not to be noticed."""

from __future__ import annotations

from dataclasses import replace

from data.recorder.forms import form_of
from tests.data.incidents.sources import looked


def test_readings_of_a_signal_in_the_order_of_the_sources() -> None:
    snapshot = looked(5, main=81.0, spare=12.0, lost=None)
    found = [reading.source for reading in snapshot.readings_of("db.connections_pct")]
    assert found == ["main", "spare"]
    assert snapshot.readings_of("db.size_bytes") == ()
    other = replace(snapshot, sources=snapshot.sources[1:])
    assert [reading.source for reading in other.readings_of("db.connections_pct")] == ["spare"]


def test_one_that_was_asked_is_the_same_and_is_recorded_the_same() -> None:
    asked, unasked = looked(5, main=81.0), looked(5, main=81.0)
    assert asked.readings_of("db.connections_pct")
    assert asked == unasked and repr(asked) == repr(unasked)
    assert form_of(asked) == form_of(unasked)
