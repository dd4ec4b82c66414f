"""The bounds that a client keeps."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class HttpOptions:
    """The bounds of a client; `timeout` (seconds) is total, from the name look-up to the last byte.

    `keep_alive=False` makes a new connection each time, so that each round proves the whole way.
    Up to `remember_bytes` of answers that bear a mark (ETag, Last-Modified) are kept, and asked for
    again on condition that they changed. `open_paths` says that paths and queries are our own
    words and hold no secrets, so that nothing in them is hidden from the answer.
    """

    timeout: float
    max_bytes: int = MIB
    max_redirects: int = 0
    proxy: SecretStr | None = None
    ca_file: Path | None = None
    keep_alive: bool = True
    remember_bytes: int = 0
    open_paths: bool = False
