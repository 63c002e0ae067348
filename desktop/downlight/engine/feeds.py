"""Reading official status feeds: conditional requests, parsing, and how old the word is."""

import asyncio
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from downlight import formats
from downlight.domain.model import Check
from downlight.domain.observation import Observation
from downlight.domain.status import Reason, Source, Status
from downlight.domain.text import clean
from downlight.formats import FeedFormat
from downlight.formats.joining import joined
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.webpage import looks_like_page
from downlight.probes.answer import Answer, Failure, Fetcher, Request
from downlight.probes.http import request_headers
from downlight.probes.retry_after import retry_after

ACCEPT = {"accept": "application/json, application/xml;q=0.9, */*;q=0.5"}
LARGE = 100_000
"""Bytes from which on a body is parsed in a thread, so that it cannot hold up other looks."""
MAX_FEED = 5_000_000
"""Bytes of a feed that are read at most; the largest known ones have 2.4 MB."""

BUSY = frozenset({429, 503})
"""Answers of a server that was asked too much."""
LONGEST_REST = 1800.0
"""Seconds that a feed is left alone at most when the server does not say how long."""
HEAVY, HEAVY_REST = 500_000, 300.0
"""Bytes from which on a feed is read every so many seconds at most."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """The last good answer of a feed, for when the server says that it is still right.

    The document and not what it said: what is open, planned or under way changes with the time.
    """

    etag: str | None
    last_modified: str | None
    packed: bytes
    """The body, compressed: many feeds are kept at a time, and some are large."""


async def completed(
    body: bytes, others: Mapping[str, str], fetcher: Fetcher, seconds: float
) -> bytes:
    """Return `body` with the other documents of its page put in, as far as they can be had.

    They are asked for one after the other, within `seconds` for all of them.
    """
    parts: dict[str, bytes] = {}
    for key, address in others.items():
        if seconds <= 0:
            break
        request = Request(address, timeout=seconds, headers=ACCEPT, max_wire=MAX_FEED)
        answer = await fetcher.fetch(replace(request, max_body=MAX_FEED))
        seconds -= answer.latency
        if isinstance(answer, Answer) and 200 <= answer.status < 300:
            parts[key] = answer.body
    return joined(body, parts)


class FeedReader:
    """Reads feeds; remembers the last good answer of each address."""

    def __init__(self, fetcher: Fetcher, now: Callable[[], datetime]) -> None:
        self._fetcher = fetcher
        self._now = now
        self._kept: dict[str, _Kept] = {}
        self._rests: dict[str, float] = {}

    def rest(self, url: str) -> float:
        """Return the seconds for which a feed is to be left alone after it was read.

        A server that asks for patience gets it, each time twice as much, up to half an hour; a
        very large feed is not fetched often.
        """
        return self._rests.get(url, 0.0)

    async def read(self, check: Check, secret: str | None = None) -> Observation:
        """Return what the feed of `check` says; a feed that cannot be read says UNKNOWN.

        `secret` is the credential that `check.auth` says how to send, if it needs one.
        """
        started = self._now()
        kept = self._kept.get(check.target)
        answer = await self._fetcher.fetch(
            Request(
                check.target,
                timeout=check.timeout,
                headers={**request_headers(check, secret), **ACCEPT},
                max_wire=MAX_FEED,
                max_body=MAX_FEED,
                etag=kept.etag if kept else None,
                last_modified=kept.last_modified if kept else None,
            )
        )
        if isinstance(answer, Failure):
            return self._unread(check, started, answer.reason, answer.detail, answer.latency)
        if answer.not_modified and kept is not None:
            answer = replace(answer, body=zlib.decompress(kept.packed))
            return await self._parsed(check, started, answer)
        if not 200 <= answer.status < 300:
            return self._refused(check, started, answer)
        return await self._parsed(check, started, answer)

    async def _parsed(self, check: Check, started: datetime, answer: Answer) -> Observation:
        try:
            fmt = await self._format(check, answer.body)
            report, alone = await self._report(check, fmt, started, answer.body)
        except FormatError as wrong:
            detail = clean(f"the status feed cannot be read: {wrong}", 200)
            return self._unread(check, started, Reason.MALFORMED, detail, answer.latency)
        self._rests[check.target] = HEAVY_REST if len(answer.body) > HEAVY else 0.0
        if not answer.not_modified:
            self._keep(check, answer, alone=alone)
        return self._said(check, started, report, answer.latency)

    async def _report(
        self, check: Check, fmt: FeedFormat, started: datetime, body: bytes
    ) -> tuple[FeedReport, bool]:
        """Return what a feed says, and whether it is a single document.

        A body that is not of the format that is named may be of another: providers move from one
        maker of status pages to another. A web page is none of them. Raises FormatError.
        """
        others = fmt.companions(check.target)
        spent = (self._now() - started).total_seconds()
        whole = await completed(body, others, self._fetcher, check.timeout - spent)
        read = partial(fmt.parse, whole, self._now())
        try:
            return await asyncio.to_thread(read) if len(whole) > LARGE else read(), not others
        except FormatError:
            page = looks_like_page(body)
            moved = None if page else await asyncio.to_thread(formats.find, body)
            if moved is None or moved is fmt:
                raise
            return await asyncio.to_thread(moved.parse, body, self._now()), True

    async def _format(self, check: Check, body: bytes) -> FeedFormat:
        if check.format is not None:
            return formats.fitting(body, check.format)
        return await asyncio.to_thread(formats.fitting, body)  # it may try every format there is

    def _keep(self, check: Check, answer: Answer, *, alone: bool) -> None:
        """Remember an answer; of several documents one that stays the same says nothing."""
        etag, modified = (answer.headers.get(name) for name in ("etag", "last-modified"))
        self._kept.pop(check.target, None)
        if alone and (etag or modified):
            packed = zlib.compress(answer.body, level=1)
            self._kept[check.target] = _Kept(etag, modified, packed)

    def _said(
        self, check: Check, started: datetime, report: FeedReport, latency: float
    ) -> Observation:
        return Observation(
            check_id=check.id,
            platform_id=check.platform_id,
            source=Source.OFFICIAL,
            status=report.status,
            reason=Reason.OK,
            started_at=started,
            observed_at=self._now(),
            detail=_line(report),
            latency=latency,
            published_at=report.updated_at,
            components=report.components,
            lists_all=report.lists_all,
            notices=report.notices,
        )

    def _refused(self, check: Check, started: datetime, answer: Answer) -> Observation:
        if answer.status in BUSY:
            asked = retry_after(answer.headers, self._now()) or 0.0
            twice = max(check.interval, 2 * self.rest(check.target))
            self._rests[check.target] = max(asked, min(twice, LONGEST_REST))
        detail = f"the status feed answers {answer.status}"
        return self._unread(check, started, Reason.HTTP_STATUS, detail, answer.latency)

    def _unread(
        self, check: Check, started: datetime, reason: Reason, detail: str, latency: float
    ) -> Observation:
        return Observation(
            check_id=check.id,
            platform_id=check.platform_id,
            source=Source.OFFICIAL,
            status=Status.UNKNOWN,
            reason=reason,
            started_at=started,
            observed_at=self._now(),
            detail=detail,
            latency=latency,
        )


def _line(report: FeedReport) -> str:
    """Return the one line that a timeline shows: the newest open announcement, if there is one."""
    incidents = report.incidents
    return clean(incidents[0].title, 200) if incidents else ""
