"""Reads incidents from a file in the shape of `history --json`; the file may be anybody's."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import TypeGuard, TypeVar

import msgspec

from downlight.domain.cause import Cause
from downlight.domain.incident import EntryKind, Incident, TimelineEntry
from downlight.domain.notice import Notice, NoticeKind, NoticeUpdate
from downlight.domain.saying import say
from downlight.domain.status import Reason, Scope, Source, Stage, Status
from downlight.domain.text import clean
from downlight.domain.verdict import Because, Param, Rule

LARGEST = 64 * 1024 * 1024
"""Bytes of a file that is read."""
MOST = 100_000
"""Incidents of a file that are taken."""
_ENTRIES, _NOTICES, _SMALL = 2_000, 50, 100
"""Entries of a timeline, notices, and items of any shorter list that are kept."""
_LINE, _TEXT = 500, 4_000
"""Characters of a line and of a longer text."""
_MOST_NUMBER = 1e15
"""The largest number among the facts of a reason, either side of nought."""
_EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)

W = TypeVar("W", bound=StrEnum)
T = TypeVar("T")
Json = Mapping[str, object]


class NotIncidents(Exception):  # noqa: N818 - a state of the file, not an error of ours
    """The file is no list of incidents; the text says so in a sentence for people."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds."""

    incidents: tuple[Incident, ...]
    """Ended ones, without ids."""
    left_out: int = 0
    """Entries that are no incidents, are not over, or lie in the future."""


def read(content: bytes, now: datetime) -> Reading:
    """Return the incidents in a file. Raises NotIncidents."""
    if len(content) > LARGEST:
        raise NotIncidents(say("The file is larger than 64 MB."))
    try:
        value = msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise NotIncidents(say("The file is not JSON.")) from None
    if not isinstance(value, list):
        raise NotIncidents(say("The file holds no list of incidents."))
    found = [_incident(item, now) for item in value[:MOST]]
    kept = tuple(incident for incident in found if incident is not None)
    return Reading(kept, len(value) - len(kept))


def _incident(value: object, now: datetime) -> Incident | None:
    if not isinstance(value, dict):
        return None
    started, resolved = _time(value, "started_at", now), _time(value, "resolved_at", now)
    platform_id = _line(value, "platform")
    if started is None or resolved is None or resolved < started or not platform_id:
        return None
    peak = _word(Status, value.get("peak_status"), Status.UNKNOWN)
    if not peak.is_trouble:
        return None
    confirmed = _time(value, "confirmed_at", now) or started
    bare = Incident(
        platform_id=platform_id,
        platform_name=_line(value, "name") or platform_id,
        started_at=started,
        confirmed_at=min(max(confirmed, started), resolved),
        status=Status.OPERATIONAL,
        peak_status=peak,
        scope=_word(Scope, value.get("scope"), Scope.UNCLEAR),
        reasons=_each(value.get("reasons"), _because, _SMALL),
        resolved_at=resolved,
        component_ids=_lines(value.get("components")),
        notices=_each(value.get("notices"), lambda one: _notice(one, now), _NOTICES),
        note=_long(value, "note"),
        timeline=_each(value.get("timeline"), lambda one: _entry(one, now), _ENTRIES),
    )
    said = _word_or_none(Cause, value.get("cause"))
    return bare if said in (None, bare.cause) else replace(bare, said_cause=said)


def _because(value: Json) -> Because | None:
    rule = _word_or_none(Rule, value.get("rule"))
    if rule is None:
        return None
    given = value.get("params")
    params: dict[str, Param] = {}
    if isinstance(given, dict):
        for name, told in list(given.items())[:_SMALL]:
            if isinstance(told, str):
                params[clean(str(name), _LINE)] = clean(told, _LINE)
            elif told is None or _is_number(told):
                params[clean(str(name), _LINE)] = told
    weight = value.get("weight")
    return Because(rule, MappingProxyType(params), float(weight) if _is_number(weight) else 0.0)


def _is_number(told: object) -> TypeGuard[int | float]:
    """Return whether it is a number, and one that can be reckoned with."""
    return isinstance(told, int | float) and abs(told) <= _MOST_NUMBER


def _entry(value: Json, now: datetime) -> TimelineEntry | None:
    at = _time(value, "at", now)
    kind = _word_or_none(EntryKind, value.get("kind"))
    if at is None or kind is None:
        return None
    latency, code = value.get("latency_ms"), value.get("http_status")
    return TimelineEntry(
        at=at,
        kind=kind,
        text=_line(value, "text"),
        source=_word_or_none(Source, value.get("source")),
        check_id=_line(value, "check") or None,
        status=_word_or_none(Status, value.get("status")),
        reason=_word_or_none(Reason, value.get("reason")),
        http_status=code if isinstance(code, int) and 100 <= code <= 999 else None,
        matched=_line(value, "matched") or None,
        latency=_latency(latency),
    )


def _latency(told: object) -> float | None:
    """Return seconds of milliseconds; None beyond a day."""
    if not isinstance(told, int | float) or not 0 <= told <= 86_400_000:
        return None
    return told / 1000


def _notice(value: Json, now: datetime) -> Notice | None:
    return Notice(
        external_id=_line(value, "id"),
        kind=_word(NoticeKind, value.get("kind"), NoticeKind.INCIDENT),
        title=_line(value, "title"),
        stage=_word(Stage, value.get("stage"), Stage.UNKNOWN),
        impact=_word(Status, value.get("impact"), Status.UNKNOWN),
        component_ids=_lines(value.get("components")),
        started_at=_time(value, "started_at", now),
        updated_at=_time(value, "updated_at", now),
        resolved_at=_time(value, "resolved_at", now),
        starts_at=_time(value, "starts_at", now),
        ends_at=_time(value, "ends_at", now),
        url=_url(value.get("url")),
        updates=_each(value.get("updates"), lambda one: _update(one, now), _SMALL),
    )


def _update(value: Json, now: datetime) -> NoticeUpdate:
    stage = _word(Stage, value.get("stage"), Stage.UNKNOWN)
    return NoticeUpdate(stage, _long(value, "text"), _time(value, "published_at", now))


def _url(told: object) -> str | None:
    """Return a web address; whoever opens it looks at it once more."""
    if not isinstance(told, str) or not told.startswith(("https://", "http://")):
        return None
    return clean(told, 2048)


def _each(items: object, take: Callable[[Json], T | None], limit: int) -> tuple[T, ...]:
    if not isinstance(items, list):
        return ()
    found = (take(item) for item in items[:limit] if isinstance(item, dict))
    return tuple(one for one in found if one is not None)


def _lines(items: object) -> tuple[str, ...]:
    if not isinstance(items, list):
        return ()
    return tuple(clean(item, _LINE) for item in items[:_SMALL] if isinstance(item, str))


def _line(value: Json, key: str) -> str:
    told = value.get(key)
    return clean(told, _LINE) if isinstance(told, str) else ""


def _long(value: Json, key: str) -> str:
    """Return a text of several lines, each of them plain."""
    told = value.get(key)
    if not isinstance(told, str):
        return ""
    return "\n".join(_cleaned(told[:_TEXT].splitlines())).strip()


def _cleaned(lines: Iterable[str]) -> Iterable[str]:
    return (clean(line, _TEXT) for line in lines)


def _time(value: Json, key: str, now: datetime) -> datetime | None:
    """Return a time of the past as UTC; None for what is none, or lies in the future."""
    told = value.get(key)
    if not isinstance(told, str) or len(told) > 40:
        return None
    try:
        at = datetime.fromisoformat(told)
    except ValueError:
        return None
    if at.tzinfo is None:
        return None
    try:
        return at.astimezone(UTC) if _EARLIEST <= at <= now + timedelta(days=1) else None
    except OverflowError:
        return None


def _word(kind: type[W], told: object, otherwise: W) -> W:
    return _word_or_none(kind, told) or otherwise


def _word_or_none(kind: type[W], told: object) -> W | None:
    try:
        return kind(told) if isinstance(told, str) else None
    except ValueError:
        return None
