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

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_FIRST_COUNT = (datetime.min.replace(tzinfo=UTC) - EPOCH) // _MICROSECOND
_LAST_COUNT = (datetime.max.replace(tzinfo=UTC) - EPOCH) // _MICROSECOND
_INT64 = 2**63


def micros(at: datetime) -> int:
    """Return microseconds since 1970-01-01 UTC of an aware time."""
    return (at - EPOCH) // _MICROSECOND


def micros_or_none(at: datetime | None) -> int | None:
    """Return `micros(at)`, or None for None."""
    return None if at is None else micros(at)


def moment(count: int) -> datetime:
    """Return the UTC time of `count` microseconds since 1970; out of range: the nearest one."""
    count = max(_FIRST_COUNT, min(_LAST_COUNT, count))
    return EPOCH + timedelta(microseconds=count)


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
    return each(load_list(text), _reason_from_json)


def dump_notices(notices: Iterable[Notice]) -> str:
    """Return notices as JSON text."""
    return dump([notice_to_json(notice) for notice in notices])


def load_notices(text: object) -> tuple[Notice, ...]:
    """Return the notices of a column."""
    return each(load_list(text), notice_from_json)


def dump_words(words: Iterable[str]) -> str:
    """Return plain texts as a JSON list."""
    return dump(list(words))


def load_words(text: object) -> tuple[str, ...]:
    """Return the plain texts of a column."""
    return tuple(item for item in load_list(text) if isinstance(item, str))


def load_numbers(text: object) -> list[int]:
    """Return the integers of a JSON list."""
    return [item for item in load_list(text) if isinstance(item, int)]


def told_to_json(incident: Incident) -> Json:
    """Return the incident as a notification told of it, without its evidence."""
    return {
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
    }


def told_from_json(value: Json, incident_id: int) -> Incident:
    """Return the incident that `told_to_json` was given."""
    return Incident(
        platform_id=text_of(value, "platform_id"),
        platform_name=text_of(value, "platform_name"),
        started_at=time_of(value, "started_at") or EPOCH,
        confirmed_at=time_of(value, "confirmed_at") or EPOCH,
        status=word(Status, value.get("status"), Status.UNKNOWN),
        peak_status=word(Status, value.get("peak_status"), Status.UNKNOWN),
        scope=word(Scope, value.get("scope"), Scope.UNCLEAR),
        reasons=each(items_of(value, "reasons"), _reason_from_json),
        id=incident_id,
        resolved_at=time_of(value, "resolved_at"),
        component_ids=_texts(value, "component_ids"),
    )


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


def notice_to_json(notice: Notice) -> Json:
    """Return a notice as JSON."""
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


def notice_from_json(value: Json) -> Notice:
    """Return the notice of a JSON object."""
    url = value.get("url")
    bare = Notice(
        external_id=text_of(value, "external_id"),
        kind=word(NoticeKind, value.get("kind"), NoticeKind.INCIDENT),
        title=text_of(value, "title"),
        stage=word(Stage, value.get("stage"), Stage.UNKNOWN),
        impact=word(Status, value.get("impact"), Status.UNKNOWN),
        component_ids=_texts(value, "component_ids"),
        url=url if isinstance(url, str) else None,
        updates=each(items_of(value, "updates"), _update_from_json),
    )
    return replace(
        bare,
        started_at=time_of(value, "started_at"),
        updated_at=time_of(value, "updated_at"),
        resolved_at=time_of(value, "resolved_at"),
        starts_at=time_of(value, "starts_at"),
        ends_at=time_of(value, "ends_at"),
    )


def _update_to_json(update: NoticeUpdate) -> Json:
    return {
        "stage": update.stage,
        "text": update.text,
        "published_at": micros_or_none(update.published_at),
    }


def _update_from_json(value: Json) -> NoticeUpdate:
    stage = word(Stage, value.get("stage"), Stage.UNKNOWN)
    return NoticeUpdate(stage, text_of(value, "text"), time_of(value, "published_at"))


def each(items: Iterable[object], read: Callable[[Json], T | None]) -> tuple[T, ...]:
    """Return what `read` makes of each object among `items`; None is left out."""
    found = (read(item) for item in items if isinstance(item, dict))
    return tuple(value for value in found if value is not None)


def items_of(value: Json, key: str) -> list[object]:
    """Return the list under a key; empty when it is none."""
    items = value.get(key)
    return items if isinstance(items, list) else []


def text_of(value: Json, key: str) -> str:
    """Return the text under a key; empty when it is none."""
    text = value.get(key)
    return text if isinstance(text, str) else ""


def _texts(value: Json, key: str) -> tuple[str, ...]:
    return tuple(item for item in items_of(value, key) if isinstance(item, str))


def time_of(value: Json, key: str) -> datetime | None:
    """Return the time under a key."""
    return moment_or_none(value.get(key))


def _is_param(value: object) -> bool:
    return value is None or isinstance(value, str | int | float | bool)


def _finite(value: Param) -> Param:
    return None if isinstance(value, float) and not math.isfinite(value) else value
