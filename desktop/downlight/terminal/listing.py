"""`downlight list` and `downlight search`: what is watched, and what can be."""

from downlight.domain.faults import UnknownPlatform
from downlight.domain.settings import Favourite, Settings
from downlight.present.picker import category_name
from downlight.terminal import shapes
from downlight.terminal.check import ALL_UP
from downlight.terminal.choosing import load_settings, tell_own_problems
from downlight.terminal.options import List, Search
from downlight.terminal.services import TerminalServices
from downlight.terminal.tables import show_table

_ALL = 100_000


def list_favourites(order: List, services: TerminalServices) -> int:
    """Show the favourites in the order of the settings."""
    settings = load_settings(services)
    entries = [
        entry
        for favourite in settings.favourites
        if (entry := _watched(favourite, settings, services)) is not None
    ]
    if order.json:
        services.output.json(entries)
    elif entries:
        _show_watched(entries, services)
    else:
        services.output.line(services.words("Nothing is watched yet: downlight add NAME."))
    return ALL_UP


def search(order: Search, services: TerminalServices) -> int:
    """Show the platforms of the catalogue that fit a text."""
    tell_own_problems(services)
    platforms = services.catalogue.search(order.text, _ALL)
    if order.json:
        services.output.json([shapes.known(platform) for platform in platforms])
        return ALL_UP
    words = services.words
    if not platforms:
        services.output.line(words.said(services.catalogue.unknown(order.text)))
        return ALL_UP
    heads = (words("Name"), words("Id"), words("Category"), words("Home page"), words("Feed"))
    rows = [
        (
            platform.name,
            platform.id,
            category_name(words, platform.category),
            platform.homepage,
            shapes.known(platform)["format"] or "",
        )
        for platform in platforms
    ]
    show_table(services.output, heads, rows)
    return ALL_UP


def _watched(
    favourite: Favourite, settings: Settings, services: TerminalServices
) -> shapes.Json | None:
    try:
        return shapes.watched(services.catalogue.resolve(favourite, settings), favourite)
    except UnknownPlatform as unknown:
        services.errors.line(f"{favourite.id}: {unknown}")
        return None


def _show_watched(entries: list[shapes.Json], services: TerminalServices) -> None:
    words = services.words
    heads = (words("Name"), words("Id"), words("Address"), words("Every"), words("Feed"))
    rows = [
        (
            entry["name"],
            entry["platform"],
            entry["url"] or "",
            words.duration(entry["interval_s"]) if entry["interval_s"] else "",
            entry["feed"] or "",
        )
        for entry in entries
    ]
    show_table(services.output, heads, rows)
