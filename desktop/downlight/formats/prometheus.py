"""Prometheus' HTTP API: an instant query of 0 and 1, targets, alerts and alerting rules.

A query is read as `up` and its like: 0 is down, 1 is up, a share between them degraded. Pending
alerts are not yet alerts. Targets that were dropped on purpose are left out.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from downlight.domain.model import Component
from downlight.domain.notice import Notice
from downlight.domain.status import Status, worst
from downlight.formats import FeedFormat, alerts
from downlight.formats.reading import (
    Notes,
    Object,
    component_status,
    fits,
    json_object,
    looks_like_json,
    obj,
    objects,
    rollup,
    string,
)
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.wording import merged, of_open, word_of

_HEALTH = {"up": Status.OPERATIONAL, "down": Status.MAJOR_OUTAGE, "unknown": Status.UNKNOWN}
_RULE_HEALTH = {"ok": Status.OPERATIONAL, "err": Status.UNKNOWN, "unknown": Status.UNKNOWN}
_FIRING, _PENDING, _INACTIVE = "firing", "pending", "inactive"

_Reading = tuple[Status, Sequence[Component], Sequence[Notice]]


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body`; raises FormatError."""
    data = _data(body)
    notes = Notes()
    status, components, notices = _shape(data)(data, notes)
    return FeedReport(
        format=FORMAT.name,
        name="Prometheus",
        url=None,
        status=status,
        components=merged(components),
        lists_all="alerts" not in data,
        notices=tuple({notice.external_id: notice for notice in notices}.values()),
        updated_at=max((n.started_at for n in notices if n.started_at), default=None),
        notes=notes.all(),
    )


def _data(body: bytes) -> Object:
    document = json_object(body)
    if document.get("status") == "error" and "errorType" in document:
        why = f"{string(document.get('errorType'), 60)}: {string(document.get('error'), 120)}"
        raise FormatError(f"Prometheus refuses: {why}")
    data = obj(document.get("data"))
    if document.get("status") != "success" or not any(key in data for key in _SHAPES):
        raise FormatError("JSON, but no answer of Prometheus: status and data are missing")
    return data


def _looks_like(body: bytes) -> bool:
    return looks_like_json(body, "status", "data") and fits(_data, body)


def _shape(data: Object) -> Callable[[Object, Notes], _Reading]:
    return next(shape for key, shape in _SHAPES.items() if key in data)


def _query(data: Object, notes: Notes) -> _Reading:
    rows = objects(data.get("result"))
    if not rows and data.get("resultType") == "scalar":
        rows = [{"metric": {}, "value": data.get("result")}]
    components = [_measured(row, notes) for row in rows]
    return rollup(component.status for component in components), components, ()


def _measured(row: Object, notes: Notes) -> Component:
    metric = obj(row.get("metric"))
    name = string(metric.get("instance")) or string(metric.get("__name__")) or "result"
    job = string(metric.get("job"))
    samples = row.get("values")
    last = samples[-1] if isinstance(samples, list) and samples else row.get("value")
    value = last[1] if isinstance(last, list) and len(last) == 2 else None
    status = _level(value, name, notes)
    return Component(f"{job}/{name}" if job else name, name, status, job or None)


def _level(value: object, name: str, notes: Notes) -> Status:
    try:
        number = float(value) if isinstance(value, str | int | float) else -1.0
    except (ValueError, OverflowError):
        number = -1.0
    if number in (0.0, 1.0):
        return Status.OPERATIONAL if number else Status.MAJOR_OUTAGE
    if 0 < number < 1:
        return Status.DEGRADED
    notes.add(f'the value "{string(str(value)[:60])}" of {name} is neither up (1) nor down (0)')
    return Status.UNKNOWN


def _targets(data: Object, notes: Notes) -> _Reading:
    components = [_target(row, notes) for row in objects(data.get("activeTargets"))]
    return rollup(component.status for component in components), components, ()


def _target(row: Object, notes: Notes) -> Component:
    labels = obj(row.get("labels"))
    name = string(labels.get("instance")) or string(row.get("scrapeUrl")) or "target"
    job = string(labels.get("job")) or string(row.get("scrapePool"))
    if error := string(row.get("lastError")):
        notes.add(f"{name}: {error}")
    status = component_status(row.get("health"), _HEALTH, name, notes)
    return Component(f"{job}/{name}" if job else name, name, status, job or None)


def _alerts(data: Object, notes: Notes) -> _Reading:
    rows = [row for row in objects(data.get("alerts")) if _fires(row, notes)]
    labels = [obj(row.get("labels")) for row in rows]
    components = [
        Component(
            alerts.name_of(own), alerts.name_of(own), alerts.impact(own), alerts.group_of(own)
        )
        for own in labels
    ]
    notices = [alerts.notice(row, part.id) for row, part in zip(rows, components, strict=True)]
    return of_open(notice.impact for notice in notices), components, notices


def _fires(row: Object, notes: Notes) -> bool:
    labels = obj(row.get("labels"))
    name, state = alerts.name_of(labels), word_of(row.get("state"))
    if state == _PENDING:
        notes.add(f"{name} is pending: not yet an alert")
    elif state not in (_FIRING, _INACTIVE):
        notes.add(f'unknown state "{state[:60]}" of {name}: taken as firing')
    return state not in (_PENDING, _INACTIVE) and alerts.counts(labels)


def _rules(data: Object, notes: Notes) -> _Reading:
    components: list[Component] = []
    notices: list[Notice] = []
    for group in objects(data.get("groups")):
        where = string(group.get("name"))
        for rule in objects(group.get("rules")):
            if "state" in rule or word_of(rule.get("type")) == "alerting":
                part, told = _rule(rule, where, notes)
                components.append(part)
                notices += told
    return worst(component.status for component in components), components, notices


def _rule(rule: Object, group: str, notes: Notes) -> tuple[Component, list[Notice]]:
    name = string(rule.get("name")) or "rule"
    key = f"{group}/{name}" if group else name
    labels: Object = {"alertname": name, **obj(rule.get("labels"))}
    if not _fires({**rule, "labels": labels, "state": _rule_state(rule)}, notes):
        status = component_status(rule.get("health", "ok"), _RULE_HEALTH, name, notes)
        return Component(key, name, status, group or None), []
    rows: list[Object] = [
        {**row, "labels": {**labels, **obj(row.get("labels"))}}
        for row in objects(rule.get("alerts"))
        if word_of(row.get("state")) != _PENDING
    ]
    notices = [alerts.notice(row, key) for row in rows or [{"labels": labels}]]
    return Component(key, name, alerts.impact(labels), group or None), notices


def _rule_state(rule: Object) -> object:
    """Return a rule's state; older answers leave it to the rule's alerts."""
    if "state" in rule:
        return rule.get("state")
    states = {word_of(row.get("state")) for row in objects(rule.get("alerts"))}
    return next((state for state in (_FIRING, _PENDING) if state in states), _INACTIVE)


_SHAPES = {
    "resultType": _query,
    "activeTargets": _targets,
    "alerts": _alerts,
    "groups": _rules,
}
"""How the parts of the API are told apart: by the key that each answer has."""

FORMAT = FeedFormat(
    name="prometheus",
    title="Prometheus",
    source="https://prometheus.io/docs/prometheus/latest/querying/api/",
    parse=parse,
    looks_like=_looks_like,
    paths=("/api/v1/query?query=up", "/api/v1/alerts", "/api/v1/rules?type=alert"),
    rank=25,
    aliases=("prometheus-query", "prometheus-targets", "prometheus-alerts", "prometheus-rules"),
)
