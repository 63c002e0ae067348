"""Reads the tray as a panel does (StatusNotifierItem): icons, tooltips, menus."""

from dataclasses import dataclass
from typing import Any

from jeepney import DBusAddress, Properties, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

WATCHER = DBusAddress(
    "/StatusNotifierWatcher", "org.kde.StatusNotifierWatcher", "org.kde.StatusNotifierWatcher"
)
ITEM = "org.kde.StatusNotifierItem"
MENU = "com.canonical.dbusmenu"


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a menu."""

    number: int
    label: str
    enabled: bool


@dataclass(frozen=True, slots=True)
class Item:
    """An icon in the tray, as its owner describes it now."""

    owner: str
    title: str
    tooltip: str
    status: str
    sizes: tuple[int, ...]
    """Widths of the pictures it offers, in pixels."""


class TrayWatch:
    """A connection to the box's bus that asks about the tray."""

    def __init__(self, address: str) -> None:
        self._connection: DBusConnection = open_dbus_connection(bus=address)

    def close(self) -> None:
        """Ask no more."""
        self._connection.close()

    def items(self) -> list[Item]:
        """Return the icons in the tray; none while there is no tray."""
        return [self._item(owner, path) for owner, path in self._registered()]

    def menu(self) -> list[Entry]:
        """Return the entries of the only icon's menu, submenus after their parents."""
        address = self._menu_address()
        self._ask(new_method_call(address, "AboutToShow", "i", (0,)))
        answer = self._ask(new_method_call(address, "GetLayout", "iias", (0, -1, [])))
        return _entries(answer[1])

    def choose(self, label: str) -> None:
        """Click the entry whose label begins with `label`."""
        entry = next(entry for entry in self.menu() if entry.label.startswith(label))
        event = (entry.number, "clicked", ("s", ""), 0)
        self._ask(new_method_call(self._menu_address(), "Event", "isvu", event))

    def activate(self) -> None:
        """Click the icon as a panel tells it: with the left button."""
        ((owner, path),) = self._registered()
        address = DBusAddress(path, owner, ITEM)
        self._ask(new_method_call(address, "Activate", "ii", (0, 0)))

    def _ask(self, message: Any) -> Any:
        reply = self._connection.send_and_get_reply(message, timeout=5)
        assert reply.header.message_type.name == "method_return", reply.body
        return reply.body

    def _registered(self) -> list[tuple[str, str]]:
        wanted = Properties(WATCHER).get("RegisteredStatusNotifierItems")
        reply = self._connection.send_and_get_reply(wanted, timeout=5)
        if reply.header.message_type.name != "method_return":
            return []
        (_, names) = reply.body[0]
        return [(owner, f"/{path}") for owner, _, path in (name.partition("/") for name in names)]

    def _item(self, owner: str, path: str) -> Item:
        (all_of_it,) = self._ask(Properties(DBusAddress(path, owner, ITEM)).get_all())
        values = {name: value for name, (_, value) in all_of_it.items()}
        tip = values.get("ToolTip", ("", [], "", ""))
        return Item(
            owner=owner,
            title=values.get("Title", ""),
            tooltip=" ".join(part for part in tip[2:4] if part),
            status=values.get("Status", ""),
            sizes=tuple(width for width, _, _ in values.get("IconPixmap", [])),
        )

    def _menu_address(self) -> DBusAddress:
        ((owner, path),) = self._registered()
        ((_, menu),) = self._ask(Properties(DBusAddress(path, owner, ITEM)).get("Menu"))
        return DBusAddress(menu, owner, MENU)


def _entries(node: Any) -> list[Entry]:
    number, properties, children = node
    found: list[Entry] = []
    if "label" in properties:
        label = properties["label"][1].replace("_", "")
        enabled = properties.get("enabled", ("b", True))[1]
        found.append(Entry(number, label, enabled))
    for _, child in children:
        found += _entries(child)
    return found
