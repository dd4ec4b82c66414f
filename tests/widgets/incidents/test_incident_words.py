"""The words of incidents: clocks, tasks, signals and lines, each in one line of a screen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from data.incidents.affected import Affected
from data.incidents.room import Room
from data.models.incident import Line as Event
from data.models.incident import Stamp, Task
from data.models.timer import Timer, TimerState
from data.models.verdict import Verdict
from tests.fakes import START
from tests.gallery import ZONE
from tests.host import text_of
from tests.incident_gallery import burning, long, over, quiet
from widgets.big_text import big_text, big_width
from widgets.countdown import ahead, hurried, lasting, left_words, precise, took
from widgets.incidents.incident_clock import clock_block, clock_line, clock_tone, clock_words, short_name
from widgets.incidents.incident_event import event_line
from widgets.incidents.incident_head import (
    call_lines,
    calls_shown,
    head_line,
    roles_line,
    told_lines,
    warning_lines,
)
from widgets.incidents.incident_list import after_words, in_order, lasted, sentence
from widgets.incidents.incident_signal import change_words, marked_trend, signal_line
from widgets.incidents.incident_tabs import tab_line
from widgets.incidents.incident_timeline import day_in
from widgets.incidents.incident_work import task_state
from widgets.line import plain_text, width_of


def room(night: str = "burning") -> Room:
    found = {"burning": burning, "quiet": quiet, "long": long, "over": over}[night]().look()
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0:00"), (192, "3:12"), (3600, "1:00:00"), (3850, "1:04:10"), (187_200, "2 d 4 h"), (-5, "0:00")],
)
def test_spans_that_are_over(seconds: float, words: str) -> None:
    assert precise(seconds) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (59, "0 min"),
        (2520, "42 min"),
        (7500, "2 h 05 min"),
        (36_000, "10 h"),
        (90_000, "1 d 1 h"),
        (86_400, "1 d"),
    ],
)
def test_spans_that_go_on(seconds: float, words: str) -> None:
    assert lasting(seconds) == words


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (170.4, "in 2:50"),
        (599, "in 9:59"),
        (601, "in 10 min"),
        (11_880, "in 3 h 18 min"),
        (-250, "4:10 late"),
        (-0.5, "0:00 late"),
        (-720, "12 min late"),
    ],
)
def test_what_is_left_is_said_to_the_second_only_in_the_last_minutes(left: float, words: str) -> None:
    assert left_words(left) == words


def test_ahead_is_never_rounded_up() -> None:
    assert ahead(719.9) == "11 min"


def timer(state: TimerState, left: float | None = None, **more: object) -> Timer:
    due = START if left is None else START + timedelta(seconds=left)
    return replace(Timer("respond", state, "words", seconds=900.0, due=due, left=left), **more)  # type: ignore[arg-type]


def test_a_clock_that_was_kept_says_how_long_it_took_of_how_long() -> None:
    met = timer(TimerState.MET, done=START - timedelta(seconds=708))
    assert took(met) == 192.0
    assert plain_text(clock_line(met, room())) == "✓ respond            3:12            of 15 min"


def test_one_that_was_met_before_it_began_took_no_time_that_is_known() -> None:
    met = timer(TimerState.MET, done=START - timedelta(hours=2))
    assert took(met) is None and clock_words(met) == "kept"


@pytest.mark.parametrize(
    ("found", "words", "tone"),
    [
        (timer(TimerState.RUNNING, 170), "in 2:50", "warn"),
        (timer(TimerState.RUNNING, 800), "in 13 min", "plain"),
        (timer(TimerState.RUNNING, 0.0), "due now", "warn"),
        (timer(TimerState.MISSED, -250), "4:10 late", "fail"),
        (timer(TimerState.LATE, done=START + timedelta(seconds=60)), "took 16:00", "warn"),
        (timer(TimerState.LATE, repeats=True, lapses=2), "2 late", "warn"),
        (timer(TimerState.MET, repeats=True), "kept", "dim"),
        (timer(TimerState.REPLACED), "replaced", "dim"),
    ],
)
def test_every_state_of_a_clock(found: Timer, words: str, tone: str) -> None:
    assert (clock_words(found), clock_tone(found)) == (words, tone)


def test_what_was_missed_grows_no_later_once_all_is_over() -> None:
    assert clock_words(timer(TimerState.MISSED, -250), over=True) == "missed"
    assert clock_words(timer(TimerState.MISSED, -250, name="report"), over=True) == "4:10 late"


def test_whom_to_tell_stands_with_the_clock() -> None:
    line = next(each for each in clock_block(room(), 200, 5) if plain_text(each).startswith("✗ escalate"))
    assert "→ CTO Ann Lee +44 20 7946 0000, Engineering Manager Raj Patel @raj, Security Team" in plain_text(
        line
    )


def test_more_clocks_than_lines_are_counted() -> None:
    lines = clock_block(room(), 60, 1)
    assert len(lines) == 2 and "more" in plain_text(lines[-1])
    assert all(width_of(each) <= 60 for each in lines[1:])


def test_a_rung_is_called_by_its_beginning() -> None:
    assert short_name(timer(TimerState.MET, name="scope: who, what and where")) == "scope"
    assert short_name(timer(TimerState.MET, name="update, naming the next")) == "update"


def test_seconds_run_only_near_an_end() -> None:
    assert hurried(room()) is True  # the escalation is three minutes late
    assert hurried(room("quiet")) is False
    assert hurried(room("long")) is False


@pytest.mark.parametrize("width", [60, 78, 158])
def test_the_state_is_one_line_and_only_the_title_gives_way(width: int) -> None:
    line = head_line(room(), width)
    text = plain_text(line)
    assert width_of(line) == width
    assert text.startswith(" P0 CRITICAL ") and text.endswith("MITIGATING  42 min")


def test_a_severity_that_the_policy_does_not_know_is_shown_as_it_is() -> None:
    lost = replace(room(), severity=None)
    assert plain_text(head_line(lost, 80)).startswith(" P0 ")


def test_roles_and_how_many_work_on_it() -> None:
    text = plain_text(roles_line(room(), 140))
    assert "commander alice   deputy bo   scribe —   comms chen" in text
    assert text.endswith("3 people, 2 tasks (1 over)")


def test_calls_do_not_repeat_what_has_its_own_line() -> None:
    words = [call.words for call in calls_shown(room())]
    assert words and not any("escalate" in each or "scope" in each for each in words)
    lines = call_lines(room(), 78, 1)
    assert len(lines) == 1 and plain_text(lines[0]).endswith("2 more")
    assert text_of(call_lines(room("quiet"), 78, 1)).strip() == "nothing is overdue, unowned or unanswered"


def test_warnings_say_what_was_missed_what_is_in_doubt_and_what_else_is_open() -> None:
    found = replace(
        room(), missed=(timer(TimerState.MISSED, -5),), doubt="the clock was moved", others=(room().incident,)
    )
    text = text_of(warning_lines(found, 100))
    assert "Missed while nobody looked: respond." in text
    assert "Times are in doubt: the clock was moved." in text
    assert "Also open: P0 INC-2026-11-20-1 (esc lists them)." in text
    assert "esc" not in text_of(warning_lines(found, 100, keys=False))
    assert plain_text(told_lines(warning_lines(found, 100), 2)[-1]) == "2 more lines, in a taller window"


def test_what_comes_after_resolving_stays_in_sight_beside_another_incident() -> None:
    resolved = room("over")
    lines = told_lines(warning_lines(replace(resolved, others=(resolved.incident,) * 3), 78), 2)
    assert plain_text(lines[0]).startswith("Resolved: /report is next, then /close")


@pytest.mark.parametrize(
    ("task", "words"),
    [
        (("", 0.0, False), "not taken"),
        (("taken", 0.0, False), "taken"),
        (("taken", 1200.0, False), "18 min left"),
        (("", 1200.0, False), "18 min left, not taken"),
        (("taken", 60.0, False), "1:00 over"),
        (("taken", 60.0, True), "done 09:30"),
    ],
)
def test_where_a_task_stands(task: tuple[str, float, bool], words: str) -> None:
    taken, box, done = task
    found = room()
    given = Stamp(found.now, found.now.timestamp() - 120, "alice")
    later = Stamp(datetime(2026, 11, 20, 9, 30, tzinfo=UTC), given.steady, "bo")
    stamped = Task("1", "look", "bo", given, box, later if taken else None, later if done else None)
    assert task_state(stamped, found)[0] == words


def signal(value: float | None = 97.0, before: float | None = 81.0, unit: str = "%") -> Affected:
    points = tuple((at * 30.0, 50.0 + at) for at in range(-20, 20))
    return Affected(
        "db",
        "db.connections_pct",
        (),
        "connections",
        Verdict.FAIL,
        value,
        unit,
        "words",
        None,
        before,
        points,
    )


def test_a_signal_says_what_it_was_and_what_it_is() -> None:
    assert change_words(signal()) == "81 → 97 %"
    assert change_words(signal(before=None)) == "97 %"
    assert change_words(signal(2.4, 900.0, "s")) == "15 min → 2.4 s"
    assert change_words(signal(0.0, 1.0, "bool")) == "yes → no"
    text = plain_text(signal_line(signal(), 80, 600))
    assert "✗ db · connections" in text and "┊" in text
    assert plain_text(signal_line(signal(None), 80, 600)).endswith("words")


def test_the_declaration_stands_still_in_the_trend_while_time_goes_on() -> None:
    before, after = marked_trend(signal(), 600, 24)
    again, later = marked_trend(signal(), 610, 24)
    assert (before, after) == (again, later)
    assert len(before) == 6 and len(after) == 17
    assert before.strip() and after.strip()


def test_lines_of_another_day_say_the_day() -> None:
    event = Event("note", "words", Stamp(START, 0.0, "alice", "x"))
    assert plain_text(event_line(event, ZONE, today=START.date())).startswith("09:02 ✎ alice")
    assert plain_text(event_line(event, ZONE, today=date(2026, 11, 21))).startswith("20/11 ✎")
    assert plain_text(event_line(event, ZONE, seconds=True, today=date(2026, 11, 21))).startswith(
        "20 Nov 09:02 ✎"
    )


def test_what_rests_on_a_persons_word_is_marked() -> None:
    def drawn(kind: str, *, supported: bool) -> str:
        return plain_text(event_line(Event(kind, "words", Stamp(START, 0.0, "a", "x"), supported), ZONE))

    assert drawn("note", supported=False).endswith("words *")
    assert drawn("note", supported=True).endswith("words")
    assert drawn("task", supported=False).endswith("words")
    assert "·" in drawn("unheard-of", supported=False)


def test_turns_are_counted() -> None:
    text = plain_text(tab_line(room(), 1, 100))
    assert "▸Work 3 (1 over)" in text and "Signals 4 fail" in text and "Words 2 wait" in text
    assert width_of(tab_line(room(), 0, 40)) <= 40


def test_the_list_begins_with_what_is_open() -> None:
    open_, done = room("quiet").incident, replace(room("over").incident, id="INC-2026-11-20-9")
    assert [each.id for each in in_order([done, open_])] == [open_.id, done.id]
    assert lasted(done, START, "bastion-1") == "41 min"
    assert "i declares" not in text_of(sentence([done], 100, recording=False))


def test_day_of_the_newest_line() -> None:
    assert day_in(ZONE, room().incident.timeline) == date(2026, 11, 20) and day_in(ZONE, ()) is None


def test_big_text_is_as_wide_as_it_says() -> None:
    for text in ("P0", "0:42", "12:05", "SEV1", "", "p1 ☂"):
        for scale in (1, 2):
            lines = big_text(text, scale=scale)
            assert {width_of(each) for each in lines} == {big_width(text, scale)}
            assert len(lines) == 5 * scale


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.02, "at once"), (0.0, "at once"), (1.0, "after 1 s"), (192.0, "after 3.2 min"), (None, "after —")],
)
def test_what_took_a_person_no_time_was_at_once(seconds: float | None, words: str) -> None:
    assert after_words(seconds) == words
