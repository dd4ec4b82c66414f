"""The application of the second terminal: shows the drill, and passes on what its leader wants."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from console.drill.lead_post import LeadPost
from console.terminal.base import TerminalApp
from data.drills.orders import go_draft, inject_order, note_draft, pause_draft, say_draft, speed_draft
from data.errors import OpsError
from data.models.entry import Draft
from data.models.scenario import InjectKind
from screens.drills.drill_lead import DrillLeadScreen, LeadAsked
from screens.modals.ask_text import AskText
from screens.modals.inject import CALL, MESSAGE, PickInject
from themes import DEFAULT, THEMES

_LOOK_S = 0.5


class LeadConsole(TerminalApp):
    """Leads one drill; leaving it does not end that."""

    TITLE = "ops-console"

    def __init__(self, post: LeadPost, theme: str = "") -> None:
        super().__init__()
        self.post = post
        self._screen = DrillLeadScreen(post.scenario, post.zone)
        self._who = next((each.who for each in post.scenario.injects if each.who), "a colleague")
        for each in THEMES.values():
            self.register_theme(each)
        self.theme = next((each for each in (theme, f"ops-{theme}") if each in THEMES), DEFAULT)

    def on_mount(self) -> None:
        """Begin to look."""
        self.push_screen(self._screen)
        self.post.start()
        self._look()
        self.set_interval(_LOOK_S, self._look)

    async def before_leave(self) -> None:
        """What was ordered reaches the disk."""
        await asyncio.to_thread(self.post.close)

    def on_lead_asked(self, event: LeadAsked) -> None:
        """Do what a key stands for."""
        match event.what:
            case "time":
                time = self._screen.view.time if self._screen.view else None
                self._order(lambda: pause_draft() if time and time.running else go_draft())
            case "speed":
                self._order(lambda: speed_draft(event.value))
            case "inject":
                self.push_screen(PickInject(self.post.to_come()), self._picked)
            case "answer":
                self._words(self._who, InjectKind.MESSAGE)
            case "note":
                second = self.post.second
                self._ask("What have you seen?", lambda words: self._order(lambda: note_draft(words, second)))

    def _look(self) -> None:
        self._screen.view = self.post.look()

    def _picked(self, id: str | None) -> None:
        if id in (MESSAGE, CALL):
            way = InjectKind.CALL if id == CALL else InjectKind.MESSAGE
            self._ask("Who is it?", lambda who: self._words(who, way), initial=self._who)
        elif id:
            self._order(lambda: inject_order(self.post.scenario, id, self.post.second))

    def _words(self, who: str, way: InjectKind) -> None:
        def said(words: str) -> None:
            self._who = who
            self._order(lambda: say_draft(who, words, self.post.second, way))

        verb = "calls and says" if way is InjectKind.CALL else "writes"
        self._ask(f"{who} {verb}:", said)

    def _ask(self, question: str, take: Callable[[str], object], initial: str = "") -> None:
        dialog = AskText(question, place="", key="", hint="enter sends it, esc leaves", initial=initial)

        def given(words: str | None) -> None:
            if words:
                take(words)

        self.push_screen(dialog, given)

    def _order(self, make: Callable[[], Draft]) -> None:
        try:
            self.post.order(make())
        except OpsError as error:
            self.notify(str(error), severity="warning")
