"""Invented callers: they keep a service's figures moving at a known rate, with known latencies.

Nothing is sent; what would have come of each request is recorded when it would have ended. A
service that hangs ends none, so its rate falls to nothing, as it would in earnest.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from console.lab.services.metric import ENDPOINTS
from console.lab.services.service import SLOW_S, Service

PER_SECOND = 1_250
"""Requests to each service."""
ONE_ERROR_IN = 5_000
"""Requests to one that fails while all is well: 0.02 %."""
ONE_NOT_FOUND_IN = 500
"""Requests to one that asks for what is not there."""
_TICK_S = 0.1
# Of each tick's requests: (seconds, share). Their 95th percentile lies between 50 and 75 ms.
_LATENCIES = ((0.012, 0.5), (0.027, 0.3), (0.045, 0.14), (0.07, 0.04), (0.12, 0.02))
# Endpoints take turns, some more often than others.
_TURNS = (*ENDPOINTS, ENDPOINTS[0], ENDPOINTS[0])

Ended = tuple[int, float, int, str]
"""What came of some requests: status, seconds, how many, and their endpoint."""


def tick(service: Service, number: int) -> list[Ended]:
    """What one tick's requests come to; nothing where the service hangs."""
    behaviour = service.behaviour
    if behaviour.hanging:
        return []
    extra = SLOW_S - _LATENCIES[-1][0] if behaviour.slow else 0.0
    size = int(PER_SECOND * _TICK_S)
    usual = 500 if behaviour.failing else 200
    ended = [
        (usual, seconds + extra, round(size * share), _TURNS[(number + row) % len(_TURNS)])
        for row, (seconds, share) in enumerate(_LATENCIES)
    ]
    if not behaviour.failing:
        odd = {500: ONE_ERROR_IN, 404: ONE_NOT_FOUND_IN}
        ended += [
            (code, _LATENCIES[0][0] + extra, 1, _TURNS[number % len(_TURNS)])
            for code, one_in in odd.items()
            if number % (one_in // size) == 0
        ]
    return ended


async def traffic(services: Sequence[Service]) -> None:
    """Keep calling until cancelled."""
    loop = asyncio.get_running_loop()
    number, due = 0, loop.time()
    while True:
        number += 1
        due += _TICK_S
        for service in services:
            for code, seconds, times, endpoint in tick(service, number):
                loop.call_later(seconds, service.figures.record, code, seconds, times, endpoint)
        await asyncio.sleep(due - loop.time())
