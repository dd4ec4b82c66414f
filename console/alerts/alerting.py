"""What the alert desk asks of the application: a thin shell that carries it out."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from console.requests import Requests
from screens.messages import AlertAsked

if TYPE_CHECKING:
    from console.alerts.alert_answers import AlertAnswers
    from console.alerts.alert_watch import AlertWatch
    from data.models.entry import Entry

_FEED = "alerts.firing"


class Alerting(Requests):
    """The part of the application that looks after alerts.

    All that it needs is imported when there is an alert manager, an answer in the journal, or
    somebody who opens the desk.
    """

    _looked_through: tuple[Entry, ...] = ()

    @cached_property
    def alert_watch(self) -> AlertWatch:
        """What is seen of alerts, and what consoles do about them by themselves."""
        from console.alerts.alert_watch import AlertWatch  # noqa: PLC0415 - heavy: all that the desk is made of

        return AlertWatch(self)

    @cached_property
    def alert_answers(self) -> AlertAnswers:
        """What people do about alerts."""
        from console.alerts.alert_answers import AlertAnswers  # noqa: PLC0415 - heavy: dialogs

        return AlertAnswers(self, self.alert_watch)

    def tend_alerts(self) -> None:
        """Called about once a second."""
        if "alert_watch" in self.__dict__ or self._has_alerts():
            self.alert_watch.tend()

    def on_alert_asked(self, event: AlertAsked) -> None:
        """Show an alert, or ask what is needed to answer it."""
        self.alert_answers.ask(event.act, event.key)

    def _has_alerts(self) -> bool:
        if any(_FEED in source.feeds for source in self.parts.watch.sources):
            return True
        entries = self.chronicle.entries
        if entries is self._looked_through:
            return False
        self._looked_through = entries
        return any(entry.kind.startswith("alert.") for entry in entries)
