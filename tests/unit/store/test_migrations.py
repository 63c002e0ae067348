"""Steps from one format to the next: each wholly or not at all."""

import sqlite3
from collections.abc import Iterator

import pytest

from downlight.domain.cause import cause_of
from downlight.domain.status import Reason
from downlight.domain.verdict import Because, Rule
from downlight.store import codec
from downlight.store.migrations import (
    APPLICATION_ID,
    STEPS,
    Step,
    migrate,
    min_reader_of,
    newest,
    version_of,
)

FIRST = Step(1, ("CREATE TABLE state (key TEXT PRIMARY KEY, value INTEGER)",), min_reader=1)
SECOND = Step(2, ("CREATE TABLE a (x)", "CREATE TABLE b (x)"), min_reader=1)
BROKEN = Step(3, ("CREATE TABLE c (x)", "CREATE TABLE a (x)"), min_reader=3)


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    yield connection
    connection.close()


def tables(connection: sqlite3.Connection) -> set[str]:
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE sql > ''")}


def test_every_step_that_is_missing_is_taken_once(connection: sqlite3.Connection) -> None:
    migrate(connection, [FIRST])
    migrate(connection, [SECOND, FIRST])
    migrate(connection, [FIRST, SECOND])
    assert version_of(connection) == 2
    assert min_reader_of(connection) == 1
    assert tables(connection) == {"state", "a", "b"}
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)


def test_a_step_that_fails_leaves_the_format_before_it(connection: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection, [FIRST, SECOND, BROKEN])
    assert version_of(connection) == 2
    assert tables(connection) == {"state", "a", "b"}
    assert not connection.in_transaction


def test_steps_are_numbered_without_holes() -> None:
    assert [step.version for step in STEPS] == list(range(1, newest(STEPS) + 1))
    assert all(step.min_reader <= step.version for step in STEPS)


def test_the_second_format_knows_what_older_incidents_came_of(
    connection: sqlite3.Connection,
) -> None:
    connection.row_factory = sqlite3.Row
    migrate(connection, STEPS[:1])
    told = Because(Rule.OFFICIAL_TROUBLE, {"title": "errors"}, 2.0)
    every = [
        *((Because(Rule.PROBE_FAILED, {"reason": reason.value}, 1.0),) for reason in Reason),
        *((Because(rule, {}, 1.0),) for rule in Rule),
        (told, Because(Rule.NETWORK_FINE, {}, 1.0), Because(Rule.SLOW, {}, 0.5)),
        (),
    ]
    for number, reasons in enumerate(every):
        connection.execute(
            "INSERT INTO incidents (platform_id, platform_name, started_at, confirmed_at,"
            " status, peak_status, scope, reasons, resolved_at)"
            " VALUES ('x', 'X', ?, ?, 'degraded', 'degraded', 'unclear', ?, ?)",
            (number, number, codec.dump_reasons(reasons), number),
        )
    migrate(connection, STEPS)
    found = connection.execute("SELECT cause FROM incidents ORDER BY id").fetchall()
    assert [row["cause"] for row in found] == [cause_of(reasons) for reasons in every]


def test_no_steps_lead_nowhere() -> None:
    assert newest([]) == 0
