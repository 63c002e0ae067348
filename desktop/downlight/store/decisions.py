"""Decisions to speak or to be silent, as rows: written as steps, read as values."""

import sqlite3
from collections.abc import Iterable
from datetime import datetime

from downlight.domain.history import DecisionRow
from downlight.domain.incident import Incident
from downlight.domain.notify import (
    Notification,
    NotificationKind,
    NotifyDecision,
    NotifyReason,
    Outcome,
)
from downlight.store import codec, told
from downlight.store.writes import Step, many, one, together

COLUMNS = (
    "id, incident_id, platform_id, platform_name, decided_at, reason, kind, group_key, payload,"
    " held_until"
)
"""What `notification` reads."""

_ROWS = """
SELECT n.id, n.decided_at, n.reason, coalesce(n.about, n.kind) AS about, n.kind, n.shown_at,
    n.incident_id, coalesce(i.platform_id, n.platform_id, '') AS platform_id,
    coalesce(i.platform_name, n.platform_name, '') AS platform_name, n.outcome, n.held_until
FROM notifications AS n LEFT JOIN incidents AS i ON i.id = n.incident_id
"""

LAST = f"{_ROWS} WHERE n.reason <> 'gathered' ORDER BY n.id DESC LIMIT ?"
"""The newest decisions, as `row` reads them; a bubble that tells of several is none of its own."""

OF_INCIDENT = f"{_ROWS} WHERE n.incident_id = ? ORDER BY n.id"
"""Those about one incident."""

_INSERT = """
INSERT INTO notifications (id, incident_id, platform_id, platform_name, decided_at, reason, about,
    kind, group_key, payload, topic, held_until)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


def write(given_id: int, about: Incident | None, at: datetime, decided: NotifyDecision) -> Step:
    """Write a decision to speak or to be silent; of an incident with id, or of none."""
    said = decided.notification
    kind = decided.kind or (said.kind if said else None)
    telling: tuple[str | None, ...] = (None, None, None)
    if said is not None:
        telling = (said.kind, codec.clean(said.group_key), told.dump(said))
    return one(
        _INSERT,
        (
            given_id,
            about.id if about is not None else decided.incident_id,
            codec.clean(about.platform_id if about is not None else decided.platform_id),
            codec.clean(about.platform_name if about is not None else decided.platform_name),
            codec.micros(at),
            decided.reason,
            kind,
            *telling,
            codec.clean(decided.topic) or None,
            codec.micros_or_none(said.held_until if said else None),
        ),
    )


def shown(number: int, at: datetime, bubble: int | None) -> Step:
    """Write that a notification was shown in a bubble of its own."""
    return one(
        "UPDATE notifications SET shown_at = ?, bubble = ?, outcome = coalesce(outcome, ?)"
        " WHERE id = ?",
        (codec.micros(at), codec.integer(bubble), Outcome.ALONE, number),
    )


def gathered(numbers: Iterable[int], outcome: Outcome, at: datetime, said: Notification) -> Step:
    """Write a bubble with id that tells of the decisions `numbers`, and that it tells them."""
    number = said.id or 0
    when = codec.micros(at)
    return together(
        write(number, None, at, NotifyDecision(said.reason, said, said.kind)),
        many(
            "UPDATE notifications SET shown_at = ?, outcome = ?, told_in = ? WHERE id = ?",
            [(when, outcome, number, each) for each in numbers],
        ),
    )


def dropped(numbers: Iterable[int], outcome: Outcome) -> Step:
    """Write that decisions to speak will not be carried out, and why."""
    return many(
        "UPDATE notifications SET outcome = ? WHERE id = ?",
        [(outcome, each) for each in numbers],
    )


def is_known(row: sqlite3.Row) -> bool:
    """Whether this version has words for it: a later one may have left something to tell."""
    return codec.word_or_none(NotificationKind, row["kind"]) is not None


def notification(row: sqlite3.Row) -> Notification:
    """Return what was to be told; the incident is as it was then, without its evidence."""
    alone = row["incident_id"] is None
    bare = Notification(
        kind=codec.word(NotificationKind, row["kind"], NotificationKind.DOWN),
        group_key=row["group_key"],
        incident=None,
        created_at=codec.moment(row["decided_at"]),
        reason=codec.word(NotifyReason, row["reason"], NotifyReason.FIRST),
        id=row["id"],
        platform_id=(row["platform_id"] or "") if alone else "",
        platform_name=(row["platform_name"] or "") if alone else "",
        held_until=codec.moment_or_none(row["held_until"]),
    )
    return told.load(row["payload"], bare, row["incident_id"])


def row(found: sqlite3.Row) -> DecisionRow:
    """Return a decision as a list shows it."""
    return DecisionRow(
        id=found["id"],
        decided_at=codec.moment(found["decided_at"]),
        reason=codec.word(NotifyReason, found["reason"], NotifyReason.SUPPRESSED_MINOR),
        incident_id=found["incident_id"],
        platform_id=found["platform_id"],
        platform_name=found["platform_name"],
        kind=codec.word_or_none(NotificationKind, found["kind"]),
        shown_at=codec.moment_or_none(found["shown_at"]),
        about=codec.word_or_none(NotificationKind, found["about"]),
        outcome=codec.word_or_none(Outcome, found["outcome"]),
        held_until=codec.moment_or_none(found["held_until"]),
    )
