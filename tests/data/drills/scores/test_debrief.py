"""The debrief tells what was the case beside what was known and done, and what to train."""

from __future__ import annotations

from dataclasses import replace

from data.drills.orders.obeyed import Given, Outcome
from data.drills.orders.orders import LeadNote, Order, Reply
from data.drills.plays.resuming import RESUMED
from data.drills.scores.advice import ADVICE
from data.drills.scores.debrief import debrief, timeline
from data.drills.scores.score import score
from data.models.scenario import Inject, InjectKind
from data.models.score import Mark
from tests.data.drills.players import Players
from tests.data.drills.scores.test_score import LEAK, ideal

HEAD = "alice · 2026-11-20"


def told(players: Players) -> str:
    found = players.played()
    return debrief(found, 7, score(found), HEAD)


def late() -> Players:
    players = Players(LEAK)
    players.declares(700, "P2")
    players.works(800, "manual-system-down", "replica")
    return players


def test_there_is_advice_for_every_mark() -> None:
    assert set(ADVICE) == set(Mark)


def test_the_three_dearest_lines_are_what_to_train() -> None:
    text = told(late())
    trained = text.partition("## What to train")[2].partition("##")[0].strip().splitlines()
    assert [each[:3] for each in trained] == ["1. ", "2. ", "3. "]
    dearest = late().score().worst[:3]
    assert dearest[0].mark is Mark.HARM and "No harm done" in trained[0]
    assert LEAK.procedure in trained[0]


def test_where_nothing_was_lost_nothing_is_to_be_trained() -> None:
    found = ideal().played()
    points = score(found)
    perfect = replace(points, lines=tuple(replace(each, points=each.of) for each in points.lines))
    assert "Nothing was lost" in debrief(found, 7, perfect, HEAD)


def test_that_it_was_left_and_gone_on_with_is_told() -> None:
    players = late()
    players.does(900, RESUMED, incident="")
    done = [(each.second, each.done) for each in timeline(players.played(), 7) if each.done]
    assert (900.0, "alice: went on with the drill, which had been left") in done


def test_what_happened_stands_beside_what_was_known_and_done() -> None:
    every = timeline(late().played(), 7)
    assert [each.second for each in every] == sorted(each.second for each in every)
    was = {each.was: each.second for each in every if each.was}
    assert was["the new release keeps its connections"] == 120
    assert was["made worse: writes go to a replica that takes none"] == 810
    known = [each for each in every if each.known]
    assert any("db.connections_pct" in each.known and "fail" in each.known for each in known)
    assert any("leads nowhere" in each.known for each in known)
    done = [(each.second, each.done) for each in every if each.done]
    assert any(second == 700 and "declared P2" in words for second, words in done)
    assert any("replica" in words for _, words in done)


def test_what_the_console_saw_by_itself_is_nobodys_deed() -> None:
    players = late()
    players.does(710, "incident.signal", text="api: no answer within 3 s", key="api")
    players.does(711, "incident.alert", text="HighErrors fires", key="alert x")
    done = [each.done for each in timeline(players.played(), 7) if each.done]
    assert not any("no answer" in words or "HighErrors" in words for words in done)
    assert any("declared P2" in words for words in done)


def test_what_was_cured_is_told() -> None:
    every = timeline(ideal().played(), 7)
    assert "no longer: the new release keeps its connections" in {each.was for each in every}


def test_texts_from_outside_make_no_markup() -> None:
    players = Players(LEAK)
    players.declares(300, "P0")
    players.does(310, "incident.note", note="| <b>look</b> [here](http://a.example)")
    line = next(each for each in told(players).splitlines() if "look" in each)
    assert "<b>" not in line.replace("\\<b", "") and "](http" not in line


def test_what_the_leader_noted_and_let_happen_is_told() -> None:
    found = late().played()
    said = {"inject": "said-1", "way": "call", "who": "Ann, CTO", "words": "How long?", "second": 200.0}
    first = found.entries[0]
    entry = replace(first, id="said", kind="drill.inject", drill=True, fields=said)
    found = replace(found, entries=(*found.entries, entry))
    text = debrief(found, 7, score(found), HEAD, [LeadNote(61.0, "nobody | looked", "bo")])
    assert "| 03:20 |" in text and "How long?" in text
    assert "## What was noted\n\n- 01:01 nobody" in text and "(bo)" in text
    assert "What was noted" not in debrief(found, 7, score(found), HEAD)


def inject(id: str) -> Inject:
    return next(each for each in LEAK.injects if each.id == id)


def led(order: Order, second: float, refused: str = "") -> tuple[Given, ...]:
    return (Given(order, "bo", Outcome(second, refused)),)


def test_what_the_leader_brought_forward_is_told_when_it_really_came() -> None:
    trail = inject("dashboard")
    alone = [each for each in timeline(late().played(), 7) if trail.words in each.known]
    assert [each.second for each in alone] == [trail.at] and "leader" not in alone[0].known
    found = replace(late().played(), led=led(Order("e1", inject=trail), 65.5))
    [came] = [each for each in timeline(found, 7) if trail.words in each.known]
    assert came.second == 65 and came.known.endswith("(leads nowhere; by the leader)")


def test_what_was_refused_is_not_told() -> None:
    said = Inject("said-e1", InjectKind.CALL, "How long?", who="Ann")
    found = late().played()
    refused = timeline(replace(found, led=led(Order("e1", inject=said), 65.5, "it has ended")), 7)
    assert "How long?" not in str(refused)
    told = timeline(replace(found, led=led(Order("e1", inject=said), 65.5)), 7)
    assert [(each.second, each.known) for each in told if "How long?" in each.known] == [
        (65.0, "call: Ann: How long? (by the leader)")
    ]


def test_an_invented_colleagues_answer_could_be_known_and_was_not_done() -> None:
    players = Players(LEAK)
    players.declares(300, "P0")
    players.does(310, "incident.question", question="1", text="which release?")
    incident = str(players.scene.entries[-1].fields["incident"])
    told = {"question": "1", "text": "it is 4.2", "incident": incident}
    players.scene.enter(320, "incident.answer", told, by="Mira", drill=True)
    order = Order("e1", reply=Reply(incident, "1", "Mira", "it is 4.2"))
    every = timeline(replace(players.played(), led=led(order, 320.0)), 7)
    [answer] = [each for each in every if "it is 4.2" in str(each)]
    assert (answer.second, answer.done) == (320.0, "")
    assert answer.known.startswith("Mira: ") and answer.known.endswith("(by the leader)")
    assert any("which release?" in each.done for each in every)
