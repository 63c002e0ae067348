"""The engine's port to what the operating system says about the network and about sleep."""

import sys
from collections.abc import AsyncIterator


class SystemMonitor:
    """Listens on Linux to NetworkManager, logind and UPower.

    On Windows and macOS it says nothing yet: there the engine's own control sites find out about
    the network, and the gap in the clock about sleep. The same holds where the bus is missing.
    """

    def __init__(self, bus: str = "") -> None:
        self._bus = bus
        """Address of the system's bus; "" for the usual one."""

    def changes(self) -> AsyncIterator[str]:
        """Yield "online", "offline", "changed", "sleep" and "resume" as they happen.

        Also "metered" and "unmetered", "battery" and "mains"; it begins unmetered at the mains.

        Sleeps in between. Ends at once where the system tells nothing, and when its bus dies.
        """
        if sys.platform == "linux":
            from downlight.system.system_signals import system_signals

            words = system_signals(self._bus)
        else:
            words = _silence()
        return words


async def _silence() -> AsyncIterator[str]:
    nothing: tuple[str, ...] = ()
    for word in nothing:
        yield word
