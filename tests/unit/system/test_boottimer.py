"""Waiting for a moment that sleep does not postpone."""

import asyncio
import sys
from pathlib import Path

import pytest

from downlight.system.boottimer import steady_seconds, wait_until


def _wait(ahead: float | None, *, woken: bool = False) -> None:
    async def story() -> None:
        wake = asyncio.Event()
        if woken:
            asyncio.get_running_loop().call_soon(wake.set)
        async with asyncio.timeout(10):
            await wait_until(None if ahead is None else steady_seconds() + ahead, wake)

    asyncio.run(story())


def test_steady_seconds_only_grow() -> None:
    first = steady_seconds()
    assert steady_seconds() >= first


@pytest.mark.parametrize("ahead", [0.02, 0.0, -5.0, -1e9])
def test_the_wait_ends_at_its_moment_or_at_once(ahead: float) -> None:
    begun = steady_seconds()
    _wait(ahead)
    assert steady_seconds() >= begun + ahead


@pytest.mark.parametrize("ahead", [None, 1e9])
def test_the_wait_ends_when_woken(ahead: float | None) -> None:
    _wait(ahead, woken=True)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_no_descriptor_is_left_open() -> None:
    _wait(0.0)
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(20):
        _wait(0.001)
        _wait(1e6, woken=True)
    assert len(list(Path("/proc/self/fd").iterdir())) == before
