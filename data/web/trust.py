"""Whose certificates are believed."""

from __future__ import annotations

import ssl
from functools import lru_cache
from pathlib import Path

import certifi

from data.errors import SourceError
from data.models.failure import FailureKind


@lru_cache(maxsize=32)
def trust(ca_file: Path | None = None) -> ssl.SSLContext:
    """A verifying context, shared because loading authorities is slow.

    With `ca_file` only those authorities are believed; else the machine's own, and certifi's
    where the machine has none.
    """
    if ca_file is not None:
        try:
            return ssl.create_default_context(cafile=str(ca_file))
        except (OSError, ssl.SSLError) as error:
            raise SourceError(
                FailureKind.NOT_CONFIGURED,
                f"cannot use ca_file {ca_file}: {error.strerror or 'not a PEM file'}",
            ) from None
    return ssl.create_default_context(cafile=None if _machine_has_authorities() else certifi.where())


def _machine_has_authorities() -> bool:
    paths = ssl.get_default_verify_paths()
    return bool(paths.cafile) or bool(paths.capath and any(Path(paths.capath).iterdir()))
