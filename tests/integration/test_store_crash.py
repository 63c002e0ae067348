"""The log after kill -9: whole, and with everything that it had said to have."""

import os
import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from itertools import count
from pathlib import Path

from downlight.store import database, migrations
from downlight.store.database import open_log
from downlight.store.log import Log
from downlight.store.migrations import STEPS
from fakes.dying_upgrade import UPGRADE
from fakes.records import T0, trouble

TESTS = Path(__file__).parent.parent
ROUNDS = 10


def child(program: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(TESTS / "fakes" / program), *arguments],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(TESTS)},
    )


def written_until_killed(path: Path, lines: int) -> list[int]:
    """Let a process write, kill it after `lines` lines, return the ids it said were in the log."""
    with child("log_writer.py", str(path)) as process:
        assert process.stdout is not None
        opening = process.stdout.readline()
        said = [process.stdout.readline() for _ in range(lines)]
        process.kill()
        said += process.stdout.readlines()
    assert opening == "open\n"
    assert "" not in said, "it ended before it was killed"
    return [int(line) for line in said if line.endswith("\n")]


def test_whatever_was_said_to_be_in_the_log_is_there_after_kill_9(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite"
    chance = random.Random(7)
    said: set[int] = set()
    for _ in range(ROUNDS):
        said.update(written_until_killed(path, chance.randrange(1, 40)))
        with closing(sqlite3.connect(path)) as found:
            assert found.execute("PRAGMA quick_check").fetchall() == [("ok",)]
            assert found.execute("PRAGMA foreign_key_check").fetchall() == []
            ids = {key for (key,) in found.execute("SELECT id FROM incidents")}
            torn = found.execute(
                "SELECT id FROM incidents WHERE"
                " (SELECT count(*) FROM notifications WHERE incident_id = incidents.id) <> 1 OR"
                " (SELECT count(*) FROM entries WHERE incident_id = incidents.id)"
                " <> iif(resolved_at IS NULL, 3, 4)"
            ).fetchall()
        assert said <= ids
        assert torn == []
    assert len(said) > ROUNDS


def test_an_upgrade_that_dies_anywhere_leaves_the_old_format_or_the_new(tmp_path: Path) -> None:
    old, new = STEPS[-1].version, UPGRADE[-1].version
    for statement in count():
        path = tmp_path / str(statement) / "history.sqlite"
        with closing(Log.open(path, lambda: T0)) as log:
            log.record(trouble(), [])
        with child("dying_upgrade.py", str(path), str(statement)) as process:
            process.wait()
        with closing(sqlite3.connect(path)) as found:
            version = migrations.version_of(found)
            names = {name for (name,) in found.execute("SELECT name FROM sqlite_schema")}
        assert version in (old, new)
        assert ("extra" in names, "incidents_by_scope" in names) == (version == new, version == old)
        finished = open_log(path, lambda: T0, UPGRADE)
        assert finished.connection.execute("SELECT count(*) FROM extra").fetchone()[0] == 1
        database.close(finished.connection)
        if process.returncode == 0:
            break
    assert version == new
    assert statement > len(UPGRADE[-1].statements)
