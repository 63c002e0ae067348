"""What holds for every test: a world of its own, the real desktop in turns, no process left."""

import os
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from leftovers import MARK, Leftover, end, mark_this_run, wait_for_all_to_end

IS_WORKER = "PYTEST_XDIST_WORKER" in os.environ

settings.register_profile(
    "house",
    deadline=None,
    database=None,
    print_blob=True,
    # How long drawing takes says something of the machine, nothing of the program.
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("house")

_found: pytest.StashKey[list[Leftover]] = pytest.StashKey()


def _own_world() -> None:
    """Keep tests away from the user's files, desktop and language."""
    world = Path(tempfile.gettempdir()) / f"downlight-tests-{os.environ[MARK]}"
    for name in ("CONFIG", "DATA", "CACHE", "STATE"):
        os.environ[f"XDG_{name}_HOME"] = str(world / name.lower())
    os.environ["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={world}/no-bus"
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["LANG"] = "C.UTF-8"
    for name in ("LANGUAGE", "DISPLAY", "WAYLAND_DISPLAY", "DOWNLIGHT_PROFILE"):
        os.environ.pop(name, None)
    for name in [name for name in os.environ if name.startswith("LC_")]:
        del os.environ[name]
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        os.environ.pop(name, None)
        os.environ.pop(name.lower(), None)


if not IS_WORKER:
    mark_this_run()
_own_world()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> object:
    """Share the tests out by `turns.Turns`."""
    from turns import Turns

    return Turns(config, log)


@pytest.hookimpl(wrapper=True)
def pytest_report_to_serializable() -> Generator[None, Any, Any]:
    """Let what a test wrote reach the controller: workers can send no lone surrogates."""
    report = yield
    return _sendable(report)


def _sendable(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(value, dict):
        return {key: _sendable(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_sendable(each) for each in value)
    return value


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what this machine cannot run, and say why."""
    from end2end.desk import missing_programs

    lacking = missing_programs()
    reason = f"the desktop in a box needs {', '.join(lacking)}: tools/system-packages.sh test"
    for item in items:
        on_desktop = item.get_closest_marker("desktop") is not None
        if on_desktop and lacking:
            item.add_marker(pytest.mark.skip(reason=reason))
        if item.get_closest_marker("needs_root") and os.geteuid() != 0:
            item.add_marker(pytest.mark.skip(reason="needs root"))


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> Iterator[None]:
    """Fail the run when something that it started is still running."""
    result = yield
    if not IS_WORKER:
        left = wait_for_all_to_end(seconds=5)
        session.config.stash[_found] = left
        end(left)
        if left:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
    return result


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name the processes that were left behind."""
    left = terminalreporter.config.stash.get(_found, [])
    if left:
        terminalreporter.section("processes left behind")
        for process in left:
            terminalreporter.line(f"{process.pid} {process.command}")
