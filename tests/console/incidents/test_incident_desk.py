"""Two consoles that declare at the same moment."""

from __future__ import annotations

from pathlib import Path

from console.cli.incidents.incident_desk import Desk
from console.cli.session import Session
from data.incidents import intents
from data.models.entry import Draft
from tests.command_line import CommandLine


def test_two_that_take_the_same_id_get_one_each(tmp_path: Path) -> None:
    line = CommandLine(tmp_path)
    line.configure('[console]\npolicy = "skafu"\n')
    ours, theirs = Session(line.environ), Session(line.environ)
    policy = ours.policies().get("skafu")
    taken: list[str] = []

    def their_drafts(id: str) -> list[Draft]:
        return intents.declare(id, policy, "P1", "theirs", theirs.journal().today())

    def our_drafts(id: str) -> list[Draft]:
        if not taken:
            taken.append(Desk(theirs).declare(their_drafts))
        return intents.declare(id, policy, "P0", "ours", ours.journal().today())

    try:
        own = Desk(ours).declare(our_drafts)
        titles = {id: (each.title, len(each.timeline)) for id, each in Desk(ours).incidents().items()}
    finally:
        ours.close()
        theirs.close()
    assert titles == {taken[0]: ("theirs", 1), own: ("ours", 1)}
    assert (taken[0][-2:], own[-2:]) == ("-1", "-2")
