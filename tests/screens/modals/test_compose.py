"""Writing an update at the keyboard: proposed, filled, mended, shown whole, and sent only by a yes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from data.config.channel import CHANNELS, ChannelSettings
from data.incidents.clocks import clocks_of
from data.messages.shelf import load_templates
from data.messages.writing_desk import WritingDesk
from data.models.entry import Draft
from data.models.letter import Letter, Purpose
from screens.modals.ask_text import AskText
from screens.modals.compose import LATEST, Compose
from screens.modals.pick_template import PickTemplate
from screens.modals.show_letters import ShowLetters
from tests.data.incidents.scene import HOST, THREE, Scene
from tests.gallery import ZONE
from tests.host import Host, screen_text
from widgets.writing.words_area import WordsArea

SMALL, WIDE = (80, 24), (160, 50)
NOW = THREE + timedelta(seconds=120)
SETTINGS = {
    "slack": {"token_env": "T", "channel": "#incidents"},
    "pagerduty": {"routing_key_env": "R"},
    "statuspage": {"page_id": "p", "token_env": "T"},
    "email": {"host": "localhost", "sender": "ops@example.com", "to": ["all@example.com"]},
}
FOUR: dict[str, ChannelSettings] = {
    name: CHANNELS[name].model_validate(each) for name, each in SETTINGS.items()
}


def scene(**fields: object) -> Scene:
    made = Scene()
    made.declare("P0", services=["checkout"], **fields)
    made.at(60, "incident.role", role="commander", who="alice")
    return made


def desk(of: Scene, channels: dict[str, ChannelSettings] | None = None) -> WritingDesk:
    incident = of.incident
    timers = clocks_of(incident, of.policy, NOW, HOST)
    known = FOUR if channels is None else channels
    return WritingDesk(incident, of.policy, ZONE, load_templates(), known, timers, by="alice")


class Shown:
    """The dialog over an empty screen, and what it gave."""

    def __init__(
        self,
        words: str = "",
        kept: dict[str, str] | None = None,
        channels: dict[str, ChannelSettings] | None = None,
        *,
        recording: bool = True,
        theme: str = "ops-dark",
    ) -> None:
        self.app = Host(theme=theme)
        self.given: list[list[Draft] | None] = []
        half = kept or {}
        writing = desk(scene(), channels)
        self.dialog = Compose(writing, lambda: NOW, words, lambda key: half.get(key, ""), recording=recording)

    async def open(self, pilot: Pilot[None]) -> None:
        self.app.push_screen(self.dialog, self.given.append)
        await pilot.pause()

    @property
    def on_top(self) -> bool:
        return self.app.screen is self.dialog

    @property
    def typed(self) -> dict[str, str]:
        return {each.key: each.text for each in self.app.heard if isinstance(each, AskText.Typed)}

    @property
    def text(self) -> str:
        return self.dialog.query_one(WordsArea).text


async def type_in(pilot: Pilot[None], words: str) -> None:
    await pilot.press(*("space" if letter == " " else letter for letter in words))
    await pilot.pause()


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_what_is_due_is_proposed_and_goes_in_three_keys(size: tuple[int, int]) -> None:
    shown = Shown()
    async with shown.app.run_test(size=size) as pilot:
        await shown.open(pilot)
        seen = screen_text(shown.app)
        for words in (
            "INC-2026-11-20-1 P0",
            "public words",
            "P0 status page, at once",
            "late",
            "checkout: outage",
        ):
            assert words in seen, seen
        assert "nothing hinders it" in seen and "to status page" in seen and "^s show and send" in seen
        await pilot.press("ctrl+s")
        await pilot.pause()
        seen = screen_text(shown.app)
        assert "There is an outage of checkout" in seen and "opens an incident there" in seen, seen
        assert "2 · e-mail is left out" in seen and "n, enter or esc: no" in seen
        await pilot.press("y")
        await pilot.pause()
    assert shown.given[0] is not None
    (draft,) = shown.given[0]
    assert (draft.kind, draft.fields["channel"], draft.fields["purpose"]) == (
        "outbox.queued",
        "statuspage",
        "open",
    )


@pytest.mark.parametrize("key", ["n", "enter", "escape", "q"])
async def test_every_other_key_than_yes_is_no(key: str) -> None:
    shown = Shown()
    async with shown.app.run_test(size=SMALL) as pilot:
        await shown.open(pilot)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(shown.app.screen, ShowLetters)
        await pilot.press(key)
        await pilot.pause()
        assert shown.on_top and shown.given == []


async def test_an_unfilled_place_hinders_is_gone_to_and_typed_over() -> None:
    shown = Shown("internal")
    async with shown.app.run_test(size=SMALL) as pilot:
        await shown.open(pilot)
        assert "{impact} is not filled" in screen_text(shown.app)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert shown.on_top, "a hindered draft is not even shown for sending"
        assert shown.dialog.query_one(WordsArea).selected_text == "{impact}"
        await type_in(pilot, "sign-in fails")
        assert "What people notice: sign-in fails" in shown.text
        assert "nothing hinders it" in screen_text(shown.app)
        await pilot.press("ctrl+s", "2", "y")
        await pilot.pause()
    assert shown.given[0] is not None
    assert [each.fields["channel"] for each in shown.given[0]] == ["slack"]
    assert shown.typed["words:skafu-p0-stakeholders"].count("sign-in fails") == 1
    assert shown.typed[LATEST] == ""


async def test_a_secret_is_told_of_while_it_is_typed_and_goes_nowhere() -> None:
    shown = Shown("the pool is full")
    async with shown.app.run_test(size=SMALL) as pilot:
        await shown.open(pilot)
        await type_in(pilot, ", password=hunter2hunter2")
        assert "looks like a secret" in screen_text(shown.app)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert shown.on_top and shown.given == []


async def test_a_killed_dialog_loses_nothing_and_goes_on_where_it_was() -> None:
    first = Shown("internal")
    async with first.app.run_test(size=SMALL) as pilot:
        await first.open(pilot)
        await pilot.press("tab")
        await type_in(pilot, "sign-in fails")
        left = first.text
        await pilot.press("escape")
        await pilot.pause()
    assert first.given == [None]
    again = Shown(kept=first.typed)
    async with again.app.run_test(size=SMALL) as pilot:
        await again.open(pilot)
        assert "P0 to the CTO" in screen_text(again.app) and "you began this before" in screen_text(again.app)
        assert again.text == left and "sign-in fails" in again.text


async def test_untouched_words_are_not_kept_as_half_written() -> None:
    shown = Shown()
    async with shown.app.run_test(size=SMALL) as pilot:
        await shown.open(pilot)
        await pilot.press("tab", "tab", "escape")
        await pilot.pause()
    assert not any(shown.typed.values())


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_another_text_is_picked_and_the_first_one_comes_back(size: tuple[int, int]) -> None:
    shown = Shown()
    async with shown.app.run_test(size=size) as pilot:
        await shown.open(pilot)
        await type_in(pilot, "More")
        await pilot.press("ctrl+t")
        await pilot.pause()
        assert isinstance(shown.app.screen, PickTemplate)
        seen = screen_text(shown.app)
        assert seen.index("P0 status page, at once") < seen.index("own words"), seen
        await pilot.press("end", "enter")
        await pilot.pause()
        assert "unified" in screen_text(shown.app) and "More" not in shown.text
        shown.dialog._kept = lambda key: shown.typed.get(key, "")
        await pilot.press("ctrl+t", "home", "enter")
        await pilot.pause()
        assert "More" in shown.text


async def test_words_said_by_hand_are_recorded_where_no_channel_is() -> None:
    shown = Shown("public", channels={})
    async with shown.app.run_test(size=SMALL) as pilot:
        await shown.open(pilot)
        assert "no channel is configured" in screen_text(shown.app)
        await pilot.press("ctrl+s", "y")
        await pilot.pause()
        assert shown.given == []
        await pilot.press("h")
        await pilot.pause()
    assert shown.given[0] is not None
    (draft,) = shown.given[0]
    assert (draft.kind, draft.fields["audience"]) == ("incident.update", "public")


async def test_what_only_looks_sends_nothing() -> None:
    shown = Shown(recording=False)
    async with shown.app.run_test(size=SMALL) as pilot:
        await shown.open(pilot)
        assert "only looks" in screen_text(shown.app)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert shown.on_top


async def test_the_subject_is_reached_and_counts() -> None:
    shown = Shown()
    async with shown.app.run_test(size=SMALL) as pilot:
        await shown.open(pilot)
        await pilot.press("shift+tab")
        await type_in(pilot, " {x}")
        assert shown.dialog.query_one(Input).value == "checkout: outage {x}"
        assert "{x} is not filled" in screen_text(shown.app)
        await pilot.press("tab")
        assert shown.dialog.query_one(Input).has_focus, "the place is in the subject"


async def test_a_signal_has_no_words_that_were_said_by_hand() -> None:
    writing, app = desk(scene()), Host()
    given: list[tuple[Letter, ...] | None] = []
    purpose = writing.counterpart("ack")
    message = writing.signal(purpose, NOW)

    def letters(to: Sequence[str]) -> tuple[Letter, ...]:
        return writing.letters(message, NOW, to, purpose=purpose)

    async with app.run_test(size=SMALL) as pilot:
        app.push_screen(
            ShowLetters(letters, ["pagerduty"], ["pagerduty"], message, by_hand=False), given.append
        )
        await pilot.pause()
        seen = screen_text(app)
        assert "takes the incident there" in seen and "by hand" not in seen
        await pilot.press("h", "y")
        await pilot.pause()
    assert given[0] is not None
    assert [(each.purpose, each.words) for each in given[0]] == [(Purpose.ACKNOWLEDGE, "")]


Compare = Callable[..., bool]


@pytest.mark.parametrize(("size", "theme"), [(SMALL, "ops-dark"), (WIDE, "ops-dark"), (SMALL, "ops-16")])
def test_the_dialog(snap_compare: Compare, size: tuple[int, int], theme: str) -> None:
    shown = Shown("internal", theme=theme)
    assert snap_compare(shown.app, terminal_size=size, run_before=shown.open)


def test_the_letters(snap_compare: Compare) -> None:
    shown = Shown()

    async def show(pilot: Pilot[None]) -> None:
        await shown.open(pilot)
        await pilot.press("ctrl+s")

    assert snap_compare(shown.app, terminal_size=SMALL, run_before=show)
