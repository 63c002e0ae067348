"""Hands platforms from one person to another, as a link or a file: nothing but facts."""

import base64
import binascii
import hashlib
import json
import zlib
from collections.abc import Sequence

from downlight.catalogue.documents import Document, Table, document_of
from downlight.catalogue.entry import Entry
from downlight.catalogue.facts import facts_of
from downlight.catalogue.writing import table_text
from downlight.domain.saying import say

SCHEME = "downlight:"
VERSION = "1"
"""Of the link's form; others are refused with a sentence."""
MOST_LINK = 4_000
"""Characters: longer links are cut by mail programs and chats."""
MOST_BYTES = 1_000_000
"""Of what is read, a link's contents unpacked."""

_START = f"{SCHEME}//platforms/"
_HEAD = """\
# Platforms of Downlight. To take them over: downlight catalogue import FILE
# It shows what would change, and asks first.

"""


class NotShared(Exception):  # noqa: N818 - an answer, not an error of ours
    """Cannot be shared, or was not shared by Downlight; the text says why, for people."""


def share_link(entries: Sequence[Entry]) -> str:
    """Return a link that holds these platforms; raises NotShared where it would be too long."""
    told = [facts_of(entry) for entry in entries]
    raw = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    data = base64.urlsafe_b64encode(zlib.compress(raw, 9)).decode().rstrip("=")
    link = f"{_START}{VERSION}/{_check(raw)}/{data}"
    if len(link) > MOST_LINK:
        raise NotShared(say("That is too much for a link; share it as a file."))
    return link


def share_file(entries: Sequence[Entry]) -> str:
    """Return a file of these platforms, as people would write it."""
    return _HEAD + "\n".join(table_text(facts_of(entry)) for entry in entries)


def is_link(text: str) -> bool:
    """Whether somebody who gave this meant a link rather than a file."""
    return text.strip().lower().startswith(SCHEME)


def read_link(link: str) -> Document:
    """Return the platforms of a link; raises NotShared."""
    rest = link.strip()
    version, _, packed = rest[len(_START) :].partition("/")
    check, _, data = packed.partition("/")
    if not rest.startswith(_START) or len(rest) > 10 * MOST_LINK or not data:
        raise NotShared(say("This is no link of Downlight with platforms in it, or not all of it."))
    if version != VERSION:
        raise NotShared(say("This link was made by another version of Downlight."))
    raw = _unpacked(data)
    if _check(raw) != check:
        raise _damaged()
    tables = _tables(raw)
    return Document(platforms=[Table(facts, "link", n) for n, facts in enumerate(tables, start=1)])


def read_shared_file(raw: bytes, name: str) -> Document:
    """Return the platforms of a file called `name`; what is wrong is in its problems."""
    if len(raw) > MOST_BYTES:
        raise NotShared(say("{file} is larger than {most} kB.", file=name, most=MOST_BYTES // 1000))
    return document_of(raw, name)


def _unpacked(data: str) -> bytes:
    try:
        packed = base64.b64decode(data + "=" * (-len(data) % 4), altchars=b"-_", validate=True)
        unpacker = zlib.decompressobj()
        raw = unpacker.decompress(packed, MOST_BYTES)
    except (binascii.Error, zlib.error, ValueError):
        raise _damaged() from None
    if unpacker.unconsumed_tail or not unpacker.eof:
        raise _damaged()
    return raw


def _tables(raw: bytes) -> list[dict[str, object]]:
    try:
        told = json.loads(raw)
    except (ValueError, RecursionError):
        raise _damaged() from None
    if not isinstance(told, list) or not all(isinstance(facts, dict) for facts in told):
        raise _damaged()
    return told


def _check(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()[:10]


def _damaged() -> NotShared:
    return NotShared(say("This link is damaged: copy all of it and try again."))
