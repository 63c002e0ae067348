"""A log full of plausible past incidents, written in seconds."""

import random
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from downlight.domain.status import Scope, Status
from downlight.domain.verdict import Because, Rule
from downlight.store import codec
from downlight.store.database import close, open_log, transaction

NAMES = (
    "GitHub", "X", "Instagram", "Facebook", "WhatsApp", "YouTube", "TikTok", "Netflix", "Spotify",
    "Telegram", "Discord", "Reddit", "Steam", "Gmail", "ChatGPT", "Slack", "Zoom", "Twitch",
    "Dropbox", "PayPal", "Müller Bäckerei", "Notion", "Figma", "Cloudflare", "Deutsche Bahn",
)  # fmt: skip


def id_of(name: str) -> str:
    return name.casefold().replace(" ", "-")


PLATFORMS = {name: id_of(name) for name in NAMES}
"""Ids by name."""
TEXTS = (
    "no answer within 10 s", "the name does not resolve", "connection refused",
    "the server answered 503", "the page shows “Over capacity”", "Tweets aren't loading right now",
    "the certificate ended yesterday", "Elevated error rates for API requests",
    "We are investigating reports of login failures", "slow: 8.2 s instead of 0.3 s",
    "connection reset", "Störung im Rechenzentrum", "Delays in message delivery",
)  # fmt: skip
END = datetime(2026, 11, 1, tzinfo=UTC)
"""No filled incident lasts beyond this time."""

_PEAKS = (Status.DEGRADED, Status.PARTIAL_OUTAGE, Status.MAJOR_OUTAGE, Status.MAJOR_OUTAGE)
_ENTRIES_EACH = 3


@dataclass(frozen=True, slots=True)
class _Past:
    id: int
    platform_id: str
    name: str
    started_at: int
    length: int
    peak: Status
    scope: Scope
    texts: tuple[str, ...]


def names(platforms: int) -> tuple[str, ...]:
    """Return that many names: the known ones first, then made up ones."""
    more = (f"Service {number:03}" for number in range(platforms - len(NAMES)))
    return (*NAMES, *more)[:platforms]


def fill(path: Path, incidents: int = 100_000, seed: int = 1, platforms: int = len(NAMES)) -> None:
    """Write a log of ended incidents, the newest ending at END, each with notification."""
    connection = open_log(path, lambda: END).connection
    for pragma in ("cache_size = -200000", "synchronous = OFF", "foreign_keys = OFF"):
        connection.execute(f"PRAGMA {pragma}")
    past = [*_past(incidents, random.Random(seed), names(platforms))][::-1]
    with transaction(connection):
        made_after_the_rows = _drop_indexes(connection)
        _write(connection, past)
        for sql in made_after_the_rows:
            connection.execute(sql)
        connection.execute("INSERT INTO search (search) VALUES ('rebuild')")
    close(connection)


def _drop_indexes(connection: sqlite3.Connection) -> list[str]:
    """Drop what would be kept up to date row by row; return how to make it again."""
    found = connection.execute(
        "SELECT type, name, sql FROM sqlite_schema"
        " WHERE type IN ('index', 'trigger') AND sql IS NOT NULL"
    ).fetchall()
    for kind, name, _ in found:
        connection.execute(f"DROP {kind} {name}")
    return [sql for _, _, sql in found]


def _past(count: int, chance: random.Random, known: tuple[str, ...]) -> Iterator[_Past]:
    free = dict.fromkeys(known, END)
    step = timedelta(days=720) / max(count, 1) * len(known)
    for number in range(count, 0, -1):
        name = known[number % len(known)]
        length = step * chance.uniform(0.01, 0.6)
        free[name] -= step * chance.uniform(0.7, 1.0)
        yield _Past(
            number,
            id_of(name),
            name,
            codec.micros(min(free[name], END - length)),
            length // timedelta(microseconds=1),
            chance.choice(_PEAKS),
            chance.choice(tuple(Scope)),
            (*chance.sample(TEXTS, _ENTRIES_EACH - 1), f"reference {number}"),
        )


def _write(connection: sqlite3.Connection, past: list[_Past]) -> None:
    reasons = codec.dump_reasons([Because(Rule.PROBE_FAILED, {"reason": "timeout", "count": 3}, 4)])
    connection.executemany(
        "INSERT INTO platforms (id, name) VALUES (?, ?)",
        {(it.platform_id, it.name) for it in past},
    )
    connection.executemany(
        "INSERT INTO incidents (id, platform_id, platform_name, started_at, confirmed_at,"
        " resolved_at, status, peak_status, scope, reasons, summary, evidence)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [_incident(it, reasons) for it in past],
    )
    connection.executemany(
        "INSERT INTO entries (incident_id, at, kind, text, source, check_id, status, reason,"
        " http_status, latency) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (entry for it in past for entry in _entries(it)),
    )
    connection.executemany(
        "INSERT INTO notifications (incident_id, decided_at, reason, kind, group_key, payload,"
        " shown_at, bubble) VALUES (?, ?, 'first', 'down', ?, '{}', ?, ?)",
        [(it.id, it.started_at, f"incident:{it.id}", it.started_at, it.id % 1000) for it in past],
    )
    connection.executemany(
        "INSERT INTO watching (platform_id, started_at) VALUES (?, ?)",
        _first_seen(past).items(),
    )


def _incident(it: _Past, reasons: str) -> tuple[object, ...]:
    return (
        it.id,
        it.platform_id,
        it.name,
        it.started_at,
        it.started_at + min(60_000_000, it.length),
        it.started_at + it.length,
        Status.OPERATIONAL,
        it.peak,
        it.scope,
        reasons,
        it.texts[0],
        "\n".join(it.texts),
    )


def _entries(it: _Past) -> Iterator[tuple[object, ...]]:
    for number, text in enumerate(it.texts):
        at = it.started_at + it.length * number // _ENTRIES_EACH
        check = f"{it.platform_id}/http"
        yield it.id, at, "observation", text, "probe", check, it.peak, "timeout", 503, 10.0


def _first_seen(past: list[_Past]) -> dict[str, int]:
    first: dict[str, int] = {}
    for it in past:
        first[it.platform_id] = min(it.started_at, first.get(it.platform_id, it.started_at))
    return first
