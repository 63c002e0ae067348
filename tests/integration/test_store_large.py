"""A log of 100,000 incidents stays quick to list, to open and to write."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from time import process_time

import pytest

from downlight.domain.history import IncidentFilter, SortKey
from downlight.domain.status import Scope, Status
from downlight.store.log import Log
from downlight.store.reader import Reader
from fakes.history_filler import END, PLATFORMS, fill
from fakes.records import ended, seen, to_tell, trouble

COUNT = 100_000
LIMIT = 0.1
"""Seconds of processor time, of the quickest of three: other work on the machine does not count."""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large") / "history.sqlite"
    fill(path, COUNT)
    return path


@pytest.fixture(scope="module")
def reader(path: Path) -> Iterator[Reader]:
    with closing(Reader.opening(path)) as reader:
        yield reader


def quickest(act: Callable[[], object]) -> float:
    times = []
    for _ in range(3):
        started = process_time()
        act()
        times.append(process_time() - started)
    return min(times)


@pytest.mark.parametrize("sort", SortKey)
def test_all_incidents_are_listed_at_once_in_any_order(reader: Reader, sort: SortKey) -> None:
    assert len(reader.ids(IncidentFilter(), sort)) == COUNT
    assert quickest(lambda: reader.ids(IncidentFilter(), sort)) < LIMIT


@pytest.mark.parametrize(
    "wanted",
    [
        IncidentFilter(platform_ids=tuple(PLATFORMS.values())[:3]),
        IncidentFilter(statuses=(Status.MAJOR_OUTAGE,)),
        IncidentFilter(scopes=(Scope.EVERYONE,), since=END - timedelta(days=90)),
        IncidentFilter(text="over capacity"),
        IncidentFilter(text="reference 77777"),
        IncidentFilter(only_open=True),
    ],
)
@pytest.mark.parametrize("sort", [SortKey.STARTED, SortKey.DURATION, SortKey.STATUS])
def test_a_narrowed_list_comes_at_once(
    reader: Reader, wanted: IncidentFilter, sort: SortKey
) -> None:
    assert quickest(lambda: reader.ids(wanted, sort)) < LIMIT


def test_a_page_of_rows_and_a_strip_of_90_days_come_at_once(reader: Reader) -> None:
    ids = reader.ids(IncidentFilter())[50_000:50_100]
    assert quickest(lambda: reader.rows(ids)) < LIMIT / 10
    assert quickest(lambda: reader.spans(["github"], END - timedelta(days=90), END)) < LIMIT / 2


def test_opening_and_writing_do_not_grow_with_the_log(path: Path) -> None:
    started = process_time()
    with closing(Log.open(path, lambda: END)) as log:
        opened = process_time() - started
        recorded = log.record(trouble(start=END), [seen()], to_tell(trouble()))
        log.record(ended(recorded.incident, END), [])
        writing = quickest(lambda: log.record(recorded.incident, [seen()]))
        log.record(ended(recorded.incident, END), [])
    assert opened < LIMIT
    assert writing < LIMIT / 10
