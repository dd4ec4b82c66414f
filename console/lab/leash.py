"""Starts a program so that it ends with whoever started it, however that one ends.

Run as a script, from its path, with the standard library only, so that it is up in an instant:
``leash.py SIGNAL PARENT UID GID -- PROGRAM [ARGUMENT…]``. It gives up root where UID is not
negative, asks the kernel to send SIGNAL when the parent is gone, and becomes the program.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1
_PARENT_GONE = 75


def main(arguments: list[str]) -> None:
    """Become the program; never returns."""
    end, parent, uid, gid = (int(word) for word in arguments[:4])
    program = arguments[5:]
    if uid >= 0:
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    if end != signal.SIGKILL:
        # Whoever works behind a shell may have been started deaf to it, and children inherit that.
        signal.signal(end, signal.SIG_DFL)
    # After the change of user, which would clear it.
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, end, 0, 0, 0)
    if os.getppid() != parent:
        raise SystemExit(_PARENT_GONE)
    os.execv(program[0], program)


if __name__ == "__main__":
    main(sys.argv[1:])
