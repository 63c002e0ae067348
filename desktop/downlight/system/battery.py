"""What UPower says about where the electricity comes from.

Source: the D-Bus reference of UPower, property OnBattery of its root object: true while no line
power feeds the machine.
"""

from collections.abc import Mapping
from typing import Any

from jeepney import DBusAddress, HeaderFields, Message, Properties

SERVICE = "org.freedesktop.UPower"
_PATH = "/org/freedesktop/UPower"
RULE = (
    f"type='signal',sender='{SERVICE}',path='{_PATH}',"
    f"interface='org.freedesktop.DBus.Properties',member='PropertiesChanged',arg0='{SERVICE}'"
)
"""What to ask the bus for."""


def question() -> Message:
    """Return the call that asks for the present state."""
    return Properties(DBusAddress(_PATH, SERVICE, SERVICE)).get("OnBattery")


class Battery:
    """Remembers what was said, so that only news is said again; it begins at the mains."""

    def __init__(self) -> None:
        self._is_in_use = False

    def begin(self, in_use: bool) -> list[str]:
        """Return "battery" or "mains" if that is news."""
        if in_use == self._is_in_use:
            return []
        self._is_in_use = in_use
        return ["battery" if in_use else "mains"]

    def hear(self, message: Message) -> list[str]:
        """Return what a signal says: "battery", "mains", or nothing."""
        if message.header.fields.get(HeaderFields.member) != "PropertiesChanged":
            return []
        properties: Mapping[str, Any] = message.body[1]
        return self.begin(bool(properties["OnBattery"][1])) if "OnBattery" in properties else []
