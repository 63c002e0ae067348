"""By which marks a status page shows who made it, and where its feed is then: pure guesses.

A guess is only worth a request: what the answer is, its content tells. The marks are those of the
products themselves, from pages of each; most stand in the first bytes of a page.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from downlight.domain import clues
from downlight.formats import FeedFormat, formats
from downlight.formats.reading import link, utf8
from downlight.formats.webpage import WebPage, looks_like_page, read_page

MAX_SEARCHED = 1_500_000
"""Bytes of a page that are searched for marks."""
USUAL_PATHS = ("/api/v2/summary.json", "/summary.json", "/index.json")
"""Where most status pages have their feed: Statuspage and its likes, Instatus, Better Stack."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A feed that may be there."""

    url: str
    because: str
    """A clause for people: "the page is made by Better Stack"."""
    weight: float
    """How likely it is, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """What only the pages of one product have."""

    product: str
    needles: tuple[bytes, ...]
    """Any of them is enough."""
    paths: tuple[str, ...]
    plain: bool = True
    """No other page has them; else a page must be about status as well."""


_MARKS = (
    _Mark(
        "incident.io",
        (b"statuspage.incident.io", b"incident-io-status-page", b'data-testid="heads-up"'),
        ("/api/v2/summary.json", "/proxy/{host}"),
    ),
    _Mark(
        "Atlassian Statuspage",
        (
            b"cdn.statuspage.io/se-v2.js",
            b"dka575ofm4ao0.cloudfront.net",
            b"window.pageColorData",
            b"var uptimeData",
            b'<meta name="issued"',
        ),
        ("/api/v2/summary.json",),
    ),
    _Mark("Instatus", (b"lang.instatus.com", b"instatus.com/user-content"), ("/summary.json",)),
    _Mark(
        "Better Stack",
        (b"uptime.betterstack.com/", b"betteruptime.com/assets", b"status-page__overview-icon"),
        ("/index.json",),
    ),
    _Mark(
        "OpenStatus",
        (b"/api/status/summary.json", b"openstatus.dev/api/og"),
        ("/api/status/summary.json",),
    ),
    _Mark("cState", (b'content="cState',), ("/index.json",)),
    _Mark(
        "Gatus",
        (b"| Gatus</title>", b"/TwiN/gatus"),
        ("/api/v1/endpoints/statuses?page=1&pageSize=100",),
    ),
    _Mark(
        "Cachet",
        (b"Powered by Cachet", b"cachethq.io"),
        ("/api/v1/components?per_page=100", "/api/components?per_page=100"),
    ),
    _Mark("FireHydrant", (b"firehydrant",), ("/data/payload.json",), plain=False),
    _Mark("Rootly", (b"rootly.com", b"rootly-"), ("/api/v1/status.json",), plain=False),
    _Mark("Sorry", (b"sorryapp.com",), ("/api/v1/status",), plain=False),
    _Mark("StatusHub", (b"statushub.io", b"statushub.com"), ("/api/statuses",), plain=False),
    _Mark("Hyperping", (b"hyperping",), ("/status.json",), plain=False),
    _Mark(
        "StatusCast", (b"statuscast.com", b"status-list-component"), ("/status.json",), plain=False
    ),
    _Mark("LambStatus", (b"lambstatus",), ("/api/components",), plain=False),
)
_ABOUT = re.compile(r"status|uptime|health|incident", re.IGNORECASE)
_HEX_ID = re.compile(
    rb"(?:page_?id|statuspage_?id)[\"']?\s{0,5}[:=]\s{0,5}[\"']([0-9a-f]{24})", re.IGNORECASE
)
_MONITOR_LIST = re.compile(
    rb"pspApiPath\s{0,5}=\s{0,5}[\"']([^\"'\s]{5,300}/getMonitorList/[\w-]+)"
)
_STATUSIQ_ID = re.compile(rb"enc_statuspage_id[\"']?\s{0,5}[:=]\s{0,5}[\"']([\w=%-]{10,200})[\"']")
_UPPTIME = re.compile(rb"raw\.githubusercontent\.com/([\w.-]{1,60}/[\w.-]{1,100}/(?:master|main))/")
_FRESH_ID = re.compile(rb"\"account_?id\"\s{0,5}:\s{0,5}\"?(\d{1,10})\b", re.IGNORECASE)
_CAKE_ID = re.compile(rb"PublicID=(\w{5,20})")
_KUMA_SLUG = re.compile(r"/status/([\w-]{1,80})/?$")
_KUMA_MARKS = (b"Uptime Kuma", b'id="preload-data"')

_OWN_PATHS: Mapping[str, Sequence[str]] = {"hund.io": ("/feed.rss", "/feed.atom")}
"""Where pages at a host have their feed when that is not its format's usual place."""
_FEED_TYPES = ("application/rss+xml", "application/atom+xml")
_MADE, _NAMED, _ALSO = 0.9, 0.8, 0.3


def guesses(url: str, headers: Mapping[str, str], body: bytes) -> list[Guess]:
    """Return where the feed of the status page at `url` may be, the likeliest first.

    `headers` have names in lower case. A page without marks gives nothing.
    """
    found = list(_by_host(url))
    if looks_like_page(body):
        text = utf8(body[:MAX_SEARCHED])
        page = read_page(body)
        found += _by_ids(url, headers, text)
        found += _by_marks(url, text, about_status=is_about_status(url, page))
        found += _alternates(url, page)
    return _best(found)


def at_host(url: str) -> list[Guess]:
    """Return where the feed is on a host that only ever speaks one format."""
    return _best(list(_by_host(url)))


def usual(url: str) -> list[Guess]:
    """Return where the feeds of most status pages are."""
    return [Guess(urljoin(url, path), clues.USUAL_PLACE, _ALSO) for path in USUAL_PATHS]


def is_spoken_at(fmt: FeedFormat, host: str) -> bool:
    """Whether `host` is one of those that always speak a format."""
    return any(host == suffix or host.endswith(f".{suffix}") for suffix in fmt.hosts)


def _best(found: list[Guess]) -> list[Guess]:
    """Return each address once, the likeliest first."""
    best: dict[str, Guess] = {}
    for guess in sorted(found, key=lambda guess: -guess.weight):
        if link(guess.url):
            best.setdefault(guess.url, guess)
    return list(best.values())


def _by_host(url: str) -> Iterator[Guess]:
    parts = urlsplit(url)
    host = parts.hostname or ""
    for fmt in formats().values():
        if is_spoken_at(fmt, host):
            for path in _OWN_PATHS.get(host.partition(".")[2], fmt.paths[:1]):
                yield Guess(urljoin(url, path), clues.belongs(host, fmt.title), _MADE)
    key = parts.path.strip("/")
    if host == "stats.uptimerobot.com" and re.fullmatch(r"[\w-]{3,40}", key):
        told = clues.belongs(host, "UptimeRobot")
        yield Guess(urljoin(url, f"/api/getMonitorList/{key}"), told, _MADE)
    name, _, rest = host.partition(".")
    if rest in ("statuspal.io", "statuspal.eu"):
        summary = f"https://{rest}/api/v2/status_pages/{name}/summary"
        yield Guess(summary, clues.belongs(host, "StatusPal"), _MADE)


def is_about_status(url: str, page: WebPage) -> bool:
    """Whether a page calls itself one about how something is."""
    return bool(_ABOUT.search(urlsplit(url).netloc) or _ABOUT.search(page.title))


def _by_marks(url: str, text: bytes, *, about_status: bool) -> Iterator[Guess]:
    host = urlsplit(url).netloc
    for mark in _MARKS:
        if (mark.plain or about_status) and any(needle in text for needle in mark.needles):
            for place, path in enumerate(mark.paths):
                where = urljoin(url, path.format(host=host))
                yield Guess(where, clues.made_by(mark.product), _NAMED - 0.1 * place)


def _by_ids(url: str, headers: Mapping[str, str], text: bytes) -> Iterator[Guess]:
    """Yield the feeds whose address has an id that the page tells."""
    for product, where in _with_id(url, headers, text):
        yield Guess(where, clues.made_by(product), _MADE)


def _with_id(url: str, headers: Mapping[str, str], text: bytes) -> Iterator[tuple[str, str]]:
    page_id = headers.get("x-status-page-id") or _one(_HEX_ID, text, b"status.io")
    if re.fullmatch(r"[0-9a-f]{24}", page_id):
        yield "Status.io", f"https://api.status.io/1.0/status/{page_id}"
    if monitors := _one(_MONITOR_LIST, text):
        yield "UptimeRobot", urljoin(url, monitors)
    if page_id := _one(_STATUSIQ_ID, text):
        path = f"/sp/api/public/summary_details/statuspages/{quote(page_id, safe='=%')}"
        yield "Site24x7 StatusIQ", urljoin(url, path)
    if branch := _one(_UPPTIME, text, b"upptime"):
        yield "Upptime", f"https://raw.githubusercontent.com/{branch}/history/summary.json"
    if account := _one(_FRESH_ID, text, b"freshstatus"):
        address = "https://public-api.freshstatus.io/v1/public-components/"
        yield "Freshstatus", f"{address}?account_id={account}"
    if report := _one(_CAKE_ID, text, b"statuscake"):
        address = "https://app.statuscake.com/Workfloor/PublicReportHandler.php"
        yield "StatusCake", f"{address}?PublicID={report}"
    slug = _KUMA_SLUG.search(urlsplit(url).path)
    if slug and any(mark in text for mark in _KUMA_MARKS):
        # Of its two documents this one has the states; the other has the names.
        yield "Uptime Kuma", urljoin(url, f"/api/status-page/heartbeat/{slug[1]}")


def _one(pattern: re.Pattern[bytes], text: bytes, beside: bytes = b"") -> str:
    """Return what `pattern` finds, if `beside` stands in the text as well; else ""."""
    if beside and beside not in text:
        return ""
    found = pattern.search(text)
    return found[1].decode("ascii", "ignore") if found else ""


def _alternates(url: str, page: WebPage) -> Iterator[Guess]:
    """Yield the RSS and Atom feeds that the page names."""
    for element in page.named("link"):
        feed = element.attributes.get("type", "").lower() in _FEED_TYPES
        href = element.attributes.get("href", "")
        if feed and href and "alternate" in element.attributes.get("rel", "").lower():
            yield Guess(urljoin(url, href), clues.NAMED_BY_PAGE, _ALSO)
