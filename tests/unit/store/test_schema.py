"""The tables take every word we have and refuse what cannot be."""

import sqlite3
from collections.abc import Iterator
from enum import StrEnum

import pytest

from downlight.domain.incident import EntryKind
from downlight.domain.notify import NotificationKind, NotifyReason, Outcome
from downlight.domain.status import GapReason, Reason, Scope, Source, Status
from downlight.store.database import open_in_memory
from downlight.store.errors import Fault
from downlight.store.schema import TABLES

INCIDENT = (
    "INSERT INTO incidents (platform_id, platform_name, started_at, confirmed_at, status,"
    " peak_status, scope) VALUES ('x', 'X', 5, 5, 'degraded', 'degraded', 'unclear')"
)


@pytest.fixture
def tables() -> Iterator[sqlite3.Connection]:
    connection = open_in_memory(Fault.OTHER).connection
    connection.execute(INCIDENT)
    connection.execute(
        "INSERT INTO entries (incident_id, at, kind, text) VALUES (1, 5, 'note', '')"
    )
    connection.execute(
        "INSERT INTO notifications (incident_id, decided_at, reason) VALUES (1, 5, 'a')"
    )
    connection.execute("INSERT INTO gaps (reason, started_at) VALUES ('asleep', 5)")
    yield connection
    connection.close()


@pytest.mark.parametrize(
    ("column", "words"),
    [
        ("incidents.status", Status),
        ("incidents.peak_status", Status),
        ("incidents.scope", Scope),
        ("entries.kind", EntryKind),
        ("entries.source", Source),
        ("entries.status", Status),
        ("entries.reason", Reason),
        ("notifications.reason", NotifyReason),
        ("notifications.about", NotificationKind),
        ("notifications.outcome", Outcome),
        ("gaps.reason", GapReason),
    ],
)
def test_every_word_fits_its_column(
    tables: sqlite3.Connection, column: str, words: type[StrEnum]
) -> None:
    table, name = column.split(".")
    for word in words:
        tables.execute(f"UPDATE {table} SET {name} = ?", (word,))


def test_every_kind_of_notification_fits(tables: sqlite3.Connection) -> None:
    for kind in NotificationKind:
        tables.execute(
            "UPDATE notifications SET kind = ?, group_key = 'k', payload = '{}'", (kind,)
        )


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE incidents SET status = 'molten'",
        "UPDATE incidents SET scope = ''",
        "UPDATE incidents SET resolved_at = 4",
        "UPDATE incidents SET reasons = '{'",
        "UPDATE incidents SET started_at = 'noon'",
        "UPDATE entries SET kind = 'Two words'",
        "UPDATE entries SET incident_id = 9",
        "UPDATE notifications SET kind = 'down'",
        "UPDATE gaps SET ended_at = 4",
        INCIDENT,
        "INSERT INTO gaps (reason, started_at) VALUES ('offline', 6)",
    ],
)
def test_what_cannot_be_is_refused(tables: sqlite3.Connection, change: str) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        tables.execute(change)


def test_every_table_is_strict() -> None:
    created = [sql for sql in TABLES if sql.lstrip().startswith("CREATE TABLE")]
    assert created
    assert [sql for sql in created if "STRICT" not in sql] == []


def test_an_incident_takes_what_belongs_to_it_along(tables: sqlite3.Connection) -> None:
    tables.execute("DELETE FROM incidents")
    for table in ("entries", "notifications"):
        assert tables.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 0


def test_severity_is_the_order_of_the_words(tables: sqlite3.Connection) -> None:
    for status in Status:
        tables.execute("UPDATE incidents SET peak_status = ?", (status,))
        (severity,) = tables.execute("SELECT severity FROM incidents").fetchone()
        assert severity == status.severity
