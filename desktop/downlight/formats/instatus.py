"""Instatus: `/summary.json`, `/v2/components.json`, both in one, or the object behind its page.

The page says UP, HASISSUES or UNDERMAINTENANCE. Which issues it has is told by its components, or
else by its incidents, whose own impact may be OPERATIONAL while their components are down. The
summary also answers under `/api/v2/summary.json`, where Atlassian's would stand. A component with
children is a group, and its own state says less than theirs.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from downlight.domain.model import Component
from downlight.domain.notice import Notice, NoticeKind
from downlight.domain.status import Stage, Status, worst
from downlight.formats import FeedFormat
from downlight.formats.instants import instant
from downlight.formats.reading import (
    Notes,
    Object,
    component_status,
    fits,
    ident,
    json_value,
    link,
    looks_like_json,
    meaning,
    obj,
    objects,
    page_status,
    rollup,
    string,
)
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.wording import impact_of, merged, newest_first, stage_of, told, word_of

_PAGE = {
    "up": Status.OPERATIONAL,
    "undermaintenance": Status.MAINTENANCE,
    "hasissues": Status.DEGRADED,
}
_STATES = {
    "operational": Status.OPERATIONAL,
    "degradedperformance": Status.DEGRADED,
    "partialoutage": Status.PARTIAL_OUTAGE,
    "minoroutage": Status.PARTIAL_OUTAGE,
    "majoroutage": Status.MAJOR_OUTAGE,
    "undermaintenance": Status.MAINTENANCE,
}
_MAIN = {
    **_STATES,
    **{f"all{word}": status for word, status in _STATES.items()},
    "somedegradedperformance": Status.DEGRADED,
    "somepartialoutage": Status.PARTIAL_OUTAGE,
    "someminoroutage": Status.PARTIAL_OUTAGE,
    "somemajoroutage": Status.PARTIAL_OUTAGE,
    "someundermaintenance": Status.MAINTENANCE,
}
"""The words of the page's headline: of all components or of some."""
_STAGES = {
    "investigating": Stage.INVESTIGATING,
    "identified": Stage.IDENTIFIED,
    "monitoring": Stage.MONITORING,
    "resolved": Stage.RESOLVED,
    "notstartedyet": Stage.SCHEDULED,
    "inprogress": Stage.IN_PROGRESS,
    "verifying": Stage.VERIFYING,
    "completed": Stage.COMPLETED,
}
_SUMMARY = re.compile(r"(https?://[^/]+)(?:/v[23])?/summary\.json")
_DEPTH = 4
"""Levels of groups in groups that are looked at; the product allows two."""


@dataclass(frozen=True, slots=True)
class _Shape:
    """A document, whichever it is."""

    page: Object
    """Empty where there are components only."""
    components: Sequence[Object]
    incidents: Sequence[Object]
    works: Sequence[Object]


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body`; raises FormatError."""
    shape = _shape(body)
    notes = Notes()
    components = merged(_components(shape, notes))
    known = frozenset(component.id for component in components)
    told_of = [
        *(_incident(row, known, notes) for row in shape.incidents),
        *(_work(row, known, notes) for row in shape.works),
    ]
    notices = tuple(notice for notice in told_of if notice.is_open)
    return FeedReport(
        format=FORMAT.name,
        name=_text(shape.page.get("name")),
        url=_url(shape.page),
        status=_overall(shape.page, components, notices, notes),
        components=components,
        notices=notices,
        updated_at=max((n.updated_at for n in notices if n.updated_at), default=None),
        notes=notes.all(),
    )


def _shape(body: bytes) -> _Shape:
    value = json_value(body)
    whole: Object = value if isinstance(value, dict) else {"components": value}
    document = obj(obj(whole.get("props")).get("pageProps")) or whole
    page = obj(document.get("site")) or obj(document.get("page"))
    rows = objects(page.get("components")) or objects(document.get("components"))
    said = isinstance(page.get("status"), str) or "mainStatus" in page
    if not (said or _are_ours(page, rows)):
        raise FormatError("JSON, but not an Instatus page: neither its state nor its components")
    return _Shape(
        page,
        rows,
        objects(document.get("activeIncidents")),
        objects(document.get("activeMaintenances")),
    )


def _are_ours(page: Object, rows: Sequence[Object]) -> bool:
    states = [string(row.get("status")) for row in rows]
    ours = any(state.lower() in _STATES for state in states)
    return not page and ours and all(state.isupper() for state in states)


def _looks_like(body: bytes) -> bool:
    return looks_like_json(body, "status") and fits(_own, body)


def _own(body: bytes) -> None:
    page = _shape(body).page
    if page and "mainStatus" not in page and meaning(page.get("status"), _PAGE) is None:
        raise FormatError("JSON, but not an Instatus page: its state is none of the known words")


def _text(value: object) -> str:
    """Return a text that may come in several languages."""
    if isinstance(value, dict):
        texts = (value.get("en"), value.get("default"), *value.values())
        return next((text for one in texts if (text := string(one))), "")
    return string(value)


def _url(page: Object) -> str | None:
    if link(page.get("url")):
        return link(page.get("url"))
    domain, subdomain = string(page.get("customDomain")), string(page.get("subdomain"))
    if domain:
        return link(f"https://{domain}/")
    return link(f"https://{subdomain}.instatus.com/") if subdomain else None


def _overall(
    page: Object, components: Sequence[Component], notices: Sequence[Notice], notes: Notes
) -> Status:
    word = page.get("status") or page.get("mainStatus")
    if not page:
        return rollup(component.status for component in components)
    if word_of(word) == "hasissues":
        return _issues(page, components, notices)
    return page_status(word, _PAGE | _MAIN, notes)


def _issues(page: Object, components: Sequence[Component], notices: Sequence[Notice]) -> Status:
    """Return how bad a page is that only says that it has issues."""
    parts = rollup(component.status for component in components)
    impacts = worst(n.impact for n in notices if n.kind is NoticeKind.INCIDENT)
    headline = _MAIN.get(word_of(page.get("mainStatus")), Status.UNKNOWN)
    trouble = next((told for told in (parts, impacts, headline) if told.is_trouble), None)
    if trouble is not None:
        return trouble
    return Status.MAINTENANCE if Status.MAINTENANCE in (parts, headline) else Status.DEGRADED


def _components(shape: _Shape, notes: Notes) -> Iterator[Component]:
    groups = {ident(obj(row.get("group")).get("id")) for row in shape.components}
    for row in shape.components:
        if ident(row.get("id")) not in groups - {""}:
            yield from _parts(row, _text(obj(row.get("group")).get("name")) or None, notes, 0)


def _parts(row: Object, group: str | None, notes: Notes, depth: int) -> Iterator[Component]:
    name = _text(row.get("name"))
    key = ident(row.get("id")) or name
    children = objects(row.get("children"))
    if not key or row.get("archivedAt"):
        return
    if children and depth < _DEPTH:
        for child in children:
            yield from _parts(child, name, notes, depth + 1)
    else:
        yield Component(key, name, component_status(row.get("status"), _STATES, name, notes), group)


def _incident(row: Object, known: frozenset[str], notes: Notes) -> Notice:
    title = _text(row.get("name"))
    stage = stage_of(row.get("status"), _STAGES, title, notes)
    touched = [part for part in objects(row.get("components")) if ident(part.get("id")) in known]
    return Notice(
        external_id=ident(row.get("id")) or title,
        kind=NoticeKind.INCIDENT,
        title=title,
        stage=stage,
        impact=_impact(row, touched, title, notes),
        component_ids=tuple(ident(part.get("id")) for part in touched),
        started_at=instant(row.get("started")),
        updated_at=instant(row.get("updatedAt")),
        resolved_at=instant(row.get("resolved")),
        url=link(row.get("url")),
        updates=newest_first(
            told(
                _STAGES.get(word_of(update.get("status")), Stage.UNKNOWN),
                _text(update.get("message")),
                update.get("started") or update.get("createdAt"),
            )
            for update in objects(row.get("updates"))
        ),
    )


def _impact(row: Object, touched: Sequence[Object], title: str, notes: Notes) -> Status:
    parts = worst(
        component_status(part.get("status"), _STATES, _text(part.get("name")), notes)
        for part in touched
        if part.get("status") is not None
    )
    own = row.get("impact")
    told_itself = Status.UNKNOWN if own is None else impact_of(own, _STATES, title, notes)
    return worst((parts, told_itself))


def _work(row: Object, known: frozenset[str], notes: Notes) -> Notice:
    title = _text(row.get("name"))
    starts = instant(row.get("start"))
    minutes = ident(row.get("duration"))
    lasts = timedelta(minutes=int(minutes)) if minutes.isdecimal() and len(minutes) < 7 else None
    ids = (ident(part.get("id")) for part in objects(row.get("components")))
    return Notice(
        external_id=ident(row.get("id")) or title,
        kind=NoticeKind.MAINTENANCE,
        title=title,
        stage=stage_of(row.get("status"), _STAGES, title, notes),
        impact=Status.MAINTENANCE,
        component_ids=tuple(key for key in ids if key in known),
        updated_at=instant(row.get("updatedAt")),
        starts_at=starts,
        ends_at=starts + lasts if starts and lasts else None,
        url=link(row.get("url")),
    )


def _companions(address: str) -> Mapping[str, str]:
    """Return where the components are that a summary leaves out."""
    found = _SUMMARY.fullmatch(address)
    return {"components": f"{found[1]}/v2/components.json"} if found else {}


FORMAT = FeedFormat(
    name="instatus",
    title="Instatus",
    source="https://instatus.com/help/widgets/custom",
    parse=parse,
    looks_like=_looks_like,
    paths=("/summary.json", "/v2/components.json", "/v3/components.json"),
    hosts=("instatus.com",),
    rank=25,
    companions=_companions,
    aliases=("instatus-summary", "instatus-components", "instatus-merged", "instatus-page"),
)
