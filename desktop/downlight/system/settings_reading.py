"""Reads the text of a settings file, and names file and line of what was not taken."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from downlight.domain.saying import say
from downlight.domain.settings import Problem, Settings
from downlight.domain.settings_reading import Finding, identity_of, read_settings
from downlight.domain.text import clean
from downlight.probes.locality import is_local
from downlight.system.toml_map import Path, map_toml

MOST_BYTES = 4_000_000

_PLACE = re.compile(r" \((?:at line (\d+), column \d+|at end of document)\)$")


class SlipError(ValueError):
    """The text is no TOML; the text of this says why, in a clause."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class SettingsText:
    """A settings file that is valid TOML."""

    text: str
    raw: Mapping[str, Any]


def decode(data: bytes) -> SettingsText:
    """Return the content of a settings file. Raises SlipError when it is no TOML."""
    if len(data) > MOST_BYTES:
        raise SlipError(say("it is larger than {megabytes} MB", megabytes=MOST_BYTES // 1_000_000))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SlipError(say("it is not UTF-8 text"), line) from None
    try:
        return SettingsText(text, tomllib.loads(text))
    except RecursionError:
        raise SlipError(say("lists or tables are nested too deeply")) from None
    except ValueError as error:  # TOMLDecodeError, and a number of thousands of digits
        raise _slip(str(error), text) from None


def interpret(document: SettingsText, file: str) -> tuple[Settings, tuple[Problem, ...]]:
    """Return the settings that a document holds, and what was not taken."""
    reading = read_settings(document.raw, is_local)
    if not reading.findings:
        return reading.settings, ()
    places = map_toml(document.text)
    return reading.settings, tuple(
        Problem(_key(finding, document.raw), finding.message, file, places.line(finding.path))
        for finding in reading.findings
    )


def _slip(message: str, text: str) -> SlipError:
    place = _PLACE.search(message)
    line = None if place is None else int(place[1] or text.count("\n") + 1)
    clause = _PLACE.sub("", message)
    return SlipError(clause[:1].lower() + clause[1:], line)


def _key(finding: Finding, raw: Mapping[str, Any]) -> str:
    """Return a path as people count: "favourite 3 (x).url", "network.canaries 2"."""
    words: list[str] = []
    for depth, step in enumerate(finding.path):
        if isinstance(step, int):
            words[-1] += f" {step + 1}{_whose(finding.path[: depth + 1], raw)}"
        else:
            words.append(step)
    return ".".join(words)


def _whose(path: Path, raw: Mapping[str, Any]) -> str:
    if len(path) != 2 or path[0] != "favourite" or not isinstance(path[1], int):
        return ""
    items = raw["favourite"]
    item = items[path[1]] if isinstance(items, list) else items
    name = identity_of(item) if isinstance(item, Mapping) else None
    return f" ({clean(name, 40)})" if name else ""
