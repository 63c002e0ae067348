"""Finds platforms by what people type: exact names first, then beginnings, parts and slips."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import merge

from downlight.catalogue.keys import MOST_LETTERS, pairs_of, plain_key
from downlight.catalogue.shelf import Shelf

_LIKE = 0.5
"""Share of letter pairs that must agree for a slip of the finger (0 to 1, Sørensen and Dice)."""
_VERY_LIKE = 0.65
"""Likeness from which on a slip is likelier than a part of a word."""
_STEPS = 10
"""Steps of likeness; within one the more common platform comes first."""
BEGINS = 2.0
"""The last rank of names of which a word begins as typed."""
_WORST = 6.0
"""Behind all ranks."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A platform that fits, by its row."""

    rank: float
    """How well: 0 best. Hits of several shelves can be compared."""
    row: int


class Index:
    """The names of one shelf, ready to be searched.

    The names stand in one text in the order of the platforms, so that looking for a text in it
    finds the most common platforms first, and looking can stop as soon as there are enough.
    """

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def exact(self, text: str) -> int | None:
        """Return the row whose id, name or alias is `text`; the most common of several."""
        row = self._shelf.row_of(text)
        if row is None and (wanted := _wanted(text)):
            row = next(_rows(*self._spaced, f"\n{wanted}\n"), None)
        return row

    def typed(self, text: str, limit: int) -> list[Hit]:
        """Return the platforms that fit `text` as it was typed, the best first.

        An empty text fits all.
        """
        wanted = _wanted(text)
        if not wanted:
            return [Hit(0.0, row) for row in range(min(limit, len(self._shelf)))]
        found: dict[int, float] = {}
        for rank, rows in enumerate(self._by_rank(wanted)):
            for row in rows:
                found.setdefault(row, float(rank))
                if len(found) >= limit:
                    return _hits(found)
        return _hits(found)

    def alike(self, text: str, limit: int) -> list[Hit]:
        """Return the platforms that may be meant by a slip of the finger, the likest first."""
        pairs = pairs_of(_wanted(text))
        shared: Counter[int] = Counter()
        for pair in pairs:
            shared.update(self._posts(pair))
        sizes, owners = self._shelf.numbers("sizes"), self._shelf.numbers("owners")
        found: dict[int, float] = {}
        for key, count in shared.items():
            likeness = 2 * count / (len(pairs) + sizes[key])
            if likeness >= _LIKE:
                row = owners[key]
                found[row] = min(found.get(row, _WORST), _alike_rank(likeness))
        return best(Hit(rank, row) for row, rank in found.items())[:limit]

    def _by_rank(self, wanted: str) -> Iterator[Iterator[int]]:
        """Yield the rows that fit best, then those that fit less and so on; they may repeat."""
        solid = wanted.replace(" ", "")
        yield merge(
            _rows(*self._spaced, f"\n{wanted}\n"),
            _rows(*self._solid, f"\n{solid}\n"),
        )
        yield merge(_rows(*self._spaced, f"\n{wanted}"), _rows(*self._solid, f"\n{solid}"))
        yield _rows(*self._spaced, f" {wanted}")
        yield _lines(self._hosts, f"\n{solid}")
        if len(wanted) > 1:
            yield _rows(*self._spaced, wanted)

    def _posts(self, pair: str) -> Sequence[int]:
        """Return the names that have this pair of letters."""
        number = self._pairs.get(pair)
        if number is None:
            return ()
        starts = self._shelf.numbers("post_starts")
        return self._shelf.numbers("posts")[starts[number] : starts[number + 1]]

    @cached_property
    def _spaced(self) -> tuple[str, Sequence[int]]:
        return self._shelf.text("spaced"), self._shelf.numbers("spaced_starts")

    @cached_property
    def _solid(self) -> tuple[str, Sequence[int]]:
        return self._shelf.text("solid"), self._shelf.numbers("solid_starts")

    @cached_property
    def _hosts(self) -> str:
        return self._shelf.text("hosts")

    @cached_property
    def _pairs(self) -> dict[str, int]:
        text = self._shelf.text("pairs")
        return {text[at : at + 2]: at // 2 for at in range(0, len(text), 2)}


def best(hits: Iterable[Hit]) -> list[Hit]:
    """Return the best hit of each row, the best first, the most common of equals first."""
    found: dict[int, Hit] = {}
    for hit in sorted(hits, key=lambda hit: (hit.rank, hit.row)):
        found.setdefault(hit.row, hit)
    return list(found.values())


def _alike_rank(likeness: float) -> float:
    """Return a rank among those of `Index.typed`: before or behind names that have it inside."""
    unlike = round((1 - likeness) * _STEPS) / _STEPS
    return BEGINS + unlike if likeness >= _VERY_LIKE else _WORST - 1 + unlike


def _wanted(text: str) -> str:
    return plain_key(text[: 4 * MOST_LETTERS])[:MOST_LETTERS].strip()


def _hits(found: dict[int, float]) -> list[Hit]:
    return [Hit(rank, row) for row, rank in found.items()]


def _rows(text: str, starts: Sequence[int], needle: str) -> Iterator[int]:
    """Yield the rows whose part of `text` has `needle`, in order."""
    at = text.find(needle)
    while at >= 0:
        # The line break before a name belongs to its row, the one behind it to the next.
        row = bisect_right(starts, at, 0, len(starts) - 1) - 1
        yield row
        at = text.find(needle, starts[row + 1])


def _lines(text: str, needle: str) -> Iterator[int]:
    """Yield the numbers of the lines of `text` that begin as `needle` does, in order."""
    row, last, at = 0, 0, text.find(needle)
    while at >= 0:
        row += text.count("\n", last, at)
        yield row
        last, at = at, text.find(needle, at + 1)
