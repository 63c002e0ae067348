"""Filters become conditions that the indexes can answer."""

import sqlite3
from collections.abc import Iterator
from itertools import product

import pytest

from downlight.domain.cause import Cause
from downlight.domain.history import IncidentFilter, SortKey
from downlight.domain.status import Scope, Status
from downlight.store import queries
from downlight.store.database import open_in_memory
from downlight.store.errors import Fault
from fakes.records import T0

FILTERS = (
    IncidentFilter(),
    IncidentFilter(platform_ids=("a", "b")),
    IncidentFilter(since=T0, until=T0),
    IncidentFilter(statuses=(Status.DEGRADED,), scopes=(Scope.EVERYONE,)),
)


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    connection = open_in_memory(Fault.OTHER).connection
    yield connection
    connection.close()


def plan(connection: sqlite3.Connection, query: queries.Query) -> list[str]:
    found = connection.execute(f"EXPLAIN QUERY PLAN {query.sql}", query.params)
    return [row["detail"] for row in found]


@pytest.mark.parametrize(("sort", "descending"), [*product(SortKey, (True, False))])
def test_a_whole_list_comes_from_an_index_in_its_order(
    connection: sqlite3.Connection, sort: SortKey, descending: bool
) -> None:
    steps = plan(connection, queries.ids(IncidentFilter(), sort, descending=descending))
    assert any("USING" in step and "INDEX" in step for step in steps)
    assert not [step for step in steps if "TEMP B-TREE" in step]


@pytest.mark.parametrize(("wanted", "sort"), [*product(FILTERS, SortKey)])
def test_a_narrowed_list_never_touches_the_long_rows(
    connection: sqlite3.Connection, wanted: IncidentFilter, sort: SortKey
) -> None:
    steps = plan(connection, queries.ids(wanted, sort, descending=True))
    (touching,) = [step for step in steps if " incidents" in step]
    exact = ("incidents_by_duration", "incidents_by_severity")  # SQLite does not call them covering
    assert "COVERING INDEX" in touching or touching.endswith(exact)


@pytest.mark.parametrize(("sort", "descending"), [*product(SortKey, (True, False))])
def test_a_further_page_is_looked_up_in_an_index_and_nothing_is_sorted(
    connection: sqlite3.Connection, sort: SortKey, descending: bool
) -> None:
    behind = (1, 1) if sort in (SortKey.STARTED, SortKey.DURATION) else ("a", 1, 1)
    query = queries.page(IncidentFilter(), sort, descending=descending, after=behind, limit=100)
    (step,) = plan(connection, query)
    assert step.startswith("SEARCH incidents USING")


@pytest.mark.parametrize("wanted", [*FILTERS, IncidentFilter(causes=(Cause.SLOW,))])
def test_a_further_page_of_a_narrowed_list_reads_no_long_rows(
    connection: sqlite3.Connection, wanted: IncidentFilter
) -> None:
    query = queries.page(wanted, SortKey.STARTED, descending=True, after=(1, 1), limit=100)
    (touching,) = [step for step in plan(connection, query) if " incidents" in step]
    assert touching.startswith("SEARCH incidents USING COVERING INDEX")


@pytest.mark.parametrize(
    ("text", "search"),
    [
        ("", ""),
        ("  — … %", ""),
        ("Over capacity", '"Over"* "capacity"*'),
        ("don't", '"don"* "t"*'),
        ('say "no" OR *', '"say"* "no"* "OR"*'),
        ("snake_case", '"snake"* "case"*'),
        ("日本 é", '"日本"* "é"*'),
    ],
)
def test_each_word_is_searched_by_its_beginning(text: str, search: str) -> None:
    assert queries.search_words(text) == search


def test_the_delays_of_a_platform_are_looked_up(connection: sqlite3.Connection) -> None:
    steps = plan(connection, queries.Query(queries.DELAYS, ("x",)))
    assert not [step for step in steps if step.startswith("SCAN") or "TEMP B-TREE" in step]
