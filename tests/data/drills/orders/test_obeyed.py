"""What became of orders is read from the journal in which they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from data.drills.orders.obeyed import (
    Outcome,
    alone_draft,
    brought_in,
    done_draft,
    given_in,
    is_alone,
)
from data.drills.orders.orders import Reply, answer_draft, inject_order, note_draft, pause_draft, say_draft
from data.drills.scenarios.library import load_scenarios
from data.models.entry import Draft, Entry
from data.policies.book import load_policies
from data.procedures.runbooks.shelf import load_runbooks

LEAK = load_scenarios(load_runbooks(), load_policies()).get("database-connections")
_AT = datetime(2026, 3, 1, tzinfo=UTC)


def entries(*drafts: Draft, by: Sequence[str] = ()) -> list[Entry]:
    """One a second, called e0, e1…; by bo where nobody else is named."""
    return [
        Entry(
            f"e{number}",
            1,
            _AT + timedelta(seconds=number),
            _AT.date(),
            by[number] if number < len(by) else "bo",
            "h",
            draft.kind,
            draft.drill,
            draft.fields,
        )
        for number, draft in enumerate(drafts)
    ]


def test_an_order_waits_until_it_was_heard() -> None:
    given = given_in(entries(pause_draft(), inject_order(LEAK, "support", 60.0), note_draft("x", 1)), LEAK)
    assert [each.order.id for each in given] == ["e0", "e1"]
    assert [each.outcome for each in given] == [None, None] and brought_in(given) == ()


def test_what_came_came_when_it_was_heard_and_not_when_it_was_ordered() -> None:
    told = entries(inject_order(LEAK, "support", 60.0), done_draft("e0", 71.5), by=["cy"])
    [came] = brought_in(given_in(told, LEAK))
    assert (came.inject.id, came.second, came.by) == ("support", 71.5, "cy")


def test_of_two_outcomes_the_first_counts() -> None:
    told = entries(say_draft("Ann", "hello", 3.0), done_draft("e0", 4.0), done_draft("e0", 9.0, "again"))
    [given] = given_in(reversed(told), LEAK)
    assert given.outcome == Outcome(4.0)


def test_what_was_refused_has_not_come() -> None:
    told = entries(inject_order(LEAK, "support", 60.0), done_draft("e0", 61.0, "it had come already"))
    given = given_in(told, LEAK)
    assert given[0].outcome == Outcome(61.0, "it had come already") and brought_in(given) == ()


def test_what_stands_in_no_drill_is_no_order() -> None:
    [order] = entries(pause_draft())
    assert given_in([replace(order, drill=False)], LEAK) == ()


def test_what_somebody_wrote_there_by_hand_breaks_nothing() -> None:
    told = entries(
        Draft("lead.done", {"order": 7, "second": "soon", "refused": ["x"]}, None, True),
        Draft("lead.answer", {"incident": 1, "question": [], "who": {}, "words": 2}, None, True),
        Draft("lead.say", {"who": ["Ann"], "words": "x"}, None, True),
    )
    assert given_in(told, LEAK) == ()


def test_an_answer_says_whose_it_is() -> None:
    reply = Reply("INC-1", "2", " Mira ", " since nine ")
    [given] = given_in(entries(answer_draft(reply, 10.0)), LEAK)
    assert given.order.reply == Reply("INC-1", "2", "Mira", "since nine")


def test_a_script_plays_alone() -> None:
    assert is_alone(entries(alone_draft())) and not is_alone(entries(pause_draft()))
