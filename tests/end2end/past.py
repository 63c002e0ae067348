"""Three months of a history as they might have been, for tours and pictures."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from downlight.domain.gap import Gap
from downlight.domain.incident import EntryKind, Incident, TimelineEntry
from downlight.domain.model import Platform
from downlight.domain.status import GapReason, Reason, Scope, Source, Status
from downlight.domain.verdict import Because, Rule
from downlight.store.log import Log
from downlight.system.clock import SystemClock

NAMES = ("X", "WhatsApp", "Instagram", "Netflix", "YouTube", "GitHub")
DAYS = 85


def write_past(path: Path) -> None:
    """Fill a log with them; the computer sleeps at night."""
    chance, clock = Random(14), SystemClock()
    now = clock.now()
    moment = [now - timedelta(days=DAYS)]
    log = Log.open(path, lambda: moment[0])
    platforms = [Platform(name.lower(), name, "https://example.com/") for name in NAMES]
    log.watching(platforms, moment[0])
    for day in range(DAYS):
        night = datetime.combine((now - timedelta(days=DAYS - day)).date(), datetime.min.time())
        begins = night.replace(tzinfo=UTC) + timedelta(minutes=chance.randint(0, 50))
        log.add_gap(Gap(GapReason.ASLEEP, begins, begins + timedelta(hours=6.5)))
    for incident, entries in sorted(_past(chance, now), key=lambda pair: pair[0].started_at):
        log.record(incident, entries)
    log.alive(now)
    log.close()


def _past(chance: Random, now: datetime) -> Iterator[tuple[Incident, list[TimelineEntry]]]:
    stories = (
        (Status.MAJOR_OUTAGE, Rule.PROBE_FAILED, Reason.HTTP_STATUS, 503, "answered 503"),
        (Status.MAJOR_OUTAGE, Rule.PROBE_FAILED, Reason.TIMEOUT, None, "no answer within 8 s"),
        (Status.DEGRADED, Rule.SLOW, Reason.SLOW, 200, "answered 200 in 6.1 s"),
        (Status.PARTIAL_OUTAGE, Rule.PROBE_FAILED, Reason.HTTP_STATUS, 502, "answered 502"),
    )
    for name in NAMES:
        for _ in range(chance.randint(2, 7)):
            status, rule, reason, code, text = chance.choice(stories)
            began = now - timedelta(days=chance.uniform(0.4, DAYS - 2))
            length = timedelta(minutes=chance.choice((6, 9, 14, 23, 41, 180)))
            params: dict[str, str | int | float | None] = {
                "reason": reason.value,
                "count": 4,
                "http_status": code,
                "detail": text,
            }
            if rule is Rule.SLOW:
                params = {"latency": 6.1, "usual": 0.4}
            scope = chance.choice((Scope.EVERYONE, Scope.EVERYONE, Scope.JUST_YOU))
            yield (
                Incident(
                    name.lower(), name, began, began + timedelta(seconds=48), status, status,
                    scope, (Because(rule, params, 9.0),), resolved_at=began + length,
                ),
                [
                    TimelineEntry(
                        began, EntryKind.OBSERVATION, text, Source.PROBE, f"{name.lower()}/http",
                        status, reason, code,
                    )
                ],
            )  # fmt: skip
