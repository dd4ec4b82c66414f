"""What the first line of the health screen says where there is one source."""

from __future__ import annotations

from data.models.reading import Answer, Observation
from data.models.round import Round
from data.store import Store
from tests.fakes import HandClock, answering, policy, source
from tests.gallery import ZONE
from tests.host import text_of
from widgets.health.health_sentence import health_sentence


def test_one_source_is_one() -> None:
    clock = HandClock()
    store = Store([source("a", answering(), every=600.0)], policy(), clock)
    asking = text_of(health_sentence(store.snapshot(), ZONE))
    value = Observation("x.pct", 1.0, "%")
    store.record(Round("a", clock.now(), clock.elapsed(), 5.0, Answer((value,), "query")))
    well = text_of(health_sentence(store.snapshot(), ZONE))
    assert asking == "Asking 1 source; 0 have answered, all is well so far."
    assert well == "All is well: 1 of 1 source passes."


def test_a_recording_that_has_nothing_says_nothing_of_the_configuration() -> None:
    assert "No source is configured" in text_of(health_sentence(None, ZONE))
    told = text_of(health_sentence(None, ZONE, recorded=True))
    assert told == "Nothing was recorded of this moment, so nothing can be said."
