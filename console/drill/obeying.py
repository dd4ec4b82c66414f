"""The players' side of a drill that somebody leads: does what is ordered, and says where time stands."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from contextlib import suppress
from zoneinfo import ZoneInfo

from data.drills.orders.obeyed import alone_draft, brought_in, done_draft, given_in
from data.drills.orders.orders import Order, Reply, listed, order_of, orders_folder
from data.drills.plays.folders import DrillFolder
from data.drills.plays.past import orders_in
from data.drills.plays.stage import Stage
from data.drills.plays.stage_time import StageTime, write_stage_time
from data.errors import UsageError
from data.incidents.intents import answer
from data.journal.journal import Journal
from data.models.journal import JournalNews
from data.timekeeping import Timekeeper

_SAVED_S = 1.0
_OVER = "the drill has ended"
_CAME = "it had come already"
_READING = "the players still read the briefing: time goes on when they close it"


def hear_nobody(folder: DrillFolder, time: Timekeeper) -> None:
    """Say in a drill's folder that no order will be heard; `time` is the world's. Raises OpsError."""
    journal = _orders_of(folder, time)
    try:
        journal.submit(alone_draft()).result(_SAVED_S)
    except TimeoutError:
        raise UsageError("nothing can be kept", f"is there room in {folder.path}?") from None
    finally:
        journal.close(_SAVED_S)


class Obeying:
    """Follows the orders in a drill's folder, and says there what became of each.

    `time` is the world's, not the stage's; `players` is the drill's own journal.
    """

    reading = False
    """Whether the players still read the briefing: time stands until they have, whoever leads."""
    held = False
    """Whether whoever leads wants it to stand when they have."""

    def __init__(self, stage: Stage, folder: DrillFolder, time: Timekeeper, players: Journal) -> None:
        self._stage = stage
        self._folder = folder
        self._time = time
        self._players = players
        self._done: set[str] = set()
        self._said: StageTime | None = None
        self._writing = threading.Lock()
        self._journal: Journal | None = None

    def start(self, hand: Callable[[Order], object]) -> None:
        """Begin to follow; `hand` is given each order, later ones on a thread of the journal's.

        What was ordered while nobody played is handed over now; what was obeyed before has happened.
        """
        journal = _orders_of(self._folder, self._time)

        def hear(news: JournalNews) -> None:
            for entry in news.entries:
                order = order_of(entry, self._stage.scenario)
                if order is not None:
                    hand(order)

        journal.listen(hear)
        self._journal = journal
        known = given_in(orders_in(self._folder), self._stage.scenario)
        self._done.update(each.order.id for each in known if each.outcome is not None)
        for came in brought_in(known):
            self._stage.world.bring(came.inject, came.second)
        for each in known:
            if each.outcome is None:
                hand(each.order)

    def close(self) -> None:
        """Follow no longer; what became of orders reaches the disk."""
        if self._journal is not None:
            self._journal.close(_SAVED_S)

    def obey(self, order: Order) -> bool:
        """Do it, once; False where it was done before, or where nothing comes of it."""
        if order.id in self._done:
            return False
        self._done.add(order.id)
        second = self._stage.second
        refused = _OVER if self._stage.ended else self._do(order, second)
        if self._journal is not None:
            self._journal.submit(done_draft(order.id, second, refused))
        return not refused

    def _do(self, order: Order, second: float) -> str:
        """Why nothing came of it, empty where something did."""
        if order.reply is not None:
            return self._answer(order.reply)
        if order.inject is not None:
            if any(each.inject.id == order.inject.id for each in self._stage.world.happened(second)):
                return _CAME
            self._stage.world.bring(order.inject, second)
            if listed(order.inject):
                self._stage.hurry()
            return ""
        if self.reading and order.running is not None:
            self.held = not order.running
            return _READING if order.running else ""
        clock = self._stage.clock
        running = clock.running if order.running is None else order.running
        if order.speed or running != clock.running:
            clock.run(order.speed or None)
            if not running:
                clock.pause()
        return ""

    def _answer(self, reply: Reply) -> str:
        found = next((each for each in self._stage.incidents() if each.id == reply.incident), None)
        question = found.question(reply.question) if found is not None else None
        if found is None or question is None:
            return f"there is no question {reply.question} of {reply.incident}"
        if question.answered is not None:
            return f"{question.answered.by} has answered it already"
        for draft in answer(found, reply.question, reply.words):
            self._players.submit(draft, by=reply.who)
        return ""

    def news(self) -> bool:
        """Whether where time stands could not be foretold from what was said last; then `say` it."""
        clock = self._stage.clock
        now = StageTime(
            second=round(clock.elapsed(), 3),
            elapsed=self._time.elapsed(),
            speed=clock.speed,
            running=clock.running,
            ended=self._stage.ended,
            process=os.getpid(),
        )
        if self._said is not None and self._said.does_for(now):
            return False
        self._said = now
        return True

    def say_last(self) -> None:
        """Write down where time stands in the end; where that fails, what was said before has to do."""
        self.news()
        with suppress(OSError):
            self.say()

    def say(self) -> None:
        """Write the latest down, on any thread; an older one never takes its place. Raises OSError."""
        with self._writing:
            if self._said is not None:
                write_stage_time(self._folder.path, self._said)


def _orders_of(folder: DrillFolder, time: Timekeeper) -> Journal:
    head, root = folder.head, orders_folder(folder.path)
    return Journal.open(root, by=head.who, host=head.host, zone=ZoneInfo("UTC"), time=time, drill=True)
