"""The scenarios that a command knows: the shipped ones, the team's own, and those it is given."""

from __future__ import annotations

import os
from pathlib import Path

from console.cli.session import Session
from data.drills.scenarios.library import Scenarios, load_scenarios, scenario_files
from data.procedures.runbooks.shelf import load_runbooks


def scenarios_of(session: Session, extra: tuple[Path, ...] = ()) -> Scenarios:
    """All of them; `extra` are files beside those of the configuration. Raises OpsError."""
    procedures = session.settings().procedures
    # Path.resolve raises where a link points to itself; what cannot be read is told when it is read.
    named = {os.path.realpath(file) for file in extra}
    own = [file for file in scenario_files(procedures) if os.path.realpath(file) not in named]
    return load_scenarios(load_runbooks(procedures), session.policies(), (*own, *extra))
