"""One Downlight per profile, also after crashes and in a rush."""

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from downlight.qt.instance import Instance, Start, socket_path

PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer
from downlight.qt.instance import Instance, Start
app = QCoreApplication([])
instance = Instance(Path(sys.argv[1]), "p")
instance.asked.connect(lambda token: print("asked", token, flush=True))
start = instance.begin(sys.argv[2] if len(sys.argv) > 2 else "")
print(start, flush=True)
if start is Start.FIRST:
    QTimer.singleShot(30_000, app.quit)
    app.exec()
"""


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("run")


@pytest.fixture
def processes() -> Iterator[list[subprocess.Popen[str]]]:
    running: list[subprocess.Popen[str]] = []
    yield running
    for process in running:
        process.kill()
        process.communicate()


def start(
    processes: list[subprocess.Popen[str]], folder: Path, *arguments: str
) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", PROGRAM, str(folder), *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    processes.append(process)
    return process


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_the_first_is_the_first(qtbot: QtBot, folder: Path) -> None:
    instance = Instance(folder, "p")
    assert instance.begin() is Start.FIRST
    instance.end()
    again = Instance(folder, "p")
    assert again.begin() is Start.FIRST
    again.end()


def test_a_second_start_makes_the_first_come_forward(
    processes: list[subprocess.Popen[str]], folder: Path
) -> None:
    first = start(processes, folder)
    assert line(first) == "first"
    second = start(processes, folder, "a-token")
    assert line(second) == "shown"
    assert line(first) == "asked a-token"
    assert second.wait(10) == 0


def test_after_kill_9_the_next_is_first(
    processes: list[subprocess.Popen[str]], folder: Path
) -> None:
    first = start(processes, folder)
    assert line(first) == "first"
    first.send_signal(signal.SIGKILL)
    first.wait(10)
    assert Path(socket_path(folder, "p")).exists(), "the socket of the dead one lies about"
    assert line(start(processes, folder)) == "first"


def test_of_many_at_once_one_is_first(processes: list[subprocess.Popen[str]], folder: Path) -> None:
    for _ in range(6):
        start(processes, folder)
    words = sorted(line(process) for process in processes)
    assert words == ["first", *["shown"] * 5]


def test_a_first_that_hangs_is_told_in_time(
    qtbot: QtBot, processes: list[subprocess.Popen[str]], folder: Path
) -> None:
    first = start(processes, folder)
    assert line(first) == "first"
    first.send_signal(signal.SIGSTOP)
    try:
        assert Instance(folder, "p").begin(within=300) is Start.SILENT
    finally:
        first.send_signal(signal.SIGCONT)


def test_profiles_know_nothing_of_each_other(qtbot: QtBot, folder: Path) -> None:
    one, other = Instance(folder, "one"), Instance(folder, "other")
    assert one.begin() is Start.FIRST
    assert other.begin() is Start.FIRST
    one.end()
    other.end()


def test_a_folder_with_a_long_name_is_no_obstacle(tmp_path: Path) -> None:
    deep = tmp_path / ("x" * 100)
    deep.mkdir()
    path = socket_path(deep, "p")
    assert len(path) <= 100
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(path)
    Path(path).unlink()


def test_strange_requests_do_nothing(qtbot: QtBot, folder: Path) -> None:
    instance = Instance(folder, "p")
    heard: list[str] = []
    instance.asked.connect(heard.append)
    assert instance.begin() is Start.FIRST
    caller = QLocalSocket()
    caller.connectToServer(socket_path(folder, "p"))
    assert caller.waitForConnected(2000)
    for request in (b"quit\n", b"\xff\xfe\n", b"show"):
        caller.write(request)
    caller.flush()
    caller.disconnectFromServer()
    with qtbot.waitSignal(instance.asked, raising=False, timeout=200):
        pass
    assert heard == []
    instance.end()


def test_where_nothing_can_be_written_every_start_is_a_first_one(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = str(tmp_path / "gone")
    monkeypatch.setattr("tempfile.tempdir", gone)
    instance = Instance(tmp_path / "nowhere", "p")
    assert instance.begin(within=100) is Start.FIRST
    instance.end()
