"""What is next, on which channel, and when."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.models.letter import Receipt
from data.models.outbox import Outbox
from data.outbox import writing
from data.outbox.due import due
from data.outbox.pace import ASKED_S, LONGEST_S, Waits, left, pause, setbacks_of
from tests.data.outbox.scene import HOST, THREE, Post, letter, setback


def moves(outbox: Outbox, host: str = HOST, idempotent: bool = False) -> dict[str, tuple[str, str]]:
    found = due(outbox, host, lambda posted: 0.0, lambda name: idempotent)
    return {move.posted.letter.channel: (move.act.value, move.posted.key) for move in found}


def test_the_oldest_of_each_channel() -> None:
    post = Post()
    post.queue(letter("a"), letter("b"), letter("c", "email"), letter("d", "slack", "INC-2"))
    assert moves(post.outbox) == {"slack": ("send", "a"), "email": ("send", "c")}


def test_one_that_waits_is_not_overtaken() -> None:
    post = Post()
    post.queue(letter("a"), letter("b", incident="INC-2"))
    post.write([writing.tried(post["a"]), writing.failed(post["a"].letter, 1, setback("down", certain=True))])
    assert moves(post.outbox) == {"slack": ("send", "a")}


def test_one_that_is_stuck_holds_up_its_own_incident_there_and_no_other() -> None:
    post = Post()
    post.queue(letter("a"), letter("b"), letter("c", incident="INC-2"), letter("d", "email"))
    no = setback("no", certain=True, final=True)
    post.write([writing.tried(post["a"]), writing.failed(post["a"].letter, 1, no)])
    assert moves(post.outbox) == {"slack": ("send", "c"), "email": ("send", "d")}
    post.write(writing.dropped(post["a"], "said otherwise"))
    assert moves(post.outbox)["slack"] == ("send", "b")


def test_what_is_in_doubt_is_sent_again_only_where_it_is_known_by_its_key() -> None:
    post = Post()
    post.queue(letter("a"))
    post.write([writing.tried(post["a"])])
    assert moves(post.outbox, idempotent=True) == {"slack": ("send", "a")}
    assert moves(post.outbox) == {"slack": ("ask", "a")}
    post.write([writing.failed(post["a"].letter, 1, setback("cannot tell", certain=False, final=True))])
    assert moves(post.outbox) == moves(post.outbox, idempotent=True) == {}
    post.write(writing.retried(post["a"], "not in the channel"))
    assert moves(post.outbox) == {"slack": ("send", "a")}


def test_another_machine_s_letters_are_its_own_until_somebody_takes_them_over() -> None:
    post = Post("laptop")
    post.queue(letter("a"))
    assert moves(post.outbox) == {} and moves(post.outbox, "laptop") == {"slack": ("send", "a")}
    post.host = HOST
    post.write(writing.retried(post["a"], "the laptop is gone"))
    assert moves(post.outbox) == {"slack": ("send", "a")} and moves(post.outbox, "laptop") == {}


@given(st.integers(0, 100), st.floats(0, 1, exclude_max=True))
def test_pauses_grow_up_to_a_minute(setbacks: int, chance: float) -> None:
    wait = pause(setbacks, chance)
    assert 0.5 <= wait <= LONGEST_S and wait <= pause(setbacks + 1, chance)


@pytest.mark.parametrize(("asked", "waited"), [(30.0, 30.0), (86400.0, ASKED_S), (0.0, 0.5), (-5.0, 0.5)])
def test_what_the_other_side_asks_for_is_waited_within_a_bound(asked: float, waited: float) -> None:
    assert pause(1, 0.0, asked) == waited


def test_setbacks_are_counted_since_a_person_spoke() -> None:
    post = Post()
    post.queue(letter("a"))
    for number in (1, 2):
        post.write([writing.tried(post["a"])])
        post.write([writing.failed(post["a"].letter, number, setback("down", certain=True, after=8))])
    assert setbacks_of(post["a"]) == 2
    post.write(writing.retried(post["a"]))
    assert setbacks_of(post["a"]) == 0 and left(post["a"], THREE) == 0


@pytest.mark.parametrize(("moved_h", "wait"), [(-24, 8), (-1, 8), (0, 5), (1, 0), (24, 0)])
def test_a_moved_clock_costs_one_pause_at_most(moved_h: int, wait: float) -> None:
    post = Post()
    post.queue(letter("a"))
    post.write([writing.tried(post["a"])])
    post.write([writing.failed(post["a"].letter, 1, setback("down", certain=True, after=8))])
    told = post.entries[-1].at + timedelta(hours=moved_h, seconds=3)
    assert left(post["a"], told) == wait
    waits = Waits()
    assert waits.ready(post["a"], told, 100.0) == 100.0 + wait
    later = told - timedelta(days=3)
    assert waits.ready(post["a"], later, 105.0) == 100.0 + wait
    waits.hurry(post.outbox.open, 106.0)
    assert waits.ready(post["a"], later, 107.0) == 106.0


def test_a_receipt_is_the_end() -> None:
    post = Post()
    post.queue(letter("a"), letter("b"))
    post.write([writing.tried(post["a"]), writing.sent(post["a"].letter, 1, Receipt("r"))])
    assert moves(post.outbox) == {"slack": ("send", "b")}
