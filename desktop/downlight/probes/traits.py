"""Traits of a page, by which a later one can be told to be another page; never its contents."""

import math
import re
from hashlib import blake2s
from html import unescape
from urllib.parse import urlsplit

from downlight.probes.answer import Answer
from downlight.probes.bodies import decoded

_OPEN = re.compile(r"<title[^<>]{0,200}>", re.IGNORECASE)
_CLOSE = re.compile(r"</title", re.IGNORECASE)
_LONGEST = 2000
"""Characters in which a title ends."""
_HEAD = 100_000
"""Bytes in which a title is looked for."""
_CHANGING = re.compile(r"[\d\W_]+")
"""Counters, dates and ornaments that change from visit to visit."""


def traits(answer: Answer) -> tuple[str, ...]:
    """Return what identifies the page: hash of its title, band of its length, its final host.

    Two visits to a healthy page have the same traits nearly always; an error page, a parking
    page or a portal differs in at least one.
    """
    host = urlsplit(answer.url).hostname or ""
    return (f"title:{_title_hash(answer)}", f"length:{length_band(answer.body)}", f"host:{host}")


def length_band(body: bytes) -> int:
    """Return the length as a power of four: 0 for nothing, 1 for 1 to 3 bytes, 8 for 16 to 64 K."""
    return 0 if not body else int(math.log2(len(body))) // 2 + 1


def _title_hash(answer: Answer) -> str:
    head = decoded(answer.body[:_HEAD], answer.headers.get("content-type", ""))
    opened = _OPEN.search(head)
    closed = _CLOSE.search(head, opened.end(), opened.end() + _LONGEST) if opened else None
    if opened is None or closed is None:
        return "none"
    title = head[opened.end() : closed.start()]
    words = _CHANGING.sub(" ", unescape(title).casefold()).split()
    return blake2s(" ".join(words).encode("utf-8", "replace"), digest_size=6).hexdigest()
