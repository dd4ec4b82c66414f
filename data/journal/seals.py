"""Seals over the values of an entry: what they are made from, and how they are checked."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from data.journal.forms import forms


def seal_over(canonical: str) -> str:
    """The seal of an entry whose canonical form, without the seal itself, is given."""
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


def seal_of(values: Mapping[str, Any]) -> str:
    """The SHA-256, in hex, over all values but the seal. Raises ValueError, RecursionError."""
    return _over_all_but(values, "seal")


def content_digest(values: Mapping[str, Any]) -> str:
    """As the seal, but without the place in the chain: the same for copies of one entry."""
    return _over_all_but(values, "seal", "prev")


def _over_all_but(values: Mapping[str, Any], *left_out: str) -> str:
    return seal_over(forms({key: value for key, value in values.items() if key not in left_out})[1])
