"""The application of the second terminal: shows the drill, and passes on what its leader wants."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future

from console.dress import dress
from console.drill.lead_post import LeadPost
from console.terminal.base import TerminalApp
from data.drills.leaders.leading import Asked
from data.drills.orders.orders import (
    Reply,
    answer_draft,
    go_draft,
    inject_order,
    note_draft,
    pause_draft,
    say_draft,
    speed_draft,
)
from data.errors import OpsError
from data.models.entry import Draft, Entry
from data.models.scenario import InjectKind
from screens.drills.drill_lead import DrillLeadScreen, LeadAsked
from screens.modals import pick_asked as questions
from screens.modals.ask_text import AskText
from screens.modals.keys import Keys
from screens.modals.pick_asked import PickAsked
from screens.modals.pick_inject import CALL, MESSAGE, PickInject

_LOOK_S = 0.5
_ENDED = "The drill has ended: only notes are still kept"
_GONE = "Nobody plays at this moment: it is kept, and done when drill resume goes on with it"


class LeadConsole(TerminalApp):
    """Leads one drill; leaving it does not end that."""

    TITLE = "ops-console"

    def __init__(self, post: LeadPost, theme: str = "") -> None:
        super().__init__()
        self.post = post
        self._screen = DrillLeadScreen(post.scenario, post.zone)
        self._who = next((each.who for each in post.scenario.injects if each.who), "a colleague")
        dress(self, theme)

    def on_mount(self) -> None:
        """Begin to look."""
        self.push_screen(self._screen)
        self.post.start()
        self._look()
        self.set_interval(_LOOK_S, self._look)

    async def before_leave(self) -> None:
        """What was ordered reaches the disk."""
        await asyncio.to_thread(self.post.close)

    def action_keys(self) -> None:
        """Show every key that works here."""
        self.push_screen(Keys(self.screen.active_bindings.values()))

    def on_lead_asked(self, event: LeadAsked) -> None:
        """Do what a key stands for."""
        view = self._screen.view
        if event.what == "note":
            second = self.post.second
            self._ask("What have you seen?", lambda words: self._note(words, second))
        elif view is not None and view.ended:
            self.notify(_ENDED, severity="warning")
        elif event.what == "time":
            running = view is not None and view.time is not None and view.time.running
            self._order(pause_draft if running else go_draft)
        elif event.what == "speed":
            self._order(lambda: speed_draft(event.value))
        elif event.what == "inject":
            self.push_screen(PickInject(self.post.to_come()), self._picked)
        elif event.what == "answer":
            self._answer(view.glance.asked if view is not None else ())

    def _look(self) -> None:
        self._screen.view = self.post.look()

    def _picked(self, id: str | None) -> None:
        if id in (MESSAGE, CALL):
            way = InjectKind.CALL if id == CALL else InjectKind.MESSAGE
            self._ask("Who is it?", lambda who: self._words(who, way), initial=self._who)
        elif id:
            self._order(lambda: inject_order(self.post.scenario, id, self.post.second))

    def _words(self, who: str, way: InjectKind = InjectKind.MESSAGE, *, asked: bool = True) -> None:
        def said(words: str) -> None:
            self._who = who
            self._order(lambda: say_draft(who, words, self.post.second, way))

        verb = "calls and says" if way is InjectKind.CALL else "writes"
        self._ask(f"{'' if asked else 'No question is open. '}{who} {verb}:", said)

    def _answer(self, asked: tuple[Asked, ...]) -> None:
        """Answer what is asked; where nothing is, somebody writes."""
        known = {questions.key_of(each): each for each in asked}

        def picked(key: str | None) -> None:
            if key == questions.MESSAGE:
                self._words(self._who)
            elif key in known:
                self._ask("Who answers?", lambda who: self._reply(known[key], who), initial=self._who)

        if known:
            self.push_screen(PickAsked(asked), picked)
        else:
            self._words(self._who, asked=False)

    def _reply(self, asked: Asked, who: str) -> None:
        def said(words: str) -> None:
            self._who = who
            reply = Reply(asked.incident, asked.question.id, who, words)
            self._order(lambda: answer_draft(reply, self.post.second))

        self._ask(f"{asked.question.text} {who} answers:", said)

    def _ask(self, question: str, take: Callable[[str], object], initial: str = "") -> None:
        dialog = AskText(question, place="", key="", hint="enter sends it, esc leaves", initial=initial)

        def given(words: str | None) -> None:
            if words:
                take(words)

        self.push_screen(dialog, given)

    def _note(self, words: str, second: float) -> None:
        self._give(lambda: note_draft(words, second))

    def _order(self, make: Callable[[], Draft]) -> None:
        view = self._screen.view
        if self._give(make) and view is not None and view.time is not None and not view.alive:
            self.notify(_GONE, severity="warning")

    def _give(self, make: Callable[[], Draft]) -> bool:
        """Whether it is on its way to the disk; what stops it there is said as well."""

        def saved(future: Future[Entry]) -> None:
            error = future.exception()
            if error is not None:
                self.notify(str(error), severity="error")

        try:
            self.post.order(make()).add_done_callback(saved)
        except OpsError as error:
            self.notify(str(error), severity="warning")
            return False
        return True
