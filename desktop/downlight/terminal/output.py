"""Writes to a terminal, a file or a pipe: lines, JSON, and whether there is a screen."""

import json
import os
from collections.abc import Iterable
from typing import TextIO


class Output:
    """One stream, which may be in any encoding and may be closed by its reader."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self._encoding = getattr(stream, "encoding", None) or "utf-8"

    @property
    def is_screen(self) -> bool:
        """Whether a person looks at it, and it can be drawn on."""
        return self.stream.isatty() and os.environ.get("TERM", "") != "dumb"

    def line(self, text: str = "") -> None:
        """Write a line; characters that the stream's encoding lacks become question marks."""
        self._write(f"{text}\n")
        self.stream.flush()

    def pieces(self, pieces: Iterable[str]) -> None:
        """Write a text, piece by piece as it comes; what the encoding lacks, as question marks."""
        for piece in pieces:
            self._write(piece)
        self.stream.flush()

    def json(self, value: object, indent: int | None = 2) -> None:
        """Write `value` as JSON, in ASCII where the stream is not in UTF-8."""
        text = json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
        self.json_pieces((f"{text}\n",))

    def json_pieces(self, pieces: Iterable[str]) -> None:
        """Write a JSON document, piece by piece as it comes."""
        whole = self._encoding.lower().replace("-", "") == "utf8"
        for piece in pieces:
            self._write(piece if whole else _escaped(piece))
        self.stream.flush()

    def _write(self, text: str) -> None:
        self.stream.write(text.encode(self._encoding, "replace").decode(self._encoding))


def _escaped(text: str) -> str:
    """Return JSON in ASCII: in JSON, letters of other scripts stand in strings only."""
    return "".join(char if char.isascii() else json.dumps(char)[1:-1] for char in text)
