"""All that is needed to write words about one incident: what is known of it, templates, channels."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from data.config.channel import ChannelSettings
from data.messages.filling import filled
from data.messages.letters import PAGERS, channels_for, hindrances_of, letters_of
from data.messages.proposing import as_if_said, next_words
from data.messages.shelf import Templates
from data.models.incident import Audience, Incident
from data.models.letter import Letter, Purpose
from data.models.message import Message, Moment, NextWords, Template
from data.models.policy import Policy
from data.models.practice import Ladder
from data.models.timer import Timer
from data.scrubber import Scrubber

_PLAIN = {
    Audience.INTERNAL: "{severity} {title}: {status}",
    Audience.PUBLIC: "{service}: {status}",
}
"""The subject of words that come from no template."""
_SIGNAL = "{severity} {title}"
_SIGNS = {
    Purpose.OPEN: "{id}: {severity} {title}",
    Purpose.ACKNOWLEDGE: "{id}: {by} answers.",
    Purpose.UPDATE: "{id}: {status}",
    Purpose.RESOLVE: "{id}: over.",
}
PLAIN = "own words"


@dataclass(frozen=True, slots=True)
class WritingDesk:
    """One incident, and what words about it need.

    `opened` are the channels that know of it already, `waiting` the letters about it that have not gone
    yet: they count as said. `ladder` is the one that was chosen for it, `own` knows the secrets of the
    configuration, `by` is who writes.
    """

    incident: Incident
    policy: Policy
    zone: ZoneInfo
    templates: Templates
    channels: Mapping[str, ChannelSettings] = field(default_factory=dict)
    timers: tuple[Timer, ...] = ()
    ladder: Ladder | None = None
    opened: frozenset[str] = frozenset()
    waiting: tuple[Letter, ...] = ()
    own: Scrubber | None = None
    by: str = ""

    @property
    def _said(self) -> Incident:
        return as_if_said(self.incident, self.waiting)

    def proposals(self) -> tuple[NextWords, ...]:
        """What should be said next, the most urgent first."""
        return next_words(self._said, self.timers, self.templates.all, self.policy)

    def plain(self, audience: Audience, text: str = "") -> Template:
        """A template for a text of somebody's own."""
        moment = Moment.RESTORED if self.incident.stage.over else Moment.UPDATE
        return _own(audience, moment, _PLAIN[audience], text or "{actions}")

    def message(self, template: Template, now: datetime, given: Mapping[str, str] | None = None) -> Message:
        """The template filled for the moment `now`, `given` before what is known."""
        return filled(
            template,
            self._said,
            self.policy,
            now,
            self.zone,
            ladder=self.ladder,
            timers=self.timers,
            given=given,
        )

    def counterpart(self, word: str = "") -> Purpose:
        """What shall be done where the incident has a counterpart: as said, else as it stands."""
        said = [each for each in Purpose if each is not Purpose.UPDATE and word and each.startswith(word)]
        if said:
            return said[0]
        if self.incident.stage.over:
            return Purpose.RESOLVE
        return Purpose.ACKNOWLEDGE if self.opened.intersection(PAGERS) else Purpose.OPEN

    def signal(self, purpose: Purpose, now: datetime) -> Message:
        """The few words that go with opening, taking or ending the incident at another place."""
        template = _own(Audience.INTERNAL, Moment.UPDATE, _SIGNAL, _SIGNS[purpose])
        return self.message(template, now, {"by": self.by or "somebody"})

    def suiting(self, audience: Audience, template: Template | None = None) -> tuple[str, ...]:
        """The channels of an audience that a template suits; all of them where it suits none."""
        names = channels_for(audience, self.channels)
        return tuple(name for name in names if template and name in template.channels) or names

    def hindrances(
        self, message: Message, names: Collection[str], to: tuple[str, ...] = ()
    ) -> tuple[str, ...]:
        """What must be mended before it goes to these channels."""
        known = {name: self.channels[name] for name in names if name in self.channels}
        return hindrances_of(message, self.incident, known, to, self.own)

    def letters(
        self,
        message: Message,
        now: datetime,
        names: Collection[str],
        *,
        to: tuple[str, ...] = (),
        purpose: Purpose | None = None,
    ) -> tuple[Letter, ...]:
        """The letters to these channels. Raises UsageError where anything hinders."""
        return letters_of(
            message,
            self.incident,
            self.channels,
            now,
            by=self.by,
            chosen=names,
            opened=self.opened,
            to=to,
            own=self.own,
            purpose=purpose,
        )


def _own(audience: Audience, moment: Moment, subject: str, body: str) -> Template:
    """A template that stands in no document."""
    return Template("", PLAIN, "", "", audience, moment, subject, body)
