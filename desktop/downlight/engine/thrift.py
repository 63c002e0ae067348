"""Looks less often while the computer runs on battery or on a connection that is paid for."""

from dataclasses import replace

from downlight.domain.model import Check, Platform
from downlight.domain.settings import SavingSettings
from downlight.engine import watchlist as watchlists
from downlight.engine.watchlist import Watchlist
from downlight.probes.locality import is_local

_BEGINS = {"battery": "battery", "metered": "metered"}
_ENDS = {"mains": "battery", "unmetered": "metered"}


class Thrift:
    """Knows why to be thrifty, as the system tells; it begins at the mains, unmetered."""

    def __init__(self) -> None:
        self._reasons: set[str] = set()
        self._saves = False

    def hear(self, change: str) -> bool:
        """Take a word of the system; return whether it was one about this."""
        if change in _BEGINS:
            self._reasons.add(_BEGINS[change])
        elif change in _ENDS:
            self._reasons.discard(_ENDS[change])
        else:
            return False
        return True

    def turned(self, saving: SavingSettings) -> bool:
        """Whether what was heard since the last `sparing` asks for another one."""
        return self._is_due(saving) != self._saves

    def sparing(self, watchlist: Watchlist, saving: SavingSettings) -> Watchlist:
        """Return the looks to make now: none more often than `saving` wants, while it does."""
        self._saves = self._is_due(saving)
        if not self._saves:
            return watchlist
        costly = "battery" in self._reasons and saving.battery
        return watchlists.watch(
            [_slowed(one, saving.interval, everywhere=costly) for one in watchlist.platforms]
        )

    def _is_due(self, saving: SavingSettings) -> bool:
        return bool(self._reasons & {name for name in _BEGINS if getattr(saving, name)})


def _slowed(platform: Platform, interval: float, *, everywhere: bool) -> Platform:
    """Return a platform looked at every `interval` seconds at most.

    Looks within the own network cost electricity, but no volume: they stay unless `everywhere`.
    """

    def slowed(check: Check) -> Check:
        if is_local(check.target) and not everywhere:
            return check
        return replace(check, interval=max(check.interval, interval))

    return replace(platform, checks=tuple(map(slowed, platform.checks)))
