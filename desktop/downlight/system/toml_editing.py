"""Changes single entries of a TOML text and leaves every other character as it was."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from downlight.system.toml_map import Path, Span, Table, TomlMap, map_toml


class UneditableError(ValueError):
    """The text has an entry in a form that cannot be changed here; the text of this names it."""


@dataclass(frozen=True, slots=True)
class Put:
    """Set a key of a table, which is made when it is missing."""

    table: Path
    key: str
    value: object


@dataclass(frozen=True, slots=True)
class Drop:
    """Take a key out of a table."""

    table: Path
    key: str


@dataclass(frozen=True, slots=True)
class Remove:
    """Take an entry out of a list of tables."""

    entry: Path


@dataclass(frozen=True, slots=True)
class Append:
    """Add an entry to a list of tables, which is made when it is missing."""

    name: str
    entry: Mapping[str, object]


Edit = Put | Drop | Remove | Append


def edit(text: str, edits: Sequence[Edit]) -> str:
    """Return a valid TOML text with `edits` made.

    Tables with headers of their own are edited in place. What a file has in other forms (tables
    within one line, dotted keys) is left to tomlkit, which keeps comments, too. Raises
    UneditableError.
    """
    editor = _Editor(text)
    left = [change for change in edits if not editor.make(change)]
    edited = editor.result()
    return _edit_freely(edited, left) if left else edited


def toml_value(value: object) -> str:
    """Return a value as TOML; whole numbers without a fraction, tables within one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, Mapping):
        pairs = ", ".join(f"{key} = {toml_value(inner)}" for key, inner in value.items())
        return f"{{ {pairs} }}"
    if isinstance(value, list | tuple):
        return _toml_list([toml_value(item) for item in value])
    # JSON's escapes are TOML's, but for DEL.
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")


def _toml_list(items: list[str]) -> str:
    if sum(map(len, items)) < 80:
        return f"[{', '.join(items)}]"
    return "[\n" + "".join(f"  {item},\n" for item in items) + "]"


class _Editor:
    def __init__(self, text: str) -> None:
        self._map: TomlMap = map_toml(text)
        self._break = "\r\n" if "\r\n" in text else "\n"
        self._splices: list[tuple[Span, str]] = []
        self._new: dict[str, list[str]] = {}
        """Blocks to append, by the header that begins them."""

    def make(self, change: Edit) -> bool:
        """Plan a change; return False when it cannot be made in place."""
        match change:
            case Put():
                return self._put(change)
            case Drop():
                return self._drop(change)
            case Remove():
                return self._remove(change)
            case Append():
                return self._append(change)

    def result(self) -> str:
        text = self._map.text
        for (start, end), new in sorted(self._splices, reverse=True):
            text = text[:start] + self._lines_before(text[:start], new) + text[end:]
        for lines in self._new.values():
            gap = "\n" if text.strip() else ""
            block = gap + "".join(f"{line}\n" for line in lines)
            text += self._lines_before(text, block.replace("\n", self._break))
        return text

    def _lines_before(self, head: str, new: str) -> str:
        """Return `new`, begun on a line of its own when it is lines and `head` is not."""
        is_lines = new.endswith("\n") and head and not head.endswith("\n")
        return self._break + new if is_lines else new

    def _splice(self, span: Span, new: str) -> bool:
        self._splices.append((span, new.replace("\n", self._break)))
        return True

    def _put(self, change: Put) -> bool:
        path = (*change.table, change.key)
        value = toml_value(change.value)
        if path in self._map.values:
            return self._splice(self._map.values[path], value)
        if path in self._map.starts:
            return False
        line = f"{change.key} = {value}"
        table = self._map.table(change.table)
        if table is not None:
            at = self._place_of(change.key, table)
            return self._splice((at, at), f"{line}\n")
        if change.table in self._map.starts or len(change.table) != 1:
            return False
        header = f"[{change.table[0]}]"
        self._new.setdefault(header, [header]).append(line)
        return True

    def _place_of(self, key: str, table: Table) -> int:
        """Return where a new key belongs: below a comment that shows it, else below the rest."""
        shown = re.compile(rf"^[ \t]*#[ \t]*{re.escape(key)}[ \t]*=.*(?:\n|\Z)", re.MULTILINE)
        held = [span for span in self._map.statements.values() if span[0] < table.end]
        for example in shown.finditer(self._map.text, table.start, table.end):
            in_value = any(start <= example.start() < end for start, end in held)
            if "[" not in example[0] and not in_value:
                return example.end()
        return self._map.own_end(table)

    def _drop(self, change: Drop) -> bool:
        path = (*change.table, change.key)
        if path in self._map.statements:
            return self._splice(self._map.statements[path], "")
        return path not in self._map.starts

    def _remove(self, change: Remove) -> bool:
        size = len(change.entry)
        tables = [one for one in self._map.tables if one.path[:size] == change.entry]
        for table in tables:
            end = self._map.own_end(table)
            blank = re.compile(r"(?:[ \t]*\r?\n)*").match(self._map.text, end)
            self._splice((table.start, blank.end() if blank else end), "")
        return bool(tables)

    def _append(self, change: Append) -> bool:
        single = self._map.table((change.name,))
        if single is not None:
            self._pluralise(single)
        elif (change.name,) in self._map.starts and self._map.table((change.name, 0)) is None:
            return False
        lines = [f"{key} = {toml_value(value)}" for key, value in change.entry.items()]
        header = f"[[{change.name}]]"
        self._new[f"{header} {len(self._new)}"] = [header, *lines]
        return True

    def _pluralise(self, single: Table) -> None:
        """Plan to make a table the first of a list."""
        start = self._map.text.index("[", single.start)
        end = self._map.text.index("]", start) + 1
        splice = ((start, end), f"[{self._map.text[start:end]}]")
        if splice not in self._splices:
            self._splices.append(splice)


def _edit_freely(text: str, edits: Sequence[Edit]) -> str:
    import tomlkit  # here, since only unusual files cost the 70 ms
    from tomlkit.exceptions import TOMLKitError

    change: Edit | None = None
    try:
        document = tomlkit.parse(text)
        for change in edits:
            _edit_document(document, change)
        return document.as_string()
    except (TOMLKitError, LookupError, TypeError, AttributeError) as error:
        raise UneditableError(
            f"{_subject(change)} is written in a form that can be changed by hand only"
        ) from error


def _subject(change: Edit | None) -> str:
    match change:
        case Put(table, key) | Drop(table, key):
            return ".".join(map(str, (*table, key)))
        case Remove(entry):
            return str(entry[0])
        case Append(name):
            return name
        case None:
            return "this file"


def _edit_document(document: Any, change: Edit) -> None:
    match change:
        case Put(table, key, value):
            _at(document, table)[key] = _plain(value)
        case Drop(table, key):
            del _at(document, table)[key]
        case Remove(entry):
            del _at(document, entry[:-1])[entry[-1]]
        case Append(name, entry):
            document[name].append(_plain(entry))


def _at(document: Any, path: Path) -> Any:
    for step in path:
        document = document[step]
    return document


def _plain(value: object) -> Any:
    """Return a value in tomlkit's own types, tables within one line."""
    import tomlkit

    return tomlkit.value(toml_value(value))
