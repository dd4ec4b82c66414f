"""What tells several series of one signal apart."""

from __future__ import annotations

from collections.abc import Mapping

Labels = tuple[tuple[str, str], ...]


def labels_from(mapping: Mapping[str, str]) -> Labels:
    """The canonical form of labels: pairs sorted by name."""
    return tuple(sorted(mapping.items()))
