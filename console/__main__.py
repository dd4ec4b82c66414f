"""The way in: answers ``--version`` at once and hands everything else to the commands."""

from __future__ import annotations

import sys

from console import __version__


def main() -> int:
    """Run the command line and say how the process should exit."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        sys.stdout.write(f"ops-console {__version__}\n")
        return 0
    from console.cli.run import run  # noqa: PLC0415 - heavy: click costs more than the whole of --version

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
