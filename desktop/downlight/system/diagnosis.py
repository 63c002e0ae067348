"""What works on this machine and what does not, part by part, in sentences for people."""

import platform
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version

from downlight.present.speech import Speech, mark
from downlight.system.autostart import Autostart, AutostartState
from downlight.system.secret_store import KeyringState
from downlight.system.secrets import Keyring

_PARTS = ("PySide6-Essentials", "httpx", "keyring", "tomlkit", "msgspec", "jeepney")
"""The packages that matter when a fault is looked for."""


class Mark(StrEnum):
    """How a part is."""

    OK = "ok"
    WARN = "warn"  # it does not work, and something else takes its place
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Row:
    """What was found out about one part."""

    topic: str
    mark: Mark
    sentence: str
    advice: str = ""
    """What can be done about it; empty when nothing needs to be done."""


async def tray(words: Speech) -> Row:
    """Return whether somebody shows the light."""
    if sys.platform == "linux":
        row = await _panel(words)
    else:
        row = Row("tray", Mark.OK, words("The system shows it."))
    return row


async def _panel(words: Speech) -> Row:
    from downlight.system.session_services import ask_for_tray

    found = await ask_for_tray()
    if found is None:
        told = words("This session has no D-Bus, over which icons get into the tray.")
        return Row("tray", Mark.WARN, told, words("The window shows the same."))
    if found.host:
        return Row("tray", Mark.OK, words("A panel shows icons."))
    if found.watcher:
        told = words("A list of icons is kept, but no panel shows them yet.")
    else:
        told = words("No panel here shows icons in the usual way.")
    advice = words("On GNOME, an extension such as AppIndicator does; else use the window.")
    return Row("tray", Mark.WARN, told, advice)


async def notifications(words: Speech) -> Row:
    """Return whether somebody shows notifications, and whether with buttons."""
    if sys.platform == "linux":
        row = await _notification_service(words)
    else:
        row = Row("notifications", Mark.OK, words("The system shows them."))
    return row


async def _notification_service(words: Speech) -> Row:
    from downlight.system.session_services import ask_for_notifications

    found = await ask_for_notifications()
    if found is None:
        told = words("No service here shows notifications; news wait in the window instead.")
        advice = words("Most desktops bring one; dunst is a small one.")
        return Row("notifications", Mark.WARN, told, advice)
    params = {"name": found.name, "version": found.version}
    if "actions" in found.capabilities:
        told = words("{name} {version} shows them, with buttons.", **params)
    else:
        told = words("{name} {version} shows them, without buttons.", **params)
    return Row("notifications", Mark.OK, told)


async def secrets(words: Speech, keyring: Keyring) -> Row:
    """Return whether tokens can be kept and read."""
    state, about = await keyring.state()
    if state is KeyringState.READY:
        return Row("keyring", Mark.OK, words("{name} keeps tokens.", name=about))
    advice = words("Only platforms with a token need it.")
    return Row("keyring", Mark.WARN, words.said(about), advice)


_AUTOSTART = {
    AutostartState.ON: mark("Downlight starts when you log in."),
    AutostartState.OFF: mark("Downlight does not start when you log in."),
    AutostartState.DISABLED: mark("You switched it off in the settings of the system."),
    AutostartState.ELSEWHERE: mark("Another copy of Downlight starts when you log in."),
}


def start_at_login(words: Speech, autostart: Autostart | None) -> Row:
    """Return whether the program starts at login; nothing about it is wrong."""
    if autostart is None:
        return Row("autostart", Mark.OK, words("The system asks you whether it may."))
    return Row("autostart", Mark.OK, words(_AUTOSTART[autostart.state()]))


def storage(words: Speech, check: Callable[[], str]) -> Row:
    """Return whether the history is sound; `check` returns what is wrong with it, or ""."""
    wrong = check()
    if wrong:
        advice = words("It is set aside and begun anew at the next start; what can be, is saved.")
        return Row("storage", Mark.FAIL, words.said(wrong), advice)
    return Row("storage", Mark.OK, words("The history is sound."))


def versions(words: Speech, more: Mapping[str, str]) -> Row:
    """Return what is installed; `more` are versions that others know, by name."""
    found = {"Python": platform.python_version(), **more}
    for part in _PARTS:
        try:
            found[part] = version(part)
        except PackageNotFoundError:
            continue
    told = ", ".join(f"{name} {number}" for name, number in found.items())
    return Row("versions", Mark.OK, words("{versions}.", versions=told))
