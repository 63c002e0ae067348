"""Makes settings of the raw tables in the settings file; what does not fit is left out and told."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from downlight.domain.model import Redirects
from downlight.domain.saying import say, told_by
from downlight.domain.settings import (
    CEILING,
    DEFAULT_CANARIES,
    PRIVATE_FLOOR,
    PUBLIC_FLOOR,
    Canary,
    ClockFormat,
    Favourite,
    GeneralSettings,
    NetworkSettings,
    NotificationSettings,
    Palette,
    SavingSettings,
    Settings,
    Theme,
)
from downlight.domain.settings_notifications import (
    KINDS,
    LATEST_AHEAD,
    LONGEST_REMINDER,
    SHORTEST_REMINDER,
    SOONEST_AHEAD,
)
from downlight.domain.settings_values import (
    DAYS,
    MINUTES,
    SECONDS,
    STATUSES,
    Misfit,
    Read,
    address,
    auth,
    choice,
    flag,
    identity,
    language,
    name,
    nearest,
    number,
    optional_proxy,
    optional_resolver,
    several,
    shown,
    text,
    time_of_day,
    weekday,
    whole,
    word,
)

Path = tuple[str | int, ...]
"""Where a value stands: table names and positions from 0 ("favourite", 2, "url")."""

MOST_FAVOURITES = 2_000

_SECTIONS: Mapping[str, Mapping[str, Read]] = {
    "general": {
        "interval": number(PUBLIC_FLOOR, CEILING, SECONDS),
        "language": language,
        "theme": choice(Theme),
        "palette": choice(Palette),
        "retention_days": whole(1, 36_500, DAYS),
        "clock": choice(ClockFormat),
    },
    "notifications": {
        **dict.fromkeys((*KINDS, "connection", "sound", "quiet_hours"), flag),
        "maintenance_minutes": whole(LATEST_AHEAD, SOONEST_AHEAD, MINUTES),
        "reminder_minutes": whole(SHORTEST_REMINDER, LONGEST_REMINDER, MINUTES),
        "quiet_from": time_of_day,
        "quiet_until": time_of_day,
        "quiet_days": several(weekday),
    },
    "network": {"second_resolver": optional_resolver, "proxy": optional_proxy},
    "saving": {
        "battery": flag,
        "metered": flag,
        "interval": number(PUBLIC_FLOOR, CEILING, SECONDS),
    },
}
_FAVOURITE: Mapping[str, Read] = {
    "id": identity,
    "name": name,
    "url": address,
    "timeout": number(1.0, 60.0, SECONDS),
    "expect_status": several(whole(100, 599, STATUSES)),
    "expect_text": several(text),
    "reject_text": several(text),
    "redirects": choice(Redirects),
    "latency_limit": number(0.01, 60.0, SECONDS),
    "tls_days": whole(0, 365, DAYS),
    "feed": address,
    "feed_format": word,
    "status_page": address,
    "auth": auth,
    "components": several(text),
    "muted": flag,
}
_NOTIFY: Mapping[str, Read] = dict.fromkeys(KINDS, flag)
_CANARY: Mapping[str, Read] = {
    "url": address,
    "status": whole(100, 599, STATUSES),
    "body": text,
}
_NEEDED = ("id", "url")
"""Without a good value of these nothing can be watched."""
_SECRETS = re.compile(r"pass(word|wd)?|token|secret|api_?key|authorization|bearer", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in the settings that was not taken as it stands."""

    path: Path
    message: str
    """One sentence: what is wrong, what is expected, what happens meanwhile."""


@dataclass(frozen=True, slots=True)
class SettingsReading:
    """The settings, and what was not taken."""

    settings: Settings
    findings: tuple[Finding, ...]


def read_settings(raw: Mapping[str, Any], is_local: Callable[[str], bool]) -> SettingsReading:
    """Return the settings that `raw` holds. `is_local` tells hosts of the user's own networks."""
    return _Reader(is_local).read(raw)


def identity_of(raw: Mapping[str, Any]) -> str | None:
    """Return the id of a raw favourite: as written, else made of its name or its URL's host."""
    if "id" in raw:
        return raw["id"] if isinstance(raw["id"], str) else None
    if isinstance(raw.get("name"), str):
        return _slug(raw["name"])
    if isinstance(raw.get("url"), str):
        return _slug(urlsplit(str(_quietly(address, raw["url"]) or "")).netloc)
    return None


def canary_of(url: str) -> Canary:
    """Return the control site at `url` with what is known to be its right answer."""
    for known in DEFAULT_CANARIES:
        if known.url == url:
            return known
    return Canary(url, 204 if url.endswith("/generate_204") else 200)


def _slug(given: str) -> str | None:
    return re.sub(r"[^\w.]+", "-", given.lower()).strip("-.")[:80] or None


def _quietly(read: Read, value: object) -> object:
    try:
        return read(value)
    except Misfit:
        return None


@dataclass(slots=True)
class _Reader:
    is_local: Callable[[str], bool]
    findings: list[Finding] = field(default_factory=list)

    def read(self, raw: Mapping[str, Any]) -> SettingsReading:
        settings = Settings(
            GeneralSettings(**self._section(raw, "general")),
            NotificationSettings(**self._section(raw, "notifications")),
            self._network(raw),
            self._favourites(raw.get("favourite", [])),
            {key: raw[key] for key in raw if key not in _SECTIONS and key != "favourite"},
            SavingSettings(**self._section(raw, "saving")),
        )
        for key in settings.extra:
            self._tell((key,), _stranger(key))
        return SettingsReading(settings, tuple(self.findings))

    def _tell(self, path: Path, message: str) -> None:
        self.findings.append(Finding(path, message))

    def _section(self, raw: Mapping[str, Any], section: str) -> dict[str, Any]:
        table = raw.get(section, {})
        if not isinstance(table, Mapping):
            self._tell(
                (section,),
                say("[{section}] must be a table; the usual values are used.", section=section),
            )
            return {}
        others = ("canaries",) if section == "network" else ()
        return self._values(table, _SECTIONS[section], (section,), others)

    def _values(
        self, table: Mapping[str, Any], reads: Mapping[str, Read], path: Path,
        others: Sequence[str] = (),
    ) -> dict[str, Any]:  # fmt: skip
        """Return the good values of a table; `others` are known but read elsewhere."""
        taken: dict[str, Any] = {}
        for key, value in table.items():
            if key in reads:
                self._take(taken, key, value, reads[key], (*path, key))
            elif key not in others:
                self._tell((*path, key), _unknown(key, [*reads, *others]))
        return taken

    def _take(self, taken: dict[str, Any], key: str, value: object, read: Read, path: Path) -> None:
        try:
            taken[key] = read(value)
        except Misfit as misfit:
            then = say("It is left out.")
            if isinstance(misfit.instead, int | float):
                taken[key] = misfit.instead
                then = say("{value} is used.", value=f"{misfit.instead:g}")
            self._tell(path, say("{what} {then}", what=told_by(misfit), then=then))

    def _network(self, raw: Mapping[str, Any]) -> NetworkSettings:
        values = self._section(raw, "network")
        table = raw.get("network")
        if isinstance(table, Mapping) and "canaries" in table:
            values["canaries"] = self._canaries(table["canaries"])
        return NetworkSettings(**values)

    def _canaries(self, raw: object) -> tuple[Canary, ...]:
        items = raw if isinstance(raw, list) else [raw]
        path = ("network", "canaries")
        taken = [self._canary(item, (*path, i)) for i, item in enumerate(items)]
        good = tuple(canary for canary in taken if canary is not None)
        if items and not good:
            self._tell(path, say("No control site could be taken; the usual four are used."))
            return DEFAULT_CANARIES
        return good

    def _canary(self, raw: object, path: Path) -> Canary | None:
        if isinstance(raw, Mapping):
            values = self._values(raw, _CANARY, path)
            if "url" not in values:
                self._tell(path, say("A control site needs a url; it is left out."))
                return None
            known = canary_of(values["url"])
            return Canary(
                known.url, values.get("status", known.status), values.get("body", known.body)
            )
        found: dict[str, Any] = {}
        self._take(found, "url", raw, address, path)
        return canary_of(found["url"]) if found else None

    def _favourites(self, raw: object) -> tuple[Favourite, ...]:
        items = raw if isinstance(raw, list) else [raw]
        if len(items) > MOST_FAVOURITES:
            self._tell(("favourite",), _too_many(len(items)))
        taken: dict[str, Favourite] = {}
        for i, item in enumerate(items[:MOST_FAVOURITES]):
            favourite = self._favourite(item, ("favourite", i))
            if favourite is not None and favourite.id in taken:
                told = say("{id} stands here twice; this one is left out.", id=shown(favourite.id))
                self._tell(("favourite", i), told)
            elif favourite is not None:
                taken[favourite.id] = favourite
        return tuple(taken.values())

    def _favourite(self, raw: object, path: Path) -> Favourite | None:
        if not isinstance(raw, Mapping):
            self._tell(
                path, say("A favourite is a table, not {value}; it is left out.", value=shown(raw))
            )
            return None
        values = self._values(raw, _FAVOURITE, path, ("interval", "notify"))
        if any(key in raw and key not in values for key in _NEEDED):
            self._tell(path, say("This favourite cannot be watched without that and is left out."))
            return None
        values.setdefault("id", identity_of(raw))
        if values["id"] is None:
            self._tell(path, say("A favourite needs an id, a name or a url; it is left out."))
            return None
        if "interval" in raw:
            reach = [values[key] for key in ("url", "feed") if key in values]
            private = bool(reach) and all(self.is_local(url) for url in reach)
            floor = PRIVATE_FLOOR if private else PUBLIC_FLOOR
            read = number(floor, CEILING, SECONDS)
            self._take(values, "interval", raw["interval"], read, (*path, "interval"))
        if "notify" in raw:
            values["notify"] = self._switches(raw["notify"], (*path, "notify"))
        return Favourite(**values)

    def _switches(self, raw: object, path: Path) -> Mapping[str, Any]:
        if isinstance(raw, Mapping):
            return self._values(raw, _NOTIFY, path)
        self._tell(path, say("This must be a table, such as {{ degraded = false }}."))
        return {}


def _stranger(key: str) -> str:
    """Say what is to be said of an unknown top-level key."""
    for section, reads in _SECTIONS.items():
        if key in reads:
            return say(
                "This belongs under [{section}]; it is kept here without effect.", section=section
            )
    if key in _FAVOURITE or key == "interval":
        return say("This belongs under [[favourite]]; it is kept here without effect.")
    return _unknown(key, [*_SECTIONS, "favourite"])


def _unknown(key: str, known: Sequence[str]) -> str:
    if _SECRETS.search(key):
        return say(
            "Secrets do not belong in this file but in the keyring; this is kept without effect."
        )
    near = nearest(key, known)
    if near is None:
        return say("This word is unknown; it is kept without effect.")
    return say(
        'This word is unknown (did you mean "{near}"?); it is kept without effect.', near=near
    )


def _too_many(count: int) -> str:
    return say(
        "There are {count} favourites; the first {most} are watched, the rest is left out.",
        count=count,
        most=MOST_FAVOURITES,
    )
