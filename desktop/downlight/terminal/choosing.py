"""From what was typed to what is meant: a favourite, a platform of the catalogue, an address."""

from downlight.domain.address import AddressError, parse_address
from downlight.domain.model import Platform
from downlight.domain.saying import told_by
from downlight.domain.settings import Favourite, Settings
from downlight.present.picker import looks_like_address, own_favourite
from downlight.terminal.options import USAGE
from downlight.terminal.services import Book, TerminalServices

CANNOT = 3
"""Exit code of a command that was understood but cannot be carried out here and now."""


class Declined(Exception):  # noqa: N818 - an answer, not an error of ours
    """A command cannot be carried out; the text says why, for people."""

    def __init__(self, text: str, code: int = USAGE) -> None:
        super().__init__(text)
        self.code = code


def load_settings(services: TerminalServices) -> Settings:
    """Return the settings; what of them and of own platforms cannot be taken, is told."""
    settings, problems = services.settings.load()
    for problem in problems:
        services.errors.line(services.words.problem(problem))
    tell_own_problems(services)
    return settings


def tell_own_problems(services: TerminalServices) -> None:
    """Tell on the error stream what could not be taken from the user's own platforms."""
    for problem in services.catalogue.problems():
        services.errors.line(services.words.problem(problem))


def chosen(typed: str, settings: Settings) -> Favourite | None:
    """Return the favourite whose id, name or address is `typed`; None when there is none."""
    wanted = typed.strip().casefold()
    for favourite in settings.favourites:
        if wanted in (favourite.id.casefold(), (favourite.name or "").casefold()):
            return favourite
    url = _url(typed)
    own = (favourite for favourite in settings.favourites if favourite.url)
    return next((favourite for favourite in own if url and _url(favourite.url or "") == url), None)


def favourite_for(typed: str, settings: Settings, book: Book) -> Favourite:
    """Return the favourite that `typed` means, a new one where it is none yet.

    Raises Declined when it means nothing that can be watched.
    """
    known = chosen(typed, settings)
    if known is not None:
        return known
    platform = book.find(typed)
    if platform is not None:
        return _of_catalogue(platform, settings)
    try:
        address = parse_address(typed)
    except AddressError as error:
        meant_address = looks_like_address(typed) or not typed.strip()
        told = told_by(error) if meant_address else book.unknown(typed)
        raise Declined(told) from None
    return own_favourite(address, {favourite.id for favourite in settings.favourites})


def _of_catalogue(platform: Platform, settings: Settings) -> Favourite:
    same = (favourite for favourite in settings.favourites if favourite.id == platform.id)
    return next(same, Favourite(platform.id))


def _url(text: str) -> str | None:
    try:
        return parse_address(text).url
    except AddressError:
        return None
