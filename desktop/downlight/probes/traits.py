"""Traits of a page, by which a later one can be told to be another page; never its contents."""

import math
import re
from hashlib import blake2s
from html import unescape
from urllib.parse import urlsplit

from downlight.probes.answer import Answer
from downlight.probes.bodies import decoded

_TITLE = re.compile(r"<title[^>]*>(.{0,2000}?)</title\s*>", re.IGNORECASE | re.DOTALL)
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
    found = _TITLE.search(head)
    if found is None:
        return "none"
    words = _CHANGING.sub(" ", unescape(found[1]).casefold()).split()
    return blake2s(" ".join(words).encode("utf-8", "replace"), digest_size=6).hexdigest()
