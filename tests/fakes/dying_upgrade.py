"""A process that upgrades a log and kills itself before one of its statements.

Run as: python dying_upgrade.py FILE NUMBER
"""

import os
import signal
import sqlite3
import sys
from itertools import count

from downlight.store.migrations import STEPS, Step, migrate

UPGRADE = (
    *STEPS,
    Step(
        STEPS[-1].version + 1,
        (
            "CREATE TABLE extra (incident_id INTEGER PRIMARY KEY, weight REAL) STRICT",
            "INSERT INTO extra SELECT id, 1.5 FROM incidents",
            "ALTER TABLE platforms ADD COLUMN homepage TEXT",
            "DROP INDEX incidents_by_scope",
        ),
        min_reader=1,
    ),
)


def main() -> None:
    connection = sqlite3.connect(sys.argv[1], isolation_level=None)
    statements = count()

    def die_in_time(_: str) -> None:
        if next(statements) == int(sys.argv[2]):
            os.kill(os.getpid(), signal.SIGKILL)

    connection.set_trace_callback(die_in_time)
    migrate(connection, UPGRADE)
    connection.close()


if __name__ == "__main__":
    main()
