"""Asks many endpoints at once by httpx alone: as little as ``check`` could possibly do."""

from __future__ import annotations

import asyncio
import json
import sys

import httpx


async def main(address: str, count: int) -> None:
    """Ask, and print the statuses."""
    limits = httpx.Limits(max_connections=48, max_keepalive_connections=0)  # a new connection each, as ours
    async with httpx.AsyncClient(limits=limits, trust_env=False, timeout=30) as client:
        answers = await asyncio.gather(*(client.get(f"{address}/{number}") for number in range(count)))
    print(json.dumps([answer.status_code for answer in answers]))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
