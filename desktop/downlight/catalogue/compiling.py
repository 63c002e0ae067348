"""Turns the platforms into the compact form in which they are shipped, looked up and searched."""

import json
import sys
import zlib
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple
from typing import Union

from downlight.catalogue.entry import Entry, Shelves
from downlight.catalogue.keys import host_key, keys_of, pairs_of, place_key
from downlight.domain.address import parse_address

MAGIC = b"downlight catalogue\n"
VERSION = 3
"""Of the form below. Whatever has another one is made anew."""

Part = Union[str, "array[int]"]


def compiled(shelves: Shelves, sources: str = "") -> bytes:
    """Return the compact form of `shelves`; `sources` tells later from which files it was made.

    Behind the first line and the check sum of all that follows, a line of JSON describes the
    parts, which come next: texts in UTF-8, numbers as this machine writes them. Platforms stand
    in the order in which they are shown, the most common first, so that whatever is found first
    is the best.
    """
    entries = sorted(shelves.entries, key=shown_order)
    parts = {
        **_facts(entries, shelves.error_texts),
        **_names([keys_of(entry) for entry in entries]),
        "hosts": _lines(map(host_key, entries)),
    }
    encoded = [(name, *_encoded(part)) for name, part in parts.items()]
    body = b"".join(raw for _, _, raw in encoded)
    head = {
        "version": VERSION,
        "order": sys.byteorder,
        "sources": sources,
        "parts": [(name, kind, len(raw)) for name, kind, raw in encoded],
    }
    rest = json.dumps(head).encode() + b"\n" + body
    return MAGIC + check_sum(rest) + rest


def check_sum(rest: bytes | memoryview) -> bytes:
    """Return the line that tells whether `rest` is whole."""
    return f"{zlib.crc32(rest):08x}\n".encode()


def shown_order(entry: Entry) -> tuple[int, str, str]:
    """Return what platforms are sorted by where nothing else tells them apart."""
    return -entry.popularity, entry.name.casefold(), entry.id


def _facts(entries: Sequence[Entry], error_texts: Sequence[str]) -> Mapping[str, Part]:
    rows = [json.dumps(astuple(entry), ensure_ascii=False) for entry in entries]
    sizes = [len(row.encode()) for row in rows]
    return {
        "rows": "".join(rows),
        "row_starts": array("I", _running(sizes)),
        "ids": _lines(entry.id for entry in entries),
        "places": _lines(place_key(parse_address(entry.homepage)) for entry in entries),
        "categories": json.dumps(_by_category(entries)),
        "error_texts": json.dumps(error_texts),
    }


def _by_category(entries: Sequence[Entry]) -> Mapping[str, Sequence[int]]:
    """Return the rows of each category."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for row, entry in enumerate(entries):
        found[entry.category].append(row)
    return found


def _names(keys: Sequence[Sequence[str]]) -> Mapping[str, Part]:
    """Return all names as text, with spaces and without, and where the pairs of letters stand."""
    spaced = [_lines(own)[:-1] for own in keys]
    solid = [text.replace(" ", "") for text in spaced]
    owners = [row for row, own in enumerate(keys) for _ in own]
    pairs = [pairs_of(key) for own in keys for key in own]
    posts: defaultdict[str, list[int]] = defaultdict(list)
    for number, found in enumerate(pairs):
        for pair in found:
            posts[pair].append(number)
    order = sorted(posts)
    return {
        "spaced": "".join(spaced) + "\n",
        "spaced_starts": array("I", _running(map(len, spaced))),
        "solid": "".join(solid) + "\n",
        "solid_starts": array("I", _running(map(len, solid))),
        "owners": array("I", owners),
        "sizes": array("H", map(len, pairs)),
        "pairs": "".join(order),
        "post_starts": array("I", _running(len(posts[pair]) for pair in order)),
        "posts": array("H" if len(pairs) < 1 << 16 else "I", _joined(posts[p] for p in order)),
    }


def _lines(texts: Iterable[str]) -> str:
    """Return each text between line breaks, so that a whole one is found by looking for both."""
    return "\n" + "".join(f"{text}\n" for text in texts)


def _joined(lists: Iterable[Iterable[int]]) -> Iterable[int]:
    return (number for numbers in lists for number in numbers)


def _running(sizes: Iterable[int]) -> list[int]:
    """Return where each of these begins when they stand behind each other, and where all end."""
    starts = [0]
    for size in sizes:
        starts.append(starts[-1] + size)
    return starts


def _encoded(part: Part) -> tuple[str, bytes]:
    if isinstance(part, str):
        return "text", part.encode()
    return part.typecode, part.tobytes()
