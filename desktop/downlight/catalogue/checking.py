"""Asks every address of the catalogue once, politely, and tells what no longer holds."""

import asyncio
import json
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlsplit

from downlight import __version__, formats
from downlight.catalogue.entry import Entry
from downlight.domain.address import parse_address
from downlight.domain.status import Reason
from downlight.probes.answer import Answer, Failure, Fetcher, Request
from downlight.probes.locality import is_local

MAX_FEED = 8_000_000
"""Bytes of a feed."""
HOSTS_AT_ONCE = 16
PAUSE = 1.0
"""Seconds between two requests to one host."""
PATIENCE = 20.0
"""Seconds for one request."""

_GONE = frozenset({404, 410})
_NOBODY_THERE = frozenset({Reason.DNS, Reason.REFUSED, Reason.TLS})
_ACCEPT = "application/json, application/xml;q=0.9, */*;q=0.5"


class Kind(StrEnum):
    """What an address is."""

    FEED = "feed"
    STATUS_PAGE = "status_page"
    HOMEPAGE = "homepage"


class Outcome(StrEnum):
    """How an address was found."""

    FINE = "fine"
    MOVED = "moved"  # leads to another owner's address
    DEAD = "dead"  # nobody is there, or the page is gone
    UNREADABLE = "unreadable"  # a feed that is not of its format
    UNCLEAR = "unclear"  # does not answer today, or not a program: nothing is known


WRONG = frozenset({Outcome.MOVED, Outcome.DEAD, Outcome.UNREADABLE})
"""Outcomes that somebody must look into."""


@dataclass(frozen=True, slots=True)
class Question:
    """One address to ask, once for all platforms that have it."""

    url: str
    kind: Kind
    format: str | None
    platforms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """What came of a question."""

    question: Question
    outcome: Outcome
    detail: str = ""
    """A clause for people; of what has moved the new address."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """What a server gave us to ask with next time."""

    etag: str | None = None
    last_modified: str | None = None


Memory = dict[str, Remembered]
"""By address; only of those that were fine."""


def questions(entries: Iterable[Entry], kinds: Sequence[Kind] = tuple(Kind)) -> list[Question]:
    """Return what there is to ask about `entries`; each address once."""
    readers: defaultdict[tuple[str, Kind, str | None], list[str]] = defaultdict(list)
    seen: dict[str, tuple[str, Kind, str | None]] = {}
    for entry in entries:
        for kind, address, fmt in _addresses(entry):
            if kind in kinds:
                key = seen.setdefault(address, (address, kind, fmt))
                readers[key].append(entry.id)
    return [
        Question(url, kind, fmt, tuple(dict.fromkeys(ids)))
        for (url, kind, fmt), ids in readers.items()
    ]


async def examine(
    asked: Sequence[Question],
    fetcher: Fetcher,
    now: Callable[[], datetime],
    memory: Memory,
    *,
    pause: float = PAUSE,
    wait: Callable[[float], Awaitable[None]] = asyncio.sleep,
    tell: Callable[[Finding], None] = lambda _: None,
) -> list[Finding]:
    """Ask all questions; return the findings in their order, and keep `memory` up to date.

    Of one host only one is asked at a time, with `pause` seconds between.
    """
    hosts: defaultdict[str, list[Question]] = defaultdict(list)
    for question in asked:
        hosts[urlsplit(question.url).netloc].append(question)
    found: dict[Question, Finding] = {}
    room = asyncio.Semaphore(HOSTS_AT_ONCE)

    async def visit(host: Sequence[Question]) -> None:
        async with room:
            for number, question in enumerate(host):
                if number:
                    await wait(pause)
                found[question] = await _ask(question, fetcher, now, memory)
                tell(found[question])

    async with asyncio.TaskGroup() as group:
        for host in hosts.values():
            group.create_task(visit(host))
    return [found[question] for question in asked]


def recalled(text: str) -> Memory:
    """Return what `kept` wrote; nothing if it is of another version or cannot be read."""
    try:
        held = json.loads(text)
        if held["version"] != __version__:
            return {}
        return {url: Remembered(etag, modified) for url, (etag, modified) in held["kept"].items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def kept(memory: Memory) -> str:
    """Return what is to be kept for the next time."""
    told = {url: (each.etag, each.last_modified) for url, each in memory.items()}
    return json.dumps({"version": __version__, "kept": told})


def counts(findings: Iterable[Finding]) -> Mapping[Outcome, int]:
    """Return how many addresses were found how."""
    found = [finding.outcome for finding in findings]
    return {outcome: found.count(outcome) for outcome in Outcome}


def _addresses(entry: Entry) -> Iterable[tuple[Kind, str, str | None]]:
    if entry.feed:
        yield Kind.FEED, parse_address(entry.feed).url, entry.format
    if entry.status_page:
        yield Kind.STATUS_PAGE, parse_address(entry.status_page).url, None
    yield Kind.HOMEPAGE, parse_address(entry.probe or entry.homepage).url, None


async def _ask(
    question: Question, fetcher: Fetcher, now: Callable[[], datetime], memory: Memory
) -> Finding:
    known = memory.get(question.url, Remembered())
    is_feed = question.kind is Kind.FEED
    most = MAX_FEED if is_feed else 200_000
    answer = await fetcher.fetch(
        Request(
            question.url,
            timeout=PATIENCE,
            headers={"accept": _ACCEPT} if is_feed else {},
            max_wire=most,
            max_body=most,
            etag=known.etag,
            last_modified=known.last_modified,
            cut=not is_feed,
            public_only=not is_local(question.url),
        )
    )
    finding = _judged(question, answer, now())
    if finding.outcome is not Outcome.FINE:
        memory.pop(question.url, None)
    elif isinstance(answer, Answer) and not answer.not_modified:
        headers = answer.headers
        memory[question.url] = Remembered(headers.get("etag"), headers.get("last-modified"))
    return finding


def _judged(question: Question, answer: Answer | Failure, now: datetime) -> Finding:
    if isinstance(answer, Failure):
        gone = answer.reason in _NOBODY_THERE
        return Finding(question, Outcome.DEAD if gone else Outcome.UNCLEAR, answer.detail)
    if answer.not_modified:
        return Finding(question, Outcome.FINE)
    if answer.status in _GONE:
        return Finding(question, Outcome.DEAD, f"HTTP {answer.status}")
    if not 200 <= answer.status < 300:
        return Finding(question, Outcome.UNCLEAR, f"HTTP {answer.status}")
    unread = _unread(question, answer, now)
    if unread:
        return Finding(question, Outcome.UNREADABLE, unread)
    if answer.url and _another_owner(question.url, answer.url):
        return Finding(question, Outcome.MOVED, answer.url)
    return Finding(question, Outcome.FINE)


def _unread(question: Question, answer: Answer, now: datetime) -> str:
    """Return why a feed cannot be read, and what it looks like; or nothing."""
    if question.kind is not Kind.FEED:
        return ""
    try:
        formats.read(answer.body, now, question.format)
    except formats.FormatError as error:
        like = formats.find(answer.body)
        return f"{error}; it looks like {like.name}" if like else str(error)
    return ""


def _another_owner(asked: str, final: str) -> bool:
    """Whether two hosts have no name in common: status.acme.com and acme.statuspage.io have one."""
    return _names(asked).isdisjoint(_names(final))


def _names(url: str) -> set[str]:
    """Return the labels of a host without its last, as far as they tell hosts apart."""
    labels = (urlsplit(url).hostname or "").split(".")
    told = {label for label in labels[:-1] or labels if label not in {"www", "status", "co", "com"}}
    return told or set(labels)
