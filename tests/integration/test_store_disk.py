"""The log on real disks that are full, failing, read-only, or somebody else's."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from downlight.domain.history import IncidentFilter
from downlight.store.log import Log
from downlight.store.reader import Reader
from fakes.records import T0, ended, minutes, seen, to_tell, trouble

ALL = IncidentFilter()
TESTS = Path(__file__).parent.parent


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "none", str(disk)], check=True)
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def fill_up(disk: Path) -> Path:
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            return ballast


def ids(path: Path) -> list[int]:
    with closing(Reader.opening(path)) as reader:
        return sorted(reader.ids(ALL))


@pytest.mark.needs_root
def test_a_disk_that_fills_while_running_costs_nothing(small_disk: Path) -> None:
    path = small_disk / "history.sqlite"
    with closing(Log.open(path, lambda: T0)) as log:
        first = log.record(trouble("before"), [seen()]).incident
        ballast = fill_up(small_disk)
        for number in range(60):
            log.record(trouble(f"p{number}"), [seen("x" * 2000)], to_tell(trouble()))
        log.record(ended(first, minutes(2)), [])
        assert "disk is full" in log.trouble
        assert len(ids(path)) < 61
        ballast.unlink()
        log.alive(minutes(3))
        assert log.trouble == ""
        assert ids(path) == list(range(1, 62))
    with closing(Log.open(path, lambda: T0)) as log:
        assert len(log.open_incidents()) == 60


@pytest.mark.needs_root
@pytest.mark.parametrize("existing", [False, True])
def test_a_disk_that_is_full_at_the_start_costs_nothing(small_disk: Path, existing: bool) -> None:
    path = small_disk / "data" / "history.sqlite"
    if existing:
        with closing(Log.open(path, lambda: T0)) as log:
            log.record(trouble("old"), [seen()], to_tell(trouble("old")))
    ballast = fill_up(small_disk)
    with closing(Log.open(path, lambda: T0)) as log:
        assert [it.platform_id for it in log.open_incidents()] == ["old"] * existing
        log.record(trouble("new"), [seen()])
        assert log.trouble != ""
        ballast.unlink()
        log.alive(minutes(1))
        assert log.trouble == ""
    with closing(Log.open(path, lambda: T0)) as log:
        assert {it.platform_id for it in log.open_incidents()} == {"new"} | (
            {"old"} if existing else set()
        )


@pytest.mark.needs_root
def test_closing_on_a_full_disk_leaves_a_whole_file(small_disk: Path) -> None:
    path = small_disk / "history.sqlite"
    log = Log.open(path, lambda: T0)
    for number in range(40):
        log.record(trouble(f"p{number}"), [seen()])
    ballast = fill_up(small_disk)
    log.close()
    ballast.unlink()
    with closing(Log.open(path, lambda: T0)) as again:
        assert again.remark == ""
        assert len(again.open_incidents()) == 40


@pytest.mark.needs_root
def test_a_deleted_file_that_no_longer_fits_is_written_again_later(small_disk: Path) -> None:
    path = small_disk / "history.sqlite"
    with closing(Log.open(path, lambda: T0)) as log:
        for number in range(20):
            log.record(trouble(f"p{number}"), [seen("x" * 5_000)])
        path.unlink()
        ballast = fill_up(small_disk)
        log.alive(minutes(1))
        assert not path.exists()
        ballast.unlink()
        log.alive(minutes(2))
        assert log.trouble == ""
        assert len(ids(path)) == 20
    assert [it.name for it in small_disk.iterdir()] == ["history.sqlite"]


READ_ONLY = """
import os, sys
from pathlib import Path
from downlight.store.log import Log
from downlight.store.reader import Reader
from downlight.domain.history import IncidentFilter
from fakes.records import T0, trouble
path = Path(sys.argv[1])
os.chdir(path.parent)
os.setgid(65534)
os.setuid(65534)
reader = Reader.opening(path)
assert reader.ids(IncidentFilter()) == [1], "the reader"
log = Log.open(path, lambda: T0)
assert [it.platform_id for it in log.open_incidents()] == ["old"], "what was open"
assert log.was_told(1), "what was told"
log.record(trouble("new"), [])
assert "cannot be written" in log.trouble, log.trouble
log.close()
reader.close()
"""


@pytest.mark.needs_root
def test_a_home_that_is_read_only_can_be_read() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "history.sqlite"
        with closing(Log.open(path, lambda: T0)) as log:
            log.record(trouble("old"), [seen()], to_tell(trouble("old")))
        content = path.read_bytes()
        path.chmod(0o444)
        folder.chmod(0o555)
        environment = os.environ | {"PYTHONPATH": str(TESTS)}
        subprocess.run([sys.executable, "-c", READ_ONLY, str(path)], check=True, env=environment)
        assert path.read_bytes() == content
        assert [it.name for it in folder.iterdir()] == ["history.sqlite"]


FAILING = """
import sys
import tempfile
from pathlib import Path
from downlight.store.log import Log
from fakes.records import *
log = Log.open(Path(sys.argv[1]), lambda: T0)
for number in range(8):
    recorded = log.record(trouble(f"p{number}"), [seen("x" * 500)] * 3)
    if not log.trouble:
        sys.stdout.write(f"{recorded.incident.id}\\n")
log.close()
"""


@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace to make calls fail")
@pytest.mark.parametrize("call", ["fdatasync", "pwrite64"])
def test_a_call_that_fails_at_any_moment_tears_nothing(tmp_path: Path, call: str) -> None:
    environment = os.environ | {"PYTHONPATH": str(TESTS)}
    for number in range(1, 40, 6):
        path = tmp_path / str(number) / "history.sqlite"
        inject = f"inject={call}:error=EIO:when={number}+1"
        program = [sys.executable, "-c", FAILING, str(path)]
        done = subprocess.run(
            [
                "strace",
                "-f",
                "-qq",
                "-o",
                "/dev/null",
                "-e",
                f"trace={call}",
                "-e",
                inject,
                *program,
            ],
            check=True,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        said = {int(line) for line in done.stdout.split()}
        with closing(Log.open(path, lambda: T0)) as log:
            assert log.remark == ""
            found = {it.id: len(it.timeline) for it in log.open_incidents()}
        assert said <= set(found)
        assert set(found.values()) <= {3}
