"""How a tone becomes a style: component classes that a theme's variables fill."""

from __future__ import annotations

from widgets.line import TONES

TONE_CLASSES: set[str] = {f"tone--{tone}" for tone in TONES}

TONE_CSS = """
.tone--dim { color: $tone-dim; }
.tone--strong { color: $foreground; text-style: bold; }
.tone--accent { color: $accent; }
.tone--heading { color: $tone-heading; text-style: bold; }
.tone--pass { color: $tone-pass; }
.tone--warn { color: $tone-warn; text-style: bold; }
.tone--fail { color: $tone-fail; text-style: bold; }
.tone--no-data { color: $tone-no-data; }
.tone--stale { color: $tone-stale; }
.tone--error { color: $tone-error; text-style: bold; }
"""
