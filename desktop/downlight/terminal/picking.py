"""Picks the parts of a platform that count, by the names that its status feed has for them."""

import asyncio
from collections.abc import Sequence
from difflib import get_close_matches

from downlight.domain.model import Check, CheckKind, Platform
from downlight.domain.observation import Observation
from downlight.domain.parts import choices, scoped
from downlight.domain.status import Reason
from downlight.engine.feeds import FeedReader
from downlight.terminal.choosing import Declined
from downlight.terminal.services import TerminalServices

_SHOWN = 12
"""Parts that are named to somebody who named none of them."""


def picked(wanted: Sequence[str], platform: Platform, services: TerminalServices) -> None:
    """Make sure that the feed of `platform` has the parts `wanted`, as far as can be known now.

    What cannot be known is said. Raises Declined with what may have been meant.
    """
    words = services.words
    feed = next((check for check in platform.checks if check.kind is CheckKind.FEED), None)
    if feed is None:
        raise Declined(
            words("{name} has no status feed, so there are no parts to pick.", name=platform.name)
        )
    seen = asyncio.run(_read(feed, services))
    if seen.reason is not Reason.OK:
        services.errors.line(
            words(
                "Its status feed cannot be read now ({why}): the parts are taken as written.",
                why=words.failure(seen.reason),
            )
        )
    elif not seen.lists_all:
        services.errors.line(
            words("Its status feed names parts only while they are in trouble: mind the spelling.")
        )
    elif missing := scoped(seen, wanted).unlisted:
        raise Declined(_unlisted(missing[0], seen, services))


async def _read(feed: Check, services: TerminalServices) -> Observation:
    fetcher = services.fetcher()
    try:
        return await FeedReader(fetcher, services.now).read(feed)
    finally:
        await fetcher.close()


def _unlisted(name: str, seen: Observation, services: TerminalServices) -> str:
    words = services.words
    keys = [choice.key for choice in choices(seen.components)]
    if not keys:
        return words("Its status feed names no parts.")
    folded = {key.casefold(): key for key in reversed(keys)}
    near = get_close_matches(name.casefold(), folded, n=3) or list(folded)[::-1][:_SHOWN]
    return words(
        "Its status feed has no part “{name}”. It has: {parts}.",
        name=name[:60],
        parts=", ".join(folded[key] for key in near),
    )
