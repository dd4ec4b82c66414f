"""The command line, the application and the place where the parts are put together."""

from __future__ import annotations

__version__ = "0.1.0"
