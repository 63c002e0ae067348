"""The desktop app as a process: how it ends, how it meets a second one, and a dying bus."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import pytest

from end2end.patience import during
from fakes.buses import private_bus
from fakes.desktop_program import Program

TICKS = os.sysconf("SC_CLK_TCK")


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    running = Program(os.environ, tmp_path)
    yield running
    running.close()


def cpu_seconds(pid: int) -> float:
    """Return the processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_ends_it_in_good_order_and_in_time(
    program: Program, number: signal.Signals
) -> None:
    program.say("green")
    began = perf_counter()
    program.signal(number)
    assert program.wait() == 0
    assert perf_counter() - began < 3
    assert "Traceback" not in program.errors()


def test_quit_ends_it(program: Program) -> None:
    program.say("green")
    with pytest.raises(AssertionError, match="has ended"):
        program.say("quit")
    assert program.wait() == 0


def test_a_second_start_ends_at_once(program: Program, tmp_path: Path) -> None:
    program.say("green")
    second = Program(os.environ, tmp_path)
    assert second.wait() == 0
    second.close()
    program.say("red")


def test_a_second_start_says_so_when_the_first_hangs(program: Program, tmp_path: Path) -> None:
    program.say("green")
    program.signal(signal.SIGSTOP)
    second = Program(os.environ, tmp_path)
    assert second.wait() == 1
    assert "Downlight is running already but does not answer." in second.errors()
    second.close()
    program.signal(signal.SIGCONT)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads processor time of Linux")
def test_idle_it_uses_no_processor(program: Program) -> None:
    program.say("green")
    program.say("red")
    before = cpu_seconds(program.pid)
    during(1.5, "it lives", lambda: Path(f"/proc/{program.pid}").exists())
    assert cpu_seconds(program.pid) - before < 0.1


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads processor time of Linux")
def test_it_goes_on_without_spinning_when_the_session_bus_dies(tmp_path: Path) -> None:
    with private_bus(tmp_path) as bus:
        env = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": bus.address}
        program = Program(env, tmp_path)
        try:
            program.say("red")
            bus.kill()
            program.say("green")
            before = cpu_seconds(program.pid)
            during(1.5, "it lives", lambda: Path(f"/proc/{program.pid}").exists())
            assert cpu_seconds(program.pid) - before < 0.2
            program.signal(signal.SIGTERM)
            assert program.wait() == 0
        finally:
            program.close()
            bus.start()
