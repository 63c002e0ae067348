"""Waits for a moment that sleep does not postpone, without waking up in between."""

import asyncio
import contextlib
import ctypes
import os
import sys
import time
from collections.abc import Iterator

_CLOCK_BOOTTIME = 7
_TFD_TIMER_ABSTIME = 1


def steady_seconds() -> float:
    """Return seconds since boot, sleep included, by a clock that nobody sets."""
    if sys.platform == "linux":
        seconds = time.clock_gettime(time.CLOCK_BOOTTIME)
    elif sys.platform == "darwin":  # time.monotonic stands still there while the machine sleeps
        seconds = time.clock_gettime(time.CLOCK_MONOTONIC)
    else:
        seconds = time.monotonic()  # noqa: TID251 - the clock adapter reads the machine's clocks
    return seconds


async def wait_until(moment: float | None, wake: asyncio.Event) -> None:
    """Return at `moment` of `steady_seconds` (None: never) or as soon as `wake` is set.

    On Linux the kernel's timer counts the time asleep, so that it fires right after resume.
    Elsewhere, and without a free file descriptor, the loop's own timers are used.
    """
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(None) as limit:
            with _alarm(moment, limit):
                await wake.wait()


@contextlib.contextmanager
def _alarm(moment: float | None, limit: asyncio.Timeout) -> Iterator[None]:
    loop = asyncio.get_running_loop()
    if moment is None:
        yield
        return
    try:
        timer = _open_timer(moment)
    except OSError:
        limit.reschedule(loop.time() + max(0.0, moment - steady_seconds()))
        yield
        return

    def fire() -> None:
        # Once: the descriptor stays readable, and a limit that expires cannot be moved again.
        loop.remove_reader(timer)
        limit.reschedule(loop.time())

    loop.add_reader(timer, fire)
    try:
        yield
    finally:
        loop.remove_reader(timer)
        os.close(timer)


class _TimeSpec(ctypes.Structure):
    _fields_ = (("seconds", ctypes.c_long), ("nanoseconds", ctypes.c_long))


class _TimerSpec(ctypes.Structure):
    _fields_ = (("interval", _TimeSpec), ("value", _TimeSpec))


def _open_timer(moment: float) -> int:
    """Return a descriptor that is readable from `moment` on. Raises OSError where none is.

    The os module knows timerfd only from Python 3.13 on.
    """
    libc = _libc()
    flags = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
    timer: int = libc.timerfd_create(_CLOCK_BOOTTIME, flags)
    if timer < 0:
        raise OSError(ctypes.get_errno(), "timerfd_create")
    whole, part = divmod(max(moment, 1e-3), 1.0)  # zero would disarm it
    spec = _TimerSpec(_TimeSpec(0, 0), _TimeSpec(int(whole), int(part * 1e9)))
    if libc.timerfd_settime(timer, _TFD_TIMER_ABSTIME, ctypes.byref(spec), None) < 0:
        problem = ctypes.get_errno()
        os.close(timer)
        raise OSError(problem, "timerfd_settime")
    return timer


def _libc() -> ctypes.CDLL:
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        if hasattr(libc, "timerfd_create"):
            return libc
    raise OSError("this system has no timerfd")
