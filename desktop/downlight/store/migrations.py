"""The tables of the log, as numbered steps from an empty file to the newest format."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from downlight.store.schema import EDITS, TABLES
from downlight.store.schema_decisions import DECISIONS

APPLICATION_ID = 0x444C5447
"""Marks the file as ours in its header (sqlite.org/pragma.html#pragma_application_id)."""


@dataclass(frozen=True, slots=True)
class Step:
    """What turns a file of format `version - 1` into one of format `version`."""

    version: int
    statements: tuple[str, ...]
    min_reader: int
    """The oldest format whose readers still understand the file after this step."""


STEPS: tuple[Step, ...] = (
    Step(1, TABLES, min_reader=1),
    Step(2, EDITS, min_reader=1),
    Step(3, DECISIONS, min_reader=1),
)


def newest(steps: Sequence[Step]) -> int:
    """Return the format that `steps` lead to."""
    return max((step.version for step in steps), default=0)


def version_of(connection: sqlite3.Connection) -> int:
    """Return the format of the open file; 0 when it has no tables of ours yet."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def min_reader_of(connection: sqlite3.Connection) -> int:
    """Return the oldest format whose readers understand the open file."""
    row = connection.execute("SELECT value FROM state WHERE key = 'min_reader'").fetchone()
    return version_of(connection) if row is None else int(row[0])


def migrate(connection: sqlite3.Connection, steps: Sequence[Step] = STEPS) -> None:
    """Bring the open file to the newest format; each step is done wholly or not at all."""
    for step in sorted(steps, key=lambda step: step.version):
        if step.version > version_of(connection):
            _take(connection, step)


def _take(connection: sqlite3.Connection, step: Step) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        for statement in step.statements:
            connection.execute(statement)
        connection.execute(
            "INSERT OR REPLACE INTO state (key, value) VALUES ('min_reader', ?)",
            (step.min_reader,),
        )
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {step.version}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
