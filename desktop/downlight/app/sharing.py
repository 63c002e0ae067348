"""Shares platforms and takes over those of others, for the windows."""

from pathlib import Path

from downlight.app.parts import Parts
from downlight.catalogue.changing import Change, Difference, NotWritten, apply, difference
from downlight.catalogue.documents import Document
from downlight.catalogue.own import read_own
from downlight.catalogue.resolve import meant_by
from downlight.catalogue.sharing import (
    MOST_BYTES,
    NotShared,
    is_link,
    read_link,
    read_shared_file,
    share_link,
)
from downlight.domain.saying import say, told_by
from downlight.domain.settings import Favourite
from downlight.domain.takeover import FactChange, PlatformChange, Shared, TakenOver


class PlatformSharing:
    """Reads files, so that none of this belongs into the GUI thread."""

    def __init__(self, parts: Parts) -> None:
        self._file = parts.profile.platforms_file
        self._book = parts.book

    def link(self, favourite: Favourite) -> Shared:
        """Return a link that holds a platform, or why there is none."""
        entry = meant_by(favourite, self._book.entry(favourite.id))
        if entry is None:
            return Shared(trouble=self._book.unknown(favourite.id))
        try:
            return Shared(share_link([entry]))
        except NotShared as refused:
            return Shared(trouble=told_by(refused))

    def look(self, source: str) -> TakenOver:
        """Return what taking over the platforms of a link, or of a file's path, would change."""
        try:
            found = self._difference(source)
        except NotShared as refused:
            return TakenOver(trouble=told_by(refused))
        return TakenOver(tuple(map(_told, found.changes)), found.same, found.problems)

    def take(self, source: str) -> str:
        """Take them over; return why that did not work, or "" (a sentence to be said)."""
        try:
            apply(self._file, self._difference(source).changes, self._book.shipped_entry)
        except (NotShared, NotWritten) as refused:
            return told_by(refused)
        return ""

    def _difference(self, source: str) -> Difference:
        """Raises NotShared."""
        known = self._book.shipped_entry
        return difference(_document(source), read_own(self._file, known), known)


def _document(source: str) -> Document:
    if is_link(source):
        return read_link(source)
    try:
        with Path(source).open("rb") as file:
            return read_shared_file(file.read(MOST_BYTES + 1), Path(source).name)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise NotShared(say("{file} cannot be read: {why}.", file=source[:200], why=why)) from None


def _told(change: Change) -> PlatformChange:
    facts = tuple(FactChange(each.key, each.before, each.after) for each in change.fields)
    return PlatformChange(change.id, change.name, change.is_new, facts)
