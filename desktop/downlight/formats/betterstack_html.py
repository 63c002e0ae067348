"""Better Stack as a web page, where `/index.json` is not served: the state of the whole alone.

The state stands in the names of its icons: of the favicon, of the picture for social networks, or
in the class `status-page__overview-icon--{state}`. Downtime may be of one resource or of all; the
page does not say of which, and so it is taken as a major outage.
"""

import re
from collections.abc import Iterator
from datetime import datetime

from downlight.domain.status import Status
from downlight.formats import FeedFormat
from downlight.formats.reading import Notes, link, opening, page_status
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.webpage import WebPage, looks_like_page, read_page

_STATES = {
    "operational": Status.OPERATIONAL,
    "degraded": Status.DEGRADED,
    "downtime": Status.MAJOR_OUTAGE,
    "maintenance": Status.MAINTENANCE,
}
_ICON = re.compile(r"status-page__overview-icon--([a-z_]+)", re.IGNORECASE)
_PICTURE = re.compile(
    r"/status_pages(?:_v2)?/(?:favicons/)?(?:og_)?([a-z]+)(?:_(?:small|large))?-[0-9a-f]{6,64}\.png"
)
_HEAD = 20_000
"""Bytes at the beginning among which a page has its icons."""


def parse(body: bytes, now: datetime) -> FeedReport:
    """Read `body`; raises FormatError."""
    page = read_page(body)
    notes = Notes()
    word = next(_words(page), None)
    if word is None:
        raise FormatError("a web page, but not one of Better Stack: it has no icon of its state")
    return FeedReport(
        format=FORMAT.name,
        name=page.title.removesuffix(" status"),
        url=link(_meta(page, "og:url")),
        status=page_status(word, _STATES, notes),
        notes=notes.all(),
    )


def _looks_like(body: bytes) -> bool:
    if not looks_like_page(body):
        return False
    head = opening(body, _HEAD).decode("utf-8", "replace")
    return bool(_ICON.search(head) or _PICTURE.search(head))


def _words(page: WebPage) -> Iterator[str]:
    """Yield what the icons say, the plainest first."""
    for element in page.elements:
        if found := _ICON.search(element.attributes.get("class", "")):
            yield found[1]
    for element in page.named("link", "meta"):
        address = element.attributes.get("href") or element.attributes.get("content", "")
        if found := _PICTURE.search(address):
            yield found[1]


def _meta(page: WebPage, name: str) -> str:
    metas = (e.attributes for e in page.named("meta") if e.attributes.get("property") == name)
    return next((attributes.get("content", "") for attributes in metas), "")


FORMAT = FeedFormat(
    name="betterstack-html",
    title="Better Stack (web page)",
    source="https://betterstack.com/docs/uptime/status-pages/",
    parse=parse,
    looks_like=_looks_like,
    rank=60,
)
