"""Looks for a platform's official status feed, and says what was found and how sure it is."""

import asyncio

from downlight import formats
from downlight.domain.address import Address
from downlight.engine.discovery import ENOUGH, Discovery, discover
from downlight.terminal.services import TerminalServices


def found_for(address: Address, services: TerminalServices) -> Discovery | None:
    """Return the status feed of a product; None when none is found, or nothing can be asked."""
    return asyncio.run(_search(address, services))


async def _search(address: Address, services: TerminalServices) -> Discovery | None:
    fetcher = services.fetcher()
    try:
        return await discover(address, fetcher, services.now)
    finally:
        await fetcher.close()


def is_believed(found: Discovery) -> bool:
    """Whether a feed is sure enough to be read without asking anybody."""
    return found.sureness >= ENOUGH


def how_found(found: Discovery, services: TerminalServices) -> str:
    """Return a sentence for people: what was found, by what, and how sure it is."""
    fmt = formats.named(found.format)
    return services.words(
        "A status feed was found ({format}, {sure} sure): {because}.",
        format=fmt.title if fmt else found.format,
        sure=f"{found.sureness:.0%}".replace("%", " %"),
        because=services.words.said(found.because),
    )
