"""Finds where in a TOML text each table, key and list entry stands; the text must be valid."""

import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass, field

Path = tuple[str | int, ...]
"""Names of tables and keys, positions in lists from 0: ("favourite", 2, "url")."""
Span = tuple[int, int]
"""Offsets of the first character and of the one after the last."""

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_REST_OF_LINE = re.compile(r"[^\n]*\n?")
_KEY_PART = re.compile(r"[A-Za-z0-9_-]+|\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'")
_STRING = re.compile(
    r'"""(?:[^\\"]|\\.|"(?!""))*"{3,5}'
    r"|'''(?:[^']|'(?!''))*'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
_BARE = re.compile(r"[^,\[\]{}#\r\n]+")
_EMPTY_LINE = re.compile(r"[ \t]*\r?(?:\n|\Z)")
_COMMENT_LINE = re.compile(r"[ \t]*#[^\n]*(?:\n|\Z)")


@dataclass(slots=True)
class Table:
    """A table with a header of its own, or the top of the text."""

    path: Path
    start: int
    """Where its header's line begins."""
    last: int
    """Where the line after its header or last key begins."""
    end: int = 0
    """Where the next header's line begins, or the end of the text."""


@dataclass(slots=True)
class TomlMap:
    """Where everything stands."""

    text: str
    starts: dict[Path, int] = field(default_factory=dict)
    """Where each table, key and list entry begins."""
    values: dict[Path, Span] = field(default_factory=dict)
    statements: dict[Path, Span] = field(default_factory=dict)
    """For keys on lines of their own: these lines, with line break."""
    tables: list[Table] = field(default_factory=list)

    def line(self, path: Path) -> int | None:
        """Return the line (from 1) of what `path` names, or of what holds it."""
        for length in range(len(path), 0, -1):
            start = self.starts.get(path[:length])
            if start is not None:
                return self.text.count("\n", 0, start) + 1
        return None

    def table(self, path: Path) -> Table | None:
        """Return the table that has `path` as its header."""
        return next((table for table in self.tables if table.path == path), None)

    def own_end(self, table: Table) -> int:
        """Return where what belongs to a table ends: comments that lead on to the next do not."""
        end = table.last
        while end < table.end and (comment := _COMMENT_LINE.match(self.text, end, table.end)):
            end = comment.end()
        lone = end == len(self.text) or _EMPTY_LINE.match(self.text, end) is not None
        return end if lone else table.last


def map_toml(text: str) -> TomlMap:
    """Return where everything stands in a valid TOML text."""
    scanner = _Scanner(text)
    scanner.scan()
    return scanner.found


class _Scanner:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._entries: defaultdict[Path, int] = defaultdict(int)
        self.found = TomlMap(text)

    def scan(self) -> None:
        table = self._open(Table((), 0, 0))
        while not self._skip(_BLANK):
            if self._text[self._at] == "[":
                table.end = self._line_start()
                table = self._open(self._header())
            else:
                self._statement(table)
        table.end = len(self._text)

    def _open(self, table: Table) -> Table:
        self.found.tables.append(table)
        return table

    def _skip(self, pattern: re.Pattern[str]) -> bool:
        """Move over what `pattern` matches; tell whether the text is at its end."""
        self._take(pattern)
        return self._at >= len(self._text)

    def _take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self._text, self._at)
        if match is None:
            raise ValueError(f"no TOML at {self._at}")
        self._at = match.end()
        return match[0]

    def _line_start(self) -> int:
        return self._text.rfind("\n", 0, self._at) + 1

    def _note(self, path: Path, start: int) -> None:
        for length in range(1, len(path) + 1):
            self.found.starts.setdefault(path[:length], start)

    def _header(self) -> Table:
        start = self._line_start()
        is_entry = self._text.startswith("[[", self._at)
        self._at += 2 if is_entry else 1
        path = self._resolve(self._key(), is_entry=is_entry)
        self._note(path, start)
        self._take(_REST_OF_LINE)
        return Table(path, start, self._at)

    def _resolve(self, keys: list[str], *, is_entry: bool) -> Path:
        path: Path = ()
        for key in keys[:-1]:
            path = (*path, key)
            if path in self._entries:
                path = (*path, self._entries[path] - 1)
        path = (*path, keys[-1])
        if is_entry:
            self._entries[path] += 1
            return (*path, self._entries[path] - 1)
        return path

    def _key(self) -> list[str]:
        keys: list[str] = []
        while True:
            self._take(_SPACE)
            part = self._take(_KEY_PART)
            keys.append(_unquote(part))
            self._take(_SPACE)
            if not self._text.startswith(".", self._at):
                return keys
            self._at += 1

    def _statement(self, table: Table) -> None:
        start = self._line_start()
        path = self._pair(table.path)
        self._take(_REST_OF_LINE)
        table.last = self._at
        self.found.statements[path] = (start, self._at)

    def _pair(self, within: Path) -> Path:
        start = self._at
        path = (*within, *self._key())
        self._note(path, start)
        self._at += 1  # the equals sign
        self._take(_SPACE)
        self._value(path)
        return path

    def _value(self, path: Path) -> None:
        start = self._at
        char = self._text[start]
        if char == "[":
            self._list(path)
        elif char == "{":
            self._inline(path)
        elif char in "\"'":
            self._take(_STRING)
        else:
            self._at += len(self._peek(_BARE).rstrip())
        self.found.values[path] = (start, self._at)

    def _peek(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self._text, self._at)
        return match[0] if match else ""

    def _list(self, path: Path) -> None:
        self._at += 1
        position = 0
        while not self._skip(_BLANK) and self._text[self._at] != "]":
            self._note((*path, position), self._at)
            self._value((*path, position))
            position += 1
            self._skip(_BLANK)
            self._at += self._text.startswith(",", self._at)
        self._at += 1

    def _inline(self, path: Path) -> None:
        self._at += 1
        while not self._skip(_BLANK) and self._text[self._at] != "}":
            self._pair(path)
            self._skip(_BLANK)
            self._at += self._text.startswith(",", self._at)
        self._at += 1


def _unquote(part: str) -> str:
    if part[0] not in "\"'":
        return part
    return str(tomllib.loads(f"key = {part}")["key"])
