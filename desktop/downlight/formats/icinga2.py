"""Icinga 2's API: hosts and services with their states in numbers.

Only hard states count: a soft one is still being looked at again, and the last hard one holds. In
a downtime, maintenance goes on whatever the state.
"""

from datetime import datetime

from downlight.domain.model import Component
from downlight.domain.status import Status
from downlight.formats import FeedFormat
from downlight.formats.reading import (
    Notes,
    Object,
    fits,
    json_object,
    looks_like_json,
    obj,
    objects,
    rollup,
    string,
)
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.wording import merged, word_of

_HOSTS = {0: Status.OPERATIONAL, 1: Status.MAJOR_OUTAGE}
_SERVICES = {
    0: Status.OPERATIONAL,
    1: Status.DEGRADED,
    2: Status.MAJOR_OUTAGE,
    3: Status.UNKNOWN,
}
_KINDS = ("host", "service")


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body`; raises FormatError."""
    notes = Notes()
    components = merged(_component(row, notes) for row in _results(body))
    return FeedReport(
        format=FORMAT.name,
        name="Icinga",
        url=None,
        status=rollup(component.status for component in components),
        components=components,
        notes=notes.all(),
    )


def _results(body: bytes) -> list[Object]:
    document = json_object(body)
    if "error" in document and isinstance(document.get("status"), str):
        raise FormatError(f"Icinga refuses: {string(document.get('status'), 150)}")
    rows = objects(document.get("results"))
    known = all("state" in obj(row.get("attrs")) and _kind(row) in _KINDS for row in rows)
    if not isinstance(document.get("results"), list) or not known:
        raise FormatError("JSON, but no answer of Icinga: results with a state are missing")
    return rows


def _looks_like(body: bytes) -> bool:
    return looks_like_json(body, "results", "attrs", "state") and fits(_results, body)


def _kind(row: Object) -> str:
    return word_of(row.get("type"))


def _number(value: object) -> int | None:
    whole = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1000
    return int(value) if whole and isinstance(value, int | float) else None


def _component(row: Object, notes: Notes) -> Component:
    attrs = obj(row.get("attrs"))
    key = string(row.get("name")) or string(attrs.get("name")) or "check"
    name = string(attrs.get("display_name")) or key.rpartition("!")[2]
    host = obj(obj(row.get("joins")).get("host"))
    group = string(host.get("display_name")) or string(host.get("name")) or key.rpartition("!")[0]
    status = _status(row, attrs, name, notes)
    if status.is_trouble and (_number(attrs.get("acknowledgement")) or 0) > 0:
        notes.add(f"{name}: somebody knows of it")
    return Component(key, name, status, group or None)


def _status(row: Object, attrs: Object, name: str, notes: Notes) -> Status:
    if (_number(attrs.get("downtime_depth")) or 0) > 0:
        return Status.MAINTENANCE
    state = _number(attrs.get("state"))
    if _number(attrs.get("state_type")) == 0 and state != 0:
        notes.add(f"{name}: not certain yet (soft state)")
        state = _number(attrs.get("last_hard_state")) or 0
    known = (_HOSTS if _kind(row) == "host" else _SERVICES).get(-1 if state is None else state)
    if known is None:
        notes.add(f"unknown state of {name}: taken as degraded")
    return known or Status.DEGRADED


FORMAT = FeedFormat(
    name="icinga2",
    title="Icinga 2",
    source="https://icinga.com/docs/icinga-2/latest/doc/12-icinga2-api/",
    parse=parse,
    looks_like=_looks_like,
    paths=("/v1/objects/services", "/v1/objects/hosts"),
    rank=25,
    aliases=("icinga2-services", "icinga2-hosts"),
)
