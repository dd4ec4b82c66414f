"""Runs the console with an audit hook that writes down every process and every change to the disk.

The hook is set before anything of the program is imported; what it sees goes to a file that was
opened before: ``python audited.py SEEN -m console …``.
"""

from __future__ import annotations

import os
import runpy
import sys

_STARTS = ("subprocess.Popen", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.system")
_CHANGES = (
    "os.mkdir",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.link",
    "os.symlink",
    "os.truncate",
    "os.chmod",
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_HARMLESS = ("/dev/null", "/dev/tty", "/dev/pts/")


def main() -> None:
    """Watch, and run what follows."""
    seen = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.write(seen, b"watching\n")

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        changed = event.startswith(_STARTS) or event in _CHANGES
        if event == "open" and len(arguments) == 3:
            path, _, flags = arguments
            changed = bool(isinstance(flags, int) and flags & _WRITING) and not (
                isinstance(path, int) or str(path).startswith(_HARMLESS)
            )
        if changed:
            os.write(seen, f"{event} {arguments!r}\n".encode())

    sys.addaudithook(hook)
    sys.argv = sys.argv[3:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
