"""cState: `/index.json` of a static status page.

ok is operational, notice is operational with something to say, disrupted is degraded, down is a
major outage unless a part still works. The summary can lag behind the systems, and the worse of
the two counts. The file is made by templates: texts may hold raw control characters, and a time
that is not there is "<no value>".
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

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
    json_object,
    link,
    looks_like_json,
    objects,
    page_status,
    rollup,
    string,
    strings,
    utf8,
)
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.wording import impact_of, merged, word_of

_STATES = {
    "ok": Status.OPERATIONAL,
    "notice": Status.OPERATIONAL,
    "disrupted": Status.DEGRADED,
    "down": Status.MAJOR_OUTAGE,
}
_BLANKS = bytes(range(0x20))
"""Control characters; a blank in their place changes nothing but the text."""
_TO_BLANKS = bytes.maketrans(_BLANKS, b" " * len(_BLANKS))


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body`; raises FormatError."""
    document = _document(body)
    notes = Notes()
    systems = objects(document.get("systems"))
    components = merged(_components(systems, notes))
    notices = tuple(_notices(document, systems, components, notes))
    return FeedReport(
        format=FORMAT.name,
        name=string(document.get("title")),
        url=link(document.get("baseURL")),
        status=_overall(document, components, notes),
        components=components,
        notices=notices,
        updated_at=_built(document),
        notes=notes.all(),
    )


def _document(body: bytes) -> Object:
    document = json_object(utf8(body).translate(_TO_BLANKS))
    ours = "cStateVersion" in document or word_of(document.get("is")) == "index"
    if not ours or "summaryStatus" not in document:
        raise FormatError("JSON, but not of cState: summaryStatus is missing")
    return document


def _looks_like(body: bytes) -> bool:
    return looks_like_json(body, "summaryStatus") and fits(_document, body)


def _overall(document: Object, components: Sequence[Component], notes: Notes) -> Status:
    word = document.get("summaryStatus")
    told = page_status(word, _STATES, notes)
    if word_of(word) == "notice":
        notes.add("the page has a notice, but no trouble")
    parts = rollup(component.status for component in components)
    if told is Status.MAJOR_OUTAGE:
        return parts if parts is Status.PARTIAL_OUTAGE else told
    return told if told is Status.UNKNOWN else worst((told, parts))


def _components(systems: Sequence[Object], notes: Notes) -> Iterator[Component]:
    for row in systems:
        if name := string(row.get("name")):
            status = component_status(row.get("status"), _STATES, name, notes)
            yield Component(name, name, status, string(row.get("category")) or None)


def _notices(
    document: Object, systems: Sequence[Object], components: Sequence[Component], notes: Notes
) -> Iterator[Notice]:
    """Yield each open issue once; the file lists it under every system it affects."""
    known = frozenset(component.id for component in components)
    issues = [
        *(issue for row in systems for issue in objects(row.get("unresolvedIssues"))),
        *objects(document.get("pinnedIssues")),
    ]
    seen: set[tuple[str, str]] = set()
    for issue in issues:
        title, page = string(issue.get("title")), string(issue.get("permalink"))
        if issue.get("resolved") is not True and (title, page) not in seen:
            seen.add((title, page))
            yield _notice(issue, known, notes)


def _notice(row: Object, known: frozenset[str], notes: Notes) -> Notice:
    title = string(row.get("title"))
    informs = row.get("informational") is True
    return Notice(
        external_id=ident(row.get("filename")) or ident(row.get("permalink")) or title,
        kind=NoticeKind.INCIDENT,
        title=title,
        stage=Stage.UNKNOWN,
        impact=Status.OPERATIONAL
        if informs
        else impact_of(row.get("severity"), _STATES, title, notes),
        component_ids=tuple(name for name in strings(row.get("affected")) if name in known),
        started_at=instant(row.get("createdAt")),
        updated_at=instant(row.get("lastMod")),
        url=link(row.get("permalink")),
    )


def _built(document: Object) -> datetime | None:
    day, clock = string(document.get("buildDate")), string(document.get("buildTime"))
    zone = string(document.get("buildTimezone")) or "UTC"
    return instant(f"{day}T{clock}:00+00:00") if day and clock and zone == "UTC" else None


FORMAT = FeedFormat(
    name="cstate",
    title="cState",
    source="https://github.com/cstate/cstate/wiki/API",
    parse=parse,
    looks_like=_looks_like,
    paths=("/index.json",),
    rank=20,
)
