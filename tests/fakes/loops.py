"""Runs a scene of a test in an event loop of its own, and never for long."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

Result = TypeVar("Result")


def play(scene: Coroutine[Any, Any, Result], limit: float = 20.0) -> Result:
    """Return what `scene` returns; fail after `limit` seconds, and when tasks are left behind."""

    async def watched() -> Result:
        async with asyncio.timeout(limit):
            result = await scene
        left = {task for task in asyncio.all_tasks() if task is not asyncio.current_task()}
        if left:  # asyncio's own, that end a little later
            _, left = await asyncio.wait(left, timeout=1)
        assert not left, left
        return result

    return asyncio.run(watched())
