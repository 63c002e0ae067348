"""What a click on a notification asks for: pure."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from downlight.domain.commands import Mute
from downlight.domain.notify import Click, Notification

MUTE = timedelta(hours=1)
"""How long the button mutes that names no other end."""


def incident_of(said: Notification) -> int | None:
    """Return the incident to show: its own, of several the first that lasts, else the first."""
    if said.incident is not None:
        return said.incident.id
    parts = [part for part in said.parts if part.incident_id is not None]
    lasting = [part for part in parts if part.is_open]
    return next((part.incident_id for part in (*lasting, *parts)), None)


def platforms_of(said: Notification) -> Sequence[str]:
    """Return the ids of the platforms that it is about, each once."""
    if said.about:
        return (said.about,)
    return tuple(dict.fromkeys(part.platform_id for part in said.parts if part.platform_id))


def mutes_of(click: Click, now: datetime) -> Sequence[Mute]:
    """Return the mutes that a click asks for; none for other buttons.

    Of several platforms only those are muted that were not back yet: the others have nothing
    that a mute could end with.
    """
    if click.action not in ("mute", "mute_until_back"):
        return ()
    until = now + MUTE if click.action == "mute" else None
    said = click.notification
    lasting = replace(said, parts=tuple(part for part in said.parts if part.is_open))
    return tuple(Mute(key, until) for key in platforms_of(lasting))
