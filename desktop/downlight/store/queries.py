"""An incident filter as the conditions of a query."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from downlight.domain.history import IncidentFilter, Key, SortKey
from downlight.store import codec
from downlight.store.schema import DURATION, SEVERITY

_ORDER = {
    SortKey.STARTED: ("started_at",),
    SortKey.DURATION: (DURATION,),
    SortKey.PLATFORM: ("platform_name COLLATE NOCASE", "started_at"),
    SortKey.STATUS: ("severity", "started_at"),
    SortKey.SCOPE: ("scope", "started_at"),
}
"""Each order has an index of exactly these columns; ids break ties."""

_IN_WIDE_INDEX = {"severity": f"({SEVERITY})"}
"""What a column is worked out from where the wide indexes do not hold it."""

_TOKEN = re.compile(r"[^\W_]+")
"""What the index takes for a word (sqlite.org/fts5.html#unicode61_tokenizer)."""


DELAYS = """
SELECT (SELECT count(*) FROM entries WHERE incident_id = i.id AND source = 'official') AS heard,
    (SELECT max(0, min(at) - i.started_at) / 1e6 FROM entries WHERE incident_id = i.id
        AND source = 'official' AND kind = 'observation'
        AND status IN ('degraded', 'partial_outage', 'major_outage')) AS delay
FROM incidents AS i INDEXED BY incidents_by_platform
WHERE platform_id = ? AND scope = 'everyone' ORDER BY started_at DESC LIMIT 200
"""
"""How late the provider's own page was, of a platform's newest incidents."""


@dataclass(frozen=True, slots=True)
class Query:
    """A statement and its parameters."""

    sql: str
    params: tuple[object, ...]


def ids(wanted: IncidentFilter, sort: SortKey, *, descending: bool) -> Query:
    """Return the query for the ids that fit, in order, as one JSON list.

    The list is made in SQLite: a hundred thousand rows cost five times as much one by one.
    """
    conditions = [*_conditions(wanted)]
    where = f" WHERE {' AND '.join(it.sql for it in conditions)}" if conditions else ""
    columns = _ORDER[sort] if sort is SortKey.STARTED or not conditions else _sorted(sort)
    direction = "DESC" if descending else "ASC"
    order = ", ".join(f"{column} {direction}" for column in (*columns, "id"))
    params = tuple(param for it in conditions for param in it.params)
    ordered = f"SELECT id FROM incidents{where} ORDER BY {order}"  # noqa: S608 - own columns
    return Query(f"SELECT json_group_array(id) FROM ({ordered})", params)  # noqa: S608 - own columns


def page(
    wanted: IncidentFilter, sort: SortKey, *, descending: bool, after: Key | None, limit: int
) -> Query:
    """Return the query for `limit` ids from behind `after` on, each with what it is ordered by.

    It begins by looking up where `after` stands in the index of the order, so that the thousandth
    page costs what the first does.
    """
    columns = _ORDER[sort]
    conditions = [*_conditions(wanted), *_behind(columns, after, descending=descending)]
    where = f" WHERE {' AND '.join(it.sql for it in conditions)}" if conditions else ""
    direction = "DESC" if descending else "ASC"
    order = ", ".join(f"{column} {direction}" for column in (*columns, "id"))
    params = tuple(param for it in conditions for param in it.params)
    sql = f"SELECT id, {', '.join(columns)} FROM incidents{where} ORDER BY {order} LIMIT ?"  # noqa: S608 - own columns
    return Query(sql, (*params, limit))


def is_paged(wanted: IncidentFilter, sort: SortKey) -> bool:
    """Whether an index gives what is wanted in order; else it is cheaper to order all at once."""
    return (sort is SortKey.STARTED and not wanted.text) or wanted == IncidentFilter()


def _behind(columns: tuple[str, ...], after: Key | None, *, descending: bool) -> Iterable[Query]:
    if after is None:
        return
    sign = "<" if descending else ">"
    # The planner does not see through a row of values that holds an expression, but through this.
    yield Query(f"{columns[0]} {sign}= ?", after[:1])
    marks = ", ".join("?" * (len(columns) + 1))
    yield Query(f"({', '.join((*columns, 'id'))}) {sign} ({marks})", after)


def _sorted(sort: SortKey) -> tuple[str, ...]:
    """Return the columns so that no index offers them in order.

    Filtering from a wide index and sorting what is left is faster than walking an index in order
    and looking each row up.
    """
    return tuple(f"+{_IN_WIDE_INDEX.get(column, column)}" for column in _ORDER[sort])


def _conditions(wanted: IncidentFilter) -> Iterable[Query]:
    if wanted.platform_ids:
        yield _one_of("platform_id", wanted.platform_ids)
    if wanted.statuses:
        yield _one_of("peak_status", wanted.statuses)
    if wanted.scopes:
        yield _one_of("+scope", wanted.scopes)  # the plus keeps it from the narrow index
    if wanted.causes:
        yield _one_of("cause", wanted.causes)
    if wanted.only_open:
        yield Query("resolved_at IS NULL", ())
    if wanted.since is not None:
        yield Query("(resolved_at IS NULL OR resolved_at >= ?)", (codec.micros(wanted.since),))
    if wanted.until is not None:
        yield Query("started_at < ?", (codec.micros(wanted.until),))
    if words := search_words(wanted.text):
        yield Query("id IN (SELECT rowid FROM search WHERE search MATCH ?)", (words,))


def _one_of(column: str, values: Iterable[str]) -> Query:
    """One parameter for any number of values: SQLite limits the number of parameters."""
    return Query(f"{column} IN (SELECT value FROM json_each(?))", (codec.dump_words(values),))  # noqa: S608 - own columns


def search_words(text: str) -> str:
    """Return a search in which each word of `text` must begin a word of the incident's text.

    Upper and lower case and accents do not matter; empty when there is nothing to look for.
    """
    return " ".join(f'"{token}"*' for token in _TOKEN.findall(codec.clean(text)))
