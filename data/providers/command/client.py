"""Runs a command and hands on what it found."""

from __future__ import annotations

import hashlib
import signal

from data.errors import SourceError
from data.models.failure import FailureKind
from data.models.reading import Answer
from data.processes.argv import show_argv
from data.processes.runner import Finished, Runner, Unfinished
from data.processes.start import Command
from data.provider import ProviderContext
from data.providers.command.environment import environment
from data.providers.command.parse import STATES, observations
from data.providers.command.settings import CommandSettings
from data.safe import safe, safe_block
from data.scrubber import Scrubber

_EXCERPT = 200


class CommandProvider:
    """Runs one program at a time; when cancelled, it and all that it started are ended."""

    def __init__(self, settings: CommandSettings, context: ProviderContext) -> None:
        self._settings = settings
        self._context = context
        self._runner = Runner()

    async def fetch(self) -> Answer:
        """Run once. Raises SourceError where it may not or cannot, does not end, or keeps no convention."""
        if self._context.read_only:
            raise SourceError(
                FailureKind.REFUSED,
                "not run: this console only looks, and a program may do anything",
                "open the console without read-only",
            )
        settings, time = self._settings, self._context.time
        given, secrets = environment(settings, self._context.secrets.environ)
        scrubber = Scrubber(secrets)
        command = Command(settings.argv, given, settings.cwd)
        started = time.elapsed()
        try:
            finished = await self._runner.run(command, timeout=settings.patience)
        except Unfinished as error:
            so_far = safe(scrubber.text(_text(error.out)).strip(), _EXCERPT)
            words = f"not finished after {settings.patience:g} s and ended"
            raise SourceError(
                FailureKind.TIMEOUT,
                f"{words}; it had printed: {so_far}" if so_far else words,
                "raise timeout, or see why it hangs",
            ) from None
        took_ms = (time.elapsed() - started) * 1000
        out, err = scrubber.text(_text(finished.out)), scrubber.text(_text(finished.err))
        if finished.code not in STATES:
            raise _unconventional(finished, out, err)
        return Answer(
            observations(finished.code, out if out.strip() else err, settings, took_ms),
            query=scrubber.text(show_argv(settings.argv)),
            raw=safe_block("\n".join(part for part in (out, err, "(cut)" if finished.cut else "") if part)),
            digest=f"sha256:{hashlib.sha256(finished.out).hexdigest()}",
        )

    async def close(self) -> None:
        """End by force what is still running."""
        await self._runner.close()


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", errors="replace")


def _unconventional(finished: Finished, out: str, err: str) -> SourceError:
    said = safe(" ".join((err.strip() or out.strip() or "it printed nothing").split()), _EXCERPT)
    if finished.code < 0:
        return SourceError(FailureKind.BAD_ANSWER, f"ended by {_signal_name(-finished.code)}: {said}")
    return SourceError(
        FailureKind.BAD_ANSWER,
        f"exit code {finished.code} means nothing: {said}",
        "a check exits with 0 for OK, 1 for warning, 2 for critical, 3 for unknown",
    )


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
