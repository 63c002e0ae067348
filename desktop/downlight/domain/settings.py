"""What the user chose, as values with defaults. Reading the file is `system/settings_file.py`."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from downlight.domain.saying import say
from downlight.domain.settings_notifications import NotificationSettings as NotificationSettings

PUBLIC_FLOOR = 30.0
"""Seconds: the shortest interval for a public host."""
PRIVATE_FLOOR = 2.0
"""Seconds: the shortest interval for a host on a private or loopback address."""
CEILING = 86_400.0
"""Seconds: the longest interval."""


class Theme(StrEnum):
    """Light or dark windows; AUTO follows the desktop."""

    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"


class Palette(StrEnum):
    """The colours of the lamps; their shapes and places are always the same."""

    STANDARD = "standard"  # red, amber, green
    COLOUR_BLIND = "colour_blind"  # vermilion, orange, blue: told apart without red and green
    MONOCHROME = "monochrome"  # one colour, as panels with symbolic icons have it


class ClockFormat(StrEnum):
    """How the time of day is written; AUTO as the language does."""

    AUTO = "auto"
    HOURS_12 = "12h"
    HOURS_24 = "24h"


@dataclass(frozen=True, slots=True)
class Canary:
    """A control site: if it answers as expected, this machine is online."""

    url: str
    status: int = 200
    body: str = ""
    """Text that the answer must contain; empty: any body, and for 204 none."""


DEFAULT_CANARIES = (
    Canary("http://connectivitycheck.gstatic.com/generate_204", 204),
    Canary("http://detectportal.firefox.com/success.txt", 200, "success"),
    Canary("http://captive.apple.com/hotspot-detect.html", 200, "Success"),
    Canary("http://www.msftconnecttest.com/connecttest.txt", 200, "Microsoft Connect Test"),
)
"""Four operators' own control sites, asked only when something looks wrong."""


@dataclass(frozen=True, slots=True)
class GeneralSettings:
    """The light as a whole."""

    interval: float = 60.0
    """Seconds between two looks at a platform in calm times."""
    language: str = "auto"
    """A language code ("fr"), or "auto" for the desktop's."""
    theme: Theme = Theme.AUTO
    retention_days: int = 730
    """Days that ended incidents are kept."""
    palette: Palette = Palette.STANDARD
    clock: ClockFormat = ClockFormat.AUTO


@dataclass(frozen=True, slots=True)
class NetworkSettings:
    """How this machine reaches out and knows that it is online."""

    canaries: tuple[Canary, ...] = DEFAULT_CANARIES
    second_resolver: str = "9.9.9.9"
    """Name server asked as an independent path when a name does not resolve; "" for none."""
    proxy: str = ""
    """Proxy URL; "" takes the environment's (HTTP_PROXY, HTTPS_PROXY, NO_PROXY)."""


@dataclass(frozen=True, slots=True)
class SavingSettings:
    """When to look less often, to be kind to a battery or to a connection that is paid for."""

    battery: bool = True
    metered: bool = True
    interval: float = 120.0
    """Seconds between two looks meanwhile, at the least."""


@dataclass(frozen=True, slots=True)
class Favourite:
    """A platform the user watches: one of the catalogue by id, or an own URL.

    Fields that are None or empty leave the catalogue's value as it is.
    """

    id: str
    name: str | None = None
    url: str | None = None
    interval: float | None = None
    """Seconds."""
    timeout: float | None = None
    """Seconds."""
    expect_status: tuple[int, ...] = ()
    expect_text: tuple[str, ...] = ()
    reject_text: tuple[str, ...] = ()
    redirects: str | None = None
    latency_limit: float | None = None
    """Seconds."""
    tls_days: int | None = None
    feed: str | None = None
    feed_format: str | None = None
    status_page: str | None = None
    auth: str | None = None
    """"basic", or the name of the header that carries the token kept in the keyring."""
    components: tuple[str, ...] = ()
    """Names or ids of components, groups and regions that count for the light; empty: all.

    `domain.parts.choices` lists what can stand here for a feed that was read.
    """
    muted: bool = False
    """Watched and logged, but neither told nor counted for the light."""
    notify: Mapping[str, bool] = field(default_factory=dict)
    """Own switches by kind ("degraded"), before those of all; see settings_notifications.KINDS."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the user chose."""

    general: GeneralSettings = GeneralSettings()
    notifications: NotificationSettings = field(default_factory=NotificationSettings)
    network: NetworkSettings = NetworkSettings()
    favourites: tuple[Favourite, ...] = ()
    extra: Mapping[str, object] = field(default_factory=dict)
    """Top-level keys that this version does not know; kept when saving."""
    saving: SavingSettings = SavingSettings()

    def with_favourite(self, favourite: Favourite) -> "Settings":
        """Return these settings with a favourite added, or put in the place of its namesake."""
        if all(known.id != favourite.id for known in self.favourites):
            return replace(self, favourites=(*self.favourites, favourite))
        others = (favourite if known.id == favourite.id else known for known in self.favourites)
        return replace(self, favourites=tuple(others))

    def without_favourite(self, platform_id: str) -> "Settings":
        """Return these settings without a favourite."""
        left = tuple(known for known in self.favourites if known.id != platform_id)
        return replace(self, favourites=left)

    def with_muted(self, platform_id: str, *, muted: bool) -> "Settings":
        """Return these settings with a favourite muted, or no longer so."""
        return replace(
            self,
            favourites=tuple(
                replace(known, muted=muted) if known.id == platform_id else known
                for known in self.favourites
            ),
        )


@dataclass(frozen=True, slots=True)
class Problem:
    """An entry of the settings that could not be taken, and what was done instead."""

    key: str
    """Where: "general.interval", "favourite 3 (x).url"."""
    message: str
    """One sentence: what is wrong, what is expected, what happens meanwhile."""
    file: str = ""
    line: int | None = None

    @property
    def told(self) -> str:
        """The whole as a sentence that faces can say in the user's language."""
        where = f"{self.file}:{self.line}: " if self.line else f"{self.file}: " if self.file else ""
        return say("{place}: {problem}", place=f"{where}{self.key}", problem=self.message)

    def __str__(self) -> str:
        return str(self.told)
