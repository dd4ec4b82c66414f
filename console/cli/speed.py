"""How fast the time of a drill or of a past hour may go."""

from __future__ import annotations

import click

from data.stage_clock import FASTEST, SLOWEST

SPEED = click.FloatRange(SLOWEST, FASTEST)
