"""The clock sleeps without waking up, and does without the kernel's timer when it must."""

import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

_IDLE = """
import asyncio, resource
from datetime import timedelta
from pathlib import Path
from downlight.system.clock import SystemClock

def switches():
    return sum(
        int(line.split()[1]) for line in Path("/proc/self/status").read_text().splitlines()
        if "ctxt_switches" in line and not line.startswith("nonvoluntary")
    )

async def run():
    clock = SystemClock()
    await clock.wait(clock.now(), asyncio.Event(), busy=False)
    before, cpu = switches(), resource.getrusage(resource.RUSAGE_SELF)
    await clock.wait(clock.now() + timedelta(seconds={seconds}), asyncio.Event(), busy=False)
    after = resource.getrusage(resource.RUSAGE_SELF)
    print(switches() - before, after.ru_utime + after.ru_stime - cpu.ru_utime - cpu.ru_stime)

asyncio.run(run())
"""

_NO_DESCRIPTORS = """
import asyncio, os, resource
from datetime import timedelta
from downlight.system.clock import SystemClock

async def run():
    clock = SystemClock()
    until = clock.now() + timedelta(seconds=0.05)
    free = os.dup(0)
    os.close(free)
    resource.setrlimit(resource.RLIMIT_NOFILE, (free, free))
    await clock.wait(until, asyncio.Event(), busy=False)
    print(clock.now() >= until)

asyncio.run(run())
"""


def _python(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_waiting_costs_one_sleep_and_no_time_of_the_processor() -> None:
    switches, cpu = _python(_IDLE.format(seconds=2)).split()
    assert int(switches) <= 3
    assert float(cpu) < 0.02


def test_without_a_free_descriptor_the_wait_still_ends_when_due() -> None:
    assert _python(_NO_DESCRIPTORS) == "True\n"
