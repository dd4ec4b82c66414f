"""Answering an alert: asks for what is needed, names what will change, and has it changed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from console.alerts.alert_runbook import open_runbook
from data.alerts import drafts, writing
from data.alerts.case import Case
from data.alerts.clock import span
from data.alerts.desk import Desk, Kept
from data.alerts.lasting import extended_end, lasting
from data.alerts.upkeep import LASTS
from data.alerts.writing import Done, Place
from data.errors import SourceError
from screens.alerts.alert import AlertScreen
from screens.messages import Record
from screens.modals.ask_text import AskText
from screens.modals.confirm import Confirm
from widgets.moment import end_time

if TYPE_CHECKING:
    from console.alerts.alert_watch import AlertWatch
    from console.requests import Requests

_PLACE = "alerts"
"""The place that half-written reasons are kept under."""
_LASTING = "lasting"
Change = Callable[[Place], Awaitable[Done]]


class AlertAnswers:
    """What the keys of the desk do; every change names its target first, and no is the default."""

    def __init__(self, app: Requests, watch: AlertWatch) -> None:
        self._app = app
        self._watch = watch

    def ask(self, act: str, key: str) -> None:
        """Do what was asked about the alert or silence of this key."""
        desk, _ = self._watch.look()
        case, kept = desk.case(key), desk.kept(key)
        if act == "open":
            self._open(key)
        elif act == "runbook":
            open_runbook(self._app, case.runbook if case else "")
        elif self._app.parts.only_looks:
            self._app.notify("Nothing is changed: this console only looks")
        elif case is None and kept is None:
            self._app.notify("This is over: it is no longer listed")
        elif act == "acknowledge" and case is not None:
            self._acknowledge(case, desk)
        elif act == "silence" and case is not None:
            self._silence(case, desk)
        elif act in ("extend", "end"):
            self._change_silence(act, case, kept, desk)

    def _open(self, key: str) -> None:
        app = self._app
        standing, policies = app.publisher.standing(), app.parts.policies.policies
        app.push_screen(AlertScreen(key, standing, self._watch.look, policies))

    def _acknowledge(self, case: Case, desk: Desk) -> None:
        if case.answered is not None:
            self._give_back(case)
            return

        def reasoned(reason: str) -> None:
            if case.own:
                self._app.post_message(Record([drafts.acknowledged(case, reason, "")], _PLACE, case.key))
                return
            details = [
                f"At {self._where(case.sources[0])} it is silenced in your name, with exactly its labels.",
                "That ends by itself when the alert resolves; with every console closed, after"
                f" {span(LASTS.total_seconds())} at the latest.",
                *_others(case, desk),
            ]
            work = partial(writing.take_on, case=case, reason=reason)
            self._confirm(f"Acknowledge {case.title}?", details, "acknowledges it", case.sources[0], work)

        self._ask(f"Acknowledge {case.title}: what will you do?", case.key, reasoned)

    def _give_back(self, case: Case) -> None:
        held = case.answered
        assert held is not None, "asked before"
        details = [f"{held.by} has it: {held.reason}"]
        if not case.own:
            details.append(
                f"At {self._where(case.sources[0])} its silence ends, and people are told of it again."
            )
        question = f"Give {case.title} back?"
        if case.own:
            self._confirm_entry(question, details, "gives it back", case)
        else:
            work = partial(writing.give_back, case=case)
            self._confirm(question, details, "gives it back", case.sources[0], work)

    def _silence(self, case: Case, desk: Desk) -> None:
        if case.own:
            self._app.notify("A verdict of this console is acknowledged (a), not silenced")
            return

        def timed(text: str) -> None:
            lasts = lasting(text)
            if lasts is None:
                self._app.notify(f'"{text}" is no time from a minute to 30 days: try 2h or 45m')
                return
            why = f"Silence {case.title} for {text}: why?"
            self._ask(why, case.key, lambda reason: self._silence_for(case, desk, lasts, reason))

        self._ask(f"Silence {case.title} for how long? 30m, 2h, 1d", _LASTING, timed)

    def _silence_for(self, case: Case, desk: Desk, lasts: timedelta, reason: str) -> None:
        until = self._app.parts.time.now() + lasts
        details = [
            f"At {self._where(case.sources[0])}, for whatever has these labels:",
            ", ".join(f"{name}={value}" for name, value in case.labels),
            *_others(case, desk),
        ]
        question = f"Silence {case.title} until {end_time(until, desk.now, desk.zone)}?"
        work = partial(writing.make_silent, case=case, until=until, reason=reason)
        self._confirm(question, details, "silences it", case.sources[0], work)

    def _change_silence(self, act: str, case: Case | None, kept: Kept | None, desk: Desk) -> None:
        if kept is None and case is not None:
            if act == "end" and case.answered is not None:
                self._give_back(case)
                return
            covering = [each for each in desk.silences if case.key in each.covers]
            kept = covering[0] if covering else None
        if kept is None:
            self._app.notify("No silence covers this")
        elif kept.silence.acknowledges and act == "extend":
            self._app.notify("An acknowledgement is renewed by itself while its alert fires")
        else:
            self._confirm_silence(act, kept, desk)

    def _confirm_silence(self, act: str, kept: Kept, desk: Desk) -> None:
        silence = kept.silence
        details = [
            f"At {self._where(kept.source)}: {silence.title}",
            f"{silence.created_by} made it: {silence.comment}",
        ]
        if act == "end":
            ending = partial(writing.finish, kept=kept)
            self._confirm("End this silence now?", details, "ends it", kept.source, ending)
            return
        until = extended_end(silence, desk.now)
        question = f"Extend this silence until {end_time(until, desk.now, desk.zone)}?"
        work = partial(writing.lengthen, kept=kept, until=until)
        self._confirm(question, details, "extends it", kept.source, work)

    def _ask(self, question: str, key: str, then: Callable[[str], None]) -> None:
        """A line to type on; what is half written is kept under `key`."""
        initial = self._app.half_written.text(_PLACE, key)
        self._app.push_screen(
            AskText(question, place=_PLACE, key=key, initial=initial),
            lambda text: then(text) if text else None,
        )

    def _confirm(self, question: str, details: Sequence[str], does: str, source: str, change: Change) -> None:
        if self._watch.place(source) is None:
            self._app.notify(f"{source} cannot be written to")
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self._app.run_worker(self._carry_out(source, change), exit_on_error=False, group="alerts")

        self._app.push_screen(Confirm(question, details, does), answered)

    def _confirm_entry(self, question: str, details: Sequence[str], does: str, case: Case) -> None:
        """For what only the journal knows of."""

        def answered(yes: bool | None) -> None:
            if yes:
                self._app.post_message(Record([drafts.unacknowledged(case, "")]))

        self._app.push_screen(Confirm(question, details, does), answered)

    async def _carry_out(self, source: str, change: Change) -> None:
        place = self._watch.place(source)
        assert place is not None, "asked before"
        try:
            done = await change(place)
        except SourceError as error:
            self._app.notify(f"Not done: {error}", title=source, severity="error")
            return
        finally:
            self._watch.hurry(source)
        if done.draft is not None:
            key = str(done.draft.fields.get("alert", ""))
            self._app.post_message(Record([done.draft], _PLACE, key))
        self._app.notify(done.words)

    def _where(self, source: str) -> str:
        target = self._watch.target(source)
        return f"{source} ({target})" if target else source


def _others(case: Case, desk: Desk) -> list[str]:
    """A silence covers whatever has its labels, also beside others: that must not come as a surprise."""
    labels = set(case.labels)
    count = sum(labels < set(each.labels) for each in desk.cases if not each.own)
    if not count:
        return []
    return [
        f"{count} more {'alert has' if count == 1 else 'alerts have'} these labels and fall silent with it."
    ]
