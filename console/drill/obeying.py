"""The players' side of a drill that somebody leads: does what is ordered, and says where time stands."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from zoneinfo import ZoneInfo

from data.drills.folders import DrillFolder
from data.drills.orders import Order, listed, order_of, orders_folder
from data.drills.stage import Stage
from data.drills.stage_time import StageTime, write_stage_time
from data.journal.journal import Journal
from data.models.journal import JournalNews
from data.timekeeping import Timekeeper


class Obeying:
    """Follows the orders in a drill's folder; `time` is the world's, not the stage's."""

    def __init__(self, stage: Stage, folder: DrillFolder, time: Timekeeper) -> None:
        self._stage = stage
        self._folder = folder
        self._time = time
        self._done: set[str] = set()
        self._said: StageTime | None = None
        self._writing = threading.Lock()
        self._journal: Journal | None = None

    def start(self, hand: Callable[[Order], object]) -> None:
        """Begin to follow; `hand` is given each order on a thread of the journal's."""
        head = self._folder.head
        zone = ZoneInfo("UTC")
        root = orders_folder(self._folder.path)
        journal = Journal.open(
            root, by=head.who, host=head.host, zone=zone, time=self._time, read_only=True, drill=True
        )

        def hear(news: JournalNews) -> None:
            for entry in news.entries:
                order = order_of(entry, self._stage.scenario)
                if order is not None:
                    hand(order)

        journal.listen(hear)
        self._journal = journal

    def close(self) -> None:
        """Follow no longer."""
        if self._journal is not None:
            self._journal.close(0.0)

    def obey(self, order: Order) -> bool:
        """Do it, once; False where it was done before, or where the drill is over."""
        if order.id in self._done or self._stage.ended:
            return False
        self._done.add(order.id)
        clock = self._stage.clock
        running = clock.running if order.running is None else order.running
        if order.speed or running != clock.running:
            clock.run(order.speed or None)
            if not running:
                clock.pause()
        if order.inject is not None:
            self._stage.world.bring(order.inject, self._stage.second)
            if listed(order.inject):
                self._stage.hurry()
        return True

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
        if self._said is not None and self._said.tells(now):
            return False
        self._said = now
        return True

    def say(self) -> None:
        """Write the latest down, on any thread; an older one never takes its place. Raises OSError."""
        with self._writing:
            if self._said is not None:
                write_stage_time(self._folder.path, self._said)
