"""Puts the documents of a status page that stand at several addresses into one.

A format that is spread over documents can read all of them in one object, each part under its own
key; a part that could not be had is simply not there.
"""

from collections.abc import Mapping

import msgspec

from downlight.formats.reading import json_value
from downlight.formats.report import FormatError


def joined(body: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Return the JSON object in `body` with the `parts` put in by their keys.

    A part that is an object and has its key gives those of its fields that the body lacks. A part
    that cannot be read is left out, and a body that is no object stays as it is.
    """
    if not parts:
        return body
    try:
        document = json_value(body)
    except FormatError:
        return body
    if not isinstance(document, dict):
        return body
    whole = dict(document)
    for key, part in parts.items():
        for name, value in _fields(key, part).items():
            whole.setdefault(name, value)
    return msgspec.json.encode(whole)


def _fields(key: str, part: bytes) -> Mapping[str, object]:
    try:
        value = json_value(part)
    except FormatError:
        return {}
    if isinstance(value, dict):
        return value if key in value else {}
    return {key: value}
