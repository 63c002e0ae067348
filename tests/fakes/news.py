"""Decisions to speak as the log holds them, in a line each."""

from dataclasses import replace
from datetime import datetime

from downlight.domain.incident import Incident
from downlight.domain.notify import Notification, NotificationKind, NotifyReason
from fakes.records import T0, ended, trouble

_KIND = NotificationKind


def down(
    number: int,
    platform_id: str = "x",
    at: datetime = T0,
    *,
    provider: str = "",
    kind: NotificationKind = _KIND.DOWN,
    held_until: datetime | None = None,
    incident_id: int | None = None,
) -> Notification:
    """An outage that began at `at`; its incident has the notification's number if none is given."""
    about = replace(trouble(platform_id, at), id=incident_id or number)
    return _of(number, about, kind, at, NotifyReason.FIRST, provider, held_until)


def back(
    number: int,
    of: Notification,
    at: datetime,
    *,
    held_until: datetime | None = None,
) -> Notification:
    """The end of what another notification told of."""
    assert of.incident is not None
    over: Incident = ended(of.incident, at)
    return _of(number, over, _KIND.RECOVERED, at, NotifyReason.RESOLVED, of.provider, held_until)


def _of(
    number: int, about: Incident, kind: NotificationKind, at: datetime, reason: NotifyReason,
    provider: str, held_until: datetime | None,
) -> Notification:  # fmt: skip
    return Notification(
        kind,
        f"incident:{about.id}",
        about,
        at,
        reason,
        id=number,
        provider=provider,
        held_until=held_until,
    )
