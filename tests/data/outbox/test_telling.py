"""What is said of letters."""

from __future__ import annotations

from datetime import timedelta

import pytest

from data.incidents.fold import fold_incident
from data.incidents.letter_words import telling_of_letter
from data.models.entry import Draft
from data.models.letter import LetterState, Purpose, Receipt
from data.models.outbox import Posted
from data.outbox import writing
from data.outbox.telling import ledger, outcome, pending_of, state_words, what_to_do
from tests.data.outbox.scene import Post, letter, setback

SETBACKS = {
    "down": setback("refused", certain=True, after=9),
    "lost": setback("no answer", certain=False, after=9),
    "blind": setback("cannot tell", certain=False, final=True),
    "no": setback("not there", certain=True, final=True),
}


def posted(*happened: str) -> Post:
    """A letter to which this happened, one after the other."""
    post = Post()
    post.queue(letter("a"))
    for each in happened:
        post.write(drafts(post["a"], each))
    return post


def drafts(known: Posted, happens: str) -> list[Draft]:
    number = known.last.number if known.last else 1
    match happens:
        case "tried":
            return [writing.tried(known)]
        case "sent":
            return [writing.sent(known.letter, number, Receipt("r-1", "ok"))]
        case "retried":
            return writing.retried(known, "mended")
        case "dropped":
            return writing.dropped(known, "wrong")
    return [writing.failed(known.letter, number, SETBACKS[happens])]


@pytest.mark.parametrize(
    ("happened", "after_s", "words"),
    [
        ((), 0, "waiting"),
        (("tried",), 1, "being sent"),
        (("tried",), 60, "in doubt: the console ended while it was sent"),
        (("tried", "down"), 2, "waiting: refused, tried once, again in 7 s"),
        (("tried", "down"), 1.6, "waiting: refused, tried once, again in 7 s"),
        (("tried", "down", "tried", "down"), 60, "waiting: refused, tried 2 times, again now"),
        (("tried", "lost"), 60, "in doubt: no answer, tried once, again now"),
        (("tried", "lost", "blind"), 1, "in doubt: cannot tell"),
        (("tried", "no"), 1, "refused: not there"),
        (("tried", "no", "retried"), 1, "waiting"),
        (("tried", "no", "dropped"), 1, "taken back: wrong"),
        (("tried", "sent"), 1, "sent: ok"),
    ],
)
def test_where_a_letter_is(happened: tuple[str, ...], after_s: float, words: str) -> None:
    post = posted(*happened)
    assert state_words(post["a"], post.entries[-1].at + timedelta(seconds=after_s)) == words


def test_what_a_person_can_do() -> None:
    assert what_to_do(posted()["a"]) == ""
    assert what_to_do(posted("tried", "no")["a"]) == "retry, or drop it"
    assert what_to_do(posted("tried", "lost", "blind")["a"]).startswith("look whether it came")


def test_the_ledger_tells_every_attempt() -> None:
    post = posted("tried", "lost", "tried", "down", "tried", "sent")
    assert [(line.attempt.number, line.came) for line in ledger(post.outbox)] == [
        (1, "in doubt: no answer"),
        (2, "not sent: refused"),
        (3, "sent: ok"),
    ]
    unfinished = posted("tried")["a"].last
    assert unfinished is not None and outcome(unfinished) == "no outcome on record"


def test_what_waits_in_an_incident() -> None:
    post = posted("tried", "no")
    (pending,) = pending_of(post.outbox, "INC-1", post.entries[-1].at)
    assert (pending.letter.key, pending.state, pending.words) == (
        *("a", LetterState.REFUSED),
        "refused: not there",
    )
    assert pending_of(post.outbox, "INC-2", post.entries[-1].at) == ()
    assert pending_of(posted("tried", "sent").outbox, "INC-1", post.entries[-1].at) == ()


def test_an_incident_s_timeline_tells_what_matters_of_a_letter_and_has_its_receipt() -> None:
    post = posted("tried", "down", "tried", "no", "retried", "tried", "sent")
    incident = fold_incident("INC-1", post.entries)
    assert incident is not None
    assert [(line.words, line.supported) for line in incident.timeline] == [
        ("Slack: investigating (waiting to be sent)", False),
        ("Slack: investigating (not sent: not there)", False),
        ("Slack: investigating (to be tried again: mended)", False),
        ("Slack: investigating (sent)", True),
    ]


def test_a_letter_without_an_incident_is_told_by_its_channel() -> None:
    assert telling_of_letter("outbox.tried", {"channel": "email"}) == "e-mail: given away"
    acknowledges = {"channel": "pagerduty", "purpose": Purpose.ACKNOWLEDGE.value, "status": "investigating"}
    assert telling_of_letter("outbox.sent", acknowledges) == "PagerDuty: acknowledge (sent)"
