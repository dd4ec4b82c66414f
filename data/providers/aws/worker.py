"""What runs in threads: boto3 is imported here, a service asked, its answer made ready for the loop."""

from __future__ import annotations

import asyncio
import hashlib
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from data.errors import SourceError
from data.models.failure import Failure, FailureKind
from data.models.past import Past, Window
from data.models.reading import Observation
from data.providers.aws.asking import Brought
from data.providers.aws.loading import loading
from data.providers.aws.service import AwsService, Found, Moment
from data.providers.aws.settings import AwsSettings
from data.quantity import format_value

if TYPE_CHECKING:
    from data.providers.aws.boto import Account, BotoCalls

T = TypeVar("T")
_SHAPE = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError)
"""What reading an answer of another shape than the service's own ends in."""
_BROKEN = (ImportError, OSError, RuntimeError)


def apart(name: str, work: Callable[[], T]) -> asyncio.Future[T | None]:
    """What `work` returns, done in a thread that nobody waits for at the end; None where it broke down."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T | None] = loop.create_future()

    def settle(outcome: T | None) -> None:
        if not done.done():
            done.set_result(outcome)

    def act() -> None:
        outcome: T | None = None
        try:
            outcome = work()
        finally:
            with suppress(RuntimeError):  # the loop is closed: nobody waits any more
                loop.call_soon_threadsafe(settle, outcome)

    threading.Thread(target=act, name=f"aws {name}", daemon=True).start()
    return done


class Worker:
    """Holds the account, which is made in the first thread that needs it."""

    def __init__(self, settings: AwsSettings, elapsed: Callable[[], float]) -> None:
        self._settings = settings
        self._elapsed = elapsed
        self._lock = threading.Lock()
        self._account: Account | None = None
        whose = "\n".join((settings.profile, settings.region, settings.endpoint_url or ""))
        self.scope = hashlib.sha256(whose.encode()).hexdigest()[:16]

    def ask(self, service: AwsService, moment: Moment, late: Callable[[], bool]) -> Brought | Failure:
        """One round with one service."""
        outcome = self._tried(service, lambda: service.ask(self._calls(late), moment))
        return outcome if isinstance(outcome, Failure) else _brought(outcome, moment)

    def recall(
        self, service: AwsService, window: Window, late: Callable[[], bool]
    ) -> tuple[Past, ...] | Failure:
        """What one service remembers."""
        recall = service.recall
        if recall is None:
            return ()
        return self._tried(service, lambda: recall(self._calls(late), window))

    def renew(self, failures: Iterable[Failure | None]) -> None:
        """Sign in anew with the next call where the credentials were no good the last time."""
        if self._account is not None:
            self._account.renew(any(failure and failure.kind is FailureKind.AUTH for failure in failures))

    def _tried(self, service: AwsService, work: Callable[[], T]) -> T | Failure:
        try:
            return work()
        except SourceError as error:
            failure = error.failure
        except _SHAPE as error:
            words = f"{service.name}: an answer in a shape that is not known ({type(error).__name__})"
            return Failure(FailureKind.BAD_ANSWER, words)
        except _BROKEN as error:
            return Failure(FailureKind.INTERNAL, f"{service.name} cannot be asked: {type(error).__name__}")
        if failure.kind is FailureKind.RIGHTS and not failure.remedy:
            return replace(failure, remedy=f"grant {service.action}")
        return failure

    def _calls(self, late: Callable[[], bool]) -> BotoCalls:
        with self._lock, loading("boto3"):
            from data.providers.aws.boto import Account, BotoCalls  # noqa: PLC0415 - heavy: when first needed

            if self._account is None:
                self._account = Account(self._settings, self._elapsed)
            return BotoCalls(self._account, late)


def _brought(found: Found, moment: Moment) -> Brought:
    """With the time of the round where the service itself tells none."""
    seen = tuple(
        each if each.observed_at else replace(each, observed_at=moment.now) for each in found.observations
    )
    text = "\n".join(filter(None, (*map(_line, seen), found.note)))
    return Brought(replace(found, observations=seen), moment.now, text)


def _line(seen: Observation) -> str:
    labels = "".join(f" {name}={value}" for name, value in seen.labels)
    words = f" ({seen.detail})" if seen.detail else ""
    return f"{seen.signal}{labels} {format_value(seen.value, seen.unit)}{words}"
