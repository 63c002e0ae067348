"""Reads bodies of web pages as text, and finds texts in them however they are escaped."""

import codecs
import re
from functools import lru_cache
from html.entities import codepoint2name

_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([a-z0-9_.:-]{1,40})", re.IGNORECASE)
_SNIFF = 2048
"""Bytes in which a page may name its charset."""
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"),
         (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
_NEVER = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "utf-7", "utf_7"})
"""Codecs that no page uses and that are slow or mean something else."""
_NOT_ASCII_BASED = ("utf-16", "utf-32", "utf_16", "utf_32", "iso2022", "hz")
_ALIKE = ("'\u2018\u2019", '"\u201c\u201d', "-\u2010\u2011\u2013")
"""Characters that pages use for one another."""
_SPACE = r"(?:\s|&nbsp;|&#160;|&#[xX][aA]0;|\\u00[aA]0|\\[nt])+"


def decoded(body: bytes, content_type: str) -> str:
    """Return `body` as text: by byte order mark, `content_type`, the page's own word, or UTF-8.

    A wrong word is overruled where the bytes are plainly UTF-8. Never fails: what cannot be read
    becomes the replacement character.
    """
    for bom, name in _BOMS:
        if body.startswith(bom):
            return body.decode(name, "replace")
    declared = _charset(content_type) or _charset(body[:_SNIFF].decode("latin-1")) or "utf-8"
    if not declared.startswith(_NOT_ASCII_BASED):
        plainly = _utf8(body)
        if plainly is not None:
            return plainly
    return body.decode(declared, "replace")


def _utf8(body: bytes) -> str | None:
    """Return `body` if it is UTF-8 beyond doubt; its last character may be cut in two."""
    try:
        text, used = codecs.utf_8_decode(body, "strict", False)
    except UnicodeDecodeError:
        return None
    if used == len(body):
        return text
    return None if text.isascii() else text + "\ufffd"


def find(text: str, page: str) -> bool:
    """Whether `page` holds `text`, whatever its line breaks, HTML entities or JSON escapes.

    Case counts; a typographic apostrophe equals a typewriter's.
    """
    return not text.strip() or text in page or _pattern(text).search(page) is not None


def _charset(named: str) -> str | None:
    found = _CHARSET.search(named)
    if found is None:
        return None
    try:
        name = codecs.lookup(found[1]).name
        "".encode(name)  # zip, hex and the like are codecs too, but none for text
    except (LookupError, ValueError):
        return None
    return None if name in _NEVER else name


@lru_cache(maxsize=512)
def _pattern(text: str) -> re.Pattern[str]:
    """One expression instead of an unescaped copy of each page at each look."""
    return re.compile(_SPACE.join("".join(map(_ways, word)) for word in text.split()))


def _ways(char: str) -> str:
    if char.isascii() and char.isalnum():
        return char
    alike = next((group for group in _ALIKE if char in group), char)
    return f"(?:{'|'.join(way for one in alike for way in _spellings(one))})"


def _spellings(char: str) -> list[str]:
    code = ord(char)
    ways = [re.escape(char), f"&#0*{code};", f"&#[xX]0*(?i:{code:x});"]
    if code in codepoint2name:
        ways.append(f"&{codepoint2name[code]};")
    if char == "'":
        ways.append("&apos;")
    if code < 0x10000:
        ways.append(rf"\\u(?i:{code:04x})")
    if char in "\"'/\\":
        ways.append(rf"\\{re.escape(char)}")
    return ways
