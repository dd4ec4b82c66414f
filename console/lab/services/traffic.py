"""Invented callers: they keep a service's figures moving at a known rate, with known latencies.

Nothing is sent; what would have come of each request is recorded when it would have ended. A
service that hangs ends none, so its rate falls to nothing, as it would in earnest.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from console.lab.services.service import SLOW_S, Service

PER_SECOND = 500
"""Requests to each service."""
ONE_ERROR_IN = 5_000
"""Requests to one that fails while all is well: 0.02 %."""
_TICK_S = 0.1
# Of each tick's requests: (seconds, share). Their 95th percentile lies between 50 and 75 ms.
_LATENCIES = ((0.012, 0.5), (0.027, 0.3), (0.045, 0.14), (0.07, 0.04), (0.12, 0.02))


def tick(service: Service, number: int) -> list[tuple[int, float, int]]:
    """What one tick's requests come to: (status, seconds, how many); none where it hangs."""
    behaviour = service.behaviour
    if behaviour.hanging:
        return []
    code = 500 if behaviour.failing else 200
    extra = SLOW_S - _LATENCIES[-1][0] if behaviour.slow else 0.0
    size = int(PER_SECOND * _TICK_S)
    ended = [(code, seconds + extra, round(size * share)) for seconds, share in _LATENCIES]
    if code == 200 and number % (ONE_ERROR_IN // size) == 0:
        ended.append((500, _LATENCIES[0][0] + extra, 1))
    return ended


async def traffic(services: Sequence[Service]) -> None:
    """Keep calling until cancelled."""
    loop = asyncio.get_running_loop()
    number, due = 0, loop.time()
    while True:
        number += 1
        due += _TICK_S
        for service in services:
            for code, seconds, times in tick(service, number):
                loop.call_later(seconds, service.figures.record, code, seconds, times)
        await asyncio.sleep(due - loop.time())
