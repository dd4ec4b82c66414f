"""Asks an account's services side by side, in threads, and answers with what there is so far."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable
from functools import partial
from itertools import chain

from data.errors import SourceError
from data.models.failure import Failure, FailureKind
from data.models.past import Past, Window
from data.models.reading import Answer, Observation
from data.provider import ProviderContext
from data.providers.aws.asking import Asking, Brought
from data.providers.aws.keep import Keep
from data.providers.aws.parse import gravity
from data.providers.aws.service import AwsService, Moment
from data.providers.aws.settings import AwsSettings
from data.providers.aws.table import chosen
from data.providers.aws.worker import Worker, apart
from data.safe import safe_block
from data.web.address import mask_url

_ANSWER_S, _EMPTY_S = 0.8, 3.0
"""What has not answered by then is told with the next answer; with nothing at all to tell, a little later."""
_AT_ONCE = 6
_HOLD_S = 3.0
"""A service that takes longer gives its place to another; its thread goes on."""
_HURRY = 0.6
"""Asked again before this share of `every` has passed: somebody wants to know now."""
_BROKE_DOWN = Failure(
    FailureKind.INTERNAL, "the console broke down over it", "this is a fault of the console"
)


class AwsProvider:
    """One account in one region."""

    def __init__(
        self,
        settings: AwsSettings,
        context: ProviderContext,
        services: tuple[AwsService, ...] | None = None,
    ) -> None:
        self._settings = settings
        self._time = context.time
        patience = max(settings.timeout / 2, settings.timeout - 3)
        table = chosen(settings.services) if services is None else services
        self._askings = tuple(
            Asking(each, settings.pace.get(each.name, each.every), patience) for each in table
        )
        self._worker = Worker(settings, self._time.elapsed)
        scope = f"{settings.name}\n{self._worker.scope}"
        self._keep = Keep(context.cache, scope, read_only=context.read_only)
        self._waiting: list[Asking] = []
        self._started: dict[str, float] = {}
        self._moved = asyncio.Event()
        self._fetched_at: float | None = None
        self._whole = True

    async def fetch(self) -> Answer:
        """What the services have said so far. Raises SourceError where all of them fail alike."""
        now = self._time.elapsed()
        self._begin(now)
        await self._settled()
        now = self._time.elapsed()
        for each in self._askings:
            each.expire(now)
        self._whole = not any(each.under_way or each.more for each in self._askings)
        self._fail_whole()
        return self._answer(now)

    async def past(self, window: Window) -> tuple[Past, ...]:
        """The series that the services remember. Raises SourceError where none can be asked."""
        until = self._time.elapsed() + self._settings.patience
        work = [
            apart(each.service.name, partial(self._worker.recall, each.service, window, self._late_at(until)))
            for each in self._askings
            if each.service.recall is not None
        ]
        if not work:
            return ()
        done, _ = await asyncio.wait(work, timeout=self._settings.patience)
        if not done:
            raise SourceError(FailureKind.TIMEOUT, "no service tells its past in time")
        outcomes = [task.result() or () for task in done]
        failures = [outcome for outcome in outcomes if isinstance(outcome, Failure)]
        if failures and len(failures) == len(work):
            raise SourceError.of(failures[0])
        return tuple(chain.from_iterable(found for found in outcomes if not isinstance(found, Failure)))

    async def close(self) -> None:
        """Nothing is waited for: threads that are stuck end with the program."""
        self._waiting.clear()

    def _begin(self, now: float) -> None:
        """Put the services that are due to work, as many at once as there are places."""
        early = self._fetched_at is not None and now - self._fetched_at < self._settings.every * _HURRY
        hurried = early and self._whole
        if self._whole:
            self._fetched_at = now
            self._worker.renew(each.failure for each in self._askings)
        for each in self._askings:
            if each.due(now, hurried):
                each.begin(now)
                self._waiting.append(each)
        self._start(now)

    def _start(self, now: float) -> None:
        held = sum(now - started < _HOLD_S for started in self._started.values())
        for each in self._waiting[: max(0, _AT_ONCE - held)]:
            self._waiting.remove(each)
            self._started[each.service.name] = now
            moment = Moment(self._time.now(), self._keep, each.found, each.pace)
            ask = partial(self._worker.ask, each.service, moment, self._late(each))
            apart(each.service.name, ask).add_done_callback(partial(self._settle, each))

    def _settle(self, each: Asking, done: asyncio.Future[Brought | Failure | None]) -> None:
        now = self._time.elapsed()
        self._started.pop(each.service.name, None)
        if not done.cancelled():
            each.settle(done.result() or _BROKE_DOWN, now)
        self._start(now)
        self._moved.set()

    async def _settled(self) -> None:
        """Until nothing is under way, or it is time to answer."""
        loop = asyncio.get_running_loop()
        start = loop.time()
        while any(each.under_way for each in self._askings):
            patience = _ANSWER_S if any(each.told for each in self._askings) else _EMPTY_S
            self._moved.clear()
            try:
                async with asyncio.timeout(start + patience - loop.time()):
                    await self._moved.wait()
            except TimeoutError:
                return

    def _fail_whole(self) -> None:
        failures = [each.failure for each in self._askings]
        kinds = {failure.kind if failure else None for failure in failures}
        if failures and failures[0] is not None and len(kinds) == 1:
            raise SourceError.of(failures[0])

    def _answer(self, now: float) -> Answer:
        every = self._settings.every
        items = chain.from_iterable(each.items(now, every) for each in self._askings)
        text = "\n".join(filter(None, (each.text for each in self._askings)))
        seen = chain.from_iterable(each.observations(now, every) for each in self._askings)
        return Answer(
            tuple(each for each in seen if self._settings.services or _there(each)),
            self._query(),
            raw=safe_block(text),
            digest=f"sha256:{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}",
            items=tuple(sorted(items, key=gravity)),
            pasts=tuple(chain.from_iterable(each.pasts for each in self._askings)),
            partial=not self._whole,
        )

    def _query(self) -> str:
        settings = self._settings
        where = mask_url(settings.endpoint_url) if settings.endpoint_url else ""
        return " ".join(filter(None, ("AWS", settings.profile, settings.region, where)))

    def _late(self, each: Asking) -> Callable[[], bool]:
        return lambda: each.expired(self._time.elapsed())

    def _late_at(self, until: float) -> Callable[[], bool]:
        return lambda: self._time.elapsed() > until


def _there(seen: Observation) -> bool:
    """Whether there is anything to tell: who names no services is not told of what the account lacks."""
    return any(part is not None for part in (seen.value, seen.failure, seen.judged))
