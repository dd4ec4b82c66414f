"""Each order is done once, at its very second, and what became of it is said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path
from queue import Empty, Queue

import pytest

from console.cli.session import Session
from console.drill.lead_post import LeadPost
from console.drill.obeying import Obeying
from console.drill.parts import Drill
from data.drills.orders.obeyed import Outcome, brought_in, given_in
from data.drills.orders.orders import (
    Order,
    Reply,
    answer_draft,
    inject_order,
    listed,
    order_of,
    orders_folder,
    pause_draft,
    say_draft,
    speed_draft,
)
from data.drills.plays.past import orders_in
from data.drills.plays.telling import ended_draft
from data.drills.scenarios.library import load_scenarios
from data.drills.worlds.rounds import answer_at
from data.drills.worlds.tags import tag_of
from data.models.entry import Draft, Entry
from data.models.failure import Failure
from data.models.scenario import Inject, InjectKind, Scenario
from data.models.score import Score
from data.policies.book import load_policies
from data.procedures.runbooks.shelf import load_runbooks
from tests.drill_console import LEAK, entries, made

_ALL = load_scenarios(load_runbooks(), load_policies()).scenarios
_ID = "INC-2026-11-20-1"
_EARLY, _LATE = 7.5, 600.0
_numbers = count(1)


def obeying_of(drill: Drill) -> Obeying:
    return Obeying(drill.stage, drill.folder, drill.time, drill.parts.journal)


def order(draft: Draft, scenario: Scenario = LEAK, id: str = "") -> Order:
    """The order that a draft becomes once it is written."""
    now = scenario.starts
    name = id or f"o{next(_numbers)}"
    entry = Entry(name, 1, now, now.date(), "bo", "h", draft.kind, draft.drill, draft.fields)
    found = order_of(entry, scenario)
    assert found is not None
    return found


def first(kind: InjectKind) -> tuple[Scenario, Inject]:
    """A shipped scenario with an inject of that kind, which comes late by itself."""
    scenario, found = next(
        (scenario, each) for scenario in _ALL for each in scenario.injects if each.kind is kind
    )
    late = replace(found, at=_LATE, when=None)
    injects = tuple(late if each == found else each for each in scenario.injects)
    return replace(scenario, injects=injects), late


def outcomes(drill: Drill) -> list[Outcome | None]:
    """What is on disk of what became of each order, in the order in which they were given."""
    return [each.outcome for each in given_in(orders_in(drill.folder), drill.stage.scenario)]


class Leader:
    """Gives orders as a second terminal does."""

    def __init__(self, drill: Drill, home: Path, by: str = "bo") -> None:
        environ = {"HOME": str(home), "USER": by, "TZ": "UTC"}
        self.post = LeadPost(Session(environ, time=drill.time), drill.folder, drill.stage.scenario)

    def __enter__(self) -> Leader:
        return self

    def __exit__(self, *_: object) -> None:
        self.post.close()

    def orders(self, *drafts: Draft) -> None:
        """Each is on disk."""
        for each in drafts:
            self.post.order(each).result(60)


class Heard:
    """The orders that were handed over."""

    def __init__(self) -> None:
        self.queue: Queue[Order] = Queue()

    def obey(self, obeying: Obeying, orders: int) -> list[bool]:
        """Do so many of them, on this thread."""
        return [obeying.obey(self.queue.get(timeout=60.0)) for _ in range(orders)]


@pytest.mark.parametrize("kind", InjectKind)
def test_everything_that_can_come_comes_when_it_is_ordered(tmp_path: Path, kind: InjectKind) -> None:
    scenario, inject = first(kind)
    with made(tmp_path, scenario=scenario) as drill:
        stage = drill.stage
        stage.clock.step(_EARLY)
        assert obeying_of(drill).obey(order(inject_order(scenario, inject.id, 3.0), scenario))
        came = [each for each in stage.world.happened(60.0) if each.inject.id == inject.id]
        assert [each.second for each in came] == [float(int(_EARLY))]
        told = [each for each in stage.settle() if each.fields["inject"] == tag_of(inject.id)]
        if listed(inject):
            service = scenario.service(inject.source)
            assert service is not None and told == []
            answers = (answer_at(stage.world, service, second) for second in (_EARLY - 1, _EARLY))
            titles = [
                [] if isinstance(each, Failure) else [item.title for item in each.items] for each in answers
            ]
            assert inject.words not in titles[0] and inject.words in titles[1]
        else:
            assert [(each.fields["words"], each.fields["second"]) for each in told] == [
                (inject.words, float(int(_EARLY)))
            ]


def test_what_was_brought_forward_does_not_come_a_second_time(tmp_path: Path) -> None:
    with made(tmp_path) as drill:
        obeying = obeying_of(drill)
        assert obeying.obey(order(inject_order(LEAK, "support", 0.0)))
        assert not obeying.obey(order(inject_order(LEAK, "support", 0.0)))
        drill.stage.clock.step(LEAK.lasts)
        told = [each.fields["inject"] for each in drill.stage.settle()]
        assert told.count(tag_of("support")) == 1


def test_one_order_is_done_once(tmp_path: Path) -> None:
    with made(tmp_path) as drill:
        obeying, said = obeying_of(drill), order(say_draft("Ann", "hello", 0.0))
        assert obeying.obey(said) and not obeying.obey(said)
        assert [each.inject.words for each in drill.stage.world.happened(0) if each.inject.who] == ["hello"]


def test_time_is_stopped_hurried_and_let_go(tmp_path: Path) -> None:
    with made(tmp_path) as drill:
        obeying, clock = obeying_of(drill), drill.stage.clock
        clock.run()
        assert obeying.obey(order(speed_draft(5))) and (clock.running, clock.speed) == (True, 5)
        assert obeying.obey(order(pause_draft())) and (clock.running, clock.speed) == (False, 5)
        assert obeying.obey(order(speed_draft(2))) and (clock.running, clock.speed) == (False, 2)


def asked(drill: Drill) -> None:
    """An incident has been declared, and a question asked."""
    journal = drill.parts.journal
    journal.submit(Draft("incident.declared", {"incident": _ID, "severity": "P1", "title": "x"})).result(60)
    put = {"incident": _ID, "question": "1", "text": "which release?"}
    journal.submit(Draft("incident.question", put)).result(60)
    drill.stage.take(entries(drill))


def test_a_question_is_answered_by_somebody_invented(tmp_path: Path) -> None:
    with made(tmp_path) as drill:
        asked(drill)
        obeying = obeying_of(drill)
        assert obeying.obey(order(answer_draft(Reply(_ID, "1", "Cy, releases", "4.2, at nine"), 9.0)))
        drill.parts.journal.submit(Draft("note", {"note": "after it"})).result(60)
        drill.stage.take(entries(drill))
        [question] = drill.stage.incidents()[0].questions
        assert question.answer == "4.2, at nine"
        assert question.answered is not None and question.answered.by == "Cy, releases"
        assert [each.by for each in entries(drill)][-1] == "alice"
        assert not obeying.obey(order(answer_draft(Reply(_ID, "1", "Dee", "no, 4.1"), 9.0)))
        assert not obeying.obey(order(answer_draft(Reply(_ID, "7", "Dee", "what?"), 9.0)))
        assert [each.kind for each in entries(drill)].count("incident.answer") == 1


def test_two_leaders_are_both_obeyed(tmp_path: Path) -> None:
    heard = Heard()
    with made(tmp_path) as drill, Leader(drill, tmp_path) as bo, Leader(drill, tmp_path, "cy") as cy:
        obeying = obeying_of(drill)
        obeying.start(heard.queue.put)
        try:
            bo.orders(say_draft("Ann", "hello", 0.0))
            cy.orders(say_draft("Ben", "me too", 0.0), inject_order(LEAK, "support", 0.0))
            bo.orders(inject_order(LEAK, "support", 0.0))
            done = heard.obey(obeying, 4)
        finally:
            obeying.close()
        assert done.count(True) == 3
        brought = brought_in(given_in(orders_in(drill.folder), LEAK))
        assert sorted((each.inject.words[:8], each.by) for each in brought)[1:] == [
            ("hello", "bo"),
            ("me too", "cy"),
        ]
        assert [each.refused for each in outcomes(drill) if each].count("it had come already") == 1


def test_what_is_ordered_while_nobody_plays_is_done_when_somebody_does(tmp_path: Path) -> None:
    """The first console is killed: what it did is known to the next, what it never heard is done there."""
    before, after = Heard(), Heard()
    with made(tmp_path) as drill, Leader(drill, tmp_path) as bo:
        obeying = obeying_of(drill)
        obeying.start(before.queue.put)
        drill.stage.clock.step(_EARLY)
        bo.orders(say_draft("Ann", "heard", 0.0))
        assert before.obey(obeying, 1) == [True]
        obeying.close()
        bo.orders(say_draft("Ann", "kept", 0.0), pause_draft())
        assert outcomes(drill) == [Outcome(_EARLY), None, None]
        with made(tmp_path) as other:
            again = Obeying(other.stage, drill.folder, other.time, other.parts.journal)
            again.start(after.queue.put)
            happened = [(each.inject.words, each.second) for each in other.stage.world.happened(60.0)]
            assert happened[-1] == ("heard", float(int(_EARLY)))
            other.stage.clock.step(100.0)
            assert after.obey(again, 2) == [True, True]
            again.close()
            with pytest.raises(Empty):
                after.queue.get_nowait()
        assert outcomes(drill) == [Outcome(_EARLY), Outcome(100.0), Outcome(100.0)]


@pytest.mark.parametrize(
    "make",
    [
        pause_draft,
        lambda: say_draft("Ann", "hello", 0.0),
        lambda: inject_order(LEAK, "support", 0.0),
        lambda: answer_draft(Reply(_ID, "1", "Ann", "since nine"), 0.0),
    ],
)
def test_nothing_is_done_any_more_in_a_drill_that_has_ended(
    tmp_path: Path, make: Callable[[], Draft]
) -> None:
    with made(tmp_path) as drill:
        asked(drill)
        drill.stage.clock.run()
        drill.parts.journal.submit(ended_draft(LEAK, 7, Score(0.0, ()), 1.0)).result(60)
        drill.stage.take(entries(drill))
        assert not obeying_of(drill).obey(order(make()))
        came = [each.inject.id for each in drill.stage.world.happened(0.0)]
        assert drill.stage.clock.running and came == [each.id for each in LEAK.injects if each.at == 0]
        assert "incident.answer" not in [each.kind for each in entries(drill)]


def test_the_players_own_journal_does_not_say_who_leads(tmp_path: Path) -> None:
    heard = Heard()
    with made(tmp_path) as drill, Leader(drill, tmp_path, "bo-who-leads") as bo:
        obeying = obeying_of(drill)
        obeying.start(heard.queue.put)
        bo.orders(say_draft("Ann", "hello", 0.0))
        heard.obey(obeying, 1)
        obeying.close()
        for each in drill.stage.settle():
            drill.parts.journal.submit(each).result(60)
        written = "".join(file.read_text("utf-8") for file in drill.folder.journal.rglob("*.toml"))
        assert "hello" in written and "bo-who-leads" not in written and "lead" not in written
        assert orders_folder(drill.folder.path).is_dir()
