"""Two consoles on one machine, one journal, one run."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from data.journal.journal import Journal
from data.models.entry import Draft, Entry
from data.models.item_record import ItemState
from data.models.run import Run
from data.procedures import intents
from data.procedures.fold import fold_runs
from data.timekeeping import SystemTimekeeper
from tests.data.procedures.entries import DAY
from tests.data.procedures.runs import LIST
from tests.daylight import mid_morning

ID = f"{LIST.id}-{DAY}"
Want = Callable[[Run], bool]


class Person:
    """Somebody with a console of their own, told by the journal of everything that is written."""

    def __init__(self, root: Path, by: str) -> None:
        self.journal = Journal.open(
            root, by=by, host="h", zone=ZoneInfo(mid_morning()), time=SystemTimekeeper()
        )
        self._entries: dict[str, Entry] = {}
        self._news = threading.Condition()
        self.journal.listen(lambda news: self._hear(news.entries))

    def _hear(self, entries: tuple[Entry, ...]) -> None:
        with self._news:
            self._entries |= {entry.id: entry for entry in entries}
            self._news.notify_all()

    def do(self, drafts: list[Draft]) -> None:
        for draft in drafts:
            self.journal.submit(draft).result(30)

    def sees(self, wanted: Want, within: float = 30.0) -> Run:
        """The run as soon as it is as wanted."""

        def there() -> bool:
            run = fold_runs(self._entries.values()).get(ID)
            return run is not None and wanted(run)

        with self._news:
            assert self._news.wait_for(there, within)
            run = fold_runs(self._entries.values()).get(ID)
        assert run is not None
        return run


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Person, Person]]:
    people = Person(tmp_path / "j", "alice"), Person(tmp_path / "j", "bo")
    yield people
    for person in people:
        person.journal.close(2)


def test_each_sees_the_others_ticks_within_two_seconds(two: tuple[Person, Person]) -> None:
    alice, bo = two
    alice.do(intents.start(LIST, ID, DAY, "manual"))
    run = bo.sees(lambda run: run.started_by == "alice")
    bo.do(intents.mark(run, "till", ItemState.DONE))
    run = alice.sees(lambda run: not run.record("till").open)
    alice.do(intents.mark(run, "rota", ItemState.FAILED, note="nobody on Sunday"))
    alice.do(intents.mark(run, "disk", ItemState.DONE))
    run = bo.sees(lambda run: not run.open)
    assert run.people == ("alice", "bo")
    bo.do(intents.sign(run))
    signed = alice.sees(lambda run: run.signed is not None).signed
    assert signed is not None and signed.by == "bo"


def test_both_beginning_the_same_list_is_one_run(two: tuple[Person, Person]) -> None:
    for person in two:
        person.do(intents.start(LIST, ID, DAY, "manual"))
    runs = [person.sees(lambda run: len(run.people) == 2) for person in two]
    assert runs[0].started_by == runs[1].started_by == "alice"
    assert runs[0].expected == ("disk", "till", "rota")
