"""Asks the person at the terminal; whoever is not there does not agree."""

import sys
from typing import TextIO

_YES = frozenset({"y", "yes", "o", "oui", "j", "ja", "s", "sí", "si", "ن", "نعم"})


def confirmed(question: str, typed: TextIO | None = None, shown: TextIO | None = None) -> bool:
    """Show `question` and return whether the answer was yes, in any of our languages.

    `typed` and `shown` are standard input and output where they are None.
    """
    typed, shown = typed or sys.stdin, shown or sys.stdout
    if not typed.isatty():
        return False
    shown.write(question)
    shown.flush()
    return typed.readline().strip().casefold() in _YES
