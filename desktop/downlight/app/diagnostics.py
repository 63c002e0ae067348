"""Collects what a report of a fault needs to know, for the help window."""

import asyncio
from urllib.parse import urlsplit

from downlight import __version__
from downlight.app.parts import Parts
from downlight.domain.saying import told_by
from downlight.domain.settings import Settings
from downlight.store import copies
from downlight.store.errors import StoreError
from downlight.system import diagnosis, logs, settings_diagnostics
from downlight.system.autostart import autostart
from downlight.system.diagnosis import Row
from downlight.system.secrets import Keyring


def diagnostics(parts: Parts) -> str:
    """Return the text, in the user's language, without secrets. Blocks for seconds."""
    settings, problems = parts.settings.load()
    facts = {
        "platforms watched": len(settings.favourites),
        "entries of the settings not taken": len(problems),
        "profile of its own": bool(parts.profile.key),
        "proxy set": bool(settings.network.proxy),
        "language": parts.words.language,
    }
    return settings_diagnostics.report(
        __version__,
        asyncio.run(_rows(parts)),
        facts,
        settings_diagnostics.last_lines(parts.profile.log_file),
        logs.redacted,
        _names(settings),
    )


def what_ails_the_log(parts: Parts) -> str:
    """Return what is wrong with the history, or "" (a sentence to be said)."""
    if not parts.profile.database.exists():
        return ""
    try:
        copies.examined(parts.profile.database)
    except StoreError as wrong:
        return told_by(wrong)
    return ""


async def _rows(parts: Parts) -> list[Row]:
    words = parts.words
    return [
        await diagnosis.tray(words),
        await diagnosis.notifications(words),
        await diagnosis.secrets(words, Keyring(parts.profile.key, logs.learn)),
        diagnosis.start_at_login(words, autostart()),
        diagnosis.storage(words, lambda: what_ails_the_log(parts)),
        diagnosis.versions(words, {}),
    ]


def _names(settings: Settings) -> list[str]:
    found = []
    for favourite in settings.favourites:
        hosts = (urlsplit(url or "").hostname for url in (favourite.url, favourite.feed))
        found += [favourite.id, favourite.name or "", *(host or "" for host in hosts)]
    return found
