"""Saving settings is all or nothing, whatever happens to the process and the disk."""

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from downlight.system.settings_file import SettingsFile

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="signals and strace")

_SAVE_FOR_EVER = """
import sys
from pathlib import Path
from downlight.domain.settings import Favourite
from downlight.system.settings_file import SettingsFile

file = SettingsFile(Path(sys.argv[1]))
settings, _ = file.load()
print("ready", flush=True)
while True:
    for name in "ab":
        settings = settings.with_muted(name, muted=not settings.favourites[0].muted)
        file.save(settings)
        print(end=".", flush=True)
"""

_SAVE_ONCE = """
import sys
from pathlib import Path
from downlight.domain.faults import SettingsRefused
from downlight.system.settings_file import SettingsFile

file = SettingsFile(Path(sys.argv[1]))
try:
    file.change(lambda settings: settings.with_muted("a", muted=True))
except SettingsRefused as refused:
    print(refused)
"""

GOOD = '# keep me\n[[favourite]]\nid = "a"\n\n[[favourite]]\nid = "b"\n'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "settings.toml"
    file.write_text(GOOD)
    return file


def test_a_process_killed_while_saving_leaves_a_whole_file(path: Path) -> None:
    for attempt in range(6):
        command = [sys.executable, "-c", _SAVE_FOR_EVER, str(path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
            process.stdout.read(attempt * 3)  # let it save a few times: each time fewer or more
            process.send_signal(signal.SIGKILL)
        settings, problems = SettingsFile(path).load()
        assert problems == ()
        assert [one.id for one in settings.favourites] == ["a", "b"]
        assert path.read_text().startswith("# keep me\n")


@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
@pytest.mark.parametrize(("calls", "error"), [("fsync", "EIO"), ("rename,renameat2", "ENOSPC")])
def test_a_disk_that_fails_leaves_the_file_as_it_was_and_is_told(
    path: Path, calls: str, error: str
) -> None:
    trace = str(path.parent / "trace")
    fault = ["-e", f"trace={calls}", "-e", f"inject={calls}:error={error}"]
    _expect_refusal(path, ["strace", "-f", "-qq", "-o", trace, *fault], _SAVE_ONCE)


def test_a_disk_that_fills_up_half_way_leaves_the_file_as_it_was_and_is_told(path: Path) -> None:
    little = "import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))\n"
    _expect_refusal(path, [], little + _SAVE_ONCE)


def _expect_refusal(path: Path, wrapper: list[str], code: str) -> None:
    done = subprocess.run(
        [*wrapper, sys.executable, "-c", code, str(path)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"Not saved: {path}: ")
    assert path.read_text() == GOOD
    assert not list(path.parent.glob(".settings.toml.*"))
