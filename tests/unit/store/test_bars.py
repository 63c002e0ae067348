"""Bars: what touches a window, from an index alone."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from downlight.domain.history import Bar
from downlight.store import bars
from downlight.store.database import open_in_memory
from downlight.store.errors import Fault
from downlight.store.log import Log
from downlight.store.reader import Reader
from fakes.records import T0, ended, minutes, trouble


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    connection = open_in_memory(Fault.OTHER).connection
    yield connection
    connection.close()


@pytest.mark.parametrize(
    ("sql", "params"),
    [
        (bars.LONGEST, (1,)),
        (bars.ENDED, ("x", 1, 2, 1)),
        (bars.OPEN, ("x", 2)),
    ],
)
def test_no_question_reads_all_incidents(
    connection: sqlite3.Connection, sql: str, params: tuple[object, ...]
) -> None:
    steps = [row["detail"] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", params)]
    assert all(step.startswith("SEARCH") for step in steps), steps


def test_bars_are_the_incidents_that_touch_the_window(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite"
    with closing(Log.open(path, lambda: T0)) as log, closing(Reader.opening(path)) as reader:
        for begin, end in ((0, 5), (10, 200), (60, 70), (300, 310)):
            told = log.record(trouble(start=minutes(begin)), []).incident
            log.record(ended(told, minutes(end)), [])
        log.record(trouble("y", minutes(100)), [])
        found = reader.bars(["x", "y", "z"], minutes(50), minutes(250))
    second = T0.timestamp()
    assert found == {
        "x": [
            Bar(2, second + 600, second + 12_000, 4),
            Bar(3, second + 3_600, second + 4_200, 4),
        ],
        "y": [Bar(5, second + 6_000, float("inf"), 4)],
    }
