"""What the first line of the health screen says where there is one source."""

from __future__ import annotations

from data.models.failure import Failure, FailureKind
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
    asking = text_of(health_sentence(store.snapshot(), ZONE, 78))
    value = Observation("x.pct", 1.0, "%")
    store.record(Round("a", clock.now(), clock.elapsed(), 5.0, Answer((value,), "query")))
    well = text_of(health_sentence(store.snapshot(), ZONE, 78))
    assert asking == "Asking 1 source; none has answered yet."
    assert well == "All is well: 1 of 1 source passes."


def test_a_long_reason_is_shortened_between_words_and_its_time_stays() -> None:
    clock = HandClock()
    store = Store([source("backup nightly", answering(), every=600.0)], policy(), clock)
    words = "the answer was no JSON but a page of the proxy in front of it, which asks for a password"
    failure = Failure(FailureKind.BAD_ANSWER, words)
    store.record(Round("backup nightly", clock.now(), clock.elapsed(), 5.0, None, failure))

    def worst(width: int) -> str:
        return text_of(health_sentence(store.snapshot(), ZONE, width)).splitlines()[1]

    whole = f"backup nightly: {words}, since 09:02 or earlier"
    assert worst(len(whole) + 17) == f"{whole}   enter opens it"
    assert worst(len(whole) + 16) == worst(len(whole)) == whole
    assert worst(78) == "backup nightly: the answer was no JSON but a page of…, since 09:02 or earlier"


def test_a_recording_that_has_nothing_says_nothing_of_the_configuration() -> None:
    assert "No source is configured" in text_of(health_sentence(None, ZONE, 78))
    told = text_of(health_sentence(None, ZONE, 78, recorded=True))
    assert told == "Nothing was recorded of this moment, so nothing can be said."
