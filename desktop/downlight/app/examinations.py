"""What `downlight doctor` looks at on this machine, besides what every command knows."""

from collections.abc import Awaitable, Callable, Sequence

from downlight.app.parts import Parts
from downlight.system import diagnosis
from downlight.system.autostart import autostart
from downlight.system.diagnosis import Mark, Row
from downlight.terminal.services import Examination, Finding

_WORKS = {Mark.OK: True, Mark.WARN: None, Mark.FAIL: False}


def of_this_machine(parts: Parts) -> Sequence[Examination]:
    """Return the examinations of desktop, keyring, start at login and versions."""
    words = parts.words
    return (
        Examination("tray", _told(lambda: diagnosis.tray(words))),
        Examination("notifications", _told(lambda: diagnosis.notifications(words))),
        Examination("keyring", _told(lambda: diagnosis.secrets(words, parts.secrets))),
        Examination("autostart", _told(lambda: _at_once(_login(parts)))),
        Examination("storage", _told(lambda: _at_once(_history(parts)))),
        Examination("versions", _told(lambda: _at_once(diagnosis.versions(words, {})))),
    )


def _login(parts: Parts) -> Row:
    return diagnosis.start_at_login(parts.words, autostart())


def _history(parts: Parts) -> Row:
    from downlight.app.diagnostics import what_ails_the_log

    return diagnosis.storage(parts.words, lambda: what_ails_the_log(parts))


async def _at_once(row: Row) -> Row:
    return row


def _told(look: Callable[[], Awaitable[Row]]) -> Callable[[], Awaitable[Finding]]:
    async def find() -> Finding:
        row = await look()
        return Finding(row.topic, _WORKS[row.mark], row.sentence, row.advice)

    return find
