"""What a board's screen is given by the application beside the snapshot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.boards.outlook import Outlook

if TYPE_CHECKING:
    from data.policies.comparing import Opinion


@dataclass(frozen=True, slots=True)
class BoardDesk:
    """Ways to ask the application; it alone holds the store, the range and the policies.

    `outlook(mode)` is what a screen is looked at with now; `against()` how many seconds earlier
    values are compared with, None for not at all; `remembered(source)` says in words what became
    of asking a source for its past; `opinions(signal, value, unit)` what each policy makes of it;
    `looked(mode, seen)` that a screen has been looked at, and what there was to be seen.
    """

    outlook: Callable[[str], Outlook]
    against: Callable[[], float | None]
    remembered: Callable[[str], str]
    opinions: Callable[[str, float | None, str], Sequence[Opinion]]
    looked: Callable[[str, dict[str, str]], None] = lambda mode, seen: None
