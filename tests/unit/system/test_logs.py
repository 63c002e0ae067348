"""The program's own log."""

import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import process_time

import pytest

from downlight.system import logs

log = logging.getLogger("downlight.test")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    root = logging.getLogger()
    before = root.level
    logs.start(tmp_path / "downlight.log", tmp_path / "crash.log")
    yield tmp_path
    logs.stop()
    root.setLevel(before)


def _text(folder: Path) -> str:
    return (folder / "downlight.log").read_text("utf-8")


def test_lines_have_time_level_and_place(folder: Path) -> None:
    log.info("looked at %s", "x")
    assert _text(folder).rstrip().endswith(" INFO downlight.test: looked at x")


def test_secrets_are_not_written_wherever_they_come_from(folder: Path) -> None:
    logs.learn("correct horse")
    log.info("with %s", "correct horse")
    try:
        raise ValueError("https://me:hunter2@example.com")
    except ValueError:
        log.exception("it failed")
    log.info("headers %s", {"authorization": "Bearer hunter2"})
    assert "horse" not in _text(folder)
    assert "hunter2" not in _text(folder)
    assert "ValueError" in _text(folder)


def test_what_strangers_write_cannot_pass_for_a_line_of_ours(folder: Path) -> None:
    log.info("title: %s", "x\n2026-01-01 00:00:00 ERROR downlight: forged\x1b[2J\u2028\ud800")
    lines = _text(folder).splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("    2026-01-01")
    assert "\x1b" not in lines[1]


def test_a_very_long_line_is_cut(folder: Path) -> None:
    log.info("x" * 100_000)
    assert len(_text(folder)) < 10_000


def test_chatty_libraries_are_heard_only_when_something_is_wrong(folder: Path) -> None:
    logging.getLogger("httpx").info("GET https://example.com")
    logging.getLogger("httpcore.connection").debug("connect")
    logging.getLogger("httpx").warning("trouble")
    assert _text(folder).count("\n") == 1


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[logging.Logger]:
    """A logger that only our handler hears."""
    lone = logging.Logger("alone")
    handler = logs.LogFile(tmp_path / "alone.log")
    lone.addHandler(handler)
    yield lone
    handler.close()


def test_a_line_that_cannot_be_made_is_lost_and_nothing_else(
    alone: logging.Logger, tmp_path: Path
) -> None:
    alone.info("%d", "no number")
    alone.info("goes on")
    assert (tmp_path / "alone.log").read_text().count("\n") == 1


def test_a_flood_stays_small_and_cheap(alone: logging.Logger, tmp_path: Path) -> None:
    begun = process_time()
    for n in range(20_000):
        alone.error("failure %d", n)
    took = process_time() - begun
    assert (tmp_path / "alone.log").stat().st_size < 10_000
    assert took < 4  # 0.2 s where nothing else runs


def test_many_places_cannot_fill_the_disk(alone: logging.Logger, tmp_path: Path) -> None:
    (handler,) = alone.handlers
    assert isinstance(handler, logs.LogFile)
    assert (handler.maxBytes, handler.backupCount) == (1_000_000, 2)
    handler.maxBytes = 10_000  # as true of little files as of large ones
    for n in range(200):
        text = f"{n} " + "y" * 300
        alone.handle(logging.LogRecord("x", logging.INFO, f"/m{n}.py", n, text, None, None))
    sizes = [path.stat().st_size for path in tmp_path.glob("alone.log*")]
    assert len(sizes) == 3
    assert max(sizes) <= handler.maxBytes


def test_starting_again_changes_the_file_and_doubles_nothing(folder: Path) -> None:
    logs.start(folder / "other.log", folder / "crash.log")
    log.info("once")
    assert (folder / "other.log").read_text().count("once") == 1
    assert not (folder / "downlight.log").exists()


def test_where_nothing_can_be_written_the_program_runs_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    logs.start(tmp_path / "file" / "x.log", tmp_path / "file" / "crash.log")
    log.info("into nothing")
    logs.stop()
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_crash_of_the_interpreter_leaves_its_last_words(tmp_path: Path) -> None:
    (tmp_path / "crash.log").write_text("old\n" * 100_000)
    code = (
        "import ctypes, sys\nfrom pathlib import Path\nfrom downlight.system import logs\n"
        "folder = Path(sys.argv[1])\n"
        "logs.start(folder / 'downlight.log', folder / 'crash.log')\n"
        "ctypes.string_at(0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, timeout=60, check=False
    )
    assert done.returncode != 0
    assert (tmp_path / "crash.log").read_text().startswith("Fatal Python error")
