"""Reads XML that is no feed into a tree of elements, with expat and without document types."""

from dataclasses import dataclass, field
from xml.parsers import expat

from downlight.formats.reading import MAX_BYTES, refuse_page, utf8
from downlight.formats.report import FormatError

MAX_DEPTH = 100
MAX_ELEMENTS = 100_000
_MAX_TEXT = 20_000
"""Characters kept of one element."""


@dataclass(slots=True)
class Element:
    """An element, its name without prefix."""

    name: str
    text: str = ""
    children: list["Element"] = field(default_factory=list)

    def child(self, name: str) -> "Element":
        """Return the first child of that name; an empty element when there is none."""
        return next((child for child in self.children if child.name == name), Element(name))

    def said(self, *path: str) -> str:
        """Return the text at the end of a path of names; "" when there is none."""
        element = self
        for name in path:
            element = element.child(name)
        return element.text.strip()


def read_tree(body: bytes) -> Element:
    """Return the root element of `body`; raises FormatError with one line for people."""
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
    return reader.top.children[0]


class _Reader:
    """Builds the tree while expat goes through."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse_doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.top = Element("")
        self._path = [self.top]
        self._count = 0

    def _refuse_doctype(self, *_: object) -> None:
        raise FormatError("XML with a document type is not read")

    def _start(self, qname: str, _attributes: dict[str, str]) -> None:
        self._count += 1
        if len(self._path) > MAX_DEPTH or self._count > MAX_ELEMENTS:
            raise FormatError("the XML is nested too deeply or too long")
        element = Element(qname.rpartition(":")[2])
        self._path[-1].children.append(element)
        self._path.append(element)

    def _end(self, _qname: str) -> None:
        self._path.pop()

    def _text(self, text: str) -> None:
        element = self._path[-1]
        if len(element.text) < _MAX_TEXT:
            element.text += text[:_MAX_TEXT]
