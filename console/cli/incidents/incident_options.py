"""The options that several commands of ``ops-console incident`` take."""

from __future__ import annotations

import click

INCIDENT = click.option(
    "--incident", "id", default="", metavar="ID", help="Which one, where several are open."
)
"""Of a command that changes what goes on."""

CLOSED_INCIDENT = click.option(
    "--incident", "id", default="", metavar="ID", help="Which incident, where it is not the open one."
)
"""Of a command that is for what has ended, too."""
