"""Domain values to columns and JSON, and back; reads words of other versions without failing."""

import json
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from downlight.domain.incident import Incident
from downlight.domain.notice import Notice, NoticeKind, NoticeUpdate
from downlight.domain.status import Scope, Stage, Status
from downlight.domain.verdict import Because, Param, Rule

W = TypeVar("W", bound=StrEnum)
T = TypeVar("T")
Json = Mapping[str, object]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_FIRST_COUNT = (datetime.min.replace(tzinfo=UTC) - _EPOCH) // _MICROSECOND
_LAST_COUNT = (datetime.max.replace(tzinfo=UTC) - _EPOCH) // _MICROSECOND
_INT64 = 2**63


def micros(at: datetime) -> int:
    """Return microseconds since 1970-01-01 UTC of an aware time."""
    return (at - _EPOCH) // _MICROSECOND


def micros_or_none(at: datetime | None) -> int | None:
    """Return `micros(at)`, or None for None."""
    return None if at is None else micros(at)


def moment(count: int) -> datetime:
    """Return the UTC time of `count` microseconds since 1970; out of range: the nearest one."""
    count = max(_FIRST_COUNT, min(_LAST_COUNT, count))
    return _EPOCH + timedelta(microseconds=count)


def moment_or_none(count: object) -> datetime | None:
    """Return `moment(count)`, or None for what is no integer."""
    return moment(count) if isinstance(count, int) else None


def clean(text: str) -> str:
    """Return `text` as SQLite can hold it: no lone surrogates, no NUL."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def clean_or_none(text: str | None) -> str | None:
    """Return `clean(text)`, or None for None."""
    return None if text is None else clean(text)


def integer(number: int | None) -> int | None:
    """Return a number as SQLite can hold it; None beyond 64 bits."""
    return number if number is not None and -_INT64 <= number < _INT64 else None


def word(kind: type[W], text: object, otherwise: W) -> W:
    """Return the word `text`, or `otherwise` when this version does not know it."""
    found = word_or_none(kind, text)
    return otherwise if found is None else found


def word_or_none(kind: type[W], text: object) -> W | None:
    """Return the word `text`, or None when this version does not know it."""
    try:
        return kind(text) if isinstance(text, str) else None
    except ValueError:
        return None


def dump(value: object) -> str:
    """Return `value` as JSON text that `json_valid` accepts."""
    return clean(json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False))


def load_list(text: object) -> list[object]:
    """Return the JSON list in a column; empty when it is not one."""
    value = _load(text)
    return value if isinstance(value, list) else []


def load_object(text: object) -> Json:
    """Return the JSON object in a column; empty when it is not one."""
    value = _load(text)
    return value if isinstance(value, dict) else {}


def _load(text: object) -> object:
    try:
        return json.loads(text) if isinstance(text, str) else None
    except (ValueError, RecursionError):
        return None


def dump_reasons(reasons: Iterable[Because]) -> str:
    """Return reasons as JSON text."""
    return dump([_reason_to_json(because) for because in reasons])


def load_reasons(text: object) -> tuple[Because, ...]:
    """Return the reasons of a column; those by rules of another version are left out."""
    return _each(load_list(text), _reason_from_json)


def dump_notices(notices: Iterable[Notice]) -> str:
    """Return notices as JSON text."""
    return dump([_notice_to_json(notice) for notice in notices])


def load_notices(text: object) -> tuple[Notice, ...]:
    """Return the notices of a column."""
    return _each(load_list(text), _notice_from_json)


def dump_words(words: Iterable[str]) -> str:
    """Return plain texts as a JSON list."""
    return dump(list(words))


def load_words(text: object) -> tuple[str, ...]:
    """Return the plain texts of a column."""
    return tuple(item for item in load_list(text) if isinstance(item, str))


def load_numbers(text: object) -> list[int]:
    """Return the integers of a JSON list."""
    return [item for item in load_list(text) if isinstance(item, int)]


def dump_told(incident: Incident, official: Status | None) -> str:
    """Return what a notification said: the incident as it was then, without its evidence."""
    return dump(
        {
            "platform_id": incident.platform_id,
            "platform_name": incident.platform_name,
            "started_at": micros(incident.started_at),
            "confirmed_at": micros(incident.confirmed_at),
            "resolved_at": micros_or_none(incident.resolved_at),
            "status": incident.status,
            "peak_status": incident.peak_status,
            "scope": incident.scope,
            "reasons": [_reason_to_json(because) for because in incident.reasons],
            "component_ids": list(incident.component_ids),
            "official": official,
        }
    )


def load_told(text: object, incident_id: int) -> tuple[Incident, Status | None]:
    """Return what `dump_told` was given."""
    value = load_object(text)
    incident = Incident(
        platform_id=_text(value, "platform_id"),
        platform_name=_text(value, "platform_name"),
        started_at=_time(value, "started_at") or _EPOCH,
        confirmed_at=_time(value, "confirmed_at") or _EPOCH,
        status=word(Status, value.get("status"), Status.UNKNOWN),
        peak_status=word(Status, value.get("peak_status"), Status.UNKNOWN),
        scope=word(Scope, value.get("scope"), Scope.UNCLEAR),
        reasons=_each(_items(value, "reasons"), _reason_from_json),
        id=incident_id,
        resolved_at=_time(value, "resolved_at"),
        component_ids=_texts(value, "component_ids"),
    )
    return incident, word_or_none(Status, value.get("official"))


def _reason_to_json(because: Because) -> Json:
    params = {name: _finite(value) for name, value in because.params.items()}
    return {"rule": because.rule, "params": params, "weight": _finite(because.weight)}


def _reason_from_json(value: Json) -> Because | None:
    rule = word_or_none(Rule, value.get("rule"))
    if rule is None:
        return None
    params = value.get("params")
    known = {k: v for k, v in params.items() if _is_param(v)} if isinstance(params, dict) else {}
    weight = value.get("weight")
    return Because(
        rule, MappingProxyType(known), float(weight) if isinstance(weight, int | float) else 0.0
    )


def _notice_to_json(notice: Notice) -> Json:
    return {
        "external_id": notice.external_id,
        "kind": notice.kind,
        "title": notice.title,
        "stage": notice.stage,
        "impact": notice.impact,
        "component_ids": list(notice.component_ids),
        "started_at": micros_or_none(notice.started_at),
        "updated_at": micros_or_none(notice.updated_at),
        "resolved_at": micros_or_none(notice.resolved_at),
        "starts_at": micros_or_none(notice.starts_at),
        "ends_at": micros_or_none(notice.ends_at),
        "url": notice.url,
        "updates": [_update_to_json(update) for update in notice.updates],
    }


def _notice_from_json(value: Json) -> Notice:
    url = value.get("url")
    bare = Notice(
        external_id=_text(value, "external_id"),
        kind=word(NoticeKind, value.get("kind"), NoticeKind.INCIDENT),
        title=_text(value, "title"),
        stage=word(Stage, value.get("stage"), Stage.UNKNOWN),
        impact=word(Status, value.get("impact"), Status.UNKNOWN),
        component_ids=_texts(value, "component_ids"),
        url=url if isinstance(url, str) else None,
        updates=_each(_items(value, "updates"), _update_from_json),
    )
    return replace(
        bare,
        started_at=_time(value, "started_at"),
        updated_at=_time(value, "updated_at"),
        resolved_at=_time(value, "resolved_at"),
        starts_at=_time(value, "starts_at"),
        ends_at=_time(value, "ends_at"),
    )


def _update_to_json(update: NoticeUpdate) -> Json:
    return {
        "stage": update.stage,
        "text": update.text,
        "published_at": micros_or_none(update.published_at),
    }


def _update_from_json(value: Json) -> NoticeUpdate:
    stage = word(Stage, value.get("stage"), Stage.UNKNOWN)
    return NoticeUpdate(stage, _text(value, "text"), _time(value, "published_at"))


def _each(items: Iterable[object], read: Callable[[Json], T | None]) -> tuple[T, ...]:
    found = (read(item) for item in items if isinstance(item, dict))
    return tuple(value for value in found if value is not None)


def _items(value: Json, key: str) -> list[object]:
    items = value.get(key)
    return items if isinstance(items, list) else []


def _text(value: Json, key: str) -> str:
    text = value.get(key)
    return text if isinstance(text, str) else ""


def _texts(value: Json, key: str) -> tuple[str, ...]:
    return tuple(item for item in _items(value, key) if isinstance(item, str))


def _time(value: Json, key: str) -> datetime | None:
    return moment_or_none(value.get(key))


def _is_param(value: object) -> bool:
    return value is None or isinstance(value, str | int | float | bool)


def _finite(value: Param) -> Param:
    return None if isinstance(value, float) and not math.isfinite(value) else value
