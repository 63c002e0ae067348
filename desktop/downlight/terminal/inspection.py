"""`downlight inspect`: reads a status feed from a file or an address and shows it normalised."""

import asyncio
import re
from dataclasses import dataclass, replace
from pathlib import Path

from downlight import formats
from downlight.domain.address import Address, AddressError, parse_address
from downlight.domain.faults import UnknownPlatform
from downlight.domain.model import Check, CheckKind, Component
from downlight.domain.notice import Notice
from downlight.domain.saying import Saying, say, told_by
from downlight.domain.status import Status
from downlight.domain.text import clean
from downlight.engine.discovery import Discovery, discover
from downlight.engine.feeds import completed
from downlight.engine.ports import NetworkFetcher
from downlight.formats.reading import MAX_BYTES
from downlight.formats.report import FeedReport, FormatError
from downlight.formats.webpage import looks_like_page
from downlight.present.incident_view import announcement
from downlight.present.platform import Lamp
from downlight.present.words import Words
from downlight.probes.answer import Failure, Request
from downlight.terminal import shapes
from downlight.terminal.check import ALL_UP
from downlight.terminal.choosing import CANNOT, Declined, chosen
from downlight.terminal.discovering import how_found
from downlight.terminal.options import Inspect
from downlight.terminal.services import TerminalServices
from downlight.terminal.tables import Cell, show_table

TIMEOUT = 20.0
"""Seconds."""

_FILE_ENDING = re.compile(r"\.(?:json|xml|rss|atom|html?|txt|js|ya?ml)$", re.IGNORECASE)
_LAMPS = {
    Status.OPERATIONAL: Lamp.GREEN,
    Status.DEGRADED: Lamp.AMBER,
    Status.PARTIAL_OUTAGE: Lamp.RED,
    Status.MAJOR_OUTAGE: Lamp.RED,
}


@dataclass(frozen=True, slots=True)
class _Read:
    """A feed that was read."""

    report: FeedReport
    feed: str | None = None
    """Where it stands; None: it came from a file."""
    found: Discovery | None = None
    """How it was found, where something else was named."""


def inspect(order: Inspect, services: TerminalServices) -> int:
    """Read and show a feed. Raises Declined."""
    if order.format is not None and formats.named(order.format) is None:
        known = ", ".join(sorted(formats.formats()))
        name = order.format[:40]
        raise Declined(
            say("There is no format “{name}”; known are {known}.", name=name, known=known)
        )
    read = _read(order, services)
    if order.json:
        services.output.json(shapes.feed(read.report, services.now(), read.feed))
    else:
        _show(read.report, services)
    if read.found is not None:
        services.errors.line(how_found(read.found, services))
    for note in read.report.notes:
        services.errors.line(services.words("Note: {note}", note=note))
    return ALL_UP


def _read(order: Inspect, services: TerminalServices) -> _Read:
    source = order.source
    if not source.strip():
        raise Declined(say("Name a platform, a file or an address."))
    if source == "-":
        return _Read(_report(source, services.read_input(MAX_BYTES + 1), order, services))
    if "://" not in source and (_exists(source) or _is_meant_as_file(source)):
        return _Read(_report(source, _of_file(source), order, services))
    try:
        address = parse_address(source)
    except AddressError as error:
        feed = _feed_of(source, services)
        if feed is None:
            shown, why = clean(source, 100), told_by(error)
            raise Declined(
                say("There is no file {file}, and as an address: {why}", file=shown, why=why)
            ) from None
        order = replace(order, format=order.format or feed.format)
        address = parse_address(feed.target)
    return asyncio.run(_fetched(address, order, services))


def _feed_of(name: str, services: TerminalServices) -> Check | None:
    """Return the status feed of the platform that is called `name`, if it has one."""
    settings, _ = services.settings.load()
    favourite = chosen(name, settings)
    try:
        known = favourite and services.catalogue.resolve(favourite, settings)
    except UnknownPlatform:
        known = None
    platform = known or services.catalogue.find(name)
    checks = platform.checks if platform else ()
    return next((check for check in checks if check.kind is CheckKind.FEED), None)


def _report(source: str, body: bytes, order: Inspect, services: TerminalServices) -> FeedReport:
    if len(body) > MAX_BYTES:
        why = say("larger than {size} MB, as no status feed is", size=MAX_BYTES // 1_000_000)
        raise Declined(_of(clean(source), why), CANNOT)
    try:
        return formats.read(body, services.now(), order.format)
    except FormatError as error:
        raise Declined(_of(clean(source), str(error)), CANNOT) from None


def _of(source: str, why: str) -> Saying:
    return say("{source}: {why}.", source=source, why=why)


def _is_meant_as_file(source: str) -> bool:
    """Whether `source` names a file rather than a host: a path, or a name that ends as files do."""
    begins_as_path = source.startswith(("/", "./", "../", "~", ".\\", "\\"))
    return begins_as_path or ("/" not in source and bool(_FILE_ENDING.search(source)))


def _exists(source: str) -> bool:
    try:
        return Path(source).exists()
    except (OSError, ValueError):  # too long, or with characters that no file name has
        return False


def _of_file(source: str) -> bytes:
    shown = clean(source, 100)
    try:
        with Path(source).expanduser().open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise Declined(say("There is no file {file}.", file=shown)) from None
    except (OSError, ValueError, RuntimeError) as error:
        why = getattr(error, "strerror", None) or error
        raise Declined(say("{file} cannot be read: {why}.", file=shown, why=str(why))) from None


async def _fetched(address: Address, order: Inspect, services: TerminalServices) -> _Read:
    """Read what an address answers; a web page leads to the feed that is found from there."""
    fetcher = services.fetcher()
    try:
        answer = await fetcher.fetch(
            Request(address.url, timeout=TIMEOUT, max_wire=MAX_BYTES, max_body=MAX_BYTES)
        )
        if isinstance(answer, Failure):
            raise Declined(_of(address.url, answer.detail), CANNOT)
        if not 200 <= answer.status < 300:
            why = say("the server answers {code}", code=answer.status)
            raise Declined(_of(address.url, why), CANNOT)
        found = None
        if order.format is None and looks_like_page(answer.body):
            found = await discover(address, fetcher, services.now, answer)
        url = found.feed_url if found else answer.url or address.url
        body = b"" if found else await _whole(answer.body, url, order, fetcher)
    finally:
        await fetcher.close()
    if found is not None:
        return _Read(found.report, url, found)
    return _Read(_report(order.source, body, order, services), url)


async def _whole(body: bytes, url: str, order: Inspect, fetcher: NetworkFetcher) -> bytes:
    """Return a feed with the documents that belong to it."""
    try:
        others = formats.fitting(body, order.format).companions(url)
    except FormatError:
        return body
    return await completed(body, others, fetcher, TIMEOUT)


def _show(report: FeedReport, services: TerminalServices) -> None:
    words, output = services.words, services.output
    title = report.name or words("A page without a name")
    state = words.status(report.status)
    fmt = formats.named(report.format)
    output.line(f"{title}: {state} ({fmt.title if fmt else report.format})")
    if report.url:
        output.line(report.url)
    if report.components:
        output.line()
        heads = (words("Component"), words("Group"), words("Region"), words("How it is"))
        rows = [
            (part.name, part.group or "", part.region or "", _state(part, words))
            for part in report.components
        ]
        show_table(output, heads, rows)
    for notice in (*report.incidents, *report.maintenances):
        _show_notice(notice, services)


def _state(part: Component, words: Words) -> Cell:
    return Cell(words.status(part.status), _LAMPS.get(part.status))


def _show_notice(notice: Notice, services: TerminalServices) -> None:
    words, output, now = services.words, services.output, services.now()
    output.line()
    told = announcement(words, notice)
    output.line(f"{told.title} ({told.stage})")
    if notice.starts_at or notice.ends_at:
        times = (notice.starts_at, notice.ends_at)
        output.line("  " + " – ".join(words.when(time, now) if time else "?" for time in times))
    elif notice.started_at:
        output.line("  " + words("since {time}", time=words.when(notice.started_at, now)))
    if notice.updates:
        output.line("  " + notice.updates[0].text.replace("\n", "\n  "))
    if notice.url:
        output.line(f"  {notice.url}")
