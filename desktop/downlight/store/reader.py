"""Reads the log through a connection of its own, while the writer writes."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Self

from downlight.domain.gap import Gap
from downlight.domain.history import (
    Bar,
    DecisionRow,
    IncidentFilter,
    IncidentRow,
    IncidentSpan,
    Key,
    Page,
    SortKey,
)
from downlight.domain.incident import Incident, TimelineEntry
from downlight.domain.uptime import Span
from downlight.store import bars, codec, decisions, queries, rows
from downlight.store.view import View, location_of

Row = sqlite3.Row

_CHUNK = 200
"""Whole incidents held at once."""

_LAST = datetime.max.replace(tzinfo=UTC)


class Reader:
    """Answers questions to the log; implements `domain.history.HistorySource`.

    Every method raises HistoryUnavailable where the log cannot be read. A file that does not
    exist yet reads as empty, and as what it holds as soon as it is there.
    """

    def __init__(self, location: Callable[[], str]) -> None:
        self._view = View(location)

    @classmethod
    def opening(cls, path: Path) -> Self:
        """Return a reader of the log at `path`; touches nothing yet."""
        return cls(lambda: location_of(path))

    def ids(
        self, wanted: IncidentFilter, sort: SortKey = SortKey.STARTED, *, descending: bool = True
    ) -> Sequence[int]:
        """Return the ids of all incidents that fit, in order. An open one lasts longest."""
        query = queries.ids(wanted, sort, descending=descending)
        found = self._rows(query.sql, *query.params)
        return codec.load_numbers(found[0][0]) if found else []

    def page(
        self,
        wanted: IncidentFilter,
        sort: SortKey = SortKey.STARTED,
        *,
        descending: bool = True,
        after: Key | None = None,
        limit: int,
    ) -> Page:
        """Return a piece of what `ids` returns: about `limit` ids from behind `after` on."""
        if not queries.is_paged(wanted, sort):
            return Page(self.ids(wanted, sort, descending=descending), None)
        query = queries.page(wanted, sort, descending=descending, after=after, limit=limit)
        found = self._rows(query.sql, *query.params)
        last = (*tuple(found[-1])[1:], found[-1][0]) if len(found) == limit else None
        return Page([row[0] for row in found], last)

    def rows(self, ids: Sequence[int]) -> Sequence[IncidentRow]:
        """Return these incidents as rows, in the order of `ids`; unknown ids are left out."""
        found = self._rows(_heads(rows.ROW_COLUMNS), codec.dump(list(ids)))
        by_id = {row["id"]: row for row in found}
        return [rows.incident_row(by_id[key]) for key in ids if key in by_id]

    def incident(self, incident_id: int) -> Incident | None:
        """Return one incident with its timeline and notices."""
        return next(iter(self._whole([incident_id])), None)

    def incidents(self, wanted: IncidentFilter) -> Iterator[Incident]:
        """Yield whole incidents, the newest first, without holding them all."""
        ids = self.ids(wanted)
        for start in range(0, len(ids), _CHUNK):
            yield from self._whole(ids[start : start + _CHUNK])

    def spans(
        self, platform_ids: Sequence[str], since: datetime, until: datetime
    ) -> Sequence[IncidentSpan]:
        """Return the incidents of these platforms that touch [since, until), oldest first."""
        found = self._rows(
            f"SELECT {rows.SPAN_COLUMNS} FROM incidents"  # noqa: S608 - own columns
            " WHERE platform_id IN (SELECT value FROM json_each(?)) AND started_at < ?"
            " AND (resolved_at IS NULL OR resolved_at > ?) ORDER BY started_at, id",
            codec.dump_words(platform_ids),
            codec.micros(until),
            codec.micros(since),
        )
        return [rows.span(row) for row in found]

    def bars(
        self, platform_ids: Sequence[str], since: datetime, until: datetime
    ) -> Mapping[str, Sequence[Bar]]:
        """Return the incidents that touch [since, until) by platform, oldest first."""
        query = partial(bars.read, since=codec.micros(since), until=codec.micros(until))
        found = {
            key: self._view.ask(partial(query, platform_id=key), bars.NONE) for key in platform_ids
        }
        return {key: got for key, got in found.items() if got}

    def deleted(self, since: datetime, until: datetime) -> Mapping[str, int]:
        """Return how many incidents that began in [since, until) the user deleted, by platform."""
        found = self._rows(
            "SELECT platform_id, count(*) FROM edits WHERE kind = 'deleted' AND undone_at IS NULL"
            " AND started_at >= ? AND started_at < ? GROUP BY platform_id",
            codec.micros(since),
            codec.micros(until),
        )
        return {str(key): int(count) for key, count in found}

    def delays(self, platform_id: str) -> Sequence[float | None]:
        """Return how many seconds the status page was behind, of up to 200 incidents for everyone.

        None is an incident that it never told of; those during which it was not read are missing.
        """
        found = self._rows(queries.DELAYS, platform_id)
        return [row["delay"] for row in found if row["heard"]]

    def gaps(self, since: datetime, until: datetime) -> Sequence[Gap]:
        """Return the spans without measurement that touch [since, until), oldest first."""
        found = self._rows(
            f"SELECT {rows.GAP_COLUMNS} FROM gaps WHERE started_at < ?"  # noqa: S608 - own columns
            " AND (ended_at IS NULL OR ended_at > ?) ORDER BY started_at, id",
            codec.micros(until),
            codec.micros(since),
        )
        return [rows.gap(row) for row in found]

    def watched(self, platform_id: str) -> Sequence[Span]:
        """Return the spans in which the platform was a favourite; the last may end at max."""
        found = self._rows(
            "SELECT started_at, ended_at FROM watching WHERE platform_id = ?"
            " ORDER BY started_at, id",
            platform_id,
        )
        return [(codec.moment(start), codec.moment_or_none(end) or _LAST) for start, end in found]

    def platforms(self) -> Sequence[tuple[str, str]]:
        """Return id and newest name of each platform in the log, by name."""
        found = self._rows("SELECT id, name FROM platforms")
        return sorted(((key, name) for key, name in found), key=lambda it: (it[1].casefold(), it))

    def notifications(self, limit: int) -> Sequence[DecisionRow]:
        """Return the last `limit` decisions to speak or to be silent, the newest first."""
        return [decisions.row(row) for row in self._rows(decisions.LAST, limit)]

    def decisions(self, incident_id: int) -> Sequence[DecisionRow]:
        """Return the decisions about one incident, the oldest first."""
        return [decisions.row(row) for row in self._rows(decisions.OF_INCIDENT, incident_id)]

    def close(self) -> None:
        """Let go of the file."""
        self._view.close()

    def _whole(self, ids: Sequence[int]) -> list[Incident]:
        empty: list[Incident] = []
        return self._view.ask(partial(_whole, ids=ids), empty)

    def _rows(self, sql: str, *params: object) -> list[Row]:
        empty: list[Row] = []
        return self._view.ask(lambda connection: _fetch(connection, sql, *params), empty)


_ENTRIES = (
    f"SELECT {rows.ENTRY_COLUMNS} FROM entries"  # noqa: S608 - own columns
    " WHERE incident_id IN (SELECT value FROM json_each(?)) ORDER BY incident_id, id"
)


def _heads(columns: str) -> str:
    """Incidents by number, as one parameter: SQLite limits how many there may be."""
    return f"SELECT {columns} FROM incidents WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608 - own columns


def _fetch(connection: sqlite3.Connection, sql: str, *params: object) -> list[Row]:
    return connection.execute(sql, params).fetchall()


def _whole(connection: sqlite3.Connection, ids: Sequence[int]) -> list[Incident]:
    """Return incidents with the evidence that stood there at the same moment."""
    numbers = codec.dump(list(ids))
    connection.execute("BEGIN")
    heads = _fetch(connection, _heads(rows.INCIDENT_COLUMNS), numbers)
    entries = _fetch(connection, _ENTRIES, numbers)
    connection.execute("COMMIT")
    timelines: dict[int, list[TimelineEntry]] = {}
    for row in entries:
        timelines.setdefault(row["incident_id"], []).append(rows.entry(row))
    found = {row["id"]: row for row in heads}
    return [rows.incident(found[key], timelines.get(key, ())) for key in ids if key in found]
