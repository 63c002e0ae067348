"""What the engine asks the log while it runs, held in memory so that a bad disk cannot lie."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from downlight.domain.incident import Incident, TimelineEntry
from downlight.domain.notify import Notification
from downlight.store import codec, decisions, rows

REMEMBERED = 200
"""Bubbles of which is known when and what they were."""


@dataclass(slots=True)
class Recall:
    """The living part of the log: all that may still change."""

    next_incident: int = 1
    next_notification: int = 1
    incidents: dict[int, Incident] = field(default_factory=dict)
    """The open ones, without their timelines."""
    timelines: dict[int, list[TimelineEntry]] = field(default_factory=dict)
    told: set[int] = field(default_factory=set)
    """The incidents of which something was told: open ones, and those of this run."""
    unshown: dict[int, Notification] = field(default_factory=dict)
    bubbles: dict[str, int] = field(default_factory=dict)
    """The last bubble by group key: of open incidents, and of this run."""
    standing: dict[str, Notification] = field(default_factory=dict)
    """What was last shown under each group key: of late, and in this run."""
    shows: list[datetime] = field(default_factory=list)
    """When bubbles were shown, the last REMEMBERED of them."""
    topics: set[str] = field(default_factory=set)
    """What was decided in this run of what is told once only."""
    mutes: dict[str, datetime] = field(default_factory=dict)
    paused_until: datetime | None = None
    alive: datetime | None = None
    gap_is_open: bool = False
    watched: dict[str, str] = field(default_factory=dict)
    """Names of the watched platforms by id."""

    def id_for(self, incident: Incident) -> int:
        """Return the incident's id, a new one if it has none.

        Raises ValueError when the platform has another open incident.
        """
        others = (
            key for key, it in self.incidents.items() if it.platform_id == incident.platform_id
        )
        if incident.is_open and next((key for key in others if key != incident.id), None):
            raise ValueError(f"{incident.platform_id} has an open incident already")
        return self.new_incident_id() if incident.id is None else incident.id

    def new_incident_id(self) -> int:
        """Return an id that no incident has had."""
        self.next_incident += 1
        return self.next_incident - 1

    def number_from(self, first: int) -> None:
        """Give ids from `first` on, above all those of a file that cannot be read now."""
        self.next_incident = max(self.next_incident, first)
        self.next_notification = max(self.next_notification, first)

    def new_notification_id(self) -> int:
        """Return an id that no decision has had."""
        self.next_notification += 1
        return self.next_notification - 1

    def open_incidents(self) -> Sequence[Incident]:
        """Return the open incidents with their timelines, the oldest first."""
        return [
            replace(incident, timeline=tuple(self.timelines.get(key, ())))
            for key, incident in sorted(self.incidents.items())
        ]

    def keep(self, incident: Incident, entries: Sequence[TimelineEntry]) -> None:
        """Take in an incident with id as it is now."""
        if incident.id is None:
            raise ValueError("an incident is kept under its id")
        if incident.resolved_at is not None:
            self.incidents.pop(incident.id, None)
            self.timelines.pop(incident.id, None)
            return
        known = self.incidents.get(incident.id)
        note = incident.note if known is None else known.note
        self.incidents[incident.id] = replace(incident, note=note, timeline=())
        self.timelines.setdefault(incident.id, []).extend(entries)

    def speak(self, notification: Notification) -> None:
        """Take in a notification with id that is about to be shown."""
        if notification.id is None:
            raise ValueError("a notification is kept under its id")
        if notification.incident is not None and notification.incident.id is not None:
            self.told.add(notification.incident.id)
        self.unshown[notification.id] = notification

    def show(self, notification_id: int, bubble: int | None, at: datetime) -> None:
        """Take in that a notification was shown."""
        said = self.unshown.pop(notification_id, None)
        if said is None:
            return
        self.standing.pop(said.group_key, None)
        self.standing[said.group_key] = said
        self.shows = [*self.shows, at][-REMEMBERED:]
        if len(self.standing) > REMEMBERED:
            self.standing.pop(next(iter(self.standing)))
        if bubble is not None:
            self.bubbles[said.group_key] = bubble

    def settle(self, numbers: Iterable[int]) -> None:
        """Take in that these will not be shown themselves."""
        for number in numbers:
            self.unshown.pop(number, None)

    def learn(self, topic: str) -> None:
        """Take in what was decided once and for all."""
        if topic:
            self.topics.add(topic)

    def write_note(self, incident_id: int, text: str) -> None:
        """Take in the user's note."""
        if incident_id in self.incidents:
            self.incidents[incident_id] = replace(self.incidents[incident_id], note=text)


def load(connection: sqlite3.Connection) -> Recall:
    """Return the living part of an open log."""
    state = dict(connection.execute("SELECT key, value FROM state").fetchall())
    return Recall(
        next_incident=_next_id(connection, "incidents"),
        next_notification=_next_id(connection, "notifications"),
        incidents={row["id"]: rows.incident(row) for row in _open_rows(connection)},
        timelines=_timelines(connection),
        told={row[0] for row in connection.execute(_TOLD)},
        bubbles=dict(connection.execute(_BUBBLES).fetchall()),
        unshown=_unshown(connection),
        standing=_standing(connection),
        shows=[codec.moment(row[0]) for row in connection.execute(_SHOWS, (REMEMBERED,))],
        mutes={
            row["platform_id"]: codec.moment(row["until"])
            for row in connection.execute("SELECT platform_id, until FROM mutes")
        },
        paused_until=codec.moment_or_none(state.get("paused_until")),
        alive=codec.moment_or_none(state.get("alive")),
        gap_is_open=_gap_is_open(connection),
        watched=dict(connection.execute(_WATCHED).fetchall()),
    )


_TOLD = """
SELECT DISTINCT incident_id FROM notifications WHERE kind IS NOT NULL
AND incident_id IN (SELECT id FROM incidents WHERE resolved_at IS NULL)
"""

_BUBBLES = """
SELECT group_key, bubble FROM notifications WHERE bubble IS NOT NULL
AND incident_id IN (SELECT id FROM incidents WHERE resolved_at IS NULL) ORDER BY id
"""

_SHOWS = """
SELECT shown_at FROM notifications WHERE shown_at IS NOT NULL AND told_in IS NULL
ORDER BY id DESC LIMIT ?
"""

_WATCHED = """
SELECT watching.platform_id, coalesce(platforms.name, watching.platform_id)
FROM watching LEFT JOIN platforms ON platforms.id = watching.platform_id
WHERE watching.ended_at IS NULL
"""


def _next_id(connection: sqlite3.Connection, table: str) -> int:
    """One above the highest id ever given: a deleted incident's id is not used again."""
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
    return 1 if row is None else int(row[0]) + 1


def _open_rows(connection: sqlite3.Connection) -> list[sqlite3.Row]:
    return connection.execute(
        f"SELECT {rows.INCIDENT_COLUMNS} FROM incidents WHERE resolved_at IS NULL"  # noqa: S608 - own columns
    ).fetchall()


def _timelines(connection: sqlite3.Connection) -> dict[int, list[TimelineEntry]]:
    found: dict[int, list[TimelineEntry]] = {}
    for row in connection.execute(
        f"SELECT {rows.ENTRY_COLUMNS} FROM entries WHERE incident_id IN"  # noqa: S608 - own columns
        " (SELECT id FROM incidents WHERE resolved_at IS NULL) ORDER BY incident_id, id"
    ):
        found.setdefault(row["incident_id"], []).append(rows.entry(row))
    return found


def _unshown(connection: sqlite3.Connection) -> dict[int, Notification]:
    found = connection.execute(
        f"SELECT {decisions.COLUMNS} FROM notifications"  # noqa: S608 - own columns
        " WHERE kind IS NOT NULL AND shown_at IS NULL AND outcome IS NULL ORDER BY id"
    )
    return {row["id"]: decisions.notification(row) for row in found if decisions.is_known(row)}


def _standing(connection: sqlite3.Connection) -> dict[str, Notification]:
    found = connection.execute(
        f"SELECT {decisions.COLUMNS} FROM (SELECT * FROM notifications"  # noqa: S608 - own columns
        " WHERE kind IS NOT NULL AND shown_at IS NOT NULL AND told_in IS NULL"
        " ORDER BY id DESC LIMIT ?) ORDER BY id",
        (REMEMBERED,),
    )
    said = [decisions.notification(row) for row in found if decisions.is_known(row)]
    return {each.group_key: each for each in said}


def _gap_is_open(connection: sqlite3.Connection) -> bool:
    row = connection.execute(
        "SELECT 1 FROM gaps WHERE ended_at IS NULL AND platform_id IS NULL"
    ).fetchone()
    return row is not None
