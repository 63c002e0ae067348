"""Reads RSS 0.9 to 2.0 and Atom into entries, with expat and without document types.

A document type is where the known attacks on XML begin (entities that grow, files that are
fetched), and no feed needs one: it is refused when it is seen.
"""

from dataclasses import dataclass
from xml.parsers import expat

from downlight.formats.reading import MAX_BYTES, opening, refuse_page, utf8
from downlight.formats.report import FormatError

MAX_DEPTH = 100
MAX_ENTRIES = 1000
_MAX_TEXT = 100_000
"""Characters kept of one element."""

_ROOTS = frozenset({"rss", "feed", "RDF"})
_HEADS = frozenset({"channel", "feed"})
_ENTRIES = frozenset({"item", "entry"})
_PREFIXES = frozenset({"", "atom", "a10", "rss", "rdf", "dc", "dcterms", "content"})
_BLOCKS = frozenset({"p", "br", "div", "li", "ul", "h1", "h2", "h3", "h4", "tr"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One item or entry, its texts as they stand (markup included)."""

    title: str
    body: str
    """The longest of description, summary and content."""
    link: str
    id: str
    """guid or id; "" when there is none."""
    published: str
    updated: str
    categories: tuple[str, ...]
    status: str = ""
    """A state word of its own, which a few feeds of Microsoft's have."""


@dataclass(frozen=True, slots=True)
class XmlFeed:
    """A feed as it stands."""

    title: str
    link: str
    updated: str
    entries: tuple[Entry, ...]


def looks_like_feed(body: bytes) -> bool:
    """Whether `body` begins as RSS or Atom does."""
    head = opening(body, 2000)
    marks = (b"<rss", b"<feed", b"<rdf:RDF", b"<atom:feed")
    return head.startswith(b"<") and b"<html" not in head and any(mark in head for mark in marks)


def read_feed(body: bytes) -> XmlFeed:
    """Read `body`; raises FormatError with one line for people."""
    if len(body) > MAX_BYTES:
        raise FormatError(f"the feed is larger than {MAX_BYTES // 1_000_000} MB")
    text = body.lstrip(b" \t\r\n")
    refuse_page(utf8(text[:4000]).strip())
    reader = _Reader()
    try:
        reader.parser.Parse(text, True)
    except expat.ExpatError as error:
        raise FormatError(f"not XML: {error}") from None
    except (LookupError, ValueError) as error:
        raise FormatError(f"XML in an encoding that cannot be read: {error}") from None
    return reader.feed()


class _Reader:
    """Collects the texts of the feed and of its entries while expat goes through."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse_doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self._path: list[str] = []
        self._head: dict[str, list[str]] = {}
        self._entry: dict[str, list[str]] | None = None
        self._entry_depth = 0
        self._field: str | None = None
        self._field_depth = 0
        self._chunks: list[str] = []
        self._size = 0
        self._entries: list[Entry] = []

    def feed(self) -> XmlFeed:
        head = self._head
        updated = _first(head, "lastBuildDate", "updated", "pubDate", "date")
        return XmlFeed(_first(head, "title"), _first(head, "link"), updated, tuple(self._entries))

    def _refuse_doctype(self, name: str, *_: object) -> None:
        if name.lower() == "html":
            raise FormatError("a web page, not a status feed")
        raise FormatError("XML with a document type is not read")

    def _start(self, qname: str, attributes: dict[str, str]) -> None:
        name = _local(qname)
        if not self._path and name not in _ROOTS:
            raise FormatError(f"XML, but not RSS or Atom: it begins with <{qname[:40]}>")
        if len(self._path) >= MAX_DEPTH:
            raise FormatError("the feed is nested too deeply")
        self._path.append(name)
        if self._field is not None:
            self._chunks.append("\n" if name in _BLOCKS else "")
        elif self._entry is None and name in _ENTRIES:
            self._entry, self._entry_depth = {}, len(self._path)
        elif name and self._is_field():
            self._field, self._field_depth = name, len(self._path)
            self._chunks, self._size = [], 0
            self._take_attributes(name, attributes)

    def _is_field(self) -> bool:
        if self._entry is not None:
            return len(self._path) == self._entry_depth + 1
        return len(self._path) > 1 and self._path[-2] in _HEADS

    def _take_attributes(self, name: str, attributes: dict[str, str]) -> None:
        if name == "link" and attributes.get("rel", "alternate") == "alternate":
            self._keep(name, attributes.get("href", ""))
        if name == "category":
            self._keep(name, attributes.get("term", ""))

    def _text(self, text: str) -> None:
        if self._field is not None and self._size < _MAX_TEXT:
            self._chunks.append(text)
            self._size += len(text)

    def _end(self, _qname: str) -> None:
        if self._field is not None and len(self._path) == self._field_depth:
            self._keep(self._field, "".join(self._chunks))
            self._field = None
        if self._entry is not None and len(self._path) == self._entry_depth:
            if len(self._entries) < MAX_ENTRIES:
                self._entries.append(_entry(self._entry))
            self._entry = None
        self._path.pop()

    def _keep(self, name: str, text: str) -> None:
        target = self._head if self._entry is None else self._entry
        if text.strip():
            target.setdefault(name, []).append(text.strip()[:_MAX_TEXT])


def _entry(fields: dict[str, list[str]]) -> Entry:
    bodies = [text for key in ("encoded", "content", "description", "summary") if key in fields
              for text in fields[key]]  # fmt: skip
    return Entry(
        title=_first(fields, "title"),
        body=max(bodies, key=len, default=""),
        link=_first(fields, "link"),
        id=_first(fields, "guid", "id"),
        published=_first(fields, "pubDate", "published", "issued", "date"),
        updated=_first(fields, "updated", "modified"),
        categories=tuple(fields.get("category", ())),
        status=_first(fields, "status"),
    )


def _local(qname: str) -> str:
    """Return the name without a prefix that feeds use for their own; "" for a foreign one."""
    prefix, _, name = qname.rpartition(":")
    return name if prefix in _PREFIXES else ""


def _first(fields: dict[str, list[str]], *names: str) -> str:
    return next((fields[name][0] for name in names if name in fields), "")
