"""Makes plain text of what strangers wrote: no markup, no invisible characters, not too long."""

import re
from html import unescape

from downlight.domain.text import clean

LINE_LIMIT = 300
"""Characters of a title or a name."""
TEXT_LIMIT = 2000
"""Characters of a message."""

_READ_LIMIT = 20_000
"""Characters of markup that are looked at; what follows is beyond any limit above."""
_HIDDEN = re.compile(r"<(script|style)\b[^>]{0,500}>.{0,20000}?</\1\s*>", re.IGNORECASE | re.DOTALL)
_BREAK = re.compile(
    r"</?(?:p|br|div|li|ul|ol|h[1-6]|tr|table|section|article|blockquote|hr)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_TAG = re.compile(r"</?[a-zA-Z!?][^<>]{0,2000}>")
_MARKDOWN_LINK = re.compile(r"\[([^\[\]\n]{0,300})\]\([^()\n]{0,2000}\)")
_MARKDOWN_MARK = re.compile(r"^[ \t]{0,8}#{1,6}[ \t]+|\*\*|__|`", re.MULTILINE)
_MARKDOWN_ESCAPE = re.compile(r"\\([#*_`\[\](){}+.!|>~-])")
_ESCAPED_HEADING = re.compile(r"^[ \t#]{0,8}(?:\\#){1,6}[ \t]*", re.MULTILINE)


def plain(markup: str, limit: int = TEXT_LIMIT) -> str:
    """Return the text of `markup` in lines, without tags; at most `limit` characters."""
    text = _HIDDEN.sub(" ", markup[:_READ_LIMIT])
    text = unescape(_TAG.sub("", _BREAK.sub("\n", text)))
    lines: list[str] = []
    left = limit
    for piece in text.split("\n"):
        if kept := _clean(piece, max(left, 1)):
            lines.append(kept)
            left -= len(kept) + 1
        if left <= 0:
            break
    return "\n".join(lines)


def line(markup: str, limit: int = LINE_LIMIT) -> str:
    """Return the text of `markup` on one line; at most `limit` characters."""
    if "<" not in markup and "&" not in markup:
        return _clean(markup, limit)
    return _clean(plain(markup, _READ_LIMIT).replace("\n", " "), limit)


def _clean(text: str, limit: int) -> str:
    """Do as `clean` does; most texts have nothing to clean, which is quickly seen."""
    if len(text) <= limit and text.isascii() and text.isprintable():
        return " ".join(text.split())
    return clean(text, limit)


def without_markdown(text: str) -> str:
    """Return `text` without the marks of Markdown: headings, bold, code, links and escapes."""
    text = _ESCAPED_HEADING.sub("", text[:_READ_LIMIT])
    text = _MARKDOWN_MARK.sub("", _MARKDOWN_LINK.sub(r"\1", text))
    return _MARKDOWN_ESCAPE.sub(r"\1", text)
