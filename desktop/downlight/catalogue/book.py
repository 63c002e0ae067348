"""The catalogue as a book: platforms looked up by name or address, searched, and resolved."""

from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from downlight.catalogue.compiling import shown_order
from downlight.catalogue.entry import Entry, Shelves
from downlight.catalogue.keys import place_key, plain_key
from downlight.catalogue.own import Layer, OwnPlatforms
from downlight.catalogue.resolve import listed, meant_by, platform_of
from downlight.catalogue.search import BEGINS, Hit, Index, best
from downlight.catalogue.shelf import Shelf
from downlight.catalogue.shipped import open_shipped
from downlight.domain.address import AddressError, parse_address
from downlight.domain.faults import UnknownPlatform
from downlight.domain.model import Platform
from downlight.domain.saying import say
from downlight.domain.settings import Favourite, Problem, Settings


class CatalogueBook:
    """All platforms known by name: the shipped ones, and the user's own before them."""

    def __init__(self, shelves: Shelves | Shelf, own: OwnPlatforms | None = None) -> None:
        self._shipped = shelves if isinstance(shelves, Shelf) else Shelf.of(shelves)
        self._index = Index(self._shipped)
        self._own = own

    @classmethod
    def open(
        cls, folder: Path, cache: Path | None = None, own: Path | None = None
    ) -> "CatalogueBook":
        """Return the book of the shipped `folder` and the user's `own` file.

        `cache` is a file for the compact form where it cannot be kept in `folder`. The user's
        file is read again whenever it has changed.
        """
        shipped = open_shipped(folder, cache)
        return cls(shipped, OwnPlatforms(own, shipped) if own else None)

    def resolve(self, favourite: Favourite, settings: Settings) -> Platform:
        """Return the platform with its checks as `favourite` wants it.

        Raises UnknownPlatform with a sentence for people.
        """
        entry = meant_by(favourite, self.entry(favourite.id))
        if entry is None:
            raise UnknownPlatform(self.unknown(favourite.id))
        return platform_of(entry, favourite, settings, self._shipped.error_texts)

    def platform(self, platform_id: str) -> Platform | None:
        """Return a platform of the catalogue as it stands."""
        entry = self.entry(platform_id)
        return self._bare(entry) if entry else None

    def entry(self, platform_id: str) -> Entry | None:
        """Return what is known of the platform of this id, by the user or else by us."""
        own = self._layer()
        mine = None if own is None else own.shelf.row_of(platform_id)
        if own is not None and mine is not None:
            return own.shelf.entry(mine)
        return self.shipped_entry(platform_id)

    def shipped_entry(self, platform_id: str) -> Entry | None:
        """Return what the shipped catalogue knows of the platform of this id."""
        row = self._shipped.row_of(platform_id)
        return None if row is None else self._shipped.entry(row)

    def entries(self) -> list[Entry]:
        """Return all platforms, the most common first."""
        return self._typed("", len(self._shipped) + self._count_own())

    def find(self, name_or_url: str) -> Platform | None:
        """Return the platform of exactly this id, name, alias or home page; None for no other."""
        entry = self._named(name_or_url.strip())
        return self._bare(entry) if entry else None

    def search(self, text: str, limit: int = 20) -> list[Platform]:
        """Return the platforms that fit `text`, the best first; an empty text fits all.

        Slips of the finger are forgiven where no name has a word that begins as typed. The
        platforms are as `listed` says.
        """
        found = self._search(text, limit)
        exact = self._named(text.strip()) if text.strip() else None
        if exact is not None:
            found = [exact, *(entry for entry in found if entry.id != exact.id)][:limit]
        return [listed(entry) for entry in found]

    def popular(self, limit: int = 20) -> list[Platform]:
        """Return the platforms, the most common first."""
        return self.search("", limit)

    def categories(self) -> list[str]:
        """Return the categories that there are, the user's own among them."""
        found = (category for shelf, _ in self._both() for category in shelf.categories)
        return list(dict.fromkeys(found))

    def browse(self, category: str) -> list[Platform]:
        """Return the platforms of a category, the most common first."""
        found = [
            (shelf, [Hit(0.0, row) for row in shelf.categories.get(category, ())])
            for shelf, _ in self._both()
        ]
        entries = self._merged(found, sum(len(hits) for _, hits in found))
        return [listed(entry) for entry in entries if entry.category == category]

    def unknown(self, name: str) -> str:
        """Return a sentence that says that `name` is not known, and what may have been meant."""
        near = [entry.name for entry in self._search(name, 3)] if name.strip() else []
        shown = name if len(name) <= 60 else f"{name[:59]}…"
        there_is_none = say("There is no platform called “{name}” in the catalogue.", name=shown)
        if not near:
            return there_is_none
        meant = say("Did you mean {names}?", names=" / ".join(near))
        return say("{why} {what}", why=there_is_none, what=meant)

    def problems(self) -> Sequence[Problem]:
        """Return what could not be taken from the user's own file."""
        own = self._layer()
        return own.problems if own else ()

    def _layer(self) -> Layer | None:
        return self._own.layer() if self._own else None

    def _count_own(self) -> int:
        own = self._layer()
        return len(own.ids) if own else 0

    def _named(self, text: str) -> Entry | None:
        own = self._layer()
        for shelf, index in _shelves(own, self._shipped, self._index):
            row = index.exact(text)
            row = _at_home(shelf, text) if row is None else row
            if row is not None:
                entry = shelf.entry(row)
                # What is found by an old name of a corrected platform is the corrected one.
                return self.entry(entry.id)
        return None

    def _search(self, text: str, limit: int) -> list[Entry]:
        typed = [(shelf, index, index.typed(text, limit)) for shelf, index in self._both()]
        fits = not plain_key(text) or any(hit.rank <= BEGINS for *_, hits in typed for hit in hits)
        if fits:
            return self._merged([(shelf, hits) for shelf, _, hits in typed], limit)
        found = [(s, best([*hits, *i.alike(text, limit)])[:limit]) for s, i, hits in typed]
        return self._merged(found, limit)

    def _typed(self, text: str, limit: int) -> list[Entry]:
        return self._merged([(s, i.typed(text, limit)) for s, i in self._both()], limit)

    def _both(self) -> list[tuple[Shelf, Index]]:
        return _shelves(self._layer(), self._shipped, self._index)

    def _merged(self, found: Sequence[tuple[Shelf, Sequence[Hit]]], limit: int) -> list[Entry]:
        """Return the best of all shelves; of namesakes the first shelf's, the user's own."""
        if len(found) == 1:
            shelf, hits = found[0]
            return [shelf.entry(hit.row) for hit in hits]
        ranked = [(hit.rank, shelf.entry(hit.row)) for shelf, hits in found for hit in hits]
        ranked.sort(key=lambda each: (each[0], *shown_order(each[1])))
        corrected = {entry.id: self.entry(entry.id) or entry for _, entry in ranked}
        return list(islice(corrected.values(), limit))

    def _bare(self, entry: Entry) -> Platform:
        return platform_of(entry, Favourite(entry.id), Settings(), self._shipped.error_texts)


def _shelves(own: Layer | None, shipped: Shelf, index: Index) -> list[tuple[Shelf, Index]]:
    """Return what is searched, the user's own first."""
    return [*([(own.shelf, own.index)] if own else []), (shipped, index)]


def _at_home(shelf: Shelf, text: str) -> int | None:
    """Return the row whose home page is `text`."""
    try:
        return shelf.row_at(place_key(parse_address(text)))
    except AddressError:
        return None
