"""How wide the words in a dialog are."""

from __future__ import annotations

WIDTH = 64
"""What a dialog has room for at 80 columns."""
