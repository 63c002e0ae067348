"""Waits for something that another process does, no longer than it takes."""

import time
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")


class WaitedInVainError(AssertionError):
    """What was waited for did not come."""


def until(seconds: float, what: str, probe: Callable[[], Found]) -> Found:
    """Return the first true answer of `probe`, or fail naming `what` after `seconds`."""
    limit = time.perf_counter() + seconds
    while True:
        found = probe()
        if found:
            return found
        if time.perf_counter() >= limit:
            raise WaitedInVainError(
                f"waited {seconds:g} s in vain for {what}; last seen: {found!r}"
            )
        time.sleep(0.05)


def during(seconds: float, what: str, probe: Callable[[], object]) -> None:
    """Fail if `probe` stops being true within `seconds`: for what must not happen."""
    limit = time.perf_counter() + seconds
    while time.perf_counter() < limit:
        assert probe(), f"no longer true: {what}"
        time.sleep(0.1)
