"""Asks a PostgreSQL: the shipped questions each round, the team's own when they are due."""

from __future__ import annotations

from pydantic import SecretStr

from data.errors import ConfigError, SourceError
from data.models.failure import Failure, FailureKind
from data.models.reading import Answer, Observation
from data.models.verdict import Verdict
from data.provider import ProviderContext
from data.providers.postgres.conversation import Conversation
from data.providers.postgres.errors import DOWN, ConnectionLost
from data.providers.postgres.question import Slot
from data.providers.postgres.round import Round
from data.providers.postgres.session import Session
from data.providers.postgres.settings import PostgresSettings
from data.providers.postgres.shipped import overview, own_question, shipped_questions
from data.providers.postgres.statistics import Statistics


class PostgresProvider:
    """One database, asked over at most two connections of the console's own."""

    def __init__(self, settings: PostgresSettings, context: ProviderContext) -> None:
        self._settings = settings
        self._context = context
        self._session = Session(settings, self._read_dsn)
        self._overview = Slot(overview())
        self._shipped = tuple(Slot(question) for question in shipped_questions(context.time))
        self._own = tuple(Slot(own_question(query)) for query in settings.query)
        self._statistics = Statistics(settings)

    async def fetch(self) -> Answer:
        """One round. A database that takes no connection or does not answer is an answer too: down."""
        try:
            try:
                return await self._attempt()
            except ConnectionLost:
                return await self._attempt()
        except SourceError as error:
            if error.failure.kind in DOWN:
                return self._down(error.failure)
            raise

    async def close(self) -> None:
        """Let go of the connections, within about a second."""
        await self._session.close()

    async def _attempt(self) -> Answer:
        async with self._session.conversation() as conversation:
            round_ = Round(conversation, self._context.time)
            await self._ask_overview(round_, conversation)
            await round_.ask_due(self._shipped)
            await self._ask_statistics(round_)
            await round_.ask_due(self._own)
            await conversation.end()
        return round_.answer((seen for slot in self._slots() for seen in slot.heard), self._session.where)

    async def _ask_overview(self, round_: Round, conversation: Conversation) -> None:
        try:
            await round_.ask(self._overview)
        except SourceError as error:
            if conversation.lost:
                raise
            self._overview.fail(error.failure, self._context.time.elapsed())
            up = Observation(
                "db.up", 1.0, "bool", judged=Verdict.PASS, detail="it answers, though not usefully"
            )
            rest = (seen for seen in self._overview.heard if seen.signal != "db.up")
            self._overview.heard = (up, *rest)

    async def _ask_statistics(self, round_: Round) -> None:
        await round_.ask_due((self._statistics.look,))
        failure = await round_.ask_due(self._statistics.slots)
        if failure is not None and failure.kind in (FailureKind.BAD_ANSWER, FailureKind.RIGHTS):
            self._statistics.give_up(failure)

    def _down(self, failure: Failure) -> Answer:
        for slot in self._slots():
            slot.fail(failure, None)
        down = Observation("db.up", 0.0, "bool", judged=Verdict.FAIL, detail=failure.message, failure=failure)
        # What counts statements is known by its own questions, or else by the one that looks for it.
        each = {(seen.signal, seen.labels): seen for slot in self._slots() for seen in slot.heard}
        return Answer(tuple({**each, ("db.up", ()): down}.values()), self._session.where, raw=failure.message)

    def _slots(self) -> tuple[Slot, ...]:
        return (self._overview, *self._shipped, self._statistics.look, *self._statistics.slots, *self._own)

    def _read_dsn(self) -> SecretStr:
        try:
            secret = self._context.secrets.read(
                env=self._settings.dsn_env, file=self._settings.dsn_file, key="dsn"
            )
        except ConfigError as error:
            raise SourceError(FailureKind.NOT_CONFIGURED, error.message, error.remedy) from None
        return secret or SecretStr("")
