"""The outbox from its entries."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from data.models.entry import Entry, Trust
from data.models.letter import LetterState, Receipt
from data.outbox import writing
from data.outbox.fold import fold_outbox
from tests.data.outbox.scene import Post, letter, setback


def test_a_letter_is_read_back_as_it_was_written() -> None:
    post = Post()
    post.write(writing.queue([letter("a", body="two\nlines", to=("x@y.example",))]))
    (posted,) = post.outbox.letters
    assert posted.letter == letter("a", body="two\nlines", to=("x@y.example",))
    assert (posted.state, posted.home, posted.by) == (LetterState.WAITING, "bastion-1", "alice")


def test_the_way_of_a_letter() -> None:
    post = Post()
    post.queue(letter("a"))
    post.write([writing.tried(post["a"])])
    assert post.state("a") is LetterState.IN_DOUBT and not post["a"].stuck
    post.write([writing.failed(post["a"].letter, 1, setback("down", certain=True, after=4))])
    assert post.state("a") is LetterState.WAITING
    post.write(
        [writing.tried(post["a"]), writing.sent(post["a"].letter, 2, Receipt("r1", "ok", {"ts": "1"}))]
    )
    assert post.state("a") is LetterState.SENT
    assert [each.number for each in post["a"].attempts] == [1, 2]
    assert post.outbox.kept("INC-1", "slack") == {"ts": "1"}
    assert post.outbox.kept("INC-2", "slack") == {} == post.outbox.kept("", "slack")


def test_a_refusal_waits_for_a_person() -> None:
    post = Post()
    post.queue(letter("a"))
    post.write([writing.tried(post["a"])])
    post.write([writing.failed(post["a"].letter, 1, setback("no such channel", certain=True, final=True))])
    assert post.state("a") is LetterState.REFUSED and post["a"].stuck
    post.write(writing.retried(post["a"], "invited the bot"))
    assert post.state("a") is LetterState.WAITING and post["a"].setback is None
    post.write([writing.tried(post["a"])])
    assert post.state("a") is LetterState.IN_DOUBT
    post.write(writing.dropped(post["a"], "said by telephone"))
    assert post.state("a") is LetterState.DROPPED and post["a"].reason == "said by telephone"
    assert post.outbox.open == ()


def test_what_a_person_saw_there_is_sent() -> None:
    post = Post()
    post.queue(letter("a"))
    post.write([writing.tried(post["a"])])
    post.write(writing.arrived(post["a"], "in the list's archive"))
    assert post.state("a") is LetterState.SENT
    assert post["a"].receipt == Receipt("", "a person saw it there: in the list's archive")


def test_words_are_told_once() -> None:
    post = Post()
    post.queue(letter("a", words="w"), letter("b", "email", words="w"))
    assert [each.key for each in post.outbox.untold] == []
    post.write([writing.sent(post["b"].letter, 1, Receipt("1"))])
    post.write([writing.sent(post["a"].letter, 1, Receipt("2"))])
    first = post.outbox.untold[0]
    assert first.key == "a" and first.letter.words == "w"
    post.write([writing.update(first)])
    assert [each.key for each in post.outbox.untold] == []


def test_drills_stand_apart() -> None:
    post = Post()
    post.queue(letter("a", drill=True))
    assert post.outbox.letters == ()
    assert len(fold_outbox(post.entries, drill=True).letters) == 1


def test_a_letter_that_was_changed_by_hand_is_not_sent() -> None:
    for trust in (Trust.EDITED, Trust.HAND_WRITTEN):
        post = Post()
        post.queue(letter("a"), trust=trust)
        assert post.state("a") is LetterState.REFUSED and post["a"].stuck


def busy() -> Post:
    post = Post()
    post.queue(letter("a", words="w"), letter("b"), letter("c"))
    for key in "abc":
        post.write([writing.tried(post[key])])
    post.write([writing.failed(post["a"].letter, 1, setback("?", certain=False))])
    post.write([writing.failed(post["a"].letter, 1, setback("not there", certain=True))])
    post.write([writing.tried(post["a"]), writing.sent(post["a"].letter, 2, Receipt("r"))])
    post.write([writing.failed(post["b"].letter, 1, setback("no", certain=True, final=True))])
    post.write(writing.retried(post["b"]))
    post.write(writing.dropped(post["c"], "wrong"))
    return post


@given(st.permutations(busy().entries), st.lists(st.integers(0, 11), max_size=4))
def test_what_became_of_a_letter_depends_on_no_order(entries: list[Entry], twice: list[int]) -> None:
    again = [entries[number % len(entries)] for number in twice]
    found = fold_outbox([*entries, *again])
    expected = busy().outbox
    assert {each.key: each.state for each in found.letters} == {
        each.key: each.state for each in expected.letters
    }
    assert [each.key for each in fold_outbox(busy().entries).letters] == ["a", "b", "c"]


KINDS = ("outbox.queued", "outbox.tried", "outbox.sent", "outbox.failed", "outbox.retried", "outbox.dropped")
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(),
    st.integers(),
    st.text(max_size=5),
    st.sampled_from(("a", "slack")),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
    st.lists(st.text(max_size=3), max_size=2),
)
KEYS = (
    "letter",
    "channel",
    "attempt",
    "certain",
    "final",
    "after_s",
    "kept",
    "written",
    "to",
    "purpose",
    "text",
)


@given(
    st.lists(st.tuples(st.sampled_from(KINDS), st.dictionaries(st.sampled_from(KEYS), VALUES)), max_size=8)
)
def test_whatever_somebody_wrote_is_read(told: list[tuple[str, dict[str, object]]]) -> None:
    post = Post()
    post.queue(letter("a"))
    for kind, fields in told:
        post.enter(kind, fields)
    for each in post.outbox.letters:
        assert each.state in LetterState and (each.stuck or not each.stuck)
