"""Reads web pages of strangers for a few known marks: bounded, and with no hope of good form."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from html.parser import HTMLParser

from downlight.formats.markup import line
from downlight.formats.reading import opening, utf8
from downlight.formats.report import FormatError

MAX_PAGE = 3_000_000
"""Bytes of a page that are read: the largest status pages known have 1 MB."""
MAX_MARKS = 60_000
"""Tags and pieces of text that are read: a page of a thousand components has 30,000."""
_MAX_TEXT = 2_000_000
"""Characters of one element: pages carry all their data in one script."""
_MAX_LINE = 400
"""Characters of one element that are looked at for a line."""
_LOOK_BACK = 50
"""Pieces of text that are searched for the last one that is not blank."""
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a page."""

    tag: str
    attributes: Mapping[str, str]
    _texts: Sequence[str]
    """All texts of the page; those from `_begin` to `_end` stand inside."""
    _begin: int
    _end: int

    @property
    def classes(self) -> frozenset[str]:
        """The words of its class, in small letters."""
        return frozenset(self.attributes.get("class", "").lower().split())

    @property
    def text(self) -> str:
        """All text inside as it stands; of a script its source."""
        return self._joined(_MAX_TEXT)

    @property
    def line(self) -> str:
        """The beginning of its text as one plain line, its parts kept apart."""
        return line(self._joined(_MAX_LINE, " "))

    @property
    def before(self) -> str:
        """The last text before it, as one plain line: what it belongs to, where nothing tells."""
        for place in range(self._begin - 1, max(-1, self._begin - _LOOK_BACK), -1):
            if text := line(self._texts[place][:_MAX_LINE]):
                return text
        return ""

    def _joined(self, limit: int, between: str = "") -> str:
        pieces: list[str] = []
        left = limit
        for place in range(self._begin, self._end):
            if left <= 0:
                break
            pieces.append(self._texts[place][:left])
            left -= len(pieces[-1])
        return between.join(pieces)


@dataclass(frozen=True, slots=True)
class WebPage:
    """A page as the elements that stand in it, in order."""

    elements: tuple[Element, ...]

    @property
    def title(self) -> str:
        """The page's title as one plain line."""
        return next((element.line for element in self.named("title")), "")

    def named(self, *tags: str) -> Iterator[Element]:
        """Yield the elements of these kinds."""
        return (element for element in self.elements if element.tag in tags)

    def by_id(self, wanted: str) -> Element | None:
        """Return the first element with this id."""
        return next((e for e in self.elements if e.attributes.get("id") == wanted), None)

    def with_class(self, word: str) -> Iterator[Element]:
        """Yield the elements that have `word` among their classes."""
        return (element for element in self.elements if word in element.classes)


def looks_like_page(body: bytes) -> bool:
    """Whether `body` begins as a web page does."""
    head = opening(body).lower()
    return head.startswith((b"<!doctype html", b"<html")) or (
        head.startswith(b"<") and b"<html" in head
    )


def read_page(body: bytes) -> WebPage:
    """Read `body`, or as much of it as is bounded; raises FormatError when it is no web page."""
    if not looks_like_page(body):
        raise FormatError("not a web page")
    reader = _Reader()
    with suppress(_Enough):
        # Never closed: what an unfinished tag at the end could mean is not worth the search.
        reader.feed(utf8(body[:MAX_PAGE]).decode("utf-8", "replace"))
    return WebPage(tuple(reader.elements()))


class _Enough(Exception):  # noqa: N818 - a signal between the two below, not an error
    """So many marks were read that the rest does not matter."""


@dataclass(slots=True)
class _Opened:
    """An element, as places in the list of texts."""

    tag: str
    attributes: dict[str, str]
    begin: int
    end: int | None = None


class _Reader(HTMLParser):
    """Collects elements and the texts between them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._texts: list[str] = []
        self._seen: list[_Opened] = []
        self._open: list[_Opened] = []
        self._marks = 0

    def elements(self) -> Iterator[Element]:
        last = len(self._texts)
        for one in self._seen:
            end = last if one.end is None else one.end
            yield Element(one.tag, one.attributes, self._texts, one.begin, end)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._count()
        opened = _Opened(tag, {name: value or "" for name, value in attrs}, len(self._texts))
        self._seen.append(opened)
        if tag in _VOID:
            opened.end = opened.begin
        else:
            self._open.append(opened)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self._open.pop().end = len(self._texts)

    def handle_endtag(self, tag: str) -> None:
        self._count()
        for depth in range(len(self._open) - 1, max(-1, len(self._open) - 40), -1):
            if self._open[depth].tag == tag:
                for opened in self._open[depth:]:
                    opened.end = len(self._texts)
                del self._open[depth:]
                return

    def handle_data(self, data: str) -> None:
        self._count()
        self._texts.append(data)

    def _count(self) -> None:
        self._marks += 1
        if self._marks > MAX_MARKS:
            raise _Enough
