"""The way in: answers ``--version`` at once and hands everything else to the commands."""

from __future__ import annotations

import gc
import os
import sys

from console import __version__

_GARBAGE_AFTER = 200_000
"""So many new objects are looked through for garbage; before that a command ends, or goes on for long."""


def main() -> int:
    """Run the command line and say how the process should exit."""
    if sys.argv[1:] in (["--version"], ["-V"]) and _told_version():
        return 0
    from console.cli.run import run  # noqa: PLC0415 - heavy: click costs more than the whole of --version

    gc.set_threshold(_GARBAGE_AFTER)
    code = run(sys.argv[1:])
    gc.disable()  # all of it goes with the process
    return code


def _told_version() -> bool:
    """Whether it could be said; where not, the commands say why, as they do of everything."""
    try:
        os.write(sys.stdout.fileno(), f"ops-console {__version__}\n".encode())
    except (AttributeError, OSError):  # Python has no standard output where it is closed
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
