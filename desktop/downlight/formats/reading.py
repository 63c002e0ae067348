"""Reads JSON of strangers: bounded, and every field may be missing or of another kind."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar
from urllib.parse import urlsplit

import msgspec

from downlight.domain.status import Status
from downlight.domain.text import clean
from downlight.formats.markup import LINE_LIMIT, line
from downlight.formats.report import FormatError

MAX_BYTES = 8_000_000
"""The largest feeds known have 2.4 MB."""
MAX_ITEMS = 5000
"""Entries of one list that are looked at; the longest known list of components has 990."""
MAX_NOTES = 20

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_ESCAPE = re.compile(
    rb"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)", re.DOTALL
)
_HALF = re.compile(rb"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
_CALL = re.compile(rb"[A-Za-z_$][\w$.]{0,60}\s*\(")

_JOINTS = re.compile(r"[ _-]+")

Object = Mapping[str, object]
NOTHING: Object = {}

Meaning = TypeVar("Meaning")


def utf8(body: bytes) -> bytes:
    """Return `body` as UTF-8 without byte order mark; UTF-16 is recognised with or without one."""
    for bom, encoding in _BOMS:
        if body.startswith(bom):
            return _recode(body[len(bom) :], encoding)
    if body[:1] == b"\x00" and body[1:2] not in (b"", b"\x00"):
        return _recode(body, "utf-16-be")
    if body[1:2] == b"\x00" and body[:1] not in (b"", b"\x00"):
        return _recode(body, "utf-16-le")
    return body


def _recode(body: bytes, encoding: str) -> bytes:
    return body if encoding == "utf-8" else body.decode(encoding, "replace").encode()


def opening(body: bytes, length: int = 1000) -> bytes:
    """Return the first bytes of `body` as UTF-8, without the blanks before them."""
    return utf8(body[: 4 * length]).lstrip()[:length]


def json_value(body: bytes) -> object:
    """Return what the JSON in `body` says.

    A half surrogate pair, which a provider that cuts texts in the middle leaves behind, becomes
    U+FFFD. Raises FormatError when the body is empty, too large, a web page, nested too deeply or
    no JSON.
    """
    if len(body) > MAX_BYTES:
        raise FormatError(f"the feed is larger than {MAX_BYTES // 1_000_000} MB")
    text = utf8(body).strip()
    refuse_page(text)
    try:
        return _decode(text)
    except RecursionError:
        raise FormatError("the feed is nested too deeply") from None
    except (msgspec.MsgspecError, ValueError) as error:
        raise FormatError(f"not JSON: {clean(str(error), 120)}") from None


def _decode(text: bytes) -> object:
    try:
        return msgspec.json.decode(text)
    except UnicodeDecodeError:
        return msgspec.json.decode(text.decode("utf-8", "replace").encode())
    except msgspec.DecodeError:
        mended = _ESCAPE.sub(_whole, text)
        if mended == text:
            raise
        return msgspec.json.decode(mended)


def _whole(escape: re.Match[bytes]) -> bytes:
    return rb"\ufffd" if _HALF.fullmatch(escape[0]) else escape[0]


def refuse_page(text: bytes) -> None:
    """Raise FormatError when `text` is empty or a web page."""
    if not text:
        raise FormatError("the answer is empty")
    head = text[:1000].lstrip().lower()
    if head.startswith((b"<!doctype html", b"<html")) or (
        head.startswith(b"<") and b"<html" in head
    ):
        raise FormatError("a web page, not a status feed")


def json_object(body: bytes) -> Object:
    """Return the JSON object in `body`; raises FormatError as `json_value` does, or for others."""
    value = json_value(body)
    if not isinstance(value, dict):
        raise FormatError("the feed is JSON, but not an object as it should be")
    return value


def json_list(body: bytes) -> list[object]:
    """Return the JSON list in `body`; raises FormatError as `json_value` does, or for others."""
    value = json_value(body)
    if not isinstance(value, list):
        raise FormatError("the feed is JSON, but not a list as it should be")
    return value


def unwrapped(body: bytes) -> bytes:
    """Return the JSON that a JavaScript call holds ("jsonCallback({});"); others as they are."""
    text = utf8(body).strip()
    call = _CALL.match(text[:100])
    if call is None:
        return text
    return text[call.end() :].rstrip(b"; \t\r\n").removesuffix(b")")


def fits(reader: Callable[[bytes], object], body: bytes) -> bool:
    """Whether `reader` takes `body` without a FormatError."""
    try:
        reader(body)
    except FormatError:
        return False
    return True


def looks_like_json(body: bytes, *keys: str) -> bool:
    """Whether `body` may be a JSON object or list that has all of `keys` somewhere."""
    text = utf8(body)
    head = text[:1000].lstrip()[:1]
    return head in (b"{", b"[") and all(f'"{key}"'.encode() in text for key in keys)


def obj(value: object) -> Object:
    """Return `value` if it is an object, else an empty one."""
    return value if isinstance(value, dict) else NOTHING


def objects(value: object) -> list[Object]:
    """Return the objects in the list `value`; anything else in it, or a non-list, gives none."""
    if not isinstance(value, list):
        return []
    return [item for item in value[:MAX_ITEMS] if isinstance(item, dict)]


def string(value: object, limit: int = LINE_LIMIT) -> str:
    """Return a plain line of text; "" when `value` is no text."""
    return line(value, limit) if isinstance(value, str) else ""


def strings(value: object) -> list[str]:
    """Return the texts in the list `value` as plain lines; empty ones and others are left out."""
    if not isinstance(value, list):
        return []
    return [text for item in value[:MAX_ITEMS] if (text := string(item))]


def ident(value: object) -> str:
    """Return an id as text, whether written as text or as a number; "" when there is none."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**20:
        return str(value)
    return string(value, 200)


def link(value: object) -> str | None:
    """Return an absolute http(s) address; None for anything else."""
    if not isinstance(value, str) or len(value) > 2048:
        return None
    text = value.strip()
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    visible = text.isprintable() and not re.search(r"\s", text)
    return text if visible and parts.scheme in ("http", "https") and parts.netloc else None


class Notes:
    """What a reader should know of a feed: each thing once, and not without end."""

    def __init__(self) -> None:
        self._texts: dict[str, None] = {}

    def add(self, text: str) -> None:
        """Note a sentence."""
        if len(self._texts) < MAX_NOTES:
            self._texts.setdefault(clean(text, LINE_LIMIT))

    def all(self) -> tuple[str, ...]:
        """Return the notes in the order in which they came up."""
        return tuple(self._texts)


def meaning(word: object, table: Mapping[str, Meaning]) -> Meaning | None:
    """Return what `table` has for a word, or for a number that stands for one; None for nothing.

    Providers are free with capitals, blanks, hyphens and underscores: none of them makes a word
    another one.
    """
    text = (string(word) or ident(word)).lower()
    known = table.get(text)
    if known is not None or not text:
        return known
    flat = _JOINTS.sub("", text)
    return next((value for key, value in table.items() if _JOINTS.sub("", key) == flat), None)


def component_status(word: object, table: Mapping[str, Status], name: str, notes: Notes) -> Status:
    """Return the status of a component; a word that `table` lacks is DEGRADED, and noted.

    A word we do not know is not good news, but how bad it is nobody can say.
    """
    known = meaning(word, table)
    if known is not None:
        return known
    notes.add(f"unknown state {_shown(word)} of {name or 'a component'}: taken as degraded")
    return Status.DEGRADED


def page_status(word: object, table: Mapping[str, Status], notes: Notes) -> Status:
    """Return the status of a whole page; a word that `table` lacks is UNKNOWN, and noted."""
    known = meaning(word, table)
    if known is not None:
        return known
    notes.add(f"unknown state {_shown(word)} of the page")
    return Status.UNKNOWN


def _shown(word: object) -> str:
    return f'"{string(word, 60) or ident(word)}"' if isinstance(word, str | int) else "(none)"


def rollup(statuses: Iterable[Status]) -> Status:
    """Return the status of a page that gives none of its own, from its components'.

    All down is a major outage; anything down or partly down a partial one; anything degraded
    is degraded; maintenance shows only when nothing is wrong. UNKNOWN when nothing is known.
    """
    known = [status for status in statuses if status is not Status.UNKNOWN]
    if known and all(status is Status.MAJOR_OUTAGE for status in known):
        return Status.MAJOR_OUTAGE
    for seen, shown in _ROLLUP:
        if seen in known:
            return shown
    return Status.UNKNOWN


_ROLLUP = (
    (Status.MAJOR_OUTAGE, Status.PARTIAL_OUTAGE),
    (Status.PARTIAL_OUTAGE, Status.PARTIAL_OUTAGE),
    (Status.DEGRADED, Status.DEGRADED),
    (Status.MAINTENANCE, Status.MAINTENANCE),
    (Status.OPERATIONAL, Status.OPERATIONAL),
)
