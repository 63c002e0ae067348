"""What a report of a fault needs to know of this machine, as text without secrets."""

import getpass
import os
import platform
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from downlight.system.diagnosis import Row

LINES = 60
"""Lines of the log, the newest."""
_DESKTOP = ("XDG_CURRENT_DESKTOP", "XDG_SESSION_TYPE", "QT_QPA_PLATFORM", "LANG", "LANGUAGE")
_ADDRESS = re.compile(r"(?i)\b(?:https?|wss?)://[^\s'\"<>)]{1,2000}")
_LAST_BYTES = 200_000


def report(
    version: str, rows: Sequence[Row], facts: Mapping[str, object], log: Iterable[str],
    redact: Callable[[str], str], names: Iterable[str],
) -> str:  # fmt: skip
    """Return the text; `names` (ids, names, hosts of what is watched) are left out of the log."""
    desktop = ", ".join(f"{key}={os.environ[key]}" for key in _DESKTOP if os.environ.get(key))
    parts = [
        f"Downlight {version}",
        f"{platform.system()} {platform.release()} ({platform.machine()}), {desktop}",
        *(f"{key}: {value}" for key, value in facts.items()),
        "",
        *(f"{row.topic}: {row.mark.value}: {row.sentence}" for row in rows),
        "",
        f"The last {LINES} lines of the log:",
        *_clean(log, names),
    ]
    return _without_home(redact("\n".join(parts)))


def last_lines(log_file: Path) -> list[str]:
    """Return the last lines of the log; none where it cannot be read."""
    try:
        with log_file.open("rb") as file:
            file.seek(max(0, log_file.stat().st_size - _LAST_BYTES))
            return file.read().decode("utf-8", "replace").splitlines()[-LINES:]
    except OSError:
        return []


def _clean(lines: Iterable[str], names: Iterable[str]) -> list[str]:
    """Return the lines without addresses, and without the names of what is watched."""
    hidden = sorted({name for name in names if len(name) > 1}, key=len, reverse=True)
    pattern = "|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in hidden)
    shorn = (_ADDRESS.sub("[address]", line) for line in lines)
    if not pattern:
        return list(shorn)
    return [re.sub(pattern, "[name]", line, flags=re.IGNORECASE) for line in shorn]


def _without_home(text: str) -> str:
    """Leave out the user's name, which stands in most paths."""
    text = text.replace(str(Path.home()), "~")
    try:
        user = getpass.getuser()
    except (KeyError, OSError):
        return text
    return re.sub(rf"(?<=/){re.escape(user)}(?=[/\s]|$)", "[user]", text)
