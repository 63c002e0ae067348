"""`downlight add` and `downlight remove`: changes what is watched, and says what was done."""

from dataclasses import replace
from typing import Any

from downlight.domain.address import parse_address
from downlight.domain.faults import SettingsRefused, UnknownPlatform
from downlight.domain.model import Check, CheckKind, Platform
from downlight.domain.saying import told_by
from downlight.domain.settings import Favourite, Settings
from downlight.engine.discovery import Discovery
from downlight.present.words import mark
from downlight.terminal.check import ALL_UP
from downlight.terminal.choosing import CANNOT, Declined, chosen, favourite_for, load_settings
from downlight.terminal.discovering import found_for, how_found, is_believed
from downlight.terminal.options import Add, Remove
from downlight.terminal.picking import picked
from downlight.terminal.services import TerminalServices


def add(order: Add, services: TerminalServices) -> int:
    """Watch a platform from now on, or change how it is watched. Raises Declined."""
    settings = load_settings(services)
    before = favourite_for(order.what, settings, services.catalogue)
    is_new = all(favourite.id != before.id for favourite in settings.favourites)
    after = replace(before, **_wishes(order))
    platform = _resolved(after, settings, services)
    found = _discovered(after, order, services) if is_new else None
    if found is not None and is_believed(found):
        after = _with_feed(after, found)
        platform = _resolved(after, settings, services)
    if order.components:
        picked(order.components, platform, services)
    probe = _probe(platform)
    if order.interval is not None:
        after = replace(after, interval=probe.interval)
    if after == before and not is_new:
        words = services.words
        services.output.line(words("{name} is watched already.", name=platform.name))
        return ALL_UP
    _save(_with(settings, after), services)
    _tell(platform, probe, order, services, is_new=is_new)
    _tell_feed(platform, found, services)
    if after.components:
        parts = ", ".join(after.components)
        services.output.line(services.words("Only these parts of it count: {parts}.", parts=parts))
    _tell_the_running(services)
    return ALL_UP


def remove(order: Remove, services: TerminalServices) -> int:
    """Watch a platform no longer. Raises Declined."""
    settings = load_settings(services)
    known = chosen(order.what, settings) or _by_catalogue(order.what, settings, services)
    if known is None:
        raise Declined(
            services.words(
                "“{what}” is not watched; “downlight list” shows what is.", what=order.what[:60]
            )
        )
    left = tuple(favourite for favourite in settings.favourites if favourite.id != known.id)
    _save(replace(settings, favourites=left), services)
    name = known.name or _name(known, settings, services)
    services.output.line(
        services.words("{name} is watched no longer; its history stays.", name=name)
    )
    _tell_the_running(services)
    return ALL_UP


def _tell_the_running(services: TerminalServices) -> None:
    if services.settings_changed():
        services.output.line(services.words("The Downlight that is running has been told."))


def _wishes(order: Add) -> dict[str, Any]:
    wishes = {
        "components": order.components,
        "name": order.name,
        "interval": order.interval,
        "expect_text": order.expect_text,
        "reject_text": order.reject_text,
        "feed": order.feed,
    }
    made = {key: wish for key, wish in wishes.items() if wish not in (None, ())}
    return {**made, "components": ()} if order.all_components else made


def _discovered(favourite: Favourite, order: Add, services: TerminalServices) -> Discovery | None:
    """Return the feed of an address of the user's own; the catalogue knows the others'."""
    if not order.discover or favourite.url is None or favourite.feed is not None:
        return None
    return found_for(parse_address(favourite.url), services)


def _with_feed(favourite: Favourite, found: Discovery) -> Favourite:
    page = favourite.status_page or found.page_url
    return replace(favourite, feed=found.feed_url, feed_format=found.format, status_page=page)


def _with(settings: Settings, changed: Favourite) -> Settings:
    same = [favourite.id == changed.id for favourite in settings.favourites]
    if not any(same):
        return replace(settings, favourites=(*settings.favourites, changed))
    kept = tuple(changed if one.id == changed.id else one for one in settings.favourites)
    return replace(settings, favourites=kept)


def _resolved(favourite: Favourite, settings: Settings, services: TerminalServices) -> Platform:
    try:
        return services.catalogue.resolve(favourite, settings)
    except UnknownPlatform as unknown:
        raise Declined(told_by(unknown)) from None


def _probe(platform: Platform) -> Check:
    return next(check for check in platform.checks if check.kind is not CheckKind.FEED)


def _by_catalogue(typed: str, settings: Settings, services: TerminalServices) -> Favourite | None:
    platform = services.catalogue.find(typed)
    wanted = platform.id if platform else None
    return next((favourite for favourite in settings.favourites if favourite.id == wanted), None)


def _name(favourite: Favourite, settings: Settings, services: TerminalServices) -> str:
    try:
        return services.catalogue.resolve(favourite, settings).name
    except UnknownPlatform:
        return favourite.id


def _save(settings: Settings, services: TerminalServices) -> None:
    try:
        services.settings.save(settings)
    except SettingsRefused as refused:
        raise Declined(told_by(refused), CANNOT) from None


def _tell(
    platform: Platform, probe: Check, order: Add, services: TerminalServices, *, is_new: bool
) -> None:
    words, line = services.words, services.output.line
    every = words.duration(probe.interval)
    told = (
        mark("{name} is watched from now on: {url}, every {every}.")
        if is_new
        else mark("{name} is watched differently from now on: {url}, every {every}.")
    )
    line(words(told, name=platform.name, url=probe.target, every=every))
    if order.interval is not None and order.interval < probe.interval:
        line(words("The interval was raised to {every}: nobody is asked more often.", every=every))
    if order.interval is not None and order.interval > probe.interval:
        line(words("The interval was lowered to {every}, the longest there is.", every=every))


def _tell_feed(platform: Platform, found: Discovery | None, services: TerminalServices) -> None:
    words, line = services.words, services.output.line
    if found is not None:
        line(how_found(found, services))
    feed = next((check for check in platform.checks if check.kind is CheckKind.FEED), None)
    if feed is not None:
        line(words("Its status feed is read as well: {url}.", url=feed.target))
    elif found is not None:
        line(
            words(
                "It is not read, because that is not sure enough; “--feed {url}” takes it.",
                url=found.feed_url,
            )
        )
