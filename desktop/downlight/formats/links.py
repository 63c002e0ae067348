"""Finds on a product's web page the links to its status page, and those only."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urldefrag, urljoin, urlsplit

from downlight.formats import formats
from downlight.formats.fingerprints import is_spoken_at
from downlight.formats.reading import link
from downlight.formats.webpage import MAX_PAGE, Element, WebPage, looks_like_page, read_page

MAX_LINKS = 3000
"""Links of a page that are looked at."""
PLAIN = 0.9
"""Weight from which on a link says in its text as well what it leads to. Below that it may be a
word about somebody else's status page."""

_TEXT = re.compile(
    r"^(?:(?:system|service|server|platform|network|api|site|live|our)\s+)?status(?:\s+page)?$"
    r"|\bsystem\s+status\b|\bservice\s+status\b|\bstatus\s+page\b|^uptime$"
    r"|^(?:systemstatus|serverstatus|statut(?: des services)?|état des services)$"
    r"|^(?:estado(?: del servicio| do sistema)?|stato(?: del servizio)?)$"
    r"|^(?:サービス稼働状況|障害情報|系统状态|服务状态)$",
    re.IGNORECASE,
)
_MENTIONED = re.compile(
    rb"https://([a-z0-9][a-z0-9-]{1,60}\.(?:statuspage\.io|instatus\.com|betteruptime\.com"
    rb"|statuspal\.(?:io|eu)|statushub\.io|freshstatus\.io|hund\.io|openstatus\.dev))\b"
)
"""Pages at hosts that make them, such as a widget of theirs is fetched from."""
_NOT_PAGES = frozenset({"www", "api", "cdn", "docs", "help", "app", "lang", "assets", "static"})
_HOST = re.compile(
    r"^status\.|^(?:www\.)?[\w-]*status\.(?:com|io|net|org|dev|app)$|(?:^|\.)statuspage\."
)
_PATH = re.compile(r"/(?:system-?|service-?|server-?)?status/?$", re.IGNORECASE)
_OTHERS = re.compile(
    r"\b(?:order|shipment|delivery|application|claim|refund|visa|flight|marital|ticket|account)\b",
    re.IGNORECASE,
)
_PEOPLE = frozenset(
    {"twitter.com", "x.com", "facebook.com", "mastodon.social", "threads.net", "linkedin.com"}
)
"""Hosts where /status/ is a message of somebody."""


@dataclass(frozen=True, slots=True)
class StatusLink:
    """A link that may lead to a status page."""

    url: str
    weight: float
    """How likely it does, from 0 to 1."""


def status_links(url: str, body: bytes) -> list[StatusLink]:
    """Return the links of the page at `url` that may lead to a status page, the likeliest first.

    What is no web page has none.
    """
    best: dict[str, StatusLink] = {}
    if not looks_like_page(body):
        return []
    for found in (*_links(url, read_page(body)), *_mentions(body)):
        known = best.get(found.url)
        if known is None or found.weight > known.weight:
            best[found.url] = found
    return sorted(best.values(), key=lambda one: -one.weight)


def _links(url: str, page: WebPage) -> Iterator[StatusLink]:
    here = urldefrag(url).url.rstrip("/")
    for seen, element in enumerate(page.named("a")):
        if seen >= MAX_LINKS:
            return
        target = _target(url, element)
        if target and target.rstrip("/") != here and (weight := _weight(target, element)):
            yield StatusLink(target, weight)


def _mentions(body: bytes) -> Iterator[StatusLink]:
    for found in islice(_MENTIONED.finditer(body[:MAX_PAGE]), MAX_LINKS):
        host = found[1].decode("ascii")
        if host.partition(".")[0] not in _NOT_PAGES:
            yield StatusLink(f"https://{host}/", 0.5)


def _target(url: str, element: Element) -> str | None:
    href = element.attributes.get("href", "").strip()
    try:
        parts = urlsplit(urldefrag(urljoin(url, href)).url)
        return link(parts._replace(path=parts.path or "/").geturl()) if href else None
    except ValueError:
        return None


def _weight(target: str, element: Element) -> float:
    parts = urlsplit(target)
    host = parts.hostname or ""
    text = element.line or _attribute(element, "title") or _attribute(element, "aria-label")
    if host.removeprefix("www.").removeprefix("mobile.") in _PEOPLE or _OTHERS.search(text):
        return 0.0
    told = 0.3 if _TEXT.search(text.strip()) else 0.0
    if any(is_spoken_at(fmt, host) for fmt in formats().values()) or _HOST.search(host):
        return PLAIN if told else 0.6
    return (0.3 if _PATH.search(parts.path) else 0.1 if told else 0.0) + told


def _attribute(element: Element, name: str) -> str:
    return element.attributes.get(name, "")[:200]
