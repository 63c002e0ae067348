"""Questions to the log, while somebody else writes it."""

import contextlib
import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from time import process_time

import pytest

from downlight.domain.gap import Gap
from downlight.domain.history import (
    HistorySource,
    HistoryUnavailable,
    IncidentFilter,
    IncidentRow,
    SortKey,
)
from downlight.domain.incident import TimelineEntry
from downlight.domain.notify import (
    NotifyReason,
)
from downlight.domain.status import GapReason, Scope, Source, Status
from downlight.store.log import Log
from downlight.store.reader import Reader
from fakes.history_filler import END, NAMES, fill
from fakes.records import T0, ended, minutes, platform, seen, to_tell, trouble

ALL = IncidentFilter()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite"


@pytest.fixture
def log(path: Path) -> Iterator[Log]:
    with contextlib.closing(Log.open(path, lambda: T0)) as log:
        yield log


@pytest.fixture
def reader(path: Path) -> Iterator[Reader]:
    with contextlib.closing(Reader.opening(path)) as reader:
        yield reader


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    path = tmp_path_factory.mktemp("full") / "history.sqlite"
    fill(path, 2_000)
    with contextlib.closing(Reader.opening(path)) as reader:
        yield reader


def test_a_log_that_is_not_there_reads_as_empty_until_it_is(path: Path, reader: Reader) -> None:
    source: HistorySource = reader
    assert source.ids(ALL) == []
    assert source.rows([1]) == []
    assert source.incident(1) is None
    assert list(source.incidents(ALL)) == []
    assert source.spans(["x"], T0, minutes(9)) == []
    assert source.gaps(T0, minutes(9)) == []
    assert source.watched("x") == []
    assert source.platforms() == []
    assert reader.notifications(9) == []
    with contextlib.closing(Log.open(path, lambda: T0)) as log:
        log.record(trouble(), [])
        assert source.ids(ALL) == [1]


def test_a_reader_touches_nothing(path: Path, reader: Reader) -> None:
    reader.ids(ALL)
    assert list(path.parent.iterdir()) == []


def test_an_incident_is_read_as_it_was_written(log: Log, reader: Reader) -> None:
    entries = [seen("first"), seen("second", minutes(1))]
    recorded = log.record(trouble(note="mine"), entries)
    assert reader.incident(1) == replace(recorded.incident, timeline=tuple(entries))


def test_a_row_tells_the_evidence_that_opened_the_incident(log: Log, reader: Reader) -> None:
    calm = seen("all is well", status=Status.OPERATIONAL)
    recorded = log.record(trouble(), [calm, seen("the server answered 503"), seen("later")])
    log.record(recorded.incident, [seen("much later")])
    assert reader.rows([7, 1]) == [
        IncidentRow(
            id=1,
            platform_id="x",
            platform_name="X",
            started_at=T0,
            resolved_at=None,
            peak_status=Status.MAJOR_OUTAGE,
            scope=Scope.EVERYONE,
            summary="the server answered 503",
            note="",
            because=recorded.incident.reasons[0],
        )
    ]


def test_a_summary_comes_with_the_first_bad_evidence_even_if_that_is_late(
    log: Log, reader: Reader
) -> None:
    recorded = log.record(trouble(), [])
    log.record(recorded.incident, [seen("at last")])
    assert [row.summary for row in reader.rows([1])] == ["at last"]


def test_rows_come_in_the_order_that_was_asked_for(full: Reader) -> None:
    asked = [5, 1999, 3, 40]
    assert [row.id for row in full.rows(asked)] == asked


@pytest.mark.parametrize(
    ("sort", "ascending"),
    [
        (SortKey.STARTED, ["b", "a", "c"]),
        (SortKey.DURATION, ["c", "b", "a"]),
        (SortKey.PLATFORM, ["a", "b", "c"]),
        (SortKey.STATUS, ["c", "b", "a"]),
        (SortKey.SCOPE, ["c", "b", "a"]),
    ],
)
@pytest.mark.parametrize("wanted", [ALL, IncidentFilter(text="answered")])
def test_a_list_can_be_ordered_by_each_column(
    log: Log, reader: Reader, sort: SortKey, ascending: list[str], wanted: IncidentFilter
) -> None:
    everyone, unclear, just_you = Scope.EVERYONE, Scope.UNCLEAR, Scope.JUST_YOU
    for name, start, end, status, scope in (
        ("a", 20, None, Status.MAJOR_OUTAGE, unclear),
        ("B", 10, 14, Status.PARTIAL_OUTAGE, just_you),
        ("c", 30, 31, Status.DEGRADED, everyone),
    ):
        about = trouble(name.lower(), minutes(start), name=name, status=status, scope=scope)
        log.record(about if end is None else replace(about, resolved_at=minutes(end)), [seen()])
    for descending in (False, True):
        ids = reader.ids(wanted, sort, descending=descending)
        found = [row.platform_id for row in reader.rows(ids)]
        assert found == (ascending[::-1] if descending else ascending)


def names(reader: Reader, wanted: IncidentFilter) -> list[str]:
    return sorted(row.platform_id for row in reader.rows(reader.ids(wanted)))


def test_a_list_can_be_narrowed(log: Log, reader: Reader) -> None:
    log.record(trouble("a", minutes(10)), [])
    log.record(trouble("b", minutes(10), end=minutes(20), status=Status.DEGRADED), [])
    log.record(trouble("c", minutes(30), end=minutes(40), scope=Scope.JUST_YOU), [])
    assert names(reader, IncidentFilter(platform_ids=("a", "c", "nobody"))) == ["a", "c"]
    assert names(reader, IncidentFilter(statuses=(Status.DEGRADED,))) == ["b"]
    assert names(reader, IncidentFilter(scopes=(Scope.JUST_YOU, Scope.UNCLEAR))) == ["c"]
    assert names(reader, IncidentFilter(only_open=True)) == ["a"]
    assert names(reader, IncidentFilter(since=minutes(20))) == ["a", "b", "c"]
    assert names(reader, IncidentFilter(since=minutes(21))) == ["a", "c"]
    assert names(reader, IncidentFilter(until=minutes(30))) == ["a", "b"]
    assert names(reader, IncidentFilter(since=minutes(21), until=minutes(30))) == ["a"]
    assert names(reader, IncidentFilter(only_open=True, statuses=(Status.DEGRADED,))) == []


@pytest.mark.parametrize(
    "text",
    [
        "git", "GITHUB", "over capacity", "capac OVER", "github capacity", "ärger", "arger",
        "503", "called", "don't", "  over   ", "over — capacity", "first second",
    ],
)  # fmt: skip
def test_words_are_found_in_name_evidence_and_note(log: Log, reader: Reader, text: str) -> None:
    about = trouble("github", name="GitHub")
    entry = replace(seen("Ärger: first, 503"), matched="Over capacity")
    recorded = log.record(about, [entry])
    log.record(recorded.incident, [seen("second")])
    log.write_note(1, "don't worry, called them")
    assert reader.ids(IncidentFilter(text=text)) == [1]


@pytest.mark.parametrize("text", ["hub", "nothing", "over nothing", "%", "worry*"])
def test_words_that_do_not_all_begin_a_word_there_find_nothing_else(
    log: Log, reader: Reader, text: str
) -> None:
    log.record(trouble("github", name="GitHub"), [seen("over capacity")])
    log.record(trouble("other"), [seen("100 % of it")])
    expected = [2, 1] if text == "%" else []
    assert sorted(reader.ids(IncidentFilter(text=text)), reverse=True) == expected


@pytest.mark.parametrize("text", ['"', "'", "a AND", "NEAR(", "-x", "note:", "*", "^a", "\ud800"])
def test_signs_that_mean_something_to_the_index_mean_nothing_to_people(
    log: Log, reader: Reader, text: str
) -> None:
    log.record(trouble(), [seen("plain")])
    assert reader.ids(IncidentFilter(text=text)) in ([], [1])


def test_a_changed_note_is_found_under_its_new_words_only(log: Log, reader: Reader) -> None:
    log.record(trouble(note="before"), [])
    log.write_note(1, "after")
    assert reader.ids(IncidentFilter(text="before")) == []
    assert reader.ids(IncidentFilter(text="after")) == [1]


def test_forgotten_incidents_are_not_found(log: Log, reader: Reader) -> None:
    log.record(ended(trouble(), minutes(1)), [seen("needle")])
    log.forget_before(minutes(9))
    assert reader.ids(IncidentFilter(text="needle")) == []


def test_incidents_come_whole_the_newest_first(full: Reader) -> None:
    ids = full.ids(ALL)
    whole = list(full.incidents(ALL))
    assert [it.id for it in whole] == ids
    assert all(len(it.timeline) == 3 for it in whole)
    assert full.incident(ids[0]) == whole[0]
    starts = [it.started_at for it in whole]
    assert starts == sorted(starts, reverse=True)


def test_spans_are_those_that_touch_the_window(log: Log, reader: Reader) -> None:
    log.record(trouble("a", minutes(0), end=minutes(10)), [])
    log.record(trouble("a", minutes(15), end=minutes(30)), [])
    log.record(trouble("b", minutes(16)), [])
    log.record(trouble("a", minutes(40), end=minutes(50)), [])
    log.record(trouble("c", minutes(16)), [])
    found = reader.spans(["a", "b"], minutes(10), minutes(40))
    assert [(it.platform_id, it.started_at) for it in found] == [
        ("a", minutes(15)),
        ("b", minutes(16)),
    ]


def test_gaps_are_those_that_touch_the_window(log: Log, reader: Reader) -> None:
    log.add_gap(Gap(GapReason.OFFLINE, minutes(0), minutes(10)))
    log.add_gap(Gap(GapReason.OFFLINE, minutes(5), minutes(11), "x"))
    log.open_gap(GapReason.PAUSED, minutes(20))
    assert reader.gaps(minutes(10), minutes(20)) == [
        Gap(GapReason.OFFLINE, minutes(5), minutes(11), "x")
    ]
    assert reader.gaps(minutes(10), minutes(21))[-1] == Gap(GapReason.PAUSED, minutes(20))


def test_platforms_are_ordered_as_people_read(log: Log, reader: Reader) -> None:
    log.watching([platform("z", "zoom"), platform("a", "Gmail")], T0)
    log.record(trouble("x", name="Twitter"), [])
    log.record(ended(trouble("y", name="apple"), minutes(3)), [])
    assert [name for _, name in reader.platforms()] == ["apple", "Gmail", "Twitter", "zoom"]


def test_a_new_name_of_a_platform_is_told(log: Log, reader: Reader) -> None:
    recorded = log.record(trouble("x", name="Twitter"), [])
    log.record(replace(recorded.incident, platform_name="X"), [])
    assert reader.platforms() == [("x", "X")]


def test_words_of_a_later_version_are_read_as_the_neutral_ones(
    log: Log, reader: Reader, path: Path
) -> None:
    log.record(trouble(), [seen()], to_tell(trouble()))
    log.open_gap(GapReason.ASLEEP, minutes(1))
    with contextlib.closing(sqlite3.connect(path)) as later, later:
        later.execute("UPDATE entries SET kind = 'dream', source = 'oracle', reason = 'gremlins'")
        later.execute("UPDATE notifications SET kind = 'song', reason = 'whim'")
        later.execute("UPDATE gaps SET reason = 'holiday'")
    incident = reader.incident(1)
    assert incident is not None
    (entry,) = incident.timeline
    assert (entry.kind.value, entry.source, entry.reason) == ("note", None, None)
    assert reader.notifications(1)[0].reason is NotifyReason.SUPPRESSED_MINOR
    assert reader.gaps(T0, minutes(9))[0].reason is GapReason.NOT_RUNNING


def test_reading_goes_on_beside_an_open_write(log: Log, reader: Reader, path: Path) -> None:
    log.record(trouble(), [])
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE incidents SET note = 'half done'")
        assert [row.note for row in reader.rows([1])] == [""]
        other.execute("COMMIT")
        assert [row.note for row in reader.rows([1])] == ["half done"]


def test_a_reader_sees_whole_transactions_from_its_own_thread(log: Log, reader: Reader) -> None:
    torn: list[int] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            torn.extend(it.id or 0 for it in reader.incidents(ALL) if len(it.timeline) != 2)

    thread = threading.Thread(target=read)
    thread.start()
    for number in range(100):
        log.record(trouble(f"p{number}", minutes(number)), [seen(), seen("again")])
    done.set()
    thread.join()
    assert torn == []
    assert len(reader.ids(ALL)) == 100


def test_a_reader_cannot_write(log: Log, reader: Reader) -> None:
    log.record(trouble(), [])
    with pytest.raises(HistoryUnavailable):
        reader._rows("DELETE FROM incidents")


def test_the_filler_writes_what_the_log_would(full: Reader) -> None:
    assert len(full.ids(ALL)) == 2_000
    assert {name for _, name in full.platforms()} == set(NAMES)
    assert all(
        it.resolved_at and it.started_at < it.resolved_at <= END for it in full.incidents(ALL)
    )
    assert full.ids(IncidentFilter(text="reference 1999")) == [1999]
    assert len(full.notifications(9_999)) == 2_000
    started = process_time()
    full.ids(ALL)
    assert process_time() - started < 0.1


@pytest.mark.parametrize("sort", SortKey)
@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize(
    "wanted", [ALL, IncidentFilter(scopes=(Scope.EVERYONE,)), IncidentFilter(text="capacity")]
)
def test_pages_joined_are_the_whole_list(
    full: Reader, wanted: IncidentFilter, sort: SortKey, descending: bool
) -> None:
    joined: list[int] = []
    page = full.page(wanted, sort, descending=descending, limit=300)
    joined += page.ids
    while page.next is not None:
        page = full.page(wanted, sort, descending=descending, after=page.next, limit=300)
        joined += page.ids
    assert joined == full.ids(wanted, sort, descending=descending)


def test_how_late_a_status_page_was_is_told_of_each_incident_for_everyone(
    log: Log, reader: Reader
) -> None:
    def official(status: Status, at: float) -> TimelineEntry:
        return replace(seen("", minutes(at), status), source=Source.OFFICIAL)

    for number, (scope, entries) in enumerate(
        [
            (Scope.EVERYONE, [official(Status.OPERATIONAL, 1), official(Status.DEGRADED, 12)]),
            (Scope.EVERYONE, [official(Status.OPERATIONAL, 61)]),
            (Scope.EVERYONE, [seen("", minutes(121))]),
            (Scope.JUST_YOU, [official(Status.OPERATIONAL, 181)]),
        ]
    ):
        told = log.record(trouble(start=minutes(60 * number), scope=scope), entries).incident
        log.record(ended(told, minutes(60 * number + 30)), [])
    assert reader.delays("x") == [None, 720.0]
    assert reader.delays("y") == []
