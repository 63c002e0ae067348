"""Which language and time zone the user has, and the sentences translated into it."""

import gettext
import logging
import os
import re
import struct
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

from downlight.present.speech import ClockFormat
from downlight.present.words import Words

log = logging.getLogger(__name__)

AUTO = "auto"
DOMAIN = "downlight"
SOURCE = "en"
"""The language the sentences are written in."""

_CODE = re.compile(r"([a-zA-Z]{2,3})(?:[-_]([a-zA-Z]{2}|\d{3}))?(?:[.@].*)?")


class LocalZone(tzinfo):
    """The time zone of this machine, daylight saving included, as the system knows it."""

    def utcoffset(self, dt: datetime | None) -> timedelta | None:
        """Return how far the wall clock is ahead of UTC at the local time `dt`."""
        return None if dt is None else dt.replace(tzinfo=None).astimezone().utcoffset()

    def dst(self, dt: datetime | None) -> timedelta | None:
        """Return None: the system does not tell which part of the offset is daylight saving."""
        return None

    def tzname(self, dt: datetime | None) -> str | None:
        """Return the zone's short name at the local time `dt`."""
        return None if dt is None else dt.replace(tzinfo=None).astimezone().tzname()

    def fromutc(self, dt: datetime) -> datetime:
        """Return the local time at the UTC time `dt`."""
        return dt.replace(tzinfo=UTC).astimezone().replace(tzinfo=self)


def available(folder: Path) -> tuple[str, ...]:
    """Return the codes of the languages that can be chosen, the source language first."""
    translated = {path.parents[1].name for path in folder.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")}
    return (SOURCE, *sorted(translated - {SOURCE}))


def load(
    language: str,
    folder: Path,
    zone: tzinfo | None = None,
    clock: ClockFormat = ClockFormat.AUTO,
) -> Words:
    """Return the sentences in `language` ("fr"), or in the desktop's for "auto".

    `folder` holds `<code>/LC_MESSAGES/downlight.mo`. A language that is not there, or whose file
    cannot be read, is English with the country's way of writing dates and numbers.
    """
    code = wanted(os.environ, folder) if language == AUTO else _code(language) or SOURCE
    return Words(code, _translations(code, folder), zone or LocalZone(), clock)


def wanted(environment: Mapping[str, str], folder: Path) -> str:
    """Return the first of the user's languages that there is, else English: "fr_CA"."""
    known = available(folder)
    asked = _asked(environment)
    country = next(filter(None, map(_code, asked)), SOURCE)
    for code in filter(None, map(_code, asked)):
        if code.partition("_")[0] in known or code in known:
            return code
    return f"{SOURCE}_{country.partition('_')[2]}".rstrip("_")


def _asked(environment: Mapping[str, str]) -> list[str]:
    """POSIX order, with the list of LANGUAGE first unless the locale is plain C."""
    locale = next(
        (environment[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(key)), ""
    )
    if locale.partition(".")[0] in ("C", "POSIX"):
        return []
    listed = environment.get("LANGUAGE", "").split(":")
    return [entry for entry in (*listed, locale or _system_language()) if entry]


def _system_language() -> str:
    """Return what systems without LANG say, where there is something to ask."""
    if sys.platform == "win32":
        import ctypes
        import locale

        return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
    if sys.platform == "darwin":
        asked = subprocess.run(
            ["/usr/bin/defaults", "read", "-g", "AppleLocale"],
            capture_output=True,
            text=True,
            timeout=2,
            check=False,
        )
        return asked.stdout.strip()
    return ""


def _code(text: str) -> str:
    """Return "fr_CA" for "fr-ca.UTF-8@euro"; empty for what is no language."""
    match = _CODE.fullmatch(text.strip())
    if match is None or match[1] in ("C", "POSIX"):
        return ""
    return f"{match[1].lower()}_{match[2].upper()}" if match[2] else match[1].lower()


def _translations(code: str, folder: Path) -> gettext.NullTranslations:
    for name in (code, code.partition("_")[0]):
        path = folder / name / "LC_MESSAGES" / f"{DOMAIN}.mo"
        try:
            with path.open("rb") as file:
                return gettext.GNUTranslations(file)
        except FileNotFoundError:
            continue
        except (OSError, struct.error, UnicodeError, ValueError) as error:
            log.warning("the translation %s cannot be read: %s", path, error)
    return gettext.NullTranslations()
