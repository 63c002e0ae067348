"""What NetworkManager's signals mean for us.

Source: the D-Bus reference of NetworkManager, NMState, NMMetered and the properties of its root
object.
"""

from collections.abc import Mapping
from typing import Any

from jeepney import DBusAddress, HeaderFields, Message, Properties

SERVICE = "org.freedesktop.NetworkManager"
_PATH = "/org/freedesktop/NetworkManager"
RULE = (
    f"type='signal',sender='{SERVICE}',path='{_PATH}',"
    f"interface='org.freedesktop.DBus.Properties',member='PropertiesChanged',arg0='{SERVICE}'"
)
"""What to ask the bus for."""

_WORDS = {
    10: "offline",  # asleep
    20: "offline",  # disconnected
    30: "offline",  # disconnecting
    50: "offline",  # connected, but with no way beyond this network
    60: "online",  # a way out, not known to lead to the internet
    70: "online",
}
"""NMState; 0 (unknown) and 40 (connecting) say nothing."""
_OTHER_WAY = frozenset({"PrimaryConnection", "ActiveConnections", "Connectivity"})
"""Properties whose change means another network, a VPN going up or down, or a captive portal."""


_PAID = frozenset({1, 3})
"""NMMetered: yes, and yes as it seems; 2 and 4 are no, 0 is not known."""


def state_question() -> Message:
    """Return the call that asks for the present state."""
    return Properties(DBusAddress(_PATH, SERVICE, SERVICE)).get("State")


def metered_question() -> Message:
    """Return the call that asks whether the connection is paid for by what goes through it."""
    return Properties(DBusAddress(_PATH, SERVICE, SERVICE)).get("Metered")


class Network:
    """Remembers what was said, so that only news is said again."""

    def __init__(self) -> None:
        self._said: str | None = None
        self._is_paid = False

    def begin(self, state: int) -> list[str]:
        """Return what the present state is worth saying: nothing when all is well."""
        self._said = _WORDS.get(state)
        return ["offline"] if self._said == "offline" else []

    def begin_metered(self, metered: int) -> list[str]:
        """Return "metered" or "unmetered" if that is news; it is not metered at first."""
        if (metered in _PAID) == self._is_paid:
            return []
        self._is_paid = metered in _PAID
        return ["metered" if self._is_paid else "unmetered"]

    def hear(self, message: Message) -> list[str]:
        """Return what a signal says: "online", "offline", "changed", "metered", "unmetered"."""
        if message.header.fields.get(HeaderFields.member) != "PropertiesChanged":
            return []
        properties: Mapping[str, Any] = message.body[1]
        paid = self.begin_metered(properties["Metered"][1]) if "Metered" in properties else []
        return [*self._hear_way(properties), *paid]

    def _hear_way(self, properties: Mapping[str, Any]) -> list[str]:
        said = _WORDS.get(properties["State"][1]) if "State" in properties else None
        if said is not None and said != self._said:
            self._said = said
            return [said]
        is_other = self._said != "offline" and not _OTHER_WAY.isdisjoint(properties)
        return ["changed"] if is_other else []
