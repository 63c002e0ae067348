"""`downlight catalogue check`: which addresses of the catalogue no longer hold."""

import asyncio
from collections.abc import Sequence

from downlight.catalogue.checking import (
    WRONG,
    Finding,
    Kind,
    Memory,
    Outcome,
    Question,
    counts,
    examine,
    kept,
    questions,
    recalled,
)
from downlight.catalogue.entry import Entry
from downlight.domain.model import Redirects
from downlight.present.words import Words, mark
from downlight.probes.answer import Answer, Fetcher, Request
from downlight.terminal.catalogue_options import CatalogueCheck
from downlight.terminal.check import ALL_UP
from downlight.terminal.choosing import CANNOT, Declined, load_settings
from downlight.terminal.services import TerminalServices
from downlight.terminal.tables import show_table

SOMETHING_WRONG = 1
"""Exit code when an address no longer holds."""

_OFTEN = 100
"""Addresses between two words of progress."""

_OUTCOMES = {
    Outcome.FINE: mark("fine"),
    Outcome.MOVED: mark("moved"),
    Outcome.DEAD: mark("dead"),
    Outcome.UNREADABLE: mark("not of its format"),
    Outcome.UNCLEAR: mark("no answer"),
}
_KINDS = {
    Kind.FEED: mark("status feed"),
    Kind.STATUS_PAGE: mark("status page"),
    Kind.HOMEPAGE: mark("home page"),
}


def check_catalogue(order: CatalogueCheck, services: TerminalServices) -> int:
    """Ask each address once; return 1 when something no longer holds. Raises Declined."""
    kinds = (Kind.FEED,) if order.feeds_only else tuple(Kind)
    asked = questions(_entries(order.names, services), kinds)
    memory = _recalled(services)
    findings = asyncio.run(_examine(asked, memory, services))
    _keep(memory, services)
    if order.json:
        services.output.json(_json(findings))
    else:
        _show(findings, services)
    return SOMETHING_WRONG if any(f.outcome in WRONG for f in findings) else ALL_UP


def _entries(names: Sequence[str], services: TerminalServices) -> Sequence[Entry]:
    book = services.catalogue
    if not names:
        return book.entries()
    found = []
    for name in names:
        platform = book.find(name)
        entry = book.entry(platform.id) if platform else None
        if entry is None:
            raise Declined(book.unknown(name))
        found.append(entry)
    return found


async def _examine(
    asked: Sequence[Question], memory: Memory, services: TerminalServices
) -> list[Finding]:
    fetcher = services.fetcher()
    try:
        await _require_net(fetcher, services)
        told = _Progress(len(asked), services)
        return await examine(asked, fetcher, services.now, memory, tell=told.on_finding)
    finally:
        await fetcher.close()


class _Progress:
    """Tells somebody who watches how far the check has come."""

    def __init__(self, whole: int, services: TerminalServices) -> None:
        self._whole = whole
        self._services = services
        self._done = 0

    def on_finding(self, _finding: Finding) -> None:
        self._done += 1
        if self._services.errors.is_screen and self._done % _OFTEN == 0:
            words = self._services.words
            told = words("{done} of {all} addresses asked.", done=self._done, all=self._whole)
            self._services.errors.line(told)


async def _require_net(fetcher: Fetcher, services: TerminalServices) -> None:
    """Raise Declined where no control site answers: nothing could be told of others then."""
    canaries = load_settings(services).network.canaries
    for canary in canaries:
        answer = await fetcher.fetch(Request(canary.url, redirects=Redirects.REFUSE, cut=True))
        if isinstance(answer, Answer) and answer.status == canary.status:
            return
    if canaries:
        words = services.words
        told = words("This machine is not connected to the internet: nothing was checked.")
        raise Declined(told, CANNOT)


def _recalled(services: TerminalServices) -> Memory:
    try:
        return recalled(services.check_memory.read_text("utf-8")) if services.check_memory else {}
    except (OSError, UnicodeDecodeError):
        return {}


def _keep(memory: Memory, services: TerminalServices) -> None:
    if services.check_memory is None:
        return
    try:
        services.check_memory.write_text(kept(memory), "utf-8")
    except OSError as error:
        told = services.words("What the servers said could not be kept: {why}.", why=error.strerror)
        services.errors.line(told)


def _json(findings: Sequence[Finding]) -> dict[str, object]:
    return {
        "counts": counts(findings),
        "findings": [
            {
                "outcome": finding.outcome,
                "kind": finding.question.kind,
                "url": finding.question.url,
                "format": finding.question.format,
                "platforms": finding.question.platforms,
                "detail": finding.detail,
            }
            for finding in findings
            if finding.outcome is not Outcome.FINE
        ],
    }


def _show(findings: Sequence[Finding], services: TerminalServices) -> None:
    words = services.words
    rows = [
        (
            words(_OUTCOMES[finding.outcome]),
            words(_KINDS[finding.question.kind]),
            ", ".join(finding.question.platforms[:3]),
            finding.question.url,
            words.said(finding.detail),
        )
        for finding in sorted(findings, key=lambda finding: list(Outcome).index(finding.outcome))
        if finding.outcome is not Outcome.FINE
    ]
    if rows:
        heads = (
            words("Found"),
            words("What"),
            words("Platform"),
            words("Address"),
            words("Detail"),
        )
        show_table(services.output, heads, rows)
    services.output.line(_summary(findings, words))


def _summary(findings: Sequence[Finding], words: Words) -> str:
    told = counts(findings)
    return words(
        "{all} addresses asked: {fine} fine, {dead} dead, {unread} not of their format, {moved} "
        "moved, {unclear} without an answer.",
        all=len(findings),
        fine=told[Outcome.FINE],
        dead=told[Outcome.DEAD],
        unread=told[Outcome.UNREADABLE],
        moved=told[Outcome.MOVED],
        unclear=told[Outcome.UNCLEAR],
    )
