"""Changes are encoded when they are made, and run when they can."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace

import pytest

from downlight.domain.gap import Gap
from downlight.domain.status import GapReason
from downlight.store import writes
from downlight.store.database import open_in_memory
from downlight.store.errors import Fault
from fakes.records import T0, seen, trouble


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    connection = open_in_memory(Fault.OTHER).connection
    yield connection
    connection.close()


def evidence(connection: sqlite3.Connection) -> str:
    return str(connection.execute("SELECT evidence FROM incidents").fetchone()[0])


def test_evidence_to_search_holds_each_line_once(connection: sqlite3.Connection) -> None:
    incident = replace(trouble(), id=1)
    entries = [seen("a\nb"), replace(seen("b"), matched="c")]
    writes.incident(incident, entries)(connection)
    writes.incident(incident, [seen("c"), seen("d")])(connection)
    assert evidence(connection) == "a\nb\nc\nd"


def test_evidence_to_search_is_bounded_and_the_timeline_is_not(
    connection: sqlite3.Connection,
) -> None:
    incident = replace(trouble(), id=1)
    writes.incident(incident, [seen(f"{number} " * 1_000) for number in range(9)])(connection)
    assert len(evidence(connection)) == writes.EVIDENCE_LIMIT
    assert connection.execute("SELECT count(*) FROM entries").fetchone()[0] == 9


def test_a_change_that_cannot_be_encoded_fails_when_it_is_made() -> None:
    with pytest.raises(TypeError):
        writes.incident(replace(trouble(), id=1, started_at=T0.replace(tzinfo=None)), [])
    with pytest.raises(TypeError):
        writes.state("alive", T0.replace(tzinfo=None))


def test_text_that_sqlite_cannot_hold_is_mended(connection: sqlite3.Connection) -> None:
    entry = replace(seen("a\0b \udc80"), http_status=2**70, latency=float("nan"))
    writes.incident(replace(trouble(), id=1), [entry])(connection)
    row = connection.execute("SELECT text, http_status, latency FROM entries").fetchone()
    assert tuple(row) == ("ab ?", None, None)


def test_a_second_open_gap_of_the_same_platform_is_none(connection: sqlite3.Connection) -> None:
    for platform_id in (None, "x", None, "x"):
        writes.gap(Gap(GapReason.OFFLINE, T0, platform_id=platform_id))(connection)
    assert connection.execute("SELECT count(*) FROM gaps").fetchone()[0] == 2


def test_steps_together_run_in_their_order(connection: sqlite3.Connection) -> None:
    writes.together(writes.mute("x", T0), writes.mute("x", None))(connection)
    assert connection.execute("SELECT count(*) FROM mutes").fetchone()[0] == 0


def test_the_mark_of_a_running_log_can_be_set_again(connection: sqlite3.Connection) -> None:
    for _ in range(2):
        writes.running()(connection)
    assert connection.execute("SELECT value FROM state WHERE key = 'running'").fetchall()
