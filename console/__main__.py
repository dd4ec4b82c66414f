"""The way in: answers ``--version`` at once and hands everything else to the commands."""

from __future__ import annotations

import gc
import sys

from console import __version__

_GARBAGE_AFTER = 200_000
"""So many new objects are looked through for garbage; before that a command ends, or goes on for long."""


def main() -> int:
    """Run the command line and say how the process should exit."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        sys.stdout.write(f"ops-console {__version__}\n")
        return 0
    from console.cli.run import run  # noqa: PLC0415 - heavy: click costs more than the whole of --version

    gc.set_threshold(_GARBAGE_AFTER)
    code = run(sys.argv[1:])
    gc.disable()  # all of it goes with the process
    return code


if __name__ == "__main__":
    sys.exit(main())
