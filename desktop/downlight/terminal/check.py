"""`downlight check`: how platforms are, decided on the spot."""

import asyncio
from collections.abc import Iterable, Sequence

from downlight.domain.faults import UnknownPlatform
from downlight.domain.model import Platform
from downlight.domain.saying import told_by
from downlight.domain.settings import Favourite, Settings
from downlight.domain.snapshot import PlatformState
from downlight.domain.status import Status
from downlight.present.platform import platform_view
from downlight.present.words import Words
from downlight.terminal import shapes
from downlight.terminal.choosing import CANNOT, Declined, favourite_for, load_settings
from downlight.terminal.options import Check
from downlight.terminal.services import SpotLook, TerminalServices
from downlight.terminal.tables import Cell, Row, show_table

ALL_UP, NOT_UP = 0, 1
_REASONS = 3
"""Reasons shown of a platform that is not well."""


def check(order: Check, services: TerminalServices) -> int:
    """Look, tell, and return the exit code. Raises Declined."""
    settings = load_settings(services)
    platforms = _named(order.names, settings, services) or _favourites(settings, services)
    looks = asyncio.run(services.spot_check(platforms, settings))
    if order.json:
        services.output.json(
            [
                shapes.judged(look.platform, look.verdict, look.observations, services.words)
                for look in looks
            ]
        )
    else:
        _show(looks, services)
    return exit_code(look.verdict.status for look in looks)


def exit_code(statuses: Iterable[Status]) -> int:
    """Return 1 when anything is in trouble, else 3 when anything cannot be told, else 0.

    Planned maintenance is no trouble.
    """
    seen = set(statuses)
    if any(status.is_trouble for status in seen):
        return NOT_UP
    return CANNOT if Status.UNKNOWN in seen else ALL_UP


def _named(names: Sequence[str], settings: Settings, services: TerminalServices) -> list[Platform]:
    favourites = [favourite_for(name, settings, services.catalogue) for name in names]
    platforms = [_resolved(favourite, settings, services) for favourite in favourites]
    return list({platform.id: platform for platform in platforms}.values())


def _favourites(settings: Settings, services: TerminalServices) -> list[Platform]:
    platforms = []
    for favourite in settings.favourites:
        try:
            platforms.append(_resolved(favourite, settings, services))
        except Declined as declined:
            services.errors.line(services.words.said(told_by(declined)))
    if not platforms:
        raise Declined(
            services.words(
                "Nothing is watched yet: name a platform or an address, or add one first."
            )
        )
    return platforms


def _resolved(favourite: Favourite, settings: Settings, services: TerminalServices) -> Platform:
    try:
        return services.catalogue.resolve(favourite, settings)
    except UnknownPlatform as unknown:
        raise Declined(str(unknown)) from None


def _show(looks: Sequence[SpotLook], services: TerminalServices) -> None:
    words = services.words
    heads = (words("Platform"), words("How it is"), words("Why"))
    show_table(services.output, heads, [_row(look, words, services) for look in looks])


def _row(look: SpotLook, words: Words, services: TerminalServices) -> Row:
    state = PlatformState(look.platform, look.verdict, tuple(look.observations))
    view = platform_view(state, words, services.now())
    return (view.name, Cell(view.sentence, view.lamp), "; ".join(view.reasons[:_REASONS]))
