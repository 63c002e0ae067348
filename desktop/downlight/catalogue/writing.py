"""Writes platforms as people would in a catalogue file: one table each, facts in one order."""

import json
from collections.abc import Sequence
from datetime import date

from downlight.catalogue.facts import Facts

ORDER = (
    "id",
    "name",
    "aliases",
    "shared",
    "category",
    "homepage",
    "probe",
    "expect",
    "reject",
    "status_page",
    "feed",
    "format",
    "feed_interval",
    "components",
    "provider",
    "tags",
    "popularity",
    "source",
    "checked",
)
"""All facts, in the order in which they are written."""
_WIDTH = 100


def table_text(facts: Facts, comments: Sequence[str] = ()) -> str:
    """Return the `[[platform]]` table of these facts; `comments` are lines that stand in it first.

    Facts without a name in `ORDER` are left out.
    """
    lines = [f"{key} = {_value(key, facts[key])}" for key in ORDER if key in facts]
    return "\n".join(["[[platform]]", *comments, *lines]) + "\n"


def _value(key: str, value: object) -> str:
    if isinstance(value, list | tuple):
        return _list(key, value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _list(key: str, items: Sequence[object]) -> str:
    texts = [_text(str(item)) for item in items]
    line = f"[{', '.join(texts)}]"
    if len(key) + len(line) + 3 <= _WIDTH:
        return line
    return "[\n" + "".join(f"  {text},\n" for text in texts) + "]"


def _text(text: str) -> str:
    """Return a TOML string. JSON escapes the same characters, but for the one that deletes."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
