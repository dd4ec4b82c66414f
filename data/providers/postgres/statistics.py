"""What pg_stat_statements adds, where it is installed and may be read; else a hint, once an hour."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from data.models.failure import Failure
from data.models.reading import Observation
from data.providers.postgres.parse import parse_slow, parse_statements
from data.providers.postgres.question import Question, Row, Slot
from data.providers.postgres.rights import no_rights
from data.providers.postgres.settings import PostgresSettings
from data.providers.postgres.shipped import statement
from data.providers.postgres.times import P95, StatementTimes
from data.providers.postgres.window import Window
from data.safe import safe

_HINT = (
    "to see it: shared_preload_libraries = 'pg_stat_statements', restart the server, "
    "create extension pg_stat_statements"
)
MEAN = ("db.query_mean_ms", "ms")
SLOW = ("db.slow_statements", "count")
_ALL = (MEAN, P95, SLOW)
_LOOK_AGAIN_S = 3600.0
_SLOW_EVERY_S = 60.0
_TIMES_EVERY_S = 15.0


class Statistics:
    """Looks now and then whether statements are counted; `slots` are then to be asked like any other."""

    def __init__(self, settings: PostgresSettings) -> None:
        self._settings = settings
        looking = Question("pg_extension", statement("statistics"), _ALL, self._looked, _LOOK_AGAIN_S)
        self.look = Slot(looking)
        self.slots: tuple[Slot, ...] = ()

    def give_up(self, failure: Failure) -> None:
        """The server turned a question down: it is not asked again before the next look."""
        self.slots = ()
        self.look.heard = _hints(f"{safe(failure.message, 200)}; {_HINT}")

    def _looked(self, rows: Sequence[Row]) -> tuple[Observation, ...]:
        if rows and rows[0]["usable"]:
            self.slots = self.slots or tuple(
                Slot(question) for question in self._questions(rows[0]["schema"])
            )
            return ()
        self.slots = ()
        if rows:
            return tuple(no_rights(*signal, "pg_stat_statements", None) for signal in _ALL)
        return _hints(_HINT)

    def _questions(self, schema: str) -> tuple[Question, ...]:
        limit_ms = self._settings.slow * 1000
        mean = statement("statements").format(schema=schema)
        times = statement("times").format(schema=schema)
        slow = statement("slow").format(schema=schema, limit_ms=f"{limit_ms:.3f}")
        return (
            Question("pg_stat_statements", mean, (MEAN,), partial(parse_statements, window=Window(1))),
            # A list of every statement comes with each answer.
            Question("pg_stat_statements", times, (P95,), StatementTimes().read, _TIMES_EVERY_S),
            # Reading the texts opens a file that can be large.
            Question(
                "pg_stat_statements", slow, (SLOW,), partial(parse_slow, limit_ms=limit_ms), _SLOW_EVERY_S
            ),
        )


def _hints(words: str) -> tuple[Observation, ...]:
    return tuple(Observation(signal, None, unit, detail=words) for signal, unit in _ALL)
