"""A program that runs another one where there is no network at all, not even its own machine's."""

from __future__ import annotations

import subprocess

from tests.missing import missing
from tests.programs import needs

_WAYS = ("-n", "-rn")
"""As root; and as somebody who is root only of a namespace of their own."""


def no_network() -> list[str]:
    """The program and its options; where the kernel permits none a test is skipped, but under CI it fails."""
    unshare = needs("unshare")
    said = []
    for options in _WAYS:
        tried = subprocess.run([unshare, options, "true"], capture_output=True, text=True, timeout=60)
        if not tried.returncode:
            return [unshare, options]
        said.append(f"unshare {options}: {tried.stderr.strip()}")
    missing(
        f"no network namespace can be made here ({'; '.join(said)}): "
        "it takes root with CAP_SYS_ADMIN, or a kernel that lets people have user namespaces"
    )
