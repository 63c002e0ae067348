"""Makes plain text of what strangers wrote: no markup, no invisible characters, not too long."""

import re
from html import unescape

LINE_LIMIT = 300
"""Characters of a title or a name."""
TEXT_LIMIT = 2000
"""Characters of a message."""

_READ_LIMIT = 50_000
"""Characters of markup that are looked at; what follows is beyond any limit above."""
_HIDDEN = re.compile(r"<(script|style)\b[^>]{0,500}>.{0,20000}?</\1\s*>", re.IGNORECASE | re.DOTALL)
_BREAK = re.compile(
    r"</?(?:p|br|div|li|ul|ol|h[1-6]|tr|table|section|article|blockquote|hr)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_TAG = re.compile(r"</?[a-zA-Z!?][^<>]{0,2000}>")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_BLANKS = re.compile(r"[^\S\n]+")
_EMPTY_LINES = re.compile(r"\s*\n\s*")


def plain(markup: str, limit: int = TEXT_LIMIT) -> str:
    """Return the text of `markup` in lines, without tags; at most `limit` characters."""
    text = _HIDDEN.sub(" ", markup[:_READ_LIMIT])
    text = unescape(_TAG.sub("", _BREAK.sub("\n", text)))
    text = _BLANKS.sub(" ", _INVISIBLE.sub("", text))
    return clip(_EMPTY_LINES.sub("\n", text).strip(), limit)


def line(markup: str, limit: int = LINE_LIMIT) -> str:
    """Return the text of `markup` on one line; at most `limit` characters."""
    return clip(plain(markup, _READ_LIMIT).replace("\n", " "), limit)


def clip(text: str, limit: int) -> str:
    """Return `text`, cut with an ellipsis to at most `limit` characters."""
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"
