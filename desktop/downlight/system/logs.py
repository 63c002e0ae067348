"""The program's own log, for finding faults: small, free of secrets, and never in the way."""

import faulthandler
import logging
import re
from collections.abc import Hashable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import IO

from downlight.system.redaction import Redactor
from downlight.system.sparing import Sparing

FILE_BYTES = 1_000_000
OLD_FILES = 2
"""Kept beside the present one: three megabytes in all."""
LINE_CHARACTERS = 8_000
"""A longer line, such as a deep traceback, is cut."""
CRASH_BYTES = 100_000

_CHATTY = ("httpx", "httpcore", "asyncio", "keyring")
"""They tell addresses and ways of waiting that nobody needs."""
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def start(log_file: Path, crash_file: Path) -> None:
    """Write what happens from now on to `log_file`, and crashes of the interpreter to the other.

    Never raises: where nothing can be written, the program runs without.
    """
    stop()
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
    root.addHandler(LogFile(log_file, _open_crash_file(crash_file)))


def stop() -> None:
    """Write nothing any more, and close the files."""
    root = logging.getLogger()
    for handler in _log_files():
        root.removeHandler(handler)
        handler.close()


def learn(secret: str) -> None:
    """Keep a secret out of the log from now on."""
    for handler in _log_files():
        handler.redact.learn(secret)


def redacted(text: str) -> str:
    """Return `text` without secrets, those included that were learnt."""
    for handler in _log_files():
        text = handler.redact(text)
    return Redactor()(text)


class LogFile(RotatingFileHandler):
    """Writes to a file that neither grows without end nor tells secrets."""

    def __init__(self, path: Path, crash_file: IO[str] | None = None) -> None:
        super().__init__(
            path, maxBytes=FILE_BYTES, backupCount=OLD_FILES, encoding="utf-8", delay=True,
            errors="backslashreplace",
        )  # fmt: skip
        self.redact = Redactor()
        self._sparing = Sparing()
        self._crash_file = crash_file
        self.setFormatter(_Line(self.redact))

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record, unless the same place has said enough."""
        place = f"{record.module}:{record.lineno}"
        notes = self._sparing.take(place, _content(record), record.created)
        for note in notes or ():
            super().emit(_note(note, record))
        if notes is not None:
            super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """Lose the line: a full disk must not make more lines."""

    def close(self) -> None:
        """Close both files."""
        super().close()
        if self._crash_file is not None:
            faulthandler.disable()
            self._crash_file.close()
            self._crash_file = None


class _Line(logging.Formatter):
    """One record as text, with nothing in it that could pass for another record."""

    default_msec_format = "%s.%03d"

    def __init__(self, redact: Redactor) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._redact = redact

    def format(self, record: logging.LogRecord) -> str:
        """Return the text; lines after the first are indented."""
        text = self._redact(super().format(record)[: 2 * LINE_CHARACTERS])
        if len(text) > LINE_CHARACTERS:
            text = f"{text[:LINE_CHARACTERS]} …"
        return _UNPRINTABLE.sub(_escape, text).replace("\n", "\n    ")


def _escape(found: re.Match[str]) -> str:
    return f"\\x{ord(found[0]):02x}"


def _content(record: logging.LogRecord) -> Hashable:
    """Return what tells a record from the next without holding on to its objects."""
    args = record.args if isinstance(record.args, tuple) else ()
    plain = (arg if isinstance(arg, str | int | float) else id(type(arg)) for arg in args)
    said = record.msg if isinstance(record.msg, str) else id(type(record.msg))
    return (record.module, record.lineno, said, *plain)


def _note(text: str, record: logging.LogRecord) -> logging.LogRecord:
    return logging.makeLogRecord(
        {
            "name": __name__,
            "levelname": "INFO",
            "msg": text,
            "created": record.created,
            "msecs": record.msecs,
        }
    )


def _log_files() -> list[LogFile]:
    return [one for one in logging.getLogger().handlers if isinstance(one, LogFile)]


def _open_crash_file(path: Path) -> IO[str] | None:
    """Let the interpreter write its last words to a file; it must stay open."""
    try:
        mode = "w" if path.exists() and path.stat().st_size > CRASH_BYTES else "a"
        file = path.open(mode, encoding="utf-8")
    except OSError:
        return None
    faulthandler.enable(file)
    return file
