"""The user's edits as steps: what stood there before is kept, so that each can be taken back."""

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from functools import partial

from downlight.domain.edits import Correction
from downlight.domain.incident import Incident
from downlight.store import codec, writes
from downlight.store.writes import Connection, Step

_ENDED = "id = ? AND resolved_at IS NOT NULL"
_SAID = "peak_status, scope, cause, said_cause, started_at, confirmed_at, resolved_at, edited_at"
"""The columns of an incident that a correction changes."""
_HEAD = (
    "id, platform_id, platform_name, status, summary, note, evidence, component_ids, reasons,"
    f" notices, {_SAID}"
)
_ENTRY = "at, kind, text, source, check_id, status, reason, http_status, matched, latency"
_NOTIFICATION = (
    "id, incident_id, platform_id, platform_name, decided_at, reason, about, kind, group_key,"
    " payload, topic, held_until, shown_at, bubble, outcome, told_in"
)

_WHOLE = f"SELECT {_HEAD} FROM incidents WHERE {_ENDED}"  # noqa: S608 - own columns
_CORRECTABLE = f"SELECT id, platform_id, {_SAID} FROM incidents WHERE {_ENDED}"  # noqa: S608 - own columns


def delete(incident_id: int, token: str, at: datetime) -> Step:
    """Take out an incident that has ended; one that has not stays."""
    return partial(_delete, incident_id, (codec.clean(token), codec.micros(at)))


def correct(incident_id: int, said: Correction, token: str, at: datetime) -> Step:
    """Write what the user says of an incident that has ended; one that has not stays."""
    started = codec.micros(said.started_at)
    values = {
        "peak_status": said.status,
        "scope": said.scope,
        "cause": said.cause,
        "said_cause": said.cause,
        "started_at": started,
        "resolved_at": max(codec.micros(said.resolved_at), started),
        "edited_at": codec.micros(at),
        "id": incident_id,
    }
    return partial(_correct, values, (codec.clean(token), codec.micros(at)))


def take_in(incidents: Sequence[Incident], token: str, at: datetime) -> Step:
    """Write ended incidents with ids that come from a file."""
    return writes.together(*(_taken_in(one, token, at) for one in incidents))


def undo(token: str, at: datetime) -> Step:
    """Take back the edits of a token, the last one first."""
    return partial(_undo, codec.clean(token), codec.micros(at))


def _delete(incident_id: int, stamp: tuple[str, int], connection: Connection) -> None:
    head = _one(connection, _WHOLE, incident_id)
    if head is None:
        return
    before = {
        "incident": dict(head),
        "entries": _all(connection, _ENTRY, "entries", incident_id),
        "notifications": _all(connection, _NOTIFICATION, "notifications", incident_id),
    }
    _keep(connection, stamp, "deleted", head, before)
    connection.execute("DELETE FROM incidents WHERE id = ?", (incident_id,))


def _correct(values: dict[str, object], stamp: tuple[str, int], connection: Connection) -> None:
    head = _one(connection, _CORRECTABLE, values["id"])
    if head is None:
        return
    _keep(connection, stamp, "corrected", head, dict(head))
    connection.execute(
        "UPDATE incidents SET peak_status = :peak_status, scope = :scope, cause = :cause,"
        " said_cause = :said_cause, started_at = :started_at, resolved_at = :resolved_at,"
        " confirmed_at = min(max(confirmed_at, :started_at), :resolved_at),"
        " edited_at = :edited_at WHERE id = :id",
        values,
    )


def _taken_in(one: Incident, token: str, at: datetime) -> Step:
    stamp = codec.clean(token), codec.micros(at)
    return writes.together(
        writes.incident(one, one.timeline),
        partial(_mark_taken_in, one.id, one.said_cause, stamp),
    )


def _mark_taken_in(
    incident_id: int | None, cause: str | None, stamp: tuple[str, int], connection: Connection
) -> None:
    connection.execute(
        "UPDATE incidents SET edited_at = ?, said_cause = ?, cause = coalesce(?, cause)"
        " WHERE id = ?",
        (stamp[1], cause, cause, incident_id),
    )
    head = _one(
        connection, "SELECT id, platform_id, started_at FROM incidents WHERE id = ?", incident_id
    )
    if head is not None:
        _keep(connection, stamp, "imported", head, None)


def _undo(token: str, at: int, connection: Connection) -> None:
    found = connection.execute(
        "SELECT id, kind, incident_id, before FROM edits WHERE token = ? AND undone_at IS NULL"
        " ORDER BY id DESC",
        (token,),
    ).fetchall()
    for edit_id, kind, incident_id, before in found:
        _BACK[kind](incident_id, codec.load_object(before), connection)
        connection.execute("UPDATE edits SET undone_at = ? WHERE id = ?", (at, edit_id))


def _bring_back(incident_id: int, before: codec.Json, connection: Connection) -> None:
    head = before.get("incident")
    if not isinstance(head, dict):
        return
    _insert(connection, "incidents", _HEAD, head)
    for entry in _dicts(before, "entries"):
        _insert(
            connection, "entries", f"incident_id, {_ENTRY}", {"incident_id": incident_id} | entry
        )
    for told in _dicts(before, "notifications"):
        _insert(connection, "notifications", _NOTIFICATION, told)
    names = {str(head["platform_id"]): str(head["platform_name"])}
    writes.platforms(names)(connection)


def _say_as_before(incident_id: int, before: codec.Json, connection: Connection) -> None:
    sets = ", ".join(f"{column} = :{column}" for column in _SAID.split(", "))
    connection.execute(f"UPDATE incidents SET {sets} WHERE id = :id", dict(before))  # noqa: S608 - own columns


def _take_out(incident_id: int, _before: codec.Json, connection: Connection) -> None:
    connection.execute(f"DELETE FROM incidents WHERE {_ENDED}", (incident_id,))  # noqa: S608 - own text


_BACK = {"deleted": _bring_back, "corrected": _say_as_before, "imported": _take_out}


def _keep(
    connection: Connection,
    stamp: tuple[str, int],
    kind: str,
    head: sqlite3.Row,
    before: codec.Json | None,
) -> None:
    connection.execute(
        "INSERT INTO edits (token, at, kind, incident_id, platform_id, started_at, before)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            *stamp,
            kind,
            head["id"],
            head["platform_id"],
            head["started_at"],
            None if before is None else codec.dump(before),
        ),
    )


def _one(connection: Connection, sql: str, number: object) -> sqlite3.Row | None:
    found: sqlite3.Row | None = connection.execute(sql, (number,)).fetchone()
    return found


def _all(
    connection: Connection, columns: str, table: str, incident_id: int
) -> list[dict[str, object]]:
    sql = f"SELECT {columns} FROM {table} WHERE incident_id = ? ORDER BY id"  # noqa: S608 - own columns
    return [dict(row) for row in connection.execute(sql, (incident_id,))]


def _insert(connection: Connection, table: str, columns: str, row: codec.Json) -> None:
    names = columns.split(", ")
    places = ", ".join(f":{name}" for name in names)
    values = {name: row.get(name) for name in names}
    connection.execute(f"INSERT INTO {table} ({columns}) VALUES ({places})", values)  # noqa: S608 - own columns


def _dicts(value: codec.Json, key: str) -> list[dict[str, object]]:
    items = value.get(key)
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
