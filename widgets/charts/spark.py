"""A trend in a row of blocks."""

from __future__ import annotations

from collections.abc import Sequence

_BLOCKS = "▁▂▃▄▅▆▇█"
_HEADROOM = 1.5


def spark(values: Sequence[float], width: int, limit: float | None = None) -> str:
    """The last `width` values as blocks, from nought (or the least) upwards.

    With a limit, a block's height is its share of the limit: a series far under it stays low, so
    that noise does not look like news. Without one, the greatest value stands at two thirds.
    Fewer values than room are padded on the left. Where all blocks are alike there are none: what
    does not move is no news, and drawing it longer with each reading costs a slow line most.
    """
    shown = list(values)[-width:]
    if not shown:
        return " " * width
    low = min(0.0, *shown) if len(shown) > 1 else min(0.0, shown[0])
    high = max(*shown, limit) if limit is not None else max(*shown, max(shown) * _HEADROOM)
    extent = high - low
    if extent <= 0:
        return " " * width
    top = len(_BLOCKS) - 1
    blocks = "".join(_BLOCKS[round((value - low) / extent * top)] for value in shown)
    return (blocks if blocks.strip(blocks[0]) else "").rjust(width)
