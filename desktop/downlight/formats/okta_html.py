"""Okta's status page: the incidents that stand as JSON within the page's HTML."""

import json
from datetime import datetime
from html import unescape

from downlight.domain.model import Component
from downlight.domain.notice import Notice, NoticeKind
from downlight.domain.status import Stage, Status
from downlight.formats import FeedFormat
from downlight.formats.instants import instant
from downlight.formats.reading import (
    MAX_BYTES,
    Notes,
    Object,
    ident,
    objects,
    string,
    utf8,
)
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.wording import impact_of, merged, of_open, spread, stage_of, told

_CATEGORIES = {
    "major service disruption": Status.MAJOR_OUTAGE,
    "service disruption": Status.PARTIAL_OUTAGE,
    "service degradation": Status.DEGRADED,
    "feature disruption": Status.DEGRADED,
    "feature degradation": Status.DEGRADED,
    "performance issue": Status.DEGRADED,
    "service maintenance": Status.MAINTENANCE,
    "maintenance": Status.MAINTENANCE,
}
_STAGES = {
    "new": Stage.INVESTIGATING,
    "open": Stage.INVESTIGATING,
    "active": Stage.INVESTIGATING,
    "in progress": Stage.INVESTIGATING,
    "investigating": Stage.INVESTIGATING,
    "identified": Stage.IDENTIFIED,
    "monitoring": Stage.MONITORING,
    "resolved": Stage.RESOLVED,
    "closed": Stage.RESOLVED,
    "completed": Stage.RESOLVED,
}
_MARK = '"Incident__c"'
_PAGE = "https://status.okta.com/"


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body`; raises FormatError."""
    notes = Notes()
    pairs = [(row, n) for row in _incidents(body) if (n := _notice(row, notes)).is_open]
    notices = tuple(notice for _, notice in pairs)
    return FeedReport(
        format=FORMAT.name,
        name="Okta",
        url=_PAGE,
        status=of_open(notice.impact for notice in notices),
        components=merged(_component(row, notice.impact) for row, notice in pairs),
        lists_all=False,
        notices=notices,
        updated_at=max((n.updated_at for n in notices if n.updated_at), default=None),
        notes=notes.all(),
    )


def _incidents(body: bytes) -> list[Object]:
    if len(body) > MAX_BYTES:
        raise FormatError(f"the page is larger than {MAX_BYTES // 1_000_000} MB")
    text = utf8(body).decode("utf-8", "replace")
    if _MARK not in text and "Incident__c" in text:
        text = unescape(text)
    begin = text.rfind("[", 0, text.find(_MARK)) if _MARK in text else -1
    if begin < 0:
        raise FormatError("no Okta status page: there are no incidents in it")
    try:
        value, _ = json.JSONDecoder().raw_decode(text, begin)
    except (ValueError, RecursionError):
        raise FormatError("the incidents in Okta's status page cannot be read") from None
    return objects(value)


def _looks_like(body: bytes) -> bool:
    text = utf8(body)
    return text[:200].lstrip().startswith(b"<") and b"Incident__c" in text


def _part(row: Object) -> str:
    named = string(row.get("Okta_Sub_Service__c")) or string(row.get("Service_Feature__c"))
    return named or "Okta"


def _component(row: Object, impact: Status) -> Component:
    cells = string(row.get("Impacted_Cells__c"), 1000)
    part = Component(_part(row), _part(row), impact)
    return spread(part, (cell.strip() for cell in cells.split(";") if cell.strip()))


def _notice(row: Object, notes: Notes) -> Notice:
    title = string(row.get("Incident_Title__c")) or string(row.get("Name"))
    stage = stage_of(row.get("Status__c"), _STAGES, title, notes)
    impact = Status.UNKNOWN
    if not stage.is_closed:
        impact = impact_of(row.get("Category__c"), _CATEGORIES, title, notes)
    planned = impact is Status.MAINTENANCE
    updated = row.get("Last_Updated__c") or row.get("LastModifiedDate")
    return Notice(
        external_id=ident(row.get("Id")) or title,
        kind=NoticeKind.MAINTENANCE if planned else NoticeKind.INCIDENT,
        title=title,
        stage=Stage.IN_PROGRESS if planned else stage,
        impact=impact,
        component_ids=(_part(row),),
        started_at=instant(row.get("Start_Time__c")),
        updated_at=instant(updated),
        url=_PAGE,
        updates=(told(stage, row.get("Log__c"), updated),),
    )


FORMAT = FeedFormat(
    name="okta-html",
    title="Okta status page",
    source="https://status.okta.com/",
    parse=parse,
    looks_like=_looks_like,
    hosts=("status.okta.com",),
    rank=60,
)
