"""FireHydrant: `/data/payload.json`, which the page itself is drawn from.

Components have no state of their own: it follows from the incidents without a time of resolution,
each of which gives its components a condition. The page names its conditions itself, and says
which of three each one means: OPERATIONAL, DEGRADED or OFFLINE. Planned work is an incident of
severity MAINTENANCE. The list of incidents goes back to the beginning.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from downlight.domain.model import Component
from downlight.domain.notice import Notice, NoticeKind, NoticeUpdate
from downlight.domain.status import Stage, Status, worst
from downlight.formats import FeedFormat
from downlight.formats.instants import instant
from downlight.formats.reading import (
    Notes,
    Object,
    component_status,
    fits,
    ident,
    json_object,
    link,
    looks_like_json,
    obj,
    objects,
    rollup,
    string,
)
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.wording import merged, newest_first, of_open, told, word_of

_CONDITIONS = {
    "operational": Status.OPERATIONAL,
    "degraded": Status.DEGRADED,
    "offline": Status.MAJOR_OUTAGE,
}
_SEVERITIES = {
    "sev1": Status.MAJOR_OUTAGE,
    "sev2": Status.PARTIAL_OUTAGE,
}
"""All others, which every organisation names as it likes, are a degradation."""


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body` as of `now`; raises FormatError."""
    document = _document(body)
    notes = Notes()
    words = _conditions(document)
    rows = [row for row in objects(document.get("incidents")) if _is_open(row)]
    notices = tuple(_notice(row, words, now, notes) for row in rows)
    components = merged(_components(document, rows, words, now, notes))
    config = obj(document.get("config"))
    return FeedReport(
        format=FORMAT.name,
        name=string(config.get("name")) or string(config.get("title")),
        url=link(config.get("url")),
        status=_overall(components, notices),
        components=components,
        notices=notices,
        updated_at=max((n.updated_at for n in notices if n.updated_at), default=None),
        notes=notes.all(),
    )


def _document(body: bytes) -> Object:
    document = json_object(body)
    lists = all(isinstance(document.get(key), list) for key in ("components", "incidents"))
    if not lists or not isinstance(document.get("conditions"), dict):
        raise FormatError("JSON, but not of FireHydrant: components and conditions are missing")
    return document


def _looks_like(body: bytes) -> bool:
    return looks_like_json(body, "conditions", "components", "incidents") and fits(_document, body)


def _conditions(document: Object) -> Mapping[str, Status]:
    """Return what the page's own names of conditions mean."""
    names = obj(document.get("conditions"))
    own = {
        string(name).lower(): _CONDITIONS[word_of(meant)]
        for name, meant in names.items()
        if word_of(meant) in _CONDITIONS
    }
    return _CONDITIONS | own


def _is_open(row: Object) -> bool:
    return not obj(row.get("timestamps")).get("resolved")


def _is_work(row: Object) -> bool:
    return word_of(row.get("severitySlug")) == "maintenance"


def _is_future(row: Object, now: datetime) -> bool:
    starts = instant(obj(row.get("timestamps")).get("started"))
    return starts is not None and starts > now


def _overall(components: Sequence[Component], notices: Sequence[Notice]) -> Status:
    """Return the worst of what is open; one part that is down is not the whole."""
    parts = rollup(component.status for component in components)
    bare = of_open(
        n.impact for n in notices if n.kind is NoticeKind.INCIDENT and not n.component_ids
    )
    return worst((parts, bare))


def _components(
    document: Object,
    rows: Sequence[Object],
    words: Mapping[str, Status],
    now: datetime,
    notes: Notes,
) -> Iterator[Component]:
    for row in objects(document.get("components")):
        name = string(row.get("name"))
        if key := ident(row.get("id")) or name:
            yield Component(key, name, Status.OPERATIONAL)
    for row in rows:
        for part in objects(row.get("components")) if not _is_future(row, now) else ():
            name = string(part.get("name"))
            if key := ident(part.get("id")) or name:
                yield Component(key, name, _condition(row, part, words, notes))


def _condition(row: Object, part: Object, words: Mapping[str, Status], notes: Notes) -> Status:
    if _is_work(row):
        return Status.MAINTENANCE
    return component_status(part.get("condition"), words, string(part.get("name")), notes)


def _notice(row: Object, words: Mapping[str, Status], now: datetime, notes: Notes) -> Notice:
    title = string(row.get("title"))
    times = obj(row.get("timestamps"))
    planned = _is_work(row)
    begun = instant(times.get("started")) or instant(times.get("detected"))
    updates = newest_first(_updates(row))
    return Notice(
        external_id=ident(row.get("id")) or title,
        kind=NoticeKind.MAINTENANCE if planned else NoticeKind.INCIDENT,
        title=title,
        stage=_stage(row, now),
        impact=Status.MAINTENANCE if planned else _impact(row, words, notes),
        component_ids=() if _is_future(row, now) else _touched(row),
        started_at=None if planned else begun,
        updated_at=updates[0].published_at if updates else None,
        starts_at=begun if planned else None,
        updates=updates,
    )


def _touched(row: Object) -> tuple[str, ...]:
    parts = objects(row.get("components"))
    return tuple(
        key for part in parts if (key := ident(part.get("id")) or string(part.get("name")))
    )


def _stage(row: Object, now: datetime) -> Stage:
    if not _is_work(row):
        return Stage.INVESTIGATING
    return Stage.SCHEDULED if _is_future(row, now) else Stage.IN_PROGRESS


def _impact(row: Object, words: Mapping[str, Status], notes: Notes) -> Status:
    parts = objects(row.get("components"))
    told_of = worst(_condition(row, part, words, notes) for part in parts)
    severity = _SEVERITIES.get(word_of(row.get("severitySlug")), Status.DEGRADED)
    return told_of if parts else severity


def _updates(row: Object) -> Iterator[NoticeUpdate]:
    for entry in objects(row.get("timeline")):
        note = obj(entry.get("details")).get("note")
        text = obj(note).get("note") if isinstance(note, dict) else note
        update = told(Stage.UNKNOWN, text, entry.get("occurredAt") or entry.get("time"))
        if update.text:
            yield update


FORMAT = FeedFormat(
    name="firehydrant",
    title="FireHydrant",
    source="https://docs.firehydrant.com/docs/status-pages",
    parse=parse,
    looks_like=_looks_like,
    paths=("/data/payload.json",),
    rank=20,
)
