"""Makes text from strangers safe to show: one plain line, no hidden characters, not too long."""

import re
import unicodedata

_ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])")
_JOINERS = "\u200c\u200d"
_MARKS_IN_A_ROW = 4
"""Accents stacked on one letter: living scripts need up to four, vandals use dozens."""


def clean(text: str, limit: int = 200) -> str:
    """Return `text` as one plain line of at most `limit` characters.

    Control, bidirectional, zero-width, private-use and unassigned characters and terminal
    sequences are dropped, line breaks and runs of spaces become one space, stray surrogates the
    replacement character. Longer text ends with an ellipsis. Markup is left as it is: whoever
    shows the text must show it as text.
    """
    # A megabyte of text must not cost a megabyte of work.
    head = text[: limit * 8 + 256]
    kept = "".join(_plain(_ANSI.sub("", head)))
    line = " ".join(kept.split())
    if len(line) <= limit and len(head) == len(text):
        return line
    return _clip(line, limit)


def _plain(text: str) -> list[str]:
    kept: list[str] = []
    marks = 0
    for position, char in enumerate(text):
        category = unicodedata.category(char)
        marks = marks + 1 if category[0] == "M" else 0
        if char.isspace():
            kept.append(" ")
        elif category == "Cs":
            kept.append("\ufffd")
        elif char in _JOINERS:
            kept += [char] if _joins_letters(text, position) else []
        elif category[0] != "C" and marks <= _MARKS_IN_A_ROW:
            kept.append(char)
    return kept


def _joins_letters(text: str, position: int) -> bool:
    """Whether a joiner stands where Persian, Indic scripts and emoji need it."""
    around = text[max(0, position - 1) : position] + text[position + 1 : position + 2]
    return len(around) == 2 and all(ord(char) > 0x2FF for char in around)


def _clip(line: str, limit: int) -> str:
    if limit < 1:
        return ""
    end = min(limit - 1, len(line))
    while 0 < end < len(line) and unicodedata.combining(line[end]):
        end -= 1  # a letter keeps its accents
    return line[:end].rstrip() + "…"
