"""Microsoft 365's public posts: a list with one entry per consumer service, or a single object.

An entry's state word is all that counts: its message is boilerplate while all is well. The
single ones tell whether an admin centre can be reached, and nothing of the services.
"""

from datetime import datetime

from downlight.domain.model import Component
from downlight.domain.notice import Notice, NoticeKind
from downlight.domain.status import Stage, Status
from downlight.formats import FeedFormat
from downlight.formats.instants import instant
from downlight.formats.m365_words import STAGES, STATES
from downlight.formats.reading import (
    Notes,
    Object,
    component_status,
    fits,
    ident,
    json_value,
    looks_like_json,
    objects,
    page_status,
    rollup,
    string,
)
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.wording import merged, told, word_of

_PAGE = "https://status.cloud.microsoft/"


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body`; raises FormatError."""
    rows, single = _posts(body)
    notes = Notes()
    if single:
        status = page_status(rows[0].get("Status"), STATES, notes)
        components: tuple[Component, ...] = ()
    else:
        components = merged(_component(row, notes) for row in rows)
        status = rollup(component.status for component in components)
    notices = tuple(_notice(row, single) for row in rows if _state(row).is_trouble)
    return FeedReport(
        format=FORMAT.name,
        name="Microsoft 365",
        url=_PAGE,
        status=status,
        components=components,
        notices=notices,
        updated_at=max((n.updated_at for n in notices if n.updated_at), default=None),
        notes=notes.all(),
    )


def _posts(body: bytes) -> tuple[list[Object], bool]:
    """Return the entries, and whether the feed is a single one."""
    value = json_value(body)
    single = isinstance(value, dict)
    rows = objects([value] if single else value)
    marks = {"LastUpdatedTime", "ServiceDisplayName", "Message"}
    if not rows or not all("Status" in row and marks & row.keys() for row in rows):
        raise FormatError("JSON, but not Microsoft's posts: Status and LastUpdatedTime are missing")
    return rows, single


def _looks_like(body: bytes) -> bool:
    return looks_like_json(body, "Status", "LastUpdatedTime", "Message") and fits(_posts, body)


def _state(row: Object) -> Status:
    return STATES.get(word_of(row.get("Status")), Status.DEGRADED)


def _name(row: Object) -> str:
    return string(row.get("ServiceDisplayName")) or ident(row.get("ServiceWorkloadName"))


def _key(row: Object) -> str:
    return ident(row.get("ServiceWorkloadName")) or _name(row) or "service"


def _component(row: Object, notes: Notes) -> Component:
    name = _name(row)
    return Component(_key(row), name, component_status(row.get("Status"), STATES, name, notes))


def _notice(row: Object, single: bool) -> Notice:
    stage = STAGES.get(word_of(row.get("Status")), Stage.INVESTIGATING)
    written = row.get("AuthoredDateTime")
    title = string(row.get("Title")) or _name(row) or string(row.get("Message"))
    return Notice(
        external_id=ident(row.get("Id")) or f"{_key(row)} {word_of(row.get('Status'))}",
        kind=NoticeKind.INCIDENT,
        title=title or string(row.get("Status")),
        stage=stage,
        impact=_state(row),
        component_ids=() if single else (_key(row),),
        started_at=instant(written),
        updated_at=instant(written),
        url=_PAGE,
        updates=(told(stage, row.get("Message"), written),),
    )


FORMAT = FeedFormat(
    name="m365-posts",
    title="Microsoft 365 posts",
    source="https://learn.microsoft.com/en-us/microsoft-365/enterprise/view-service-health",
    parse=parse,
    looks_like=_looks_like,
    paths=("/api/posts/m365Consumer", "/api/posts/mac"),
    hosts=("status.cloud.microsoft",),
    rank=20,
    aliases=("m365-consumer", "m365-post"),
)
