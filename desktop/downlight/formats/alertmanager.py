"""Alertmanager's API, version 2: the alerts that are active, or how its cluster is.

A resolved alert is simply gone; its `endsAt` is a timeout and says nothing. Silenced and
inhibited alerts are known trouble that somebody does not want to hear of.
"""

from datetime import datetime

from downlight.domain.model import Component
from downlight.domain.status import Status
from downlight.formats import FeedFormat, alerts
from downlight.formats.reading import (
    Notes,
    Object,
    fits,
    json_value,
    looks_like_json,
    obj,
    objects,
    page_status,
)
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.wording import merged, of_open, word_of

_CLUSTER = {
    "ready": Status.OPERATIONAL,
    "settling": Status.OPERATIONAL,
    "disabled": Status.OPERATIONAL,
}
"""All three answer: a single Alertmanager has no cluster."""
_STATES = ("active", "unprocessed", "suppressed")


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body`; raises FormatError."""
    rows, cluster = _alerts(body)
    notes = Notes()
    shown = [row for row in rows if _fires(row, notes)]
    components = merged(_component(obj(row.get("labels"))) for row in shown)
    notices = [alerts.notice(row, alerts.name_of(obj(row.get("labels")))) for row in shown]
    status = of_open(notice.impact for notice in notices)
    if cluster:
        status = page_status(cluster.get("status"), _CLUSTER, notes)
    return FeedReport(
        format=FORMAT.name,
        name="Alertmanager",
        url=None,
        status=status,
        components=components,
        lists_all=False,
        notices=tuple({notice.external_id: notice for notice in notices}.values()),
        updated_at=max((n.updated_at for n in notices if n.updated_at), default=None),
        notes=notes.all(),
    )


def _alerts(body: bytes) -> tuple[list[Object], Object]:
    """Return the alerts, and what is told of the cluster."""
    value = json_value(body)
    rows = objects(value)
    if isinstance(value, list) and all(
        {"labels", "startsAt", "status"} <= row.keys() for row in rows
    ):
        return rows, {}
    cluster = obj(obj(value).get("cluster"))
    if "status" in cluster and "versionInfo" in obj(value):
        return [], cluster
    raise FormatError("JSON, but no answer of Alertmanager: labels and startsAt are missing")


def _looks_like(body: bytes) -> bool:
    rows = looks_like_json(body, "labels", "startsAt", "fingerprint")
    return (rows or looks_like_json(body, "cluster", "versionInfo")) and fits(_alerts, body)


def _fires(row: Object, notes: Notes) -> bool:
    labels = obj(row.get("labels"))
    name, state = alerts.name_of(labels), word_of(obj(row.get("status")).get("state"))
    if state == "suppressed":
        notes.add(f"{name} is silenced or inhibited")
    elif state not in _STATES:
        notes.add(f'unknown state "{state[:60]}" of {name}: taken as active')
    return state != "suppressed" and alerts.counts(labels)


def _component(labels: Object) -> Component:
    name = alerts.name_of(labels)
    return Component(name, name, alerts.impact(labels), alerts.group_of(labels))


FORMAT = FeedFormat(
    name="alertmanager",
    title="Alertmanager",
    source="https://prometheus.io/docs/alerting/latest/clients/",
    parse=parse,
    looks_like=_looks_like,
    paths=("/api/v2/alerts?active=true&silenced=false&inhibited=false", "/api/v2/status"),
    rank=25,
    aliases=("alertmanager-v2",),
)
