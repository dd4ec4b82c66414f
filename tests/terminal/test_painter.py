"""The painter: the terminal shows what is wanted, for few bytes."""

from __future__ import annotations

from statistics import median

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.color import Color, ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate
from textual.strip import Strip

from console.terminal.environment import Ability
from console.terminal.painter import Painter
from tests.own_time import own_time
from tests.terminal.strips import INK, chop, layout, strip

RICH = Ability(colours=ColorSystem.TRUECOLOR, ascii_only=False, extras=True)
ALERT = Style(color=Color.from_rgb(255, 80, 80), bgcolor=Color.from_rgb(40, 0, 0), bold=True)
STYLES = [None, INK, ALERT, Style(reverse=True), Style(underline=True, color=Color.from_ansi(3))]
WIDTH, HEIGHT = 24, 5

TEXT = st.text(st.sampled_from("ab 12·│▂▆✓é日本한"), max_size=WIDTH)
SEGMENTS = st.lists(st.builds(Segment, TEXT, st.sampled_from(STYLES)), max_size=3)


@st.composite
def parts(draw: st.DrawFn) -> tuple[int, int, Strip]:
    """A place and a strip that fits there."""
    x, y = draw(st.integers(0, WIDTH - 1)), draw(st.integers(0, HEIGHT - 1))
    width = draw(st.integers(1, WIDTH - x))
    return x, y, Strip(draw(SEGMENTS)).adjust_cell_length(width, INK)


def on_terminal(*frames: str) -> pyte.Screen:
    """A terminal after these frames."""
    screen = pyte.Screen(WIDTH, HEIGHT)
    stream = pyte.Stream(screen)
    stream.feed("\x1b[?7l")
    for frame in frames:
        stream.feed(frame)
    return screen


def looks(screen: pyte.Screen) -> list[list[tuple[str, str, str, bool, bool, bool]]]:
    """Each cell's sign and style."""
    rows = []
    for y in range(HEIGHT):
        cells = [screen.buffer[y][x] for x in range(WIDTH)]
        rows.append([(c.data, c.fg, c.bg, c.bold, c.reverse, c.underscore) for c in cells])
    return rows


@settings(max_examples=150, deadline=None)
@given(st.lists(parts(), max_size=8))
def test_few_bytes_show_the_same_as_a_whole_repaint(updates: list[tuple[int, int, Strip]]) -> None:
    painter = Painter(RICH)
    painter.take_layout(layout([strip("start")] * HEIGHT, WIDTH))
    frames = [painter.frame()]
    for x, y, part in updates:
        painter.take_chops(chop(y, x, part, HEIGHT))
        frames.append(painter.frame())
    painter.forget()
    assert looks(on_terminal(*frames)) == looks(on_terminal(painter.frame()))


@given(st.lists(parts(), min_size=1, max_size=8))
def test_frames_that_were_never_made_leave_no_trace(updates: list[tuple[int, int, Strip]]) -> None:
    """While the terminal does not read, updates are taken and no frame is made."""
    each, once = Painter(RICH), Painter(RICH)
    for painter in (each, once):
        painter.take_layout(layout([strip("start")] * HEIGHT, WIDTH))
    frames = [each.frame()]
    first = once.frame()
    for x, y, part in updates:
        each.take_chops(chop(y, x, part, HEIGHT))
        frames.append(each.frame())
        once.take_chops(chop(y, x, part, HEIGHT))
    assert looks(on_terminal(first, once.frame())) == looks(on_terminal(*frames))


@pytest.mark.parametrize(
    ("x", "part", "seen"),
    [(1, "ab", " ab 語"), (2, "ab", "日ab語"), (3, "a", "日 a語"), (0, "a", "a 本語"), (1, "한", " 한 語")],
)
def test_half_of_a_wide_sign_is_never_left(x: int, part: str, seen: str) -> None:
    painter = Painter(RICH)
    painter.take_layout(layout([strip("日本語")], WIDTH))
    first = painter.frame()
    painter.take_chops(chop(0, x, strip(part), 1))
    assert on_terminal(first, painter.frame()).display[0].rstrip() == seen
    painter.forget()
    assert on_terminal(painter.frame()).display[0].rstrip() == seen


def test_only_the_spans_of_an_update_are_believed() -> None:
    """Beside them a strip may belong to a widget that lies under another."""
    painter = Painter(RICH)
    painter.take_layout(layout([strip("left right")], WIDTH))
    first = painter.frame()
    update = ChopsUpdate([{0: strip("under"), 5: strip("RIGHT")}], [(0, 5, 10)], [[5, 10]])
    painter.take_chops(update)
    assert on_terminal(first, painter.frame()).display[0].rstrip() == "left RIGHT"


def test_nothing_changed_costs_nothing() -> None:
    painter = Painter(RICH)
    painter.take_layout(layout([strip("steady")] * HEIGHT, WIDTH))
    painter.frame()
    painter.take_layout(layout([strip("steady")] * HEIGHT, WIDTH))
    assert painter.frame() == ""
    painter.take_chops(chop(2, 0, strip("steady"), HEIGHT))
    assert painter.frame() == ""


@pytest.mark.parametrize("style", [INK, ALERT])
def test_one_changed_cell_costs_less_than_sixty_bytes(style: Style) -> None:
    painter = Painter(RICH)
    painter.take_layout(layout([strip("81 of 100")] * HEIGHT, WIDTH))
    painter.frame()
    painter.take_chops(chop(3, 0, Strip([Segment("8", INK), Segment("2", style)]), HEIGHT))
    assert 0 < len(painter.frame().encode()) < 60


def test_short_gaps_are_sent_again_and_long_ones_jumped_over() -> None:
    painter = Painter(RICH)
    painter.take_layout(layout([strip("aXbcX............Y")], WIDTH))
    painter.frame()
    painter.take_layout(layout([strip("a1bc1............2")], WIDTH))
    assert painter.frame() == "\x1b[1;2H1bc1\x1b[12C2"


def test_the_cursor_is_left_where_it_is_wanted() -> None:
    painter = Painter(RICH)
    painter.take_layout(layout([strip("input")] * HEIGHT, WIDTH))
    assert painter.frame((3, 2)).endswith("\x1b[3;4H")
    assert painter.frame((3, 2)) == ""


def test_a_big_frame_is_shown_at_once_where_the_terminal_can() -> None:
    painter = Painter(RICH)
    painter.synchronized = True
    painter.take_layout(layout([strip("x" * WIDTH)] * 3 * HEIGHT, WIDTH))
    frame = painter.frame()
    assert (frame[:8], frame[-8:]) == ("\x1b[?2026h", "\x1b[?2026l")


def test_signs_that_terminals_measure_differently_do_not_move_what_follows() -> None:
    painter = Painter(RICH)
    painter.take_layout(layout([strip("🫩 after")], WIDTH))
    assert "🫩\x1b[1;" in painter.frame()


def test_another_size_paints_everything_again() -> None:
    painter = Painter(RICH)
    painter.take_layout(layout([strip("x")] * HEIGHT, WIDTH))
    full = len(painter.frame())
    painter.take_layout(layout([strip("x")] * HEIGHT, WIDTH - 1))
    assert len(painter.frame()) > full * 0.8


@pytest.mark.serial
def test_a_frame_with_few_changes_takes_less_than_three_milliseconds() -> None:
    width, height = 120, 40
    lines = [f"service {y:<20} 412 ms   200 ms  ▂▂▃▃▄▅▅▆ ✓" for y in range(height)]
    painter = Painter(RICH)
    painter.take_layout(layout([strip(line) for line in lines], width))
    painter.frame()
    took = []
    for turn in range(50):
        for y in range(0, 35):
            lines[y] = lines[y][:29] + str(turn % 10) + lines[y][30:]
        update = layout([strip(line) for line in lines], width)
        began = own_time()
        painter.take_layout(update)
        painter.frame()
        took.append(own_time() - began)
    assert median(took) < 0.003
