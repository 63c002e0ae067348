"""A bubble that tells of several platforms, and the digest after quiet hours, in words."""

from collections.abc import Sequence

from downlight.domain.notify import Notification, NotificationKind, Part
from downlight.domain.text import clean
from downlight.present.platform import Lamp
from downlight.present.words import Words, mark

ROOM = 240
"""Characters of a body at most."""
NAME = 40
"""Characters of a platform's name at most."""
MOST_NAMES = 60
"""Names that could find room, were they short."""

_GROUPS = {
    NotificationKind.DOWN: mark("Down: {names}."),
    NotificationKind.DEGRADED: mark("Degraded: {names}."),
    NotificationKind.ONLY_YOU: mark("Only you: {names}."),
    NotificationKind.REMINDER: mark("Still down: {names}."),
    NotificationKind.RECOVERED: mark("Back: {names}."),
    NotificationKind.OFFICIAL: mark("News on status pages: {names}."),
    NotificationKind.MAINTENANCE_AHEAD: mark("Maintenance ahead: {names}."),
    NotificationKind.MAINTENANCE_BEGUN: mark("Maintenance begun: {names}."),
    NotificationKind.CERTIFICATE: mark("Certificate about to expire: {names}."),
}
"""The order is that of the body."""

_PROVIDERS = {"aws": "AWS", "amazon": "Amazon", "ovh": "OVH", "ibm": "IBM"}


def title(said: Notification, words: Words) -> str:
    """Return the headline of a bubble that tells of several."""
    lasting = [part for part in said.parts if part.is_open]
    back = [part for part in said.parts if part.kind is NotificationKind.RECOVERED]
    if said.kind is NotificationKind.DIGEST:
        return _morning(lasting, words)
    if said.provider and len(lasting) + len(back) == len(said.parts):
        return _one_cause(said, lasting, back, words)
    n = len(said.parts)
    if len(lasting) == n:
        return words.plural("{n} platform is in trouble", "{n} platforms are in trouble", n)
    if len(back) == n:
        return words.plural("{n} platform is back", "{n} platforms are back", n)
    return words.plural("News of {n} platform", "News of {n} platforms", n)


def body(said: Notification, words: Words) -> str:
    """Return the lines of all parts by what they tell; what finds no room is counted."""
    times = said.kind is NotificationKind.DIGEST
    groups = [
        (message, [part for part in said.parts if part.kind is kind])
        for kind, message in _GROUPS.items()
    ]
    filled = [(message, parts) for message, parts in groups if parts]
    if times:
        filled = [(_after_night(message, parts), parts) for message, parts in filled]
    longest = max((len(parts) for _, parts in filled), default=1)
    tries = (
        _told(filled, most, words, times=times) for most in range(min(longest, MOST_NAMES), 0, -1)
    )
    shortest = _told(filled, 1, words, times=times)
    return next((text for text in tries if len(text) <= ROOM), shortest)


def lamp(said: Notification) -> Lamp:
    """Return the lamp of the worst part that lasts."""
    kinds = {part.kind for part in said.parts if part.is_open}
    if kinds & {NotificationKind.DOWN, NotificationKind.ONLY_YOU}:
        return Lamp.RED
    if kinds:
        return Lamp.AMBER
    back = any(part.kind is NotificationKind.RECOVERED for part in said.parts)
    return Lamp.GREEN if back else Lamp.GREY


def provider_name(provider: str) -> str:
    """Return whose network it is, as people write it."""
    return _PROVIDERS.get(provider, provider[:1].upper() + provider[1:])


def _morning(lasting: Sequence[Part], words: Words) -> str:
    if not lasting:
        return words("Quiet hours over: nothing is down now")
    if any(part.kind is not NotificationKind.DOWN for part in lasting):
        return words.plural(
            "Quiet hours over: {n} still in trouble",
            "Quiet hours over: {n} still in trouble",
            len(lasting),
        )
    return words.plural(
        "Quiet hours over: {n} still down",
        "Quiet hours over: {n} still down",
        len(lasting),
    )


def _one_cause(
    said: Notification, lasting: Sequence[Part], back: Sequence[Part], words: Words
) -> str:
    provider = provider_name(clean(said.provider, NAME))
    if not back:
        return words.plural(
            "{n} platform: behind {provider}",
            "{n} platforms: all behind {provider}",
            len(lasting),
            provider=provider,
        )
    if lasting:
        return words.plural(
            "{n} of {total} platforms behind {provider} is still in trouble",
            "{n} of {total} platforms behind {provider} are still in trouble",
            len(lasting),
            total=words.number(len(said.parts)),
            provider=provider,
        )
    began = min(part.since for part in back)
    ended = max(part.until or said.created_at for part in back)
    return words.plural(
        "{n} platform behind {provider} is back after {duration}",
        "{n} platforms behind {provider} are back after {duration}",
        len(back),
        provider=provider,
        duration=words.duration((ended - began).total_seconds()),
    )


def _after_night(message: str, parts: Sequence[Part]) -> str:
    return _GROUPS[NotificationKind.REMINDER] if parts[0].kind is NotificationKind.DOWN else message


def _told(
    filled: Sequence[tuple[str, Sequence[Part]]], most: int, words: Words, *, times: bool
) -> str:
    return " ".join(
        words(message, names=_names(parts, most, words, times=times)) for message, parts in filled
    )


def _names(parts: Sequence[Part], most: int, words: Words, *, times: bool) -> str:
    told = words.listed([_name(part, words, times=times) for part in parts[:most]])
    left = len(parts) - most
    if left <= 0:
        return told
    return words.plural("{names} and {n} more", "{names} and {n} more", left, names=told)


def _name(part: Part, words: Words, *, times: bool) -> str:
    name = clean(part.platform_name, NAME)
    if not times:
        return name
    start = words.clock_time(part.since)
    if part.is_open:
        return words("{name} since {time}", name=name, time=start)
    if part.until is None:
        return name
    end = words.clock_time(part.until)
    return words("{name} ({start} to {end})", name=name, start=start, end=end)
