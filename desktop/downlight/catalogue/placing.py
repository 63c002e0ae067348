"""On which lines of a catalogue file its tables and their keys stand; the text must be valid."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_TOKEN = re.compile(r'"""|\'\'\'|"(?:[^"\\]|\\.)*"|\'[^\']*\'|#.*|\\.')
_HEADER = re.compile(r"\s*\[\[\s*([A-Za-z0-9_-]+)\s*\]\]")
_OTHER_HEADER = re.compile(r"\s*\[[^\[\],]+\]\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*(?:([A-Za-z0-9_-]+)|"([^"\n]*)"|'([^'\n]*)')\s*=""")


@dataclass(slots=True)
class Place:
    """Where one `[[name]]` table stands; lines are counted from 1."""

    name: str
    line: int
    end: int = 0
    """The line behind the table: of the next header, or behind the end of the text."""
    keys: dict[str, int] = field(default_factory=dict)

    def of(self, key: str) -> int:
        """Return the line of a key, or of the table where it has none."""
        return self.keys.get(key, self.line)


def places(text: str) -> list[Place]:
    """Return the places of all `[[...]]` tables, in order."""
    found: list[Place] = []
    current: Place | None = None
    for number, line in _statements(text):
        header = _HEADER.match(line)
        if (header or _OTHER_HEADER.match(line)) and current is not None:
            current.end, current = number, None
        if header:
            current = Place(header[1], number)
            found.append(current)
        elif current is not None and (key := _KEY.match(line)):
            current.keys.setdefault(key[1] or key[2] or key[3] or "", number)
    if current is not None:
        current.end = text.count("\n") + (2 if not text.endswith("\n") else 1)
    return found


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that do not begin inside a text of several lines, with their numbers."""
    inside = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if not inside:
            yield number, line
        for token in _TOKEN.findall(line):
            if inside:
                inside = "" if token == inside else inside
            elif token in ('"""', "'''"):
                inside = token
