"""What one run of the program has at hand: options, settings, journal, policies, a voice."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from console.cli.options import Options
from console.cli.streams import said, say_aside
from console.terminal.refusal import refusal
from data.config.places import config_file, journal_dir
from data.errors import UsageError
from data.timekeeping import SystemTimekeeper, Timekeeper

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from console.parts import Parts
    from data.channel import Channel
    from data.config.configuration import Configuration
    from data.journal.journal import Journal
    from data.policies.book import PolicyBook


@dataclass
class Session:
    """Handed to every command; each part is made when it is first asked for, and only once."""

    environ: Mapping[str, str]
    options: Options = field(default_factory=Options)
    time: Timekeeper = field(default_factory=SystemTimekeeper)
    write: Callable[[str], object] | None = None
    """Where words go instead of standard output."""

    staged: Parts | None = None
    """What stands in place of the world while people train; None in earnest."""

    _cleanup: ExitStack = field(default_factory=ExitStack, repr=False)

    def settings(self) -> Configuration:
        """The configuration, read and checked. Raises ConfigError."""
        return self._settings if self.staged is None else self.staged.configuration

    def policies(self) -> PolicyBook:
        """The shipped policies and the team's own."""
        return self._policies

    def journal(self) -> Journal:
        """The journal, opened; closed when the command ends."""
        return self._journal if self.staged is None else self.staged.journal

    def feeds(self) -> dict[str, frozenset[str]]:
        """The signals that each source may bring, by the source's name."""
        if self.staged is not None:
            return {each.name: each.feeds for each in self.staged.watch.sources}
        return {each.settings.name: each.settings.feeds() for each in self.settings().sources}

    def channels(self) -> Mapping[str, Channel]:
        """The ways out by their names. In a drill nothing gets out by any of them."""
        if self.staged is not None:
            return self.staged.channels()
        from data.channels.table import make_channels  # noqa: PLC0415 - heavy: the clients
        from data.config.secret import SecretReader  # noqa: PLC0415

        return make_channels(self.settings(), SecretReader(self.environ), self.time)

    @property
    def drill(self) -> bool:
        """Whether people train: then it is a drill's entries that count, and nothing is run."""
        return self.staged is not None

    @property
    def config_file(self) -> Path:
        """Where the configuration is, or would be."""
        return config_file(self.environ, self.options.config)

    @property
    def policy_id(self) -> str:
        """The policy to judge by: as asked for, else as configured."""
        return self.options.policy or self.settings().console.policy

    @property
    def zone(self) -> ZoneInfo:
        """The team's zone: as configured, else the machine's."""
        return self.settings().console.zone(self.environ)

    @property
    def read_only(self) -> bool:
        """Whether nothing may be changed, by option or by configuration."""
        return self.options.read_only or self.settings().console.read_only

    @property
    def log_dir(self) -> Path:
        """The journal's folder: by option, environment, configuration, else where XDG puts it."""
        if self.staged is not None:
            return self.staged.journal.root
        return self.options.log_dir or journal_dir(self.environ, self.settings().console.log_dir)

    def with_config(self, file: Path) -> Session:
        """The same session on another configuration; closed with this one."""
        other = Session(self.environ, replace(self.options, config=file), self.time, self.write)
        self._cleanup.callback(other.close)
        return other

    def require_terminal(self) -> None:
        """Raise UsageError where there is no terminal to draw the console on."""
        reason = refusal(self.environ, sys.stdin.isatty(), sys.stdout.isatty())
        if reason:
            raise UsageError(reason)

    def say(self, text: str = "", *, at_once: bool = False) -> None:
        """A line, or several, on standard output; `at_once` where somebody waits for it."""
        said(lambda: (self.write or sys.stdout.write)(f"{text}\n"))
        if at_once:
            said(sys.stdout.flush)

    def say_beside(self, text: str, *, as_json: bool) -> None:
        """Words that go with what is printed, at once; with JSON they keep out of its way."""
        if as_json:
            say_aside(text)
        else:
            self.say(text, at_once=True)

    def say_json(self, value: Any) -> None:  # noqa: ANN401 - whatever JSON can hold
        """A JSON document on standard output, in ASCII: no terminal obeys it, every parser reads it."""
        import json  # noqa: PLC0415 - not for the first picture

        self.say(json.dumps(value, indent=2, default=str, allow_nan=False))

    def close(self) -> None:
        """Let go of what was opened."""
        self._cleanup.close()

    @cached_property
    def _settings(self) -> Configuration:
        from data.config.loader import load  # noqa: PLC0415 - heavy: pydantic
        from data.sources import SETTINGS  # noqa: PLC0415 - heavy: pydantic

        named = self.options.config or self.environ.get("OPS_CONSOLE_CONFIG")
        return load(self.config_file, SETTINGS, required=bool(named))

    @cached_property
    def _policies(self) -> PolicyBook:
        from data.policies.book import load_policies  # noqa: PLC0415 - heavy: reads all of them

        return load_policies(self.settings().policies)

    @cached_property
    def _journal(self) -> Journal:
        from data.journal.journal import Journal  # noqa: PLC0415 - heavy: starts its writer

        console = self.settings().console
        journal = Journal.open(
            self.log_dir,
            by=console.who(self.environ),
            host=console.where(),
            zone=self.zone,
            time=self.time,
            read_only=self.read_only,
        )
        self._cleanup.callback(journal.close, 5.0)
        return journal
